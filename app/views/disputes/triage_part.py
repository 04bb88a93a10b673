"""What waits for a decision: denied, taken back and underpaid lines, the most urgent first."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.money import total
from app.domain.rights import Right
from app.queries.triage import TriageLine
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.giving_way import GivingWay
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, scaled
from app.views.disputes.decide_panel import DecidePanel
from app.views.disputes.triage_card import TriageCard
from app.views.disputes.words import act_by_chip

WHOLE_ROOM, SIDE_ROOM, MOST_SIDE_ROOM = 1240, 340, 420
NOTHING = "Nothing waits: no line is denied, taken back or underpaid without a case."
_GIVING_WAY = ("What usually works", "Code", "Patient", "Insurer")


def columns_of(today: Callable[[], date]) -> tuple[Column, ...]:
    """The columns; `today` answers what the session calls today."""
    return (
        Column("Act by", lambda line: act_by_chip(line.due, today()), width=20),
        Column("At stake", lambda line: line.at_stake, right=True, width=9),
        Column("Reason", lambda line: line.reason, width=10),
        Column("Insurer", lambda line: line.payer, width=15),
        Column("Patient", lambda line: line.patient, width=15),
        Column("Code", lambda line: line.code, width=6),
        Column("What it means", lambda line: line.words),
        Column("What usually works", lambda line: line.what_to_do),
    )


class TriagePart(QWidget):
    """Enter opens a case on the line, Ctrl+R decides about all lines that are chosen."""

    case_asked = Signal(int, int)
    claim_asked = Signal(int)
    patient_asked = Signal(int)
    decided = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.model = TableModel(columns_of(desk.session.today), self)
        self.table = TableView("To decide", self.model)
        self.card = TriageCard(desk)
        self.decide = DecidePanel(desk)
        self.sum = PlainLabel(wrap=True)
        self._empty = EmptyState(NOTHING)
        self._nothing = EmptyState("Choose a line to see what it means.")
        self._lists, self.side = QStackedWidget(), QStackedWidget()
        GivingWay(self.table, _GIVING_WAY)
        self._lay_out()
        self.table.row_changed.connect(self._on_row_changed)
        self.table.opened.connect(self._ask_case)
        self.card.case_asked.connect(self._ask_case)
        self.card.decision_asked.connect(self.begin_decision)
        self.card.claim_asked.connect(self.claim_asked)
        self.card.patient_asked.connect(self.patient_asked)
        self.card.left.connect(self.enter)
        self.decide.left.connect(self._on_decision_left)
        self.decide.done.connect(self._on_decided)

    def show_lines(self, lines: Sequence[TriageLine], is_filtered: bool) -> None:
        """Show these lines instead; the keyboard stays on the line that it was on."""
        current = self.table.current_row()
        at = next((at for at, line in enumerate(lines) if _is_same(line, current)), 0)
        self.model.set_rows(lines)
        self.table.go_to(at)
        self._empty.say("No line matches this." if is_filtered else NOTHING)
        self._lists.setCurrentWidget(self.table if lines else self._empty)
        self.side.setVisible(bool(lines))
        services = "1 service waits" if len(lines) == 1 else f"{len(lines):,} services wait"
        at_stake = total(line.at_stake for line in lines).dollars
        self.sum.setText(f"{services} to be decided; {at_stake} is at stake." if lines else "")

    def enter(self) -> None:
        """Put the keyboard on the lines."""
        self.table.setFocus()

    def begin_decision(self) -> None:
        """Decide about the lines chosen."""
        lines = self.table.selected_rows()
        refusal = refusal_of(self._desk.session, Right.WORK_DISPUTE)
        if refusal:
            self._desk.say.emit(refusal)
        elif lines:
            self.side.setCurrentWidget(self.decide)
            self.decide.begin_lines(lines)

    def ask_case(self) -> None:
        """Ask for a case on the line that the keyboard is on."""
        self._ask_case()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for widget in (self.table, self._empty):
            self._lists.addWidget(widget)
        column.addWidget(self.sum)
        column.addWidget(self._lists, 1)
        for page in (self._nothing, self.card, self.decide):
            self.side.addWidget(page)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.side)
        splitter.setStretchFactor(0, 1)
        side = min(scaled(SIDE_ROOM), MOST_SIDE_ROOM)
        splitter.setSizes([WHOLE_ROOM - side, side])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def _on_row_changed(self, line: TriageLine | None) -> None:
        if line is None:
            self.side.setCurrentWidget(self._nothing)
            return
        self.card.show_line(line)
        if self.side.currentWidget() is not self.decide:
            self.side.setCurrentWidget(self.card)

    def _ask_case(self, *_line: object) -> None:
        line = self.table.current_row()
        if line is not None:
            self.case_asked.emit(line.claim_id, line.charge_id)

    def _on_decision_left(self) -> None:
        self.side.setCurrentWidget(self.card if self.table.current_row() else self._nothing)
        self.enter()

    def _on_decided(self, words: str) -> None:
        self._on_decision_left()
        self.decided.emit(words)


def _is_same(line: TriageLine, other: TriageLine | None) -> bool:
    return other is not None and (line.claim_id, line.charge_id) == (other.claim_id, other.charge_id)
