"""The list of insurers' answers; the one chosen stands at the right and can be taken back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.rights import Right
from app.queries.insurer_answers import InsurerAnswerLine, list_insurer_answers
from app.services.adjudications import reverse_adjudication
from app.services.remittances import unpost_remittance
from app.views.common.buttons import Button
from app.views.common.chip import ChipLabel
from app.views.common.columns import Column, plain_text
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.facts import Facts
from app.views.common.flow import FlowLayout
from app.views.common.giving_way import GivingWay
from app.views.common.panel import Panel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space
from app.views.payments.period_bar import PeriodBar
from app.views.payments.reason_panel import ReasonPanel
from app.views.payments.segment import Segment
from app.views.payments.words import answer_chip

_COLUMNS = (
    Column("Received", lambda line: line.received_on, width=10),
    Column("Claim", lambda line: line.claim_number, right=True, width=7),
    Column("Patient", lambda line: line.patient),
    Column("Insurer", lambda line: line.payer),
    Column("Paid", lambda line: line.paid, right=True, width=8),
    Column("To patient", lambda line: line.to_patient, right=True, width=8),
    Column("Denied", lambda line: line.denied or None, right=True, width=8),
    Column("State", answer_chip, width=11),
)


class AnswerCard(Panel):
    """One answer in plain words."""

    back_asked = Signal(object)
    claim_asked = Signal(int)
    patient_asked = Signal(int)
    check_asked = Signal(str)
    check_back_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("Answer")
        self.line: InsurerAnswerLine | None = None
        self._chip = ChipLabel()
        self.facts = Facts()
        self.back = Button("Take back…", self._on_back_asked, icon="undo")
        self.claim = Button("Show claim", self._on_claim_asked)
        self.person = Button("Show patient", self._on_patient_asked, icon="user")
        self.check = Button("Show whole check", self._on_check_asked)
        self.check_back = Button("Take back whole check…", self._on_check_back_asked, icon="undo")
        buttons = QWidget()
        row = FlowLayout(buttons, Space.S)
        for button in (self.claim, self.person, self.check, self.back, self.check_back):
            row.addWidget(button)
        for widget in (self._chip, self.facts, buttons):
            self.body.addWidget(widget)
        self.body.addStretch()

    def show_answer(self, line: InsurerAnswerLine) -> None:
        """Show this answer."""
        self.line = line
        self.set_title(f"Answer to claim {line.claim_number}")
        self._chip.show_chip(answer_chip(line))
        self.back.setVisible(not line.taken_back)
        self.check.setVisible(bool(line.check_number))
        self.check_back.setVisible(line.remittance_id is not None and not line.taken_back)
        self.facts.show_facts(
            (
                ("Insurer", line.payer),
                ("Patient", line.patient),
                ("Received", plain_text(line.received_on)),
                ("Check or EFT", line.check_number),
                ("Paid", line.paid.dollars),
                ("To the patient", line.to_patient.dollars),
                ("Denied, stays with insurer", line.denied.dollars if line.denied else ""),
                ("Entered by", line.entered_by),
                ("Taken back because", line.taken_back),
            )
        )

    def _on_back_asked(self) -> None:
        self.back_asked.emit(self.line)

    def _on_check_asked(self) -> None:
        if self.line:
            self.check_asked.emit(self.line.check_number)

    def _on_check_back_asked(self) -> None:
        self.check_back_asked.emit(self.line)

    def _on_claim_asked(self) -> None:
        if self.line:
            self.claim_asked.emit(self.line.claim_id)

    def _on_patient_asked(self) -> None:
        if self.line:
            self.patient_asked.emit(self.line.patient_id)


class AnswersSegment(Segment):
    """Lists answers; entering one is asked of the tab."""

    TITLE = "Insurers’ answers"

    enter_asked = Signal()
    check_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.bar = PeriodBar(desk.session.today, "Patient, insurer, claim or check number")
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Insurers’ answers", self.model)
        self.listed = self.table
        GivingWay(self.table, ("State", "Claim", "Received"))
        self.empty = EmptyState("", ("Enter insurer’s answer", self.enter_asked.emit))
        self.card = AnswerCard()
        self.reason = ReasonPanel(desk, "Take answer back")
        self.side = QStackedWidget()
        self._lay_out()
        self.bar.changed.connect(self.refresh)
        self.table.row_changed.connect(self._on_row_changed)
        self.table.opened.connect(self._on_opened)
        self.card.back_asked.connect(self._on_back_asked)
        self.card.claim_asked.connect(self.claim_asked)
        self.card.patient_asked.connect(self.patient_asked)
        self.card.check_asked.connect(self._on_whole_check_asked)
        self.card.check_back_asked.connect(self._on_check_back_asked)
        self.card.left.connect(self.table.setFocus)
        self.reason.left.connect(self._on_reason_left)
        self.reason.done.connect(self._on_taken_back)

    def refresh(self) -> None:
        """Ask for the answers received on the days shown."""
        self.desk.ask(
            list_insurer_answers,
            *self.bar.days,
            self.bar.text.text(),
            then=self._on_listed,
            owner=self,
            key="list",
        )

    def go_to_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.bar.text.setFocus()
        self.bar.text.selectAll()

    def _lay_out(self) -> None:
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.empty)
        self._nothing = EmptyState("Choose an answer to see it.")
        for page in (self._nothing, self.card, self.reason):
            self.side.addWidget(page)
        enter = QWidget()
        row = FlowLayout(enter, Space.S)
        row.addWidget(Button("Enter check", self.check_asked.emit, icon="add", key="Ctrl+Shift+K"))
        row.addWidget(
            Button("Enter answer", self.enter_asked.emit, icon="add", key="Ctrl+Shift+E", primary=True)
        )
        self.lay_out_beside(self.bar, enter, (self._lists,), self.side)

    def _on_listed(self, lines: Sequence[InsurerAnswerLine]) -> None:
        self.model.set_rows(lines)
        self._lists.setCurrentWidget(self.table if lines else self.empty)
        self.side.setVisible(bool(lines))
        filtered = bool(self.bar.text.text())
        self.empty.say("No answer matches this." if filtered else "No answer was received on these days.")

    def _on_row_changed(self, line: InsurerAnswerLine | None) -> None:
        if line is None:
            self.side.setCurrentWidget(self._nothing)
            return
        self.card.show_answer(line)
        self.side.setCurrentWidget(self.card)

    def _on_opened(self) -> None:
        self.card.claim.setFocus()

    def _on_back_asked(self, line: InsurerAnswerLine) -> None:
        self.side.setCurrentWidget(self.reason)
        self.reason.ask(
            f"Take back the answer to claim {line.claim_number}",
            f"All that {line.payer} answered is taken back, and the claim waits for an answer again. A claim "
            "to the next insurer that came of it becomes void.",
            reverse_adjudication,
            line.id,
        )
        self.reason.explain(refusal_of(self.desk.session, Right.POST_ANSWER), "danger")

    def _on_whole_check_asked(self, number: str) -> None:
        """List all claims of the check, and nothing else."""
        self.bar.text.setText(number)
        self.refresh()

    def _on_check_back_asked(self, line: InsurerAnswerLine) -> None:
        self.side.setCurrentWidget(self.reason)
        self.reason.ask(
            f"Take back check {line.check_number}",
            f"All that was posted of this check of {line.payer} is taken back as one: its money, the answer "
            "to every claim of it, and what stood beside them.",
            unpost_remittance,
            line.remittance_id,
        )
        self.reason.explain(refusal_of(self.desk.session, Right.POST_ANSWER), "danger")

    def _on_reason_left(self) -> None:
        self.side.setCurrentWidget(self.card)
        self.table.setFocus()

    def _on_taken_back(self) -> None:
        whole = self.reason.title.startswith("Take back check")
        self._on_reason_left()
        line = self.card.line
        if line and whole:
            self.said.emit(f"Check {line.check_number} was taken back, with all its claims.")
        elif line:
            self.said.emit(f"The answer to claim {line.claim_number} was taken back.")
