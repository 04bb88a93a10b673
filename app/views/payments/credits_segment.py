"""Credit that waits: patients' payments not used up, and what insurers paid too much, the oldest first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.money import total
from app.domain.rights import Right
from app.queries.credits import CreditChoiceLine, list_credit_choices
from app.queries.payments import CreditLine, list_credits
from app.queries.refunds import PayerCreditLine, list_payer_credits
from app.views.common.buttons import Button
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.filter_chips import FilterChips
from app.views.common.flow import FlowLayout
from app.views.common.giving_way import GivingWay
from app.views.common.line_edit import LineEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import ChipKind, Space
from app.views.payments.segment import Segment
from app.views.payments.words import METHOD_WORDS

_CHOICES = {"keep": "Keep", "refund": "Refund", "move": "Move"}


class CreditsSegment(Segment):
    """Lists credit; Enter on a row asks to use it, or to give it back where it is an insurer's."""

    TITLE = "Credits"

    credit_asked = Signal(int)
    refund_asked = Signal(int)
    payer_refund_asked = Signal(object)
    transfer_asked = Signal(int)
    keep_asked = Signal(int)
    notice_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._choices: dict[int, str] = {}
        self.text = LineEdit("Find in list")
        self.text.setPlaceholderText("Name, account or receipt number")
        self.text.setClearButtonEnabled(True)
        self.parts = FilterChips("Whose credit", (("patients", "Patients’"), ("payers", "Insurers’")))
        self.model = TableModel(self._columns(), self)
        self.table = TableView("Credits", self.model)
        self.payers = TableModel(self._payer_columns(), self)
        self.payer_table = TableView("Credits of insurers", self.payers)
        self.listed = self.table
        GivingWay(self.table, ("Paid", "Method", "Account", "Taken for visit"))
        self.empty = EmptyState("")
        self.sum = PlainLabel(tone="muted")
        self._lists = QStackedWidget()
        for page in (self.table, self.payer_table, self.empty):
            self._lists.addWidget(page)
        self._lay_out()
        self.text.textChanged.connect(self.refresh)
        self.parts.chosen.connect(self._on_part_chosen)
        self.table.opened.connect(self._on_opened)
        self.payer_table.opened.connect(self.payer_refund_asked)

    def refresh(self) -> None:
        """Ask for the credit that is left."""
        if self.parts.value() == "payers":
            self.desk.ask(list_payer_credits, then=self._on_payers_listed, owner=self, key="payers")
            return
        self.desk.ask(list_credit_choices, then=self._on_choices_found, owner=self, key="choices")
        self.desk.ask(list_credits, self.text.text(), then=self._on_listed, owner=self, key="list")

    def go_to_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.text.setFocus()
        self.text.selectAll()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Receipt", lambda line: line.payment.receipt_number, right=True, width=7),
            Column("Date", lambda line: line.payment.received_on, width=10),
            Column("Method", lambda line: METHOD_WORDS[line.payment.method], width=9),
            Column("Account", lambda line: line.payment.account_number, width=8),
            Column("Name", lambda line: line.payment.name),
            Column("Taken for visit", lambda line: line.visit_on, width=13),
            Column("Paid", lambda line: line.payment.amount, right=True, width=9),
            Column("Credit left", lambda line: line.payment.left, right=True, width=10),
            Column("Account owes", lambda line: line.owes, right=True, width=12),
            Column("Patient wants", self._choice_of, width=12),
        )

    def _payer_columns(self) -> tuple[Column, ...]:
        today = self.desk.session.today
        return (
            Column("Since", lambda line: line.since, width=10),
            Column("Give back by", lambda line: line.due_on, width=12),
            Column("Clock", lambda line: _clock((line.due_on - today()).days), width=12),
            Column("Insurer", lambda line: line.payer, width=20),
            Column("Claim", lambda line: line.claim_number, width=8),
            Column("Patient", lambda line: line.patient),
            Column("Service", lambda line: line.service_on, width=10),
            Column("Paid too much", lambda line: line.amount, right=True, width=13),
        )

    def _lay_out(self) -> None:
        acts = QWidget()
        row = FlowLayout(acts, Space.S)
        self.use = Button("Use credit", self._on_use_asked, primary=True)
        asked: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Refund…", self._on_refund_asked),
            ("Keep", lambda: self._ask(self.keep_asked)),
            ("Move to another account…", lambda: self._ask(self.transfer_asked, Right.ALLOCATE)),
            ("Print notice", lambda: self._ask(self.notice_asked)),
        )
        self._of_patients = [self.use]
        row.addWidget(self.use)
        for word, slot in asked:
            button = Button(word, slot)
            row.addWidget(button)
            if slot != self._on_refund_asked:
                self._of_patients.append(button)
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.parts)
        top.addWidget(self.text, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.S)
        whole.addLayout(top)
        whole.addWidget(acts)
        whole.addWidget(self._lists, 1)
        whole.addWidget(self.sum)

    def _choice_of(self, line: CreditLine) -> object:
        word = self._choices.get(line.payment.id, "")
        return Chip(ChipKind.BILLED, _CHOICES[word]) if word else ""

    def _on_part_chosen(self, part: str) -> None:
        is_payers = part == "payers"
        self.listed = self.payer_table if is_payers else self.table
        self.text.setVisible(not is_payers)
        for button in self._of_patients:
            button.setVisible(not is_payers)
        self.refresh()

    def _on_choices_found(self, lines: Sequence[CreditChoiceLine]) -> None:
        self._choices = {line.payment_id: line.choice for line in lines}

    def _on_listed(self, lines: Sequence[CreditLine]) -> None:
        self.model.set_rows(lines)
        self._lists.setCurrentWidget(self.table if lines else self.empty)
        self.empty.say("No credit matches this." if self.text.text() else "No credit waits to be used.")
        credit = total(line.payment.left for line in lines)
        self.sum.setText(f"{len(lines):,} payments with {credit.dollars} of credit" if lines else "")

    def _on_payers_listed(self, lines: Sequence[PayerCreditLine]) -> None:
        self.payers.set_rows(lines)
        self._lists.setCurrentWidget(self.payer_table if lines else self.empty)
        self.empty.say("No insurer has paid too much.")
        credit = total(line.amount for line in lines)
        self.sum.setText(f"{len(lines):,} lines with {credit.dollars} paid too much" if lines else "")

    def _on_opened(self, line: CreditLine) -> None:
        self.credit_asked.emit(line.payment.id)

    def _on_use_asked(self) -> None:
        line = self.table.current_row()
        if line is not None:
            self._on_opened(line)

    def _on_refund_asked(self) -> None:
        refusal = refusal_of(self.desk.session, Right.PREPARE_REFUND)
        if refusal:
            self.said.emit(refusal)
        elif self.parts.value() == "payers":
            if (line := self.payer_table.current_row()) is not None:
                self.payer_refund_asked.emit(line)
        else:
            self._ask(self.refund_asked)

    def _ask(self, signal: object, right: Right | None = None) -> None:
        refusal = refusal_of(self.desk.session, right) if right else ""
        line = self.table.current_row()
        if refusal:
            self.said.emit(refusal)
        elif line is not None:
            signal.emit(line.payment.id)  # type: ignore[attr-defined]


def _clock(days: int) -> Chip:
    """How many days are left to give an insurer's money back."""
    if days < 0:
        return Chip(ChipKind.DENIED, f"{-days} days late")
    return Chip(ChipKind.DUE if days <= 14 else ChipKind.BILLED, f"{days} days left")
