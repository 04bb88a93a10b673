"""A check that came back: when, why, and whether the fee of the signed policy is charged."""

from PySide6.QtCore import Signal

from app.domain.errors import AppError
from app.domain.returned_checks import FeePolicy
from app.domain.rights import Right
from app.queries.approvals import find_fee_policy
from app.queries.payments import PaymentDetail, find_payment
from app.services.returned_checks import ReturnEntry, return_check
from app.views.common.columns import plain_text
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of

_FIELDS = (
    Field("returned_on", "Day on the bank’s notice", Kind.DATE, required=True),
    Field("reason", "Reason on the bank’s notice", required=True),
    Field("with_fee", "Charge the fee of the signed policy", Kind.CHECK),
)


class ReturnCheckPanel(Panel):
    """One returned check; `returned` carries the notice (a PrintedPaper, or None without an address)."""

    returned = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Returned check")
        self._desk = desk
        self._detail: PaymentDetail | None = None
        self.stands = PlainLabel(wrap=True)
        self.fee = PlainLabel(tone="muted", wrap=True)
        self.form = FormPanel(_FIELDS, desk.session.today)
        for widget in (self.stands, self.form, self.fee):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Take it back")
        self.post_asked.connect(self._on_post_asked)

    def begin(self, payment_id: int) -> None:
        """Show the check and what it had paid."""
        self.explain(refusal_of(self._desk.session, Right.RETURN_CHECK), "danger")
        self._detail = None
        self._desk.ask(find_payment, payment_id, then=self._on_found, owner=self, key="payment")
        self._desk.ask(find_fee_policy, then=self._on_policy_found, owner=self, key="policy")

    def _on_found(self, detail: PaymentDetail) -> None:
        self._detail = detail
        line = detail.line
        self.set_title(f"Returned check, receipt {line.receipt_number}")
        services = f"{len(detail.uses)} service{'' if len(detail.uses) == 1 else 's'}"
        self.stands.setText(
            f"Check {line.reference} of {line.amount.dollars} from {line.name}, taken on "
            f"{plain_text(line.received_on)}, had paid {services}. All of it is owed again, as old as "
            "before, and the account takes no checks from now on."
        )
        today = self._desk.session.today()
        self.form.set_values({"returned_on": today, "reason": "", "with_fee": False})
        self.form.editor("reason").setFocus()

    def _on_policy_found(self, policy: FeePolicy) -> None:
        self.form.set_shown("with_fee", policy.is_allowed)
        self.fee.setText(
            f"The signed policy has a fee of {policy.amount.dollars}."
            if policy.is_allowed
            else "The signed policy names no fee for a returned check, so none is charged."
        )

    def _on_post_asked(self) -> None:
        if self._detail is None or not self.form.check():
            return
        values = self.form.values()
        entry = ReturnEntry(
            *(self._detail.line.id, values["returned_on"], str(values["reason"])),  # type: ignore[arg-type]
            bool(values["with_fee"]),
        )
        self._desk.do(return_check, entry, then=self.returned.emit, failed=self._on_refused, owner=self)

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
