"""The deposits of the last quarter: a slip printed again as it was, or a deposit taken back."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Signal

from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.deposits import DepositLine, list_deposits
from app.services.deposits import reprint_deposit_slip
from app.services.papers import PrintedPaper
from app.views.common.columns import Column, plain_text
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.payments.words import deposit_chip

_DAYS = 92
_COLUMNS = (
    Column("Number", lambda line: line.number, right=True, width=8),
    Column("Date", lambda line: plain_text(line.on), width=12),
    Column("Bank account", lambda line: line.bank),
    Column("Items", lambda line: line.items, right=True, width=7),
    Column("Amount", lambda line: line.amount, right=True, width=12),
    Column("Made by", lambda line: line.made_by, width=18),
    Column("State", deposit_chip, width=13),
)


class DepositsPanel(Panel):
    """Ctrl+P prints a slip again (`printed`), Ctrl+Z asks to take a deposit back (`back_asked`)."""

    printed = Signal(object)
    back_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Deposits made")
        self._desk = desk
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Deposits made", self.model)
        self.body.addWidget(self.table, 1)
        self.add_action("Print slip again", self._on_print_asked, key="Ctrl+P", icon="print")
        self.add_action("Take back…", self._on_back_asked, key="Ctrl+Z", icon="undo")
        self.add_action("Back", self.leave, icon="back")
        self.setFocusProxy(self.table)

    def begin(self) -> None:
        """List the deposits of the last quarter, the latest first."""
        self.explain("")
        today = self._desk.session.today()
        first = today - timedelta(days=_DAYS)
        self._desk.ask(list_deposits, first, today, then=self._on_listed, owner=self, key="deposits")

    def _on_listed(self, lines: Sequence[DepositLine]) -> None:
        self.model.set_rows(lines)
        if lines:
            self.table.go_to(0)
        else:
            self.explain("No deposit was made in the last three months.")
        self.table.setFocus()

    def _chosen(self) -> DepositLine | None:
        """The deposit under the keyboard, if this person may make deposits."""
        refusal = refusal_of(self._desk.session, Right.MAKE_DEPOSIT)
        line = self.table.current_row()
        if refusal or line is None:
            self.explain(refusal or "Choose a deposit.", "danger")
            return None
        found: DepositLine = line
        return found

    def _on_print_asked(self) -> None:
        if line := self._chosen():
            self._desk.do(
                reprint_deposit_slip, line.id, then=self._on_printed, failed=self._on_refused, owner=self
            )

    def _on_printed(self, paper: PrintedPaper) -> None:
        self.explain("")
        self.printed.emit(paper)

    def _on_back_asked(self) -> None:
        line = self._chosen()
        if line is None:
            return
        if line.is_voided:
            self.explain(f"Deposit {line.number} was taken back before.", "danger")
            return
        self.explain("")
        self.back_asked.emit(line)

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
