"""One payment in plain words at the right of the list, with what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.rights import Right
from app.queries.payments import PaymentDetail, UseLine
from app.views.common.buttons import Button
from app.views.common.chip import ChipLabel
from app.views.common.columns import plain_text
from app.views.common.desk import Desk
from app.views.common.facts import Facts
from app.views.common.flow import FlowLayout
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text
from app.views.payments.words import METHOD_WORDS, payment_chip


def _use_words(use: UseLine, known: str) -> str:
    """Name the service, and the patient where it is another."""
    patient = f", {use.patient}" if use.patient != known else ""
    return f"{plain_text(use.service_on)} {use.description}{patient}"


def _at_top(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, Space.S, 0)
    column.addWidget(widget)
    column.addStretch()
    return page


class PaymentCard(Panel):
    """Shows a payment; every action is a signal with the payment's id."""

    print_asked = Signal(int)
    copy_asked = Signal(int)
    credit_asked = Signal(int)
    free_asked = Signal(int)
    void_asked = Signal(int)
    move_asked = Signal(int)
    return_asked = Signal(int)
    patient_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Payment")
        self._desk = desk
        self.detail: PaymentDetail | None = None
        self._chip = ChipLabel()
        self.facts = Facts()
        self._used_for = PlainLabel("Used for", Text.SECTION)
        self.uses = Facts(right=True)
        self.print = Button("Print receipt", self._on_print_asked, icon="print", primary=True)
        self.copy = Button("Print copy", self._on_copy_asked, icon="copy")
        self.use = Button("Use credit", self._on_credit_asked)
        self.free = Button("Free uses…", self._on_free_asked)
        self.shift = Button("Move to another visit…", self._on_move_asked)
        self.void = Button("Void…", self._on_void_asked, icon="undo")
        self.back = Button("Check returned…", self._on_return_asked)
        self.person = Button("Show patient", self._on_patient_asked, icon="user")
        self._lay_out()

    def show_payment(self, detail: PaymentDetail) -> None:
        """Show this payment."""
        self.detail = detail
        line = detail.line
        self.set_title(f"Receipt {line.receipt_number}")
        self._chip.show_chip(payment_chip(line))
        by = f"{METHOD_WORDS[line.method]} {line.reference}".strip()
        self.facts.show_facts(
            (
                ("Amount", f"{line.amount.dollars}, {by}"),
                ("From", detail.payer_name),
                ("For", f"{line.name}, account {line.account_number}"),
                ("Taken", f"{plain_text(line.received_on)}, {detail.taken_by}"),
                ("Visit", plain_text(detail.visit_on)),
                ("Note", detail.memo),
                ("Used", "" if line.is_voided else line.used.dollars),
                ("Credit left", "" if line.is_voided else line.left.dollars),
                ("Returned because" if line.is_returned else "Voided because", detail.void_reason),
            )
        )
        self._used_for.setVisible(bool(detail.uses))
        self.uses.show_facts((_use_words(use, line.name), str(use.amount)) for use in detail.uses)
        self._show_actions(detail)

    def _show_actions(self, detail: PaymentDetail) -> None:
        line = detail.line
        self.copy.setVisible(detail.receipt_file_id is not None and not line.is_voided)
        self.use.setVisible(bool(line.left))
        self.free.setVisible(bool(line.used))
        self.shift.setVisible(bool(line.used))
        self.back.setVisible(line.method == "check" and not line.is_voided)
        self.void.setVisible(not line.is_voided)
        self.person.setVisible(line.patient_id is not None)
        mark = "RETURNED" if line.is_returned else "VOID"
        words = f"This receipt prints with {mark} on it." if line.is_voided else ""
        if line.left and not self._desk.session.may(Right.ALLOCATE):
            words = "A biller moves credit to services."
        self.explain(words)

    def _lay_out(self) -> None:
        self.body.setSpacing(Space.M)
        buttons = QWidget()
        row = FlowLayout(buttons, Space.S)
        for button in (
            *(self.print, self.copy, self.use, self.person),
            *(self.free, self.shift, self.void, self.back),
        ):
            row.addWidget(button)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("Used for")
        scroll.setWidget(_at_top(self.uses))
        for widget in (self._chip, self.facts, buttons, self._used_for):
            self.body.addWidget(widget)
        self.body.addWidget(scroll, 1)
        for key in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(key), self.print)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.print.click)

    def _on_print_asked(self) -> None:
        if self.detail:
            self.print_asked.emit(self.detail.line.id)

    def _on_copy_asked(self) -> None:
        if self.detail:
            self.copy_asked.emit(self.detail.line.id)

    def _on_credit_asked(self) -> None:
        if self.detail:
            self.credit_asked.emit(self.detail.line.id)

    def _on_free_asked(self) -> None:
        if self.detail:
            self.free_asked.emit(self.detail.line.id)

    def _on_move_asked(self) -> None:
        if self.detail:
            self.move_asked.emit(self.detail.line.id)

    def _on_return_asked(self) -> None:
        if self.detail:
            self.return_asked.emit(self.detail.line.id)

    def _on_void_asked(self) -> None:
        if self.detail:
            self.void_asked.emit(self.detail.line.id)

    def _on_patient_asked(self) -> None:
        if self.detail and self.detail.line.patient_id:
            self.patient_asked.emit(self.detail.line.patient_id)
