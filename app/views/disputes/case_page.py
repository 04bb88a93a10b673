"""A case whole: its parties and papers at the left, what it comes to and its forms at the right."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from app.domain.disputes.cases import CaseKind, Lane, Stage
from app.domain.disputes.guidance import Action
from app.domain.errors import AppError
from app.queries.dispute_papers import list_letters, list_packets
from app.queries.dispute_proposals import ProposalLine, list_proposals
from app.queries.disputes import CaseDetail, find_case
from app.queries.triage import find_advice
from app.services.dispute_packets import MadePacket, make_packet, print_handover
from app.tasks.jobs import Job
from app.views.common.desk import Desk
from app.views.common.theme import scaled
from app.views.disputes.case_side import CaseSide
from app.views.disputes.case_view import SHOW_CLAIM, VERBS, CaseView

WHOLE_ROOM, SIDE_ROOM, MOST_SIDE_ROOM = 1270, 380, 440
NO_PACKET = "There is no packet yet. Write the letter, then make the packet."


class CasePage(QSplitter):
    """Ctrl+N adds a fact, Ctrl+L logs a call, Ctrl+B writes the letter, Ctrl+P makes the packet."""

    left = Signal()
    letter_asked = Signal(object)
    file_asked = Signal(int)
    claim_asked = Signal(int)
    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._desk = desk
        self._wanted = (0, 0)
        self._job: Job | None = None
        self.case: CaseDetail | None = None
        self.view = CaseView(desk)
        self.side = CaseSide(desk)
        self.addWidget(self.view)
        self.addWidget(self.side)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 1)
        # Large text needs the room for the lanes; what stands at the side scrolls.
        side = min(scaled(SIDE_ROOM), MOST_SIDE_ROOM)
        self.setSizes([WHOLE_ROOM - side, side])
        self._join()
        self._bind_keys()

    def open(self, case_id: int, patient_id: int) -> None:
        """Open a case of a patient, with the keyboard on what the insurer said."""
        self._wanted = (case_id, patient_id)
        self.side.proposal = None
        self.view.head.show_proposal(None)
        self.refresh()
        self.enter()

    def enter(self) -> None:
        """Put the keyboard on what the insurer said."""
        self.view.lanes[Lane.INSURER].setFocus()

    def refresh(self) -> None:
        """Ask again for the case that is shown, its papers, and what a new answer means for it."""
        case_id, patient_id = self._wanted
        if not case_id:
            return
        papers = self.view.papers
        asks: tuple[tuple[str, Callable[..., object], tuple[int, ...], Callable[..., None]], ...] = (
            ("case", find_case, (case_id, patient_id), self._on_case),
            ("proposal", list_proposals, (case_id,), self._on_proposals),
            ("letters", list_letters, (case_id, patient_id), papers.show_letters),
            ("packets", list_packets, (case_id, patient_id), papers.show_packets),
        )
        for key, question, args, then in asks:
            self._desk.ask(question, *args, then=then, owner=self, key=key)

    def do_verb(self, verb: str) -> None:
        """Begin or do what a button or key stands for."""
        case = self.case
        if case is None:
            return
        acts: dict[str, Callable[[], object]] = {
            "decide": partial(self.side.act, Action.CORRECT),
            "letter": partial(self.letter_asked.emit, case),
            "packet": self._make_packet,
            "sending": self._begin_sending,
            "handover": self._print_handover,
            "claim": partial(self.claim_asked.emit, case.line.claim_id),
        }
        if verb == "outcome" and case.line.stage is Stage.CLOSED:
            verb = "reopen"
        acts.get(verb, partial(self.side.begin, verb))()

    def _join(self) -> None:
        view, side = self.view, self.side
        view.asked.connect(self.do_verb)
        view.left.connect(self._on_left)
        view.papers.evidence_asked.connect(side.begin_evidence)
        view.papers.file_asked.connect(self.file_asked)
        for lane in view.lanes.values():
            lane.file_asked.connect(self.file_asked)
        side.letter_asked.connect(partial(self.do_verb, "letter"))
        side.left.connect(self.enter)
        side.done.connect(self._on_done)

    def _bind_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            (key, partial(self.do_verb, verb)) for verb, _, key in VERBS if key
        ]
        claim, _, claim_key = SHOW_CLAIM
        # The view has these three as a panel has them.
        facts: list[tuple[str, Callable[[], object]]] = [
            (claim_key, partial(self.do_verb, claim)),
            ("Esc", self._on_left),
            ("Ctrl+Return", partial(self.do_verb, "outcome")),
        ]
        for place, bound in ((self.view, keys), (self.side.facts, [*keys, *facts])):
            for key, slot in bound:
                _bind(place, key, slot)

    def _begin_sending(self) -> None:
        packet = self.view.papers.packet()
        if packet is None:
            self.view.explain(NO_PACKET, "warning")
        else:
            self.side.begin_sending(packet)

    def _make_packet(self) -> None:
        if self.case and self._job is None:
            self.view.explain("Composing the packet…")
            self._job = self._desk.do(
                make_packet,
                self.case.line.id,
                then=self._on_packet,
                failed=self._on_refused,
                owner=self,
                progress=self._on_progress,
            )

    def _print_handover(self) -> None:
        if self.case:
            call = (print_handover, self.case.line.id)
            self._desk.do(*call, then=self.file_asked.emit, failed=self._on_refused, owner=self)

    def _on_case(self, case: CaseDetail) -> None:
        if case.line.id != self._wanted[0]:
            return
        self.case = case
        line = case.line
        self.view.show_case(case)
        self.side.show_case(case)
        if line.stage is Stage.CLOSED or line.kind is not CaseKind.DENIAL or not case.charges:
            self.side.facts.show_advice(None)
            return
        asked = (line.claim_id, case.charges[0].charge_id, line.patient_id, self._desk.session.today())
        show = self.side.facts.show_advice
        self._desk.ask(find_advice, *asked, then=show, owner=self, key="advice")

    def _on_proposals(self, lines: Sequence[ProposalLine]) -> None:
        outcome = lines[0].outcome if lines else None
        self.side.proposal = outcome
        self.view.head.show_proposal(outcome)

    def _on_progress(self, done: int, total: int, what: str) -> None:
        self.view.explain(f"Composing the packet: {done:,} of {total:,} {what}")

    def _on_packet(self, packet: MadePacket) -> None:
        self._job = None
        self.view.explain(" ".join(packet.warnings), "warning")
        self.said.emit(f"The packet is made: {packet.pages:,} pages.")
        self.file_asked.emit(packet.file_id)

    def _on_done(self, words: str) -> None:
        self.view.explain("")
        self.said.emit(words)
        self.refresh()

    def _on_refused(self, error: AppError) -> None:
        self._job = None
        self.view.explain(str(error), "danger")

    def _on_left(self) -> None:
        self.left.emit()


def _bind(place: QWidget, key: str, slot: Callable[[], object]) -> None:
    shortcut = QShortcut(QKeySequence(key), place)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(slot)
