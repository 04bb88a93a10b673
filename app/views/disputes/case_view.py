"""The left side of a case: its head, the lanes of its three parties side by side, and its papers."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from app.domain.disputes.cases import PARTIES, Lane, lane_of
from app.queries.disputes import CaseDetail
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.flow import FlowLayout
from app.views.common.panel import Panel
from app.views.common.theme import Space, scaled
from app.views.disputes.case_head import CaseHead
from app.views.disputes.case_papers import CasePapers
from app.views.disputes.lane_list import LaneBox

LANES_ROOM, OFFICE_ROOM, PAPERS_ROOM = 280, 110, 200
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
    ("claim", "Show claim", "Ctrl+I"),
    ("patient", "Show patient", ""),
)


class CaseView(Panel):
    """What is asked for goes up by its verb; Esc leaves the case, Ctrl+Enter records how it ended."""

    asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Case")
        self.head = CaseHead(desk)
        self.lanes = {lane: LaneBox(lane) for lane in (*PARTIES, Lane.OFFICE)}
        self.papers = CasePapers(desk)
        self._lay_out()
        self.setFocusProxy(self.lanes[Lane.INSURER].list)
        self.post_asked.connect(partial(self.asked.emit, "outcome"))
        self.head.outcome_asked.connect(partial(self.asked.emit, "outcome"))
        self.papers.letter_asked.connect(partial(self.asked.emit, "letter"))

    def show_case(self, case: CaseDetail) -> None:
        """Show the case."""
        line = case.line
        self.set_title(f"Case {line.number}: {line.patient}, {line.payer}")
        self.head.show_case(case)
        for lane, box in self.lanes.items():
            box.show_facts(lane_of(case.facts, lane))
        self.papers.show_case(case)

    def _lay_out(self) -> None:
        lanes, row, acts = QWidget(), QHBoxLayout(), FlowLayout(gap=Space.S)
        for verb, word, key in VERBS:
            acts.addWidget(Button(word, partial(self.asked.emit, verb), key=key))
        lanes.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for lane in PARTIES:
            row.addWidget(self.lanes[lane], 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        for widget in (lanes, self.lanes[Lane.OFFICE], self.papers):
            parts.addWidget(widget)
        parts.setStretchFactor(0, 1)
        parts.setSizes([scaled(LANES_ROOM), scaled(OFFICE_ROOM), scaled(PAPERS_ROOM)])
        self.body.addWidget(self.head)
        self.body.addLayout(acts)
        self.body.addWidget(parts, 1)
        self.add_action("Back", self.leave, icon="back")
