"""What a payment gives to one service moved to another visit, or credit used for another account."""

from PySide6.QtCore import Signal

from app.domain.errors import AppError
from app.domain.money import ZERO
from app.domain.rights import Right
from app.queries.desk_payments import DeskPayment, OpenItemLine, find_desk_payment, list_open_items
from app.queries.patients import PatientLine, find_patients
from app.queries.payments import PaymentDetail, UseLine, find_payment
from app.services.money_requests import Requested
from app.services.payments import MoveEntry, move_payment
from app.services.refunds import CreditTransferEntry, request_credit_transfer
from app.views.common.columns import Column, plain_text
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.finder import Done, Finder
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.payments.approval_words import explain_requested
from app.views.payments.uses_box import UsesBox

_FIELDS = (
    Field("from_charge", "Taken from", Kind.CHOICE, wide=True),
    Field("consent", "Who of the payer’s side agreed"),
    Field("reason", "Reason, kept on record", required=True, wide=True),
)
_FOUND = (
    Column("Name", lambda line: line.name),
    Column("Account", lambda line: line.account_number, width=8),
    Column("Owes", lambda line: line.owes, right=True, width=9),
)


class MoveUsePanel(Panel):
    """Moves a use within the family at once; `done` carries the sentence for the toast."""

    done = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Move to another visit")
        self._desk = desk
        self._detail: PaymentDetail | None = None
        self._items: tuple[OpenItemLine, ...] = ()
        self.stands = PlainLabel(wrap=True)
        self.form = FormPanel(_FIELDS, desk.session.today)
        self.uses = UsesBox()
        for widget in (self.stands, self.form, self.uses):
            self.body.addWidget(widget)
        self.body.setStretch(2, 1)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Move it")
        self.form.editor("from_charge").edited.connect(self._show_items)
        self.post_asked.connect(self._on_post_asked)

    def begin(self, payment_id: int) -> None:
        """Show what a payment pays, and what else is open on its account."""
        self.explain(refusal_of(self._desk.session, Right.ALLOCATE), "danger")
        self.form.set_values({"consent": "", "reason": ""})
        self._desk.ask(find_payment, payment_id, then=self._on_found, owner=self, key="payment")

    def _on_found(self, detail: PaymentDetail) -> None:
        self._detail = detail
        self.stands.setText(
            f"Receipt {detail.line.receipt_number} of {detail.line.amount.dollars} from {detail.line.name}. "
            "What is taken from a service and not given to another becomes credit."
        )
        combo = self.form.editor("from_charge")
        assert isinstance(combo, Combo)
        combo.set_choices((use.charge_id, _use_words(use)) for use in detail.uses)
        self._desk.ask(
            list_open_items, detail.line.account_id, then=self._on_items_found, owner=self, key="items"
        )

    def _on_items_found(self, items: tuple[OpenItemLine, ...]) -> None:
        self._items = items
        self._show_items()
        self.form.focus_first()

    def _use(self) -> UseLine | None:
        chosen = self.form.editor("from_charge").value()
        uses = self._detail.uses if self._detail else ()
        return next((use for use in uses if use.charge_id == chosen), None)

    def _show_items(self) -> None:
        use = self._use()
        if use:
            self.uses.set_amount(use.amount)
            self.uses.show_items([line for line in self._items if line.item.charge_id != use.charge_id])
            self.uses.follow(self.form.editor("reason"))

    def _on_post_asked(self) -> None:
        use = self._use()
        if self._detail is None or use is None or not self.form.check():
            return
        findings = self.uses.check()
        if findings:
            self.explain(f"Nothing is moved yet. {findings[0].text}", "danger")
            return
        values = self.form.values()
        entry = MoveEntry(
            *(self._detail.line.id, use.charge_id, self.uses.allocation().parts),
            *(str(values["reason"]), str(values["consent"] or "")),
        )
        self._desk.do(move_payment, entry, then=self._on_moved, failed=self._on_refused, owner=self)

    def _on_moved(self, _nothing: object) -> None:
        laid_out = self.uses.allocation()
        rest = f", {laid_out.remainder.dollars} is credit again" if laid_out.remainder > ZERO else ""
        self.done.emit(f"{laid_out.allocated.dollars} was moved{rest}.")

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")


class TransferCreditPanel(Panel):
    """Asks to use credit for another account; `asked` carries the request and the sentence for the toast."""

    asked = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Move to another account")
        self._desk = desk
        self._detail: PaymentDetail | None = None
        self.stands = PlainLabel(wrap=True)
        self.finder = Finder("Patient of the other account", _FOUND, self._search)
        self.form = FormPanel(_FIELDS[1:], desk.session.today)
        self.uses = UsesBox()
        for widget in (self.stands, self.finder, self.form, self.uses):
            self.body.addWidget(widget)
        self.body.setStretch(3, 1)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Ask for it")
        self.finder.chosen.connect(self._on_patient_chosen)
        self.post_asked.connect(self._on_post_asked)

    def begin(self, payment_id: int) -> None:
        """Show the credit, and wait for the other account."""
        self.explain(refusal_of(self._desk.session, Right.ALLOCATE), "danger")
        self.form.set_values({"consent": "", "reason": ""})
        self.finder.show_chosen("")
        self.uses.show_items(())
        self._desk.ask(find_payment, payment_id, then=self._on_found, owner=self, key="payment")
        self.finder.setFocus()

    def _search(self, text: str, done: Done) -> None:
        today = self._desk.session.today()
        self._desk.ask(find_patients, text, today, 20, then=done, owner=self, key="find")

    def _on_found(self, detail: PaymentDetail) -> None:
        self._detail = detail
        line = detail.line
        self.stands.setText(
            f"{line.left.dollars} of receipt {line.receipt_number} from {line.name}, account "
            f"{line.account_number}, is not used. Another family’s lines need an approval."
        )
        self.uses.set_amount(line.left)

    def _on_patient_chosen(self, line: PatientLine) -> None:
        self.finder.show_chosen(line.name)
        today = self._desk.session.today()
        self._desk.ask(find_desk_payment, line.id, today, then=self._on_account, owner=self, key="account")

    def _on_account(self, found: DeskPayment) -> None:
        self.uses.show_items(found.accounts[0].items)
        self.uses.follow(self.form.editor("reason"))
        self.form.focus_first()

    def _on_post_asked(self) -> None:
        if self._detail is None or not self.form.check():
            return
        findings = self.uses.check()
        if findings:
            self.explain(f"Nothing was asked for yet. {findings[0].text}", "danger")
            return
        values = self.form.values()
        entry = CreditTransferEntry(
            *(self._detail.line.id, self.uses.allocation().parts),
            *(str(values["reason"]), str(values["consent"] or "")),
        )
        self._desk.do(
            request_credit_transfer, entry, then=self._on_asked, failed=self._on_refused, owner=self
        )

    def _on_asked(self, requested: Requested) -> None:
        amount = self.uses.allocation().allocated
        self.asked.emit(requested, explain_requested(requested, amount, "The transfer"))

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")


def _use_words(use: UseLine) -> str:
    return f"{plain_text(use.service_on)} {use.description}, {use.patient}: {use.amount.dollars}"
