"""A business day: its state, its money, what is unfinished, the proof, and the ways to close it."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.domain.money import total
from app.domain.rights import Right
from app.queries.days import BooksProof, DayDetail, UnfinishedLine, find_books_proof, find_day
from app.queries.payments import PaymentSums, find_payment_sums
from app.views.common.buttons import Button
from app.views.common.chip import ChipLabel
from app.views.common.columns import Column
from app.views.common.date_edit import DateEdit
from app.views.common.desk import Desk
from app.views.common.facts import Facts
from app.views.common.flow import FlowLayout
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text, letters, scaled
from app.views.payments.proof_bar import ProofBar
from app.views.payments.segment import Segment
from app.views.payments.words import DAY_STATES, METHOD_WORDS, POSTING_WORDS

_POSTINGS = (
    Column("What was posted", lambda line: POSTING_WORDS[line.kind]),
    Column("Postings", lambda line: line.count, right=True, width=8),
    Column("Amount", lambda line: line.amount, right=True, width=12),
)
_UNFINISHED = (
    Column("Name", lambda line: line.name, width=20),
    Column("What is unfinished", lambda line: line.words),
)
_NOTES = {
    "none": "Nothing was posted on this day. The first posting opens it.",
    "closed": "This day is closed: nothing more can be posted on it until the manager reopens it.",
}
_EVENTS = {"open": "Opened", "close": "Closed", "reopen": "Reopened"}


class DaySegment(Segment):
    """Shows one day; closing and reopening it are the manager's, and panels of their own."""

    TITLE = "Day"

    receipt_asked = Signal(int)
    close_asked = Signal(object)
    reopen_asked = Signal(object)
    deposit_asked = Signal()
    count_asked = Signal()
    month_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.detail: DayDetail | None = None
        self.day = DateEdit("Day", desk.session.today)
        self.state = ChipLabel()
        self.close_button = Button("Close day", self._on_close_asked, icon="lock", primary=True)
        self.reopen_button = Button("Reopen day…", self._on_reopen_asked, icon="undo")
        self.deposit_button = Button("Deposit…", self._on_deposit_asked)
        self.count_button = Button("Count drawer…", self._on_count_asked)
        self.month_button = Button("Close month…", self._on_month_asked)
        self.note = PlainLabel(wrap=True)
        self.takings = Facts(right=True)
        self.events = PlainLabel(tone="muted", wrap=True)
        self.postings = TableModel(_POSTINGS, self)
        self.unfinished = TableModel(_UNFINISHED, self)
        self.links = TableView("Unfinished", self.unfinished)
        self.all_done = PlainLabel("Nothing is left unfinished.", tone="good")
        self.proof = PlainLabel(wrap=True)
        self.prove = ProofBar(desk)
        self._money = QWidget()
        self._lay_out()
        self.day.set_value(desk.session.today())
        self.day.edited.connect(self.refresh)
        self.day.left.connect(self._on_day_left)
        self.links.opened.connect(self._on_link_opened)

    def refresh(self) -> None:
        """Ask for the day shown, its money, and the proof."""
        day = self._shown_day()
        self.desk.ask(find_day, day, then=self._on_found, owner=self, key="day")
        self.desk.ask(find_payment_sums, day, day, then=self._on_summed, owner=self, key="sums")
        self.desk.ask(find_books_proof, then=self._on_proved, owner=self, key="proof")

    def go_to_filter(self) -> None:
        """Put the keyboard into the date."""
        self.day.setFocus()
        self.day.selectAll()

    def dress(self) -> None:
        """Take the date's width from the theme."""
        self.day.setFixedWidth(letters(12) + 2 * Space.M)

    def _shown_day(self) -> date:
        return self.day.value() or self.desk.session.today()

    def _lay_out(self) -> None:
        top = FlowLayout(gap=Space.S)
        for part in (
            *(PlainLabel("Day", tone="muted"), self.day, self.state),
            *(self.reopen_button, self.close_button, self.count_button),
            *(self.deposit_button, self.month_button, self.prove.button),
        ):
            top.addWidget(part)
        left, right = self._money, QWidget()
        money, rest = QVBoxLayout(left), QVBoxLayout(right)
        for column in (money, rest):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(Space.S)
        money.addWidget(PlainLabel("Taken from patients", Text.SECTION))
        money.addWidget(self.takings)
        money.addWidget(PlainLabel("Posted on this day", Text.SECTION))
        money.addWidget(TableView("Posted on this day", self.postings), 1)
        money.addWidget(self.events)
        rest.addWidget(PlainLabel("Unfinished", Text.SECTION))
        rest.addWidget(self.links, 1)
        rest.addWidget(self.all_done, 1, Qt.AlignmentFlag.AlignTop)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(Space.L)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([scaled(600), scaled(600)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(top)
        column.addWidget(self.note)
        column.addWidget(splitter, 1)
        column.addWidget(self.proof)
        column.addWidget(self.prove)
        self.dress()

    def _on_found(self, detail: DayDetail) -> None:
        self.detail = detail
        self.state.show_chip(DAY_STATES[detail.state])
        is_closed = detail.state == "closed"
        self.close_button.setVisible(detail.state in ("open", "reopened"))
        self.reopen_button.setVisible(is_closed)
        self.note.set_tone("muted")
        self.note.setText(_NOTES.get(detail.state, ""))
        self.note.setVisible(detail.state in _NOTES)
        self.postings.set_rows(detail.postings)
        self._money.setVisible(detail.state != "none")
        self.unfinished.set_rows(detail.unfinished)
        self.links.setVisible(bool(detail.unfinished))
        self.all_done.setVisible(not detail.unfinished)
        self.events.setText(
            " · ".join(
                f"{_EVENTS[each.event]} {each.at:%I:%M %p} by {each.user}"
                + (f" ({each.reason})" if each.reason else "")
                for each in detail.events
            )
        )

    def _on_summed(self, sums: PaymentSums) -> None:
        facts = [
            (METHOD_WORDS[each.method], str(each.amount - each.voided))
            for each in sums.methods
            if each.amount != each.voided
        ]
        kept = total(each.amount - each.voided for each in sums.methods)
        self.takings.show_facts([*facts, ("Together", kept.dollars)])

    def _on_proved(self, proof: BooksProof) -> None:
        self.proof.set_tone("danger" if proof.difference else "good")
        came = f" + brought in {proof.brought_in.dollars}" if proof.brought_in else ""
        words = (
            f"All charges {proof.charged.dollars}{came} − patients paid {proof.patients_paid.dollars} "
            f"− insurers paid {proof.insurers_paid.dollars} − reductions {proof.reduced.dollars} "
            f"= owed {proof.owed.dollars}."
        )
        wrong = f" {abs(proof.difference).dollars} does not agree: run Check database and call for help."
        self.proof.setText(f"✓ The books agree. {words}" if not proof.difference else words + wrong)

    def _on_day_left(self) -> None:
        if self.detail and self.detail.day != self._shown_day():
            self.refresh()

    def _on_close_asked(self) -> None:
        if self._may(Right.CLOSE_DAY):
            self.close_asked.emit(self._shown_day())

    def _on_reopen_asked(self) -> None:
        if self._may(Right.CLOSE_DAY):
            self.reopen_asked.emit(self._shown_day())

    def _on_deposit_asked(self) -> None:
        if self._may(Right.MAKE_DEPOSIT):
            self.deposit_asked.emit()

    def _on_count_asked(self) -> None:
        if self._may(Right.MAKE_DEPOSIT):
            self.count_asked.emit()

    def _on_month_asked(self) -> None:
        if self._may(Right.CLOSE_MONTH):
            self.month_asked.emit()

    def _may(self, right: Right) -> bool:
        refusal = refusal_of(self.desk.session, right)
        if refusal:
            self.note.set_tone("danger")
            self.note.setText(refusal)
            self.note.show()
        return not refusal

    def _on_link_opened(self, line: UnfinishedLine) -> None:
        if line.kind == "claim":
            self.claim_asked.emit(line.id)
        elif line.kind == "receipt":
            self.receipt_asked.emit(line.id)
        elif line.patient_id:
            self.patient_asked.emit(line.patient_id)
