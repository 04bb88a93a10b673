"""One line that waits for a decision: what it means, what to do and why, and what worked here before."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.date_entry import format_date
from app.domain.disputes.cases import CaseKind
from app.domain.disputes.deadlines import explain_left
from app.domain.disputes.guidance import ACTION_NAMES, Advice
from app.queries.triage import TriageLine, find_advice
from app.views.common.buttons import Button
from app.views.common.columns import plain_text
from app.views.common.desk import Desk
from app.views.common.facts import Facts
from app.views.common.flow import FlowLayout
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.scrolled import Scrolled
from app.views.common.theme import Space, Text


class TriageCard(Panel):
    """Shows the line of the list, and the advice as soon as it is known."""

    case_asked = Signal()
    decision_asked = Signal()
    claim_asked = Signal(int)
    patient_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__("To decide")
        self._desk = desk
        self.line: TriageLine | None = None
        self.facts = Facts()
        self.advice = PlainLabel(kind=Text.STRONG, wrap=True)
        self.why = PlainLabel(wrap=True)
        self.history = PlainLabel(tone="muted", wrap=True)
        self.others = PlainLabel(tone="muted", wrap=True)
        self._lay_out()

    def show_line(self, line: TriageLine) -> None:
        """Show this line, and ask what to do about it."""
        today = self._desk.session.today()
        self.line = line
        self.set_title(f"{line.code} of claim {line.claim_number}")
        due = f"{format_date(line.due)} ({explain_left(line.due, today)})" if line.due else ""
        self.facts.show_facts(
            (
                ("Insurer", line.payer),
                ("Patient", line.patient),
                ("Service", plain_text(line.service_on)),
                ("At stake", line.at_stake.dollars),
                ("Reason", line.reason),
                ("What it means", line.words),
                ("Answer received", plain_text(line.noticed_on)),
                ("Last day", due),
            )
        )
        for label in (self.why, self.history, self.others):
            label.setText("")
        self.advice.setText(line.what_to_do)
        if line.kind is CaseKind.DENIAL:
            asked = (line.claim_id, line.charge_id, line.patient_id, today)
            self._desk.ask(find_advice, *asked, then=self._on_advice, owner=self, key="advice")

    def _lay_out(self) -> None:
        buttons = QWidget()
        row = FlowLayout(buttons, Space.S)
        row.addWidget(Button("Open a case", self.case_asked.emit, icon="dispute", key="Ctrl+D", primary=True))
        row.addWidget(Button("Decide…", self.decision_asked.emit, key="Ctrl+R"))
        row.addWidget(Button("Show claim", self._on_claim_asked))
        row.addWidget(Button("Show patient", self._on_patient_asked, icon="user"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, Space.M, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.facts)
        column.addWidget(PlainLabel("What usually works", Text.SECTION))
        for label in (self.advice, self.why, self.history, self.others):
            column.addWidget(label)
        column.addStretch()
        self.body.addWidget(buttons)
        self.body.addWidget(Scrolled(inside), 1)

    def _on_advice(self, advice: Advice) -> None:
        self.advice.setText(ACTION_NAMES[advice.action])
        self.why.setText(advice.why)
        self.history.setText(advice.history or "No such dispute with this insurer has been decided here yet.")
        others = ", ".join(ACTION_NAMES[each].lower() for each in advice.others)
        self.others.setText(f"Also possible: {others}." if others else "")

    def _on_claim_asked(self) -> None:
        if self.line:
            self.claim_asked.emit(self.line.claim_id)

    def _on_patient_asked(self) -> None:
        if self.line:
            self.patient_asked.emit(self.line.patient_id)
