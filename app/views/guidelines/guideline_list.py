"""The list of guidelines with its filters: by standing, by insurer, by words."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.guidelines import Status
from app.domain.rights import Right
from app.queries.guidelines import GuidelineFilter, GuidelineLine, list_guidelines
from app.queries.office_lists import OfficeLine, list_office
from app.views.common.columns import Column
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.filter_chips import FilterChips
from app.views.common.giving_way import GivingWay
from app.views.common.line_edit import LineEdit
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, letters
from app.views.guidelines.words import (
    again_chip,
    insurer_words,
    service_words,
    short_approval,
    short_frequency,
    short_referral,
    standing_chip,
)

ALL, OVERDUE, CONTRADICTED, DRAFTS = "all", "overdue", "contradicted", "drafts"
_CHIPS = (
    (ALL, "All"),
    (OVERDUE, "Overdue"),
    (CONTRADICTED, "Contradicted by a denial"),
    (DRAFTS, "Drafts"),
)
_IN: dict[str, Callable[[GuidelineLine], bool]] = {
    ALL: lambda _line: True,
    OVERDUE: lambda line: line.is_due,
    CONTRADICTED: lambda line: line.denials > 0,
    DRAFTS: lambda line: line.guideline.status is Status.DRAFT,
}
_EMPTY = {
    ALL: "No guideline yet. Write down what an insurer says of a service, and where it says so.",
    OVERDUE: "No guideline is overdue: each was looked up lately enough.",
    CONTRADICTED: "No denial contradicts a guideline.",
    DRAFTS: "There are no drafts.",
}
_COLUMNS = (
    Column("Insurer", insurer_words, width=25),
    Column("Service", lambda line: service_words(line.guideline), width=15),
    Column("Answer", lambda line: standing_chip(line.guideline), width=14),
    Column("Approval", lambda line: short_approval(line.guideline), width=13),
    Column("Referral", lambda line: short_referral(line.guideline), width=8),
    Column("Limit", lambda line: short_frequency(line.guideline), width=13),
    Column("Where it says so", lambda line: line.guideline.source, width=16),
    Column("Looked up", lambda line: line.guideline.confirmed_on, width=10),
    Column("Again on", again_chip, width=15),
)
_GIVING_WAY = ("Where it says so", "Referral", "Limit", "Looked up", "Approval", "Again on")
_ALL_PAYERS = ((None, "All insurers"),)
PAYER_WIDTH = 20
# A record wanted: by its chain, or by the id of its newest version.
NOTHING = (0, 0)


class GuidelineList(QWidget):
    """`row_changed` carries the line that the keyboard is on, `opened` the one on which Enter was pressed."""

    row_changed = Signal(object)
    opened = Signal(object)
    new_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._wanted = NOTHING
        self._found: tuple[GuidelineLine, ...] = ()
        self.chips = FilterChips("Which guidelines", _CHIPS)
        self.payer = Combo("Insurer", _ALL_PAYERS)
        self.text = LineEdit("Find in list")
        self.text.setPlaceholderText("Code, insurer or words")
        self.text.setClearButtonEnabled(True)
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Guidelines", self.model)
        offer = ("New guideline", self.new_asked.emit) if desk.session.may(Right.EDIT_GUIDELINE) else None
        self._empty = EmptyState(_EMPTY[ALL], offer)
        self._lists = QStackedWidget()
        GivingWay(self.table, _GIVING_WAY)
        self._lay_out()
        self.chips.chosen.connect(self._show_lines)
        self.payer.edited.connect(self.refresh)
        self.text.textChanged.connect(self.refresh)
        self.table.row_changed.connect(self.row_changed)
        self.table.opened.connect(self.opened)

    def refresh(self) -> None:
        """Ask for the insurers to choose from, and for the guidelines."""
        self._desk.ask(list_office, "payer", then=self._on_payers, owner=self, key="payers")
        payer = self.payer.value()
        wanted = GuidelineFilter(self.text.text(), payer if isinstance(payer, int) else None)
        today = self._desk.session.today()
        self._desk.ask(list_guidelines, today, wanted, then=self._on_listed, owner=self, key="list")

    def show_record(self, chain_id: int = 0, guideline_id: int = 0) -> None:
        """Put the keyboard on a record, by its chain or its newest version, whatever was filtered."""
        self._wanted = (chain_id, guideline_id)
        self.text.clear()
        self.payer.set_value(None)
        self.chips.choose(ALL)
        self.refresh()

    def enter(self) -> None:
        """Put the keyboard on the rows, or on the chips where there are none."""
        chip = self.chips.chip(self.chips.value())
        (self.table if self.model.rows else chip).setFocus()

    def dress(self) -> None:
        """Take widths from the theme."""
        self.payer.setFixedWidth(letters(PAYER_WIDTH) + 2 * Space.L)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.text, 1)
        row.addWidget(self.payer)
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.chips)
        column.addLayout(row)
        column.addWidget(self._lists, 1)
        self.dress()

    def _on_payers(self, payers: Sequence[OfficeLine]) -> None:
        self.payer.set_choices((*_ALL_PAYERS, *((line.id, line.name) for line in payers)))

    def _on_listed(self, lines: Sequence[GuidelineLine]) -> None:
        self._found = tuple(lines)
        counts = {key: f"{sum(map(is_in, lines)):,}" for key, is_in in _IN.items()}
        self.chips.show_counts(counts)
        self._show_lines()

    def _show_lines(self) -> None:
        part = self.chips.value()
        lines = tuple(line for line in self._found if _IN[part](line))
        current = self.table.current_row()
        wanted = self._wanted if self._wanted != NOTHING else _names_of(current)
        self.model.set_rows(lines)
        at = next((at for at, line in enumerate(lines) if _is_meant(line, wanted)), None)
        self.table.go_to(at or 0)
        is_found = at is not None and self._wanted != NOTHING
        is_filtered = bool(self.text.text()) or self.payer.value() is not None
        self._empty.say("No guideline matches this." if is_filtered else _EMPTY[part])
        self._lists.setCurrentWidget(self.table if lines else self._empty)
        if is_found:
            self._wanted = NOTHING
            self.table.setFocus()


def _names_of(line: GuidelineLine | None) -> tuple[int, int]:
    return (line.guideline.chain_id, 0) if line else NOTHING


def _is_meant(line: GuidelineLine, wanted: tuple[int, int]) -> bool:
    chain, guideline = wanted
    return line.guideline.chain_id == chain or line.id == guideline
