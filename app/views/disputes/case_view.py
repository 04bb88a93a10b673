"""The left side of a case: its head, the lanes of its three parties side by side, and its papers."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.disputes.cases import PARTIES, Fact, Lane, lane_of
from app.domain.disputes.evidence import count_ready
from app.queries.disputes import CaseDetail
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.filter_chips import FilterChips
from app.views.common.flow import FlowLayout
from app.views.common.panel import Panel
from app.views.common.theme import Space, scaled
from app.views.disputes.case_head import CaseHead
from app.views.disputes.case_papers import CasePapers
from app.views.disputes.lane_list import LaneBox, LaneList

LANES_ROOM, PAPERS_ROOM = 330, 190
CHECKLIST, PAPERS, STEPS = "checklist", "papers", "steps"
_PARTS = ((CHECKLIST, "Checklist"), (PAPERS, "Letters and packets"), (STEPS, "Office steps"))
# What can be done from anywhere in the case: verb, word, key.
VERBS = (
    ("fact", "Add a fact", "Ctrl+N"),
    ("call", "Log a call", "Ctrl+L"),
    ("decide", "Decide…", "Ctrl+R"),
    ("letter", "Letter", "Ctrl+B"),
    ("packet", "Make packet", "Ctrl+P"),
    ("sending", "It was sent…", "Ctrl+Shift+S"),
    ("new_evidence", "Need more…", ""),
    ("handover", "Hand-over sheet", ""),
)
SHOW_CLAIM = ("claim", "Show claim", "Ctrl+I")


class CaseView(Panel):
    """What is asked for goes up by its verb; Esc leaves the case, Ctrl+Enter records how it ended."""

    asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Case")
        self.head = CaseHead(desk)
        self._boxes = {lane: LaneBox(lane) for lane in PARTIES}
        self.lanes = {lane: box.list for lane, box in self._boxes.items()}
        self.lanes[Lane.OFFICE] = LaneList(Lane.OFFICE)
        self.parts = FilterChips("Part of the case", _PARTS)
        self.papers = CasePapers(desk, self)
        self._pending: dict[Lane, tuple[Fact, ...]] = {}
        self._filling = QTimer(self)
        self._filling.setSingleShot(True)
        self._filling.timeout.connect(self._fill_next)
        self._shown = 0
        self._lay_out()
        self.post_asked.connect(partial(self.asked.emit, "outcome"))
        self.head.outcome_asked.connect(partial(self.asked.emit, "outcome"))
        self.papers.counted.connect(lambda count: self.parts.show_counts({PAPERS: f"{count:,}"}))
        self.papers.letter_asked.connect(partial(self.asked.emit, "letter"))

    def show_case(self, case: CaseDetail) -> None:
        """Show the case, each lane in its own turn: a case of hundreds of facts does not stall."""
        line = case.line
        self._pending = {lane: lane_of(case.facts, lane) for lane in PARTIES}
        if line.number != self._shown:
            for box in self._boxes.values():
                box.show_facts(())
        self._shown = line.number
        self._filling.start(0)
        self.set_title(f"Case {line.number}: {line.patient}, {line.payer}")
        self.head.show_case(case)
        steps = lane_of(case.facts, Lane.OFFICE)
        self.lanes[Lane.OFFICE].show_facts(steps)
        self.papers.show_case(case)
        ready, counted = count_ready(case.evidence)
        self.parts.show_counts({CHECKLIST: f"{ready} of {counted}", STEPS: f"{len(steps):,}"})

    def _fill_next(self) -> None:
        lane = next(iter(self._pending))
        self._boxes[lane].show_facts(self._pending.pop(lane))
        if self._pending:
            self._filling.start(0)

    def _lay_out(self) -> None:
        lanes, row, acts = QWidget(), QHBoxLayout(), FlowLayout(gap=Space.S)
        for verb, word, key in VERBS:
            acts.addWidget(Button(word, partial(self.asked.emit, verb), key=key))
        lanes.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for lane in PARTIES:
            row.addWidget(self._boxes[lane], 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        for widget in (lanes, self._below()):
            parts.addWidget(widget)
        parts.setStretchFactor(0, 2)
        parts.setStretchFactor(1, 1)
        parts.setSizes([scaled(LANES_ROOM), scaled(PAPERS_ROOM)])
        self.body.addWidget(self.head)
        self.body.addLayout(acts)
        self.body.addWidget(parts, 1)
        verb, word, key = SHOW_CLAIM
        self.add_action(word, partial(self.asked.emit, verb), key=key)
        self.add_action("Back", self.leave, icon="back")

    def _below(self) -> QWidget:
        """The checklist, the papers or the office's own steps, one of them at a time."""
        below = QWidget()
        stack = QStackedWidget()
        shown: dict[str, QWidget] = {
            CHECKLIST: self.papers.things,
            PAPERS: self.papers.papers,
            STEPS: self.lanes[Lane.OFFICE],
        }
        for widget in shown.values():
            stack.addWidget(widget)
        self.parts.chosen.connect(lambda key: stack.setCurrentWidget(shown[key]))
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.parts)
        column.addWidget(stack, 1)
        return below
