"""The dry list of small balances: who would be written off, who would not and why; then one request."""

from PySide6.QtCore import Signal

from app.domain.approvals import ApprovalLimits
from app.domain.errors import AppError
from app.domain.money import Money, total
from app.domain.rights import Right
from app.domain.write_offs import SmallBalanceLine
from app.queries.approvals import find_limits
from app.queries.write_offs import list_small_balances
from app.services.money_requests import Requested
from app.services.write_offs import request_small_balances
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.payments.approval_words import explain_requested

_COLUMNS = (
    Column("Account", lambda line: line.account.number, width=9),
    Column("Name", lambda line: line.account.name, width=24),
    Column("Owes", lambda line: line.account.owes, right=True, width=9),
    Column("Why not", lambda line: line.why_not or "will be written off"),
)
_FIELDS = (
    Field("below", "Accounts that owe less than", Kind.MONEY, required=True, width=10),
    Field("reason", "Reason, kept on record", required=True),
)


class SmallBalancePanel(Panel):
    """One run; `asked` carries the request, and the sentence for the toast."""

    asked = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Small balances")
        self._desk = desk
        self._lines: tuple[SmallBalanceLine, ...] = ()
        self.form = FormPanel(_FIELDS, desk.session.today)
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Small balances", self.model)
        self.sum = PlainLabel(wrap=True)
        for widget in (self.form, self.table, self.sum):
            self.body.addWidget(widget)
        self.body.setStretch(1, 1)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Ask for it")
        self.form.editor("below").edited.connect(self._list)
        self.post_asked.connect(self._on_post_asked)

    def begin(self) -> None:
        """Show the list for the office's own limit."""
        self.explain(refusal_of(self._desk.session, Right.REQUEST_WRITE_OFF), "danger")
        self.form.set_values({"reason": "not worth a statement"})
        self._desk.ask(find_limits, then=self._on_limits_found, owner=self, key="limits")

    def _on_limits_found(self, limits: ApprovalLimits) -> None:
        self.form.set_values({"below": limits.small_balance})
        self.form.focus_first()
        self._list()

    def _list(self) -> None:
        below = self.form.editor("below").value()
        if isinstance(below, Money) and below > Money(0):
            self._desk.ask(list_small_balances, below, then=self._on_listed, owner=self, key="list")

    def _on_listed(self, lines: tuple[SmallBalanceLine, ...]) -> None:
        self._lines = lines
        self.model.set_rows(lines)
        taken = [line.account for line in lines if not line.why_not]
        left_out = len(lines) - len(taken)
        amount = total(account.owes for account in taken)
        count = f"{len(taken)} account{'' if len(taken) == 1 else 's'}"
        self.sum.setText(f"{count} for {amount.dollars} would be written off, {left_out} left out.")

    def _on_post_asked(self) -> None:
        if not self.form.check():
            return
        values = self.form.values()
        self._desk.do(
            request_small_balances,
            *(self._lines, values["below"], values["reason"]),
            then=self._on_asked,
            failed=self._on_refused,
            owner=self,
        )

    def _on_asked(self, requested: Requested) -> None:
        amount = total(line.account.owes for line in self._lines if not line.why_not)
        self.explain("")
        self.asked.emit(requested, explain_requested(requested, amount, "The run"))

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
