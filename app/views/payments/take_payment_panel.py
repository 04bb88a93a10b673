"""Taking a patient's payment: who, how much, how, and for what; what is shown is what is posted."""

from functools import partial

from PySide6.QtCore import Signal

from app.domain.errors import AppError
from app.domain.money import ZERO
from app.domain.rights import Right
from app.queries.desk_payments import DeskPayment, PayingAccount, find_desk_payment
from app.queries.patients import PatientLine, find_patients
from app.services.late_entries import take_late_payment
from app.services.payments import PaymentEntry, take_payment
from app.services.practices import OpenPractice
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.finder import Done, Finder
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.theme import FORM_WIDTH, scaled
from app.views.payments.late_box import LateBox
from app.views.payments.payment_form import PaymentForm
from app.views.payments.uses_box import UsesBox

_COLUMNS = (
    Column("Name", lambda line: line.name),
    Column("Born", lambda line: line.birth_date, width=10),
    Column("Account", lambda line: line.account_number, width=8),
    Column("Owes", lambda line: line.owes, right=True, width=9),
)
_FOUND_BY = "Find the patient by name, birth date, phone or account."


class TakePaymentPanel(Panel):
    """One payment; `taken` carries its id and amount, and whether another is to follow."""

    taken = Signal(int, object, bool)

    def __init__(self, desk: Desk, practice: OpenPractice | None = None) -> None:
        super().__init__("Take payment")
        self._desk = desk
        self._found: DeskPayment | None = None
        self._and_new = False
        self._is_posting = False
        self.finder = Finder("Patient or account", _COLUMNS, self._search)
        self.stands = PlainLabel(_FOUND_BY, wrap=True)
        self.form = PaymentForm(desk.session.today)
        self._keeper = DraftKeeper(desk, self.form, "payment")
        self.late = LateBox(desk.session, practice)
        self.uses = UsesBox()
        for widget in (self.finder, self.stands, self.form, self.late, self.uses):
            self.body.addWidget(widget)
        self.body.addStretch()
        self.body.setStretch(4, 100)
        self._anew = self.add_action("Start anew", self._on_anew_asked)
        self._anew.hide()
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Take payment")
        self._join()
        self.dress()

    def begin(self, patient_id: int) -> None:
        """Begin a payment for a patient, or with 0 for one to be found."""
        self._is_posting = False
        self._anew.hide()
        self.explain(refusal_of(self._desk.session, Right.TAKE_PAYMENT), "danger")
        if patient_id:
            self._ask_for(patient_id)
            return
        self._found = None
        self._clear()
        self._show_parts(False)
        self.finder.show_chosen("")
        self.finder.setFocus()

    def dress(self) -> None:
        """Keep the search as wide as the form."""
        self.finder.setMaximumWidth(scaled(FORM_WIDTH))

    def _join(self) -> None:
        self.finder.chosen.connect(self._on_patient_chosen)
        self.form.edited.connect(self._on_edited)
        self.form.editor("account").edited.connect(self._show_account)
        self.uses.edited.connect(self._on_edited)
        self._keeper.brought_back.connect(self._on_brought_back)
        self.post_asked.connect(partial(self._on_post_asked, False))
        self.post_and_new_asked.connect(partial(self._on_post_asked, True))

    def _search(self, text: str, done: Done) -> None:
        today = self._desk.session.today()
        self._desk.ask(find_patients, text, today, 20, then=done, owner=self, key="find")

    def _ask_for(self, patient_id: int) -> None:
        today = self._desk.session.today()
        self._desk.ask(find_desk_payment, patient_id, today, then=self._on_found, owner=self, key="patient")

    def _account(self) -> PayingAccount | None:
        accounts = self._found.accounts if self._found else ()
        return next((each for each in accounts if each.id == self.form.account_id), None)

    def _clear(self) -> None:
        self.form.clear()
        self.late.show_day(None)
        self.form.show_accounts(())
        self.stands.setText(_FOUND_BY)
        self.uses.set_amount(ZERO)
        self.uses.show_items(())

    def _show_parts(self, visible: bool) -> None:
        self.form.setVisible(visible)
        self.uses.setVisible(visible)

    def _show_account(self) -> None:
        found, account = self._found, self._account()
        if found is None or account is None:
            return
        parts = [f"{found.patient}, account {account.number}", f"owes {account.owes.dollars}"]
        if account.credit:
            parts.append(f"credit {account.credit.dollars}")
        if found.copay:
            parts.append(f"copay of today’s visit {found.copay.amount.dollars}")
        if account.no_checks:
            parts.append("NO CHECKS: one came back unpaid")
        self.stands.setText(" · ".join(parts))
        self.uses.show_items(account.items, found.copay)
        self.uses.follow(self.form.editor("account"))

    def _entry(self, account: PayingAccount, found: DeskPayment) -> PaymentEntry:
        visit_id = found.copay.visit_id if found.copay and self.uses.pays_copay() else None
        return PaymentEntry(
            account.id,
            self.form.amount,
            self.form.text("method"),
            self.form.text("reference"),
            self.form.text("payer_name"),
            self.form.text("memo"),
            found.patient_id,
            visit_id,
            self.uses.allocation().parts,
        )

    def _post(self) -> None:
        found, account = self._found, self._account()
        if self._is_posting:
            return
        if found is None or account is None:
            self.explain("Choose who pays first.", "danger")
            self.finder.setFocus()
        elif self.form.check():
            if findings := self.uses.check():
                self.explain(f"Nothing is posted yet. {findings[0].text}", "danger")
                return
            self._is_posting = True
            self.explain("Posting…")
            entry, late = self._entry(account, found), self.late.late_date()
            call = (take_late_payment, entry, late) if late else (take_payment, entry)
            self._desk.do(*call, then=self._on_taken, failed=self._on_refused, owner=self)

    def _on_found(self, found: DeskPayment) -> None:
        self._found = found
        self._anew.hide()
        self._clear()
        self._show_parts(True)
        self.form.show_accounts(found.accounts)
        self.finder.show_chosen(found.patient)
        proposed = found.proposed if found.proposed > ZERO else None
        self.form.set_values({"amount": proposed})
        self.uses.set_amount(proposed or ZERO)
        self._show_account()
        # With the amount known, one letter for the method is all that is missing.
        self.form.editor("method" if proposed else "amount").setFocus()
        self._keeper.bring_back(str(found.patient_id))

    def _on_brought_back(self) -> None:
        self.explain("Your draft is back: check the amount first.", "warning")
        self._anew.show()
        self.late.show_day(self.form.received_on)
        self.uses.set_amount(self.form.amount)
        self.form.go_to_amount()

    def _on_anew_asked(self) -> None:
        self._keeper.start_anew()
        self._anew.hide()
        self.explain("")
        self.uses.set_amount(self.form.amount)
        self.form.go_to_amount()

    def _on_patient_chosen(self, line: PatientLine) -> None:
        self._ask_for(line.id)

    def _on_edited(self) -> None:
        self.explain("")
        self.late.show_day(self.form.received_on)
        self.uses.set_amount(self.form.amount)

    def _on_post_asked(self, and_new: bool) -> None:
        self._and_new = and_new
        self._post()

    def _on_taken(self, payment_id: int) -> None:
        amount = self.form.amount
        self._keeper.let_go()
        self._found = None
        self._is_posting = False
        self.explain("")
        self.taken.emit(payment_id, amount, self._and_new)

    def _on_refused(self, error: AppError) -> None:
        self._is_posting = False
        self.explain(str(error), "danger")
