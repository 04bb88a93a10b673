"""Credit that waits: payments not used up, beside what their accounts owe."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from app.domain.money import total
from app.queries.payments import CreditLine, list_credits
from app.views.common.buttons import Button
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.giving_way import GivingWay
from app.views.common.line_edit import LineEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space
from app.views.payments.segment import Segment
from app.views.payments.words import METHOD_WORDS

_COLUMNS = (
    Column("Receipt", lambda line: line.payment.receipt_number, right=True, width=7),
    Column("Date", lambda line: line.payment.received_on, width=10),
    Column("Method", lambda line: METHOD_WORDS[line.payment.method], width=9),
    Column("Account", lambda line: line.payment.account_number, width=8),
    Column("Name", lambda line: line.payment.name),
    Column("Taken for visit", lambda line: line.visit_on, width=13),
    Column("Paid", lambda line: line.payment.amount, right=True, width=9),
    Column("Credit left", lambda line: line.payment.left, right=True, width=10),
    Column("Account owes", lambda line: line.owes, right=True, width=12),
)


class CreditsSegment(Segment):
    """Lists credit; Enter on a row asks to use it."""

    TITLE = "Credits"

    credit_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.text = LineEdit("Find in list")
        self.text.setPlaceholderText("Name, account or receipt number")
        self.text.setClearButtonEnabled(True)
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Credits", self.model)
        self.listed = self.table
        GivingWay(self.table, ("Paid", "Method", "Account", "Taken for visit"))
        self.empty = EmptyState("")
        self.sum = PlainLabel(tone="muted")
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.empty)
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.text, 1)
        top.addWidget(Button("Use credit", self._on_use_asked, primary=True))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.S)
        whole.addLayout(top)
        whole.addWidget(self._lists, 1)
        whole.addWidget(self.sum)
        self.text.textChanged.connect(self.refresh)
        self.table.opened.connect(self._on_opened)

    def refresh(self) -> None:
        """Ask for the credit that is left."""
        self.desk.ask(list_credits, self.text.text(), then=self._on_listed, owner=self, key="list")

    def go_to_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.text.setFocus()
        self.text.selectAll()

    def _on_listed(self, lines: Sequence[CreditLine]) -> None:
        self.model.set_rows(lines)
        self._lists.setCurrentWidget(self.table if lines else self.empty)
        self.empty.say("No credit matches this." if self.text.text() else "No credit waits to be used.")
        credit = total(line.payment.left for line in lines)
        self.sum.setText(f"{len(lines):,} payments with {credit.dollars} of credit" if lines else "")

    def _on_opened(self, line: CreditLine) -> None:
        self.credit_asked.emit(line.payment.id)

    def _on_use_asked(self) -> None:
        line = self.table.current_row()
        if line is not None:
            self._on_opened(line)
