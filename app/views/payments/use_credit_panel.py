"""Using what is left of a payment for services that are open."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.domain.allocation import find_visit_first
from app.domain.errors import AppError
from app.domain.money import ZERO
from app.domain.rights import Right
from app.queries.desk_payments import OpenItemLine, list_open_items
from app.queries.payments import PaymentDetail, find_payment
from app.services.payments import use_credit
from app.views.common.columns import plain_text
from app.views.common.desk import Desk
from app.views.common.line_edit import LineEdit
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.payments.uses_box import UsesBox


class UseCreditPanel(Panel):
    """Moves credit of one payment to services; `done` carries the sentence for the toast."""

    done = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Use credit")
        self._desk = desk
        self._detail: PaymentDetail | None = None
        self.stands = PlainLabel(wrap=True)
        self.uses = UsesBox()
        self.body.addWidget(self.stands)
        self.consent = LineEdit("Who of the payer’s side agreed to pay for another family member")
        self.consent.setPlaceholderText("Who agreed, where another family member’s line is paid")
        self.consent.hide()
        self.body.addWidget(self.consent)
        self.body.addWidget(self.uses, 1)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Use credit")
        self.post_asked.connect(self._on_post_asked)

    def begin(self, payment_id: int) -> None:
        """Show what is left of a payment and what is open on its account."""
        self.consent.set_value("")
        self.explain(refusal_of(self._desk.session, Right.ALLOCATE), "danger")
        self._desk.ask(find_payment, payment_id, then=self._on_found, owner=self, key="payment")

    def _on_found(self, detail: PaymentDetail) -> None:
        self._detail = detail
        line = detail.line
        self.set_title(f"Use credit of receipt {line.receipt_number}")
        visit = f" It was taken for the visit of {plain_text(detail.visit_on)}." if detail.visit_on else ""
        self.stands.setText(
            f"{line.left.dollars} of {line.amount.dollars} from {line.name}, account {line.account_number}, "
            f"is not used yet.{visit}"
        )
        self._desk.ask(list_open_items, line.account_id, then=self._on_items_found, owner=self, key="items")

    def _on_items_found(self, items: Sequence[OpenItemLine]) -> None:
        if self._detail is None:
            return
        self.uses.set_amount(self._detail.line.left)
        visit = find_visit_first(self._detail.visit_id, [line.item for line in items])
        self.uses.show_items(items, visit)
        owner = self._detail.line.patient_id
        self.consent.setVisible(owner is not None and any(line.item.patient_id != owner for line in items))
        first = next(iter(self.uses.table.uses.values()), None)
        if first:
            first.setFocus()
            first.selectAll()

    def _on_post_asked(self) -> None:
        if self._detail is None:
            return
        findings = self.uses.check()
        if findings:
            self.explain(f"Nothing is posted yet. {findings[0].text}", "danger")
            return
        self._desk.do(
            use_credit,
            self._detail.line.id,
            self.uses.allocation().parts,
            self.consent.value(),
            then=self._on_used,
            failed=self._on_refused,
            owner=self,
        )

    def _on_used(self, _nothing: object) -> None:
        laid_out = self.uses.allocation()
        left = f", {laid_out.remainder.dollars} is left" if laid_out.remainder > ZERO else ""
        self.done.emit(f"{laid_out.allocated.dollars} of credit was used{left}.")

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
