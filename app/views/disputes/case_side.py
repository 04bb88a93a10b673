"""Beside a case: what it comes to, or the form of what is being done to it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from app.domain.disputes.evidence import Evidence
from app.domain.disputes.guidance import Action
from app.domain.disputes.outcomes import ProposedOutcome
from app.queries.dispute_papers import PacketLine
from app.queries.disputes import CaseDetail
from app.views.common.desk import Desk
from app.views.disputes.case_facts import CaseFacts
from app.views.disputes.decide_panel import SIMPLE, DecidePanel
from app.views.disputes.evidence_panel import EvidencePanel, NewEvidencePanel
from app.views.disputes.fact_panel import CaseCallPanel, FactPanel
from app.views.disputes.sending_panel import SendingPanel
from app.views.disputes.small_forms import (
    DeadlineEndPanel,
    DeadlinePanel,
    NextLevelPanel,
    NextStepPanel,
    OutcomePanel,
    ReopenPanel,
)


class CaseSide(QStackedWidget):
    """Forms are left by Esc or done by Ctrl+Enter; `letter_asked` wants the letter, which needs more room."""

    done = Signal(str)
    left = Signal()
    letter_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.case: CaseDetail | None = None
        self.proposal: ProposedOutcome | None = None
        self.facts = CaseFacts(desk)
        self.fact, self.call = FactPanel(desk), CaseCallPanel(desk)
        self.evidence, self.new_evidence = EvidencePanel(desk), NewEvidencePanel(desk)
        self.decide, self.sending = DecidePanel(desk), SendingPanel(desk)
        self.step, self.deadline, self.settle = (
            NextStepPanel(desk),
            DeadlinePanel(desk),
            DeadlineEndPanel(desk),
        )
        self.outcome, self.level, self.reopen = OutcomePanel(desk), NextLevelPanel(desk), ReopenPanel(desk)
        self.addWidget(self.facts)
        for panel in self._panels():
            self.addWidget(panel)
            panel.left.connect(self._on_left)
            panel.done.connect(self._on_done)
        self.facts.asked.connect(self.begin)
        self.facts.action_asked.connect(self.act)

    @property
    def is_busy(self) -> bool:
        """Tell whether a form stands in place of the facts."""
        return self.currentWidget() is not self.facts

    def show_case(self, case: CaseDetail) -> None:
        """Show a case; a form that is being filled in for it stays."""
        if self.case is None or self.case.line.id != case.line.id:
            self.setCurrentWidget(self.facts)
            self.proposal = None
        self.case = case
        self.facts.show_case(case)

    def begin(self, verb: str) -> None:
        """Begin what a verb stands for, as `fact`, `call`, `outcome` or `reopen`."""
        case = self.case
        if case is None:
            return
        begins: dict[str, Callable[[], object]] = {
            "fact": partial(self.fact.begin, case),
            "call": partial(self.call.begin, case),
            "step": partial(self.step.begin, case),
            "deadline": partial(self.deadline.begin, case),
            "settle": partial(self.settle.begin, case),
            "outcome": partial(self.outcome.begin, case, self.proposal),
            "level": partial(self.level.begin, case),
            "reopen": partial(self.reopen.begin, case),
            "new_evidence": partial(self.new_evidence.begin, case),
        }
        self.setCurrentWidget(getattr(self, verb))
        begins[verb]()

    def begin_evidence(self, evidence: Evidence) -> None:
        """Say what becomes of a thing on the checklist."""
        if self.case:
            self.setCurrentWidget(self.evidence)
            self.evidence.begin(self.case, evidence)

    def begin_sending(self, packet: PacketLine) -> None:
        """Note how a packet was sent."""
        if self.case:
            self.setCurrentWidget(self.sending)
            self.sending.begin(self.case, packet)

    def act(self, action: Action) -> None:
        """Do what the advice offers: a call is logged, a letter written, all else decided here."""
        case = self.case
        if case is None:
            return
        if action is Action.CALL:
            self.begin("call")
        elif action in SIMPLE:
            self.setCurrentWidget(self.decide)
            words = f"Case {case.line.number}, {case.line.at_stake.dollars} at stake."
            self.decide.begin_case(case.line.id, words, action)
        else:
            self.letter_asked.emit()

    def _panels(self) -> tuple[FactPanel | DecidePanel, ...]:
        panels = (self.fact, self.call, self.evidence, self.new_evidence, self.decide, self.sending)
        more = (self.step, self.deadline, self.settle, self.outcome, self.level, self.reopen)
        return (*panels, *more)  # type: ignore[return-value]

    def _on_left(self) -> None:
        self.setCurrentWidget(self.facts)
        self.left.emit()

    def _on_done(self, words: str) -> None:
        self._on_left()
        self.done.emit(words)
