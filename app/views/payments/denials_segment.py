"""Denials: what insurers answered and did not pay, why in our own words, and until when to act."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.date_entry import format_date
from app.domain.money import total
from app.queries.denials import DenialLine, list_denials
from app.views.common.buttons import Button
from app.views.common.columns import Column, plain_text
from app.views.common.coverage_subject import NOTHING_ASKED, CoverageSubject
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.facts import Facts
from app.views.common.flow import FlowLayout
from app.views.common.giving_way import GivingWay
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space
from app.views.payments.segment import Segment, finder

_COLUMNS = (
    Column("Act by", lambda line: line.due, width=10),
    Column("Reason", lambda line: line.reason, width=10),
    Column("What it means", lambda line: line.words),
    Column("Open", lambda line: line.open, right=True, width=9),
    Column("Code", lambda line: line.code, width=6),
    Column("Patient", lambda line: line.patient, width=16),
    Column("Insurer", lambda line: line.payer, width=14),
    Column("Claim", lambda line: line.claim_number, right=True, width=7),
)


class DenialCard(Panel):
    """One denied line in plain words."""

    claim_asked = Signal(int)
    patient_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Denial")
        self._desk = desk
        self.line: DenialLine | None = None
        self.facts = Facts()
        self.claim = Button("Show claim", self._on_claim_asked)
        self.person = Button("Show patient", self._on_patient_asked, icon="user")
        buttons = QWidget()
        row = FlowLayout(buttons, Space.S)
        for button in (self.claim, self.person):
            row.addWidget(button)
        self.body.addWidget(self.facts)
        self.body.addWidget(buttons)
        self.body.addStretch()

    def show_line(self, line: DenialLine) -> None:
        """Show this line."""
        self.line = line
        self.set_title(f"{line.code} of claim {line.claim_number}")
        is_late = line.due is not None and line.due < self._desk.session.today()
        due = format_date(line.due) + (" (has gone by)" if is_late else "") if line.due else ""
        self.facts.show_facts(
            (
                ("Insurer", line.payer),
                ("Patient", line.patient),
                ("Service", plain_text(line.service_on)),
                ("Open with the insurer", line.open.dollars),
                ("Reason", line.reason),
                ("What it means", line.words),
                ("What to do", line.what_to_do),
                ("Answer received", plain_text(line.received_on)),
                ("Act by", due),
            )
        )

    def _on_claim_asked(self) -> None:
        if self.line:
            self.claim_asked.emit(self.line.claim_id)

    def _on_patient_asked(self) -> None:
        if self.line:
            self.patient_asked.emit(self.line.patient_id)


class DenialsSegment(Segment):
    """Lists denials, the one whose time runs out first on top; Enter on a row shows its claim."""

    TITLE = "Denials"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.text = finder("Patient, insurer, claim number or reason like CO-197")
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Denials", self.model)
        self.listed = self.table
        GivingWay(self.table, ("Insurer", "Claim", "Code"))
        self.empty = EmptyState("")
        self.sum = PlainLabel(wrap=True)
        self.card = DenialCard(desk)
        self.side = QStackedWidget()
        self._lay_out()
        self.text.textChanged.connect(self.refresh)
        self.table.row_changed.connect(self._on_row_changed)
        self.table.opened.connect(self._on_opened)
        self.card.claim_asked.connect(self.claim_asked)
        self.card.patient_asked.connect(self.patient_asked)
        self.card.left.connect(self.table.setFocus)

    def refresh(self) -> None:
        """Ask for what is denied and open."""
        self.desk.ask(list_denials, self.text.text(), then=self._on_listed, owner=self, key="list")

    def go_to_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.text.setFocus()
        self.text.selectAll()

    def coverage_subject(self) -> CoverageSubject:
        """The service of the row that the keyboard is on."""
        line = self.table.current_row()
        if line is None:
            return NOTHING_ASKED
        return CoverageSubject(line.patient_id, codes=(line.code,), on=line.service_on)

    def _lay_out(self) -> None:
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.empty)
        self._nothing = EmptyState("Choose a denial to see what it means.")
        for page in (self._nothing, self.card):
            self.side.addWidget(page)
        self.lay_out_beside(self.text, QWidget(), (self.sum, self._lists), self.side)

    def _on_listed(self, lines: Sequence[DenialLine]) -> None:
        current = self.table.current_row()
        self.model.set_rows(lines)
        wanted = current.id if current else 0
        self.table.go_to(next((at for at, line in enumerate(lines) if line.id == wanted), 0))
        self._lists.setCurrentWidget(self.table if lines else self.empty)
        self.side.setVisible(bool(lines))
        self.empty.say(
            "No denial matches this." if self.text.text() else "No answered service waits to be paid."
        )
        lost = total(line.open for line in lines).dollars
        services = "1 service is" if len(lines) == 1 else f"{len(lines):,} services are"
        self.sum.setText(f"{services} denied or taken back; {lost} is open." if lines else "")

    def _on_row_changed(self, line: DenialLine | None) -> None:
        if line is None:
            self.side.setCurrentWidget(self._nothing)
            return
        self.card.show_line(line)
        self.side.setCurrentWidget(self.card)

    def _on_opened(self, line: DenialLine) -> None:
        self.claim_asked.emit(line.claim_id)
