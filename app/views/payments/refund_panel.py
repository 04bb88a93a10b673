"""Preparing a refund: how much of a credit goes back, how, and why; another person approves it."""

from PySide6.QtCore import Signal

from app.domain.errors import AppError
from app.domain.money import Money
from app.domain.refunds import usual_method
from app.domain.rights import Right
from app.queries.payments import PaymentDetail, find_payment
from app.queries.refunds import PayerCreditLine
from app.services.money_requests import Requested
from app.services.refunds import (
    PayerRefundEntry,
    RefundEntry,
    request_patient_refund,
    request_payer_refund,
)
from app.views.common.columns import plain_text
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.payments.approval_words import REFUND_CHOICES, explain_requested
from app.views.payments.words import METHOD_WORDS

_FIELDS = (
    Field("amount", "Amount", Kind.MONEY, required=True),
    Field("method", "How it goes back", Kind.CHOICE, choices=REFUND_CHOICES),
    Field("check_number", "Check number, if it is written already"),
    Field("reason", "Reason, printed on the letter", required=True),
)


class RefundPanel(Panel):
    """One refund, of a payment's credit or of an insurer's; `asked` carries request and sentence."""

    asked = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Refund")
        self._desk = desk
        self._payment: PaymentDetail | None = None
        self._payer: PayerCreditLine | None = None
        self.stands = PlainLabel(wrap=True)
        self.form = FormPanel(_FIELDS, desk.session.today)
        self.body.addWidget(self.stands)
        self.body.addWidget(self.form)
        self.body.addStretch()
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Ask for it")
        self.form.editor("method").edited.connect(self._on_method_chosen)
        self.post_asked.connect(self._on_post_asked)

    def begin(self, payment_id: int) -> None:
        """Prepare the refund of what is left of a payment."""
        self._begin()
        self._desk.ask(find_payment, payment_id, then=self._on_found, owner=self, key="payment")

    def begin_payer(self, line: PayerCreditLine) -> None:
        """Prepare the refund of what an insurer paid too much."""
        self._begin()
        self._payer = line
        self.set_title(f"Refund to {line.payer}")
        self.stands.setText(
            f"{line.payer} paid {line.amount.dollars} too much on claim {line.claim_number} for "
            f"{line.patient}, {line.description} of {plain_text(line.service_on)}. "
            f"Give it back by {plain_text(line.due_on)}."
        )
        self._show(line.amount, "check")
        self.form.set_shown("method", False)

    def _begin(self) -> None:
        self._payment, self._payer = None, None
        self.explain(refusal_of(self._desk.session, Right.PREPARE_REFUND), "danger")

    def _on_found(self, detail: PaymentDetail) -> None:
        self._payment = detail
        line = detail.line
        self.set_title(f"Refund from receipt {line.receipt_number}")
        self.stands.setText(
            f"{line.left.dollars} of {line.amount.dollars} from {line.name} is not used. It was paid by "
            f"{METHOD_WORDS[line.method].lower()} on {plain_text(line.received_on)}."
        )
        self.form.set_shown("method", True)
        self._show(line.left, usual_method(line.method))

    def _show(self, amount: Money, method: str) -> None:
        self.form.set_values({"amount": amount, "method": method, "check_number": "", "reason": ""})
        self._on_method_chosen()
        self.form.focus_first()

    def _on_method_chosen(self) -> None:
        is_check = self._payer is not None or self.form.editor("method").value() == "check"
        self.form.set_shown("check_number", is_check)

    def _on_post_asked(self) -> None:
        if not self.form.check():
            return
        values = self.form.values()
        amount, reason = values["amount"], str(values["reason"])
        number = str(values["check_number"] or "")
        assert isinstance(amount, Money)
        if self._payment:
            method = str(values["method"])
            entry = RefundEntry(
                *(self._payment.line.id, amount, method, reason), number if method == "check" else ""
            )
            self._desk.do(
                request_patient_refund, entry, then=self._on_asked, failed=self._on_refused, owner=self
            )
        elif self._payer:
            line = self._payer
            payer_entry = PayerRefundEntry(line.charge_id, line.policy_id, amount, reason, number)
            self._desk.do(
                request_payer_refund, payer_entry, then=self._on_asked, failed=self._on_refused, owner=self
            )

    def _on_asked(self, requested: Requested) -> None:
        amount = self.form.values()["amount"]
        assert isinstance(amount, Money)
        self.explain("")
        self.asked.emit(requested, explain_requested(requested, amount, "The refund"))

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
