"""What stands above a case: how it stands, what it is about, a new answer to it, and where parties differ."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.date_entry import format_date
from app.domain.disputes.cases import STAGE_NAMES, Stage, find_contradictions
from app.domain.disputes.outcomes import ProposedOutcome
from app.queries.disputes import CaseDetail
from app.views.common.buttons import Button
from app.views.common.chip import Chip, ChipLabel
from app.views.common.desk import Desk
from app.views.common.flow import FlowLayout
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import ChipKind, Space, Text, current_tokens, tint
from app.views.disputes.words import KIND_NAMES, act_by_chip, outcome_words

_STAGES = {
    Stage.WORKING: ChipKind.DISPUTE,
    Stage.SENT: ChipKind.BILLED,
    Stage.LOST: ChipKind.DENIED,
    Stage.CLOSED: ChipKind.PAID,
}


class Strip(QFrame):
    """A line of words on the ground of a chip's colour, with a button where something is to be done."""

    asked = Signal()

    def __init__(self, kind: ChipKind, word: str = "") -> None:
        super().__init__()
        self._kind = kind
        self.words = PlainLabel(wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)
        row.addWidget(self.words, 1)
        self.button = Button(word or "Show", self.asked.emit, primary=True)
        row.addWidget(self.button)
        self.button.setVisible(bool(word))
        self.setAutoFillBackground(True)
        self.dress()

    def say(self, words: str) -> None:
        """Show these words, or go away."""
        self.words.setText(words)
        self.setVisible(bool(words))

    def dress(self) -> None:
        """Take the ground from the theme."""
        tint(self, QPalette.ColorRole.Window, current_tokens().chips[self._kind][1])


class CaseHead(QWidget):
    """`outcome_asked` wants what the new answer means to be recorded."""

    outcome_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._chips = (ChipLabel(), ChipLabel())
        self.words = PlainLabel(kind=Text.STRONG, wrap=True)
        self.about = PlainLabel(tone="muted", wrap=True)
        self.proposal = Strip(ChipKind.PAID, "Close the case…")
        self.doubt = Strip(ChipKind.DUE)
        top = FlowLayout(gap=Space.M)
        for label in self._chips:
            top.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(top)
        for widget in (self.words, self.about, self.proposal, self.doubt):
            column.addWidget(widget)
        self.proposal.asked.connect(self.outcome_asked)
        self.proposal.say("")

    def show_case(self, case: CaseDetail) -> None:
        """Show what the case is about and how it stands."""
        line = case.line
        due = act_by_chip(line.due, self._desk.session.today())
        level = f", level {line.level}" if line.level > 1 else ""
        self._chips[0].show_chip(Chip(_STAGES[line.stage], f"{STAGE_NAMES[line.stage]}{level}"))
        is_near = isinstance(due, Chip) and line.stage is not Stage.CLOSED
        self._chips[1].show_chip(due if isinstance(due, Chip) and is_near else None)
        services = ", ".join(f"{each.code} of {format_date(each.service_on)}" for each in case.charges)
        self.words.setText(f"{line.at_stake.dollars} at stake with {line.payer}: {services}")
        answered = f"answer of {format_date(line.noticed_on)}"
        reasons = case.codes or KIND_NAMES[line.kind]
        self.about.setText(f"{line.patient} · claim {line.claim_number} · {reasons} · {answered}")
        self.doubt.say("\n".join(f"They differ: {each.words}" for each in find_contradictions(case.facts)))

    def show_proposal(self, outcome: ProposedOutcome | None) -> None:
        """Show what a new answer seems to mean, or nothing."""
        if outcome is None:
            self.proposal.say("")
            return
        day = format_date(outcome.decided_on)
        self.proposal.say(f"New answer of {day}: {outcome_words(outcome)}. {outcome.words}")
        word = "Record the loss…" if outcome.won.cents == 0 and "lost" in outcome_words(outcome) else ""
        self.proposal.button.setText(word or "Close the case…")
        self.proposal.button.setAccessibleName(self.proposal.button.text())
