"""The desk of disputes: what waits for a decision, and the cases by how far they came."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from app.domain.disputes.cases import Stage
from app.domain.disputes.outcomes import ProposedOutcome
from app.queries.dispute_proposals import ProposalLine, list_proposals
from app.queries.disputes import CaseLine, list_cases
from app.queries.triage import TriageLine, list_triage
from app.views.common.asking_widget import AskingWidget
from app.views.common.buttons import Button
from app.views.common.check_box import CheckBox
from app.views.common.desk import Desk
from app.views.common.filter_chips import FilterChips
from app.views.common.line_edit import LineEdit
from app.views.common.theme import Space
from app.views.disputes.case_list import CaseList
from app.views.disputes.triage_part import TriagePart

TRIAGE = "triage"
_CHIPS = (
    (TRIAGE, "To decide"),
    (Stage.WORKING.value, "Working"),
    (Stage.SENT.value, "Waiting on the insurer"),
    (Stage.LOST.value, "Level lost"),
    (Stage.CLOSED.value, "Closed"),
)
_NOTHING = {
    Stage.WORKING: "No case is being worked on.",
    Stage.SENT: "No case waits on an insurer.",
    Stage.LOST: "No case has lost its level.",
    Stage.CLOSED: "No case is closed yet.",
}
_OPEN = (Stage.WORKING, Stage.SENT, Stage.LOST)
HINT = "Patient, insurer, case, claim or reason like CO-197"


class DeskPage(AskingWidget):
    """One list is shown at a time; what needs the whole tab goes up as a signal."""

    start_asked = Signal(int, int)
    case_opened = Signal(object)
    claim_asked = Signal(int)
    patient_asked = Signal(int)
    page_asked = Signal(str)
    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._cases: tuple[CaseLine, ...] = ()
        self._closed: tuple[CaseLine, ...] = ()
        self._proposals: dict[int, ProposedOutcome] = {}
        self._is_answered = False
        self.chips = FilterChips("Which disputes", _CHIPS)
        self.text = LineEdit("Find in list")
        self.text.setPlaceholderText(HINT)
        self.text.setClearButtonEnabled(True)
        self.mine = CheckBox("Only mine")
        self.triage = TriagePart(desk)
        self.list = CaseList(desk)
        self._parts = QStackedWidget()
        self._lay_out()
        self.text.textChanged.connect(self.refresh)
        self.mine.edited.connect(self.refresh)
        self.chips.chosen.connect(self._show_part)
        self.list.opened.connect(self.case_opened)
        self.triage.case_asked.connect(self.start_asked)
        self.triage.claim_asked.connect(self.claim_asked)
        self.triage.patient_asked.connect(self.patient_asked)
        self.triage.decided.connect(self.said)
        self._show_part(TRIAGE)

    def refresh(self) -> None:
        """Ask for the lines that wait, the cases, and what new answers mean for them."""
        text, today = self.text.text(), self.desk.session.today()
        owner = self.desk.session.user.id if self.mine.value() else None
        asks: tuple[tuple[str, Callable[..., object], tuple[object, ...], Callable[..., None]], ...] = (
            ("triage", list_triage, (today, text), self._on_triage),
            ("proposals", list_proposals, (), self._on_proposals),
            ("open", list_cases, (_OPEN, text, owner), self._on_open),
            ("closed", list_cases, ((Stage.CLOSED,), text, owner), self._on_closed),
        )
        for key, question, args, then in asks:
            self.desk.ask(question, *args, then=then, owner=self, key=key)

    def enter(self) -> None:
        """Put the keyboard on the rows of the list shown, or on the chips where it is known to have none."""
        table = self.triage.table if self.chips.value() == TRIAGE else self.list.table
        chip = self.chips.chip(self.chips.value())
        may_have_rows = table.columns_model.rowCount() or not self._is_answered
        (table if may_have_rows else chip).setFocus()

    def go_to_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.text.setFocus()
        self.text.selectAll()

    def show_part(self, key: str) -> None:
        """Show `triage` or the cases of a stage."""
        self.chips.choose(key)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(Space.S)
        bar.addWidget(self.text, 1)
        bar.addWidget(self.mine)
        for page, word in (
            ("learned", "What we learned"),
            ("rules", "How long there is…"),
            ("calendar", "Calendar file…"),
        ):
            bar.addWidget(Button(word, lambda page=page: self.page_asked.emit(page)))  # type: ignore[misc]
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.chips)
        column.addLayout(bar)
        for part in (self.triage, self.list):
            self._parts.addWidget(part)
        column.addWidget(self._parts, 1)

    def _show_part(self, key: str) -> None:
        self.mine.setVisible(key != TRIAGE)
        self._parts.setCurrentWidget(self.triage if key == TRIAGE else self.list)
        if key != TRIAGE:
            stage = Stage(key)
            lines = self._closed if stage is Stage.CLOSED else self._cases
            shown = [line for line in lines if line.stage is stage]
            is_filtered = bool(self.text.text()) or self.mine.value()
            nothing = "No case matches this." if is_filtered else _NOTHING[stage]
            was_here = self.list.table.hasFocus()
            self.list.show_cases(shown, self._proposals, nothing)
            if was_here:
                self.enter()

    def _show_counts(self) -> None:
        counts = {
            stage.value: sum(line.stage is stage for line in (*self._cases, *self._closed)) for stage in Stage
        }
        self.chips.show_counts({key: f"{count:,}" for key, count in counts.items()})
        if self.chips.value() != TRIAGE:
            self._show_part(self.chips.value())

    def _on_triage(self, lines: Sequence[TriageLine]) -> None:
        self._is_answered = True
        was_here = self.triage.table.hasFocus()
        self.triage.show_lines(lines, bool(self.text.text()))
        if was_here:
            self.enter()
        self.chips.show_counts({TRIAGE: f"{len(lines):,}"})

    def _on_proposals(self, lines: Sequence[ProposalLine]) -> None:
        self._proposals = {line.case_id: line.outcome for line in lines}
        self._show_counts()

    def _on_open(self, lines: tuple[CaseLine, ...]) -> None:
        self._cases = lines
        self._show_counts()

    def _on_closed(self, lines: tuple[CaseLine, ...]) -> None:
        self._closed = lines
        self._show_counts()
