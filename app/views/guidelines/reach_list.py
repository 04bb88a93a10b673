"""Whom a guideline reaches now: claims, visits, approvals and patients, each a row that leads there."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.rights import Right
from app.queries.guideline_reach import GuidelineReach, Reached, list_guideline_reach
from app.views.common.buttons import Button
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.giving_way import GivingWay
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import ROW_HEIGHT, TableView
from app.views.common.theme import Space, Text, scaled

ROWS = 6
NOBODY = "It touches no unsent claim, no planned visit, no approval and nobody near its limit."


@dataclass(frozen=True, slots=True)
class ReachRow:
    """One record touched, and of what kind it is."""

    kind: str
    reached: Reached


_COLUMNS = (
    Column("What", lambda row: row.kind, width=13),
    Column("Patient", lambda row: row.reached.name),
    Column("Which", lambda row: row.reached.words.removeprefix("visit of "), width=15),
)


class ReachList(QWidget):
    """Enter on a row goes to the record; `to_dos_asked` is the wish to have them worked."""

    claim_asked = Signal(int)
    patient_asked = Signal(int)
    visit_asked = Signal(int, int)
    page_asked = Signal(int, str)
    to_dos_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown = 0
        self.words = PlainLabel(wrap=True)
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Whom it reaches", self.model)
        GivingWay(self.table, ("Which",))
        self.whole = PlainLabel(tone="muted", wrap=True)
        self.make = Button("Make to-dos", self.to_dos_asked.emit, icon="add")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(PlainLabel("Whom it reaches now", Text.SECTION))
        column.addWidget(self.words)
        column.addWidget(self.table)
        column.addWidget(self.whole)
        column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        self.table.opened.connect(self._on_opened)
        self.table.row_changed.connect(self._on_row_changed)
        self.dress()

    def show_reach_of(self, guideline_id: int) -> None:
        """Ask whom a version reaches; what is shown of the same one stays until the answer comes."""
        if guideline_id != self._shown:
            self._shown = guideline_id
            self._show(GuidelineReach(), refusal_of(self._desk.session, Right.SEE_PATIENT))
        if not refusal_of(self._desk.session, Right.SEE_PATIENT):
            today = self._desk.session.today()
            then = self._on_reach
            self._desk.ask(list_guideline_reach, guideline_id, today, then=then, owner=self, key="reach")

    def dress(self) -> None:
        """Keep room for as many rows as there are, a few at most, at any text size."""
        rows = min(len(self.model.rows), ROWS)
        self.table.setFixedHeight((rows + 1) * scaled(ROW_HEIGHT) + Space.XS)

    def _on_reach(self, reach: GuidelineReach) -> None:
        self._show(reach, f"It touches {reach.words}." if _rows_of(reach) else NOBODY)

    def _show(self, reach: GuidelineReach, words: str) -> None:
        rows = _rows_of(reach)
        self.words.setText(words)
        if rows != self.model.rows:
            self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.whole.setVisible(bool(rows))
        self.make.setVisible(bool(rows))
        self.dress()

    def _on_row_changed(self, row: ReachRow | None) -> None:
        # The whole row, which narrow columns cut short.
        self.whole.setText(f"{row.reached.name}: {row.reached.words}" if row else "")

    def _on_opened(self, row: ReachRow) -> None:
        reached = row.reached
        go: dict[str, Callable[[], object]] = {
            CLAIM: lambda: self.claim_asked.emit(reached.id),
            VISIT: lambda: self.visit_asked.emit(reached.patient_id, reached.id),
            APPROVAL: lambda: self.page_asked.emit(reached.patient_id, "Authorizations"),
            PATIENT: lambda: self.patient_asked.emit(reached.patient_id),
        }
        go[row.kind]()


PATIENT, VISIT, CLAIM, APPROVAL = "Near the limit", "Planned visit", "Unsent claim", "Approval"


def _rows_of(reach: GuidelineReach) -> tuple[ReachRow, ...]:
    kinds = (
        (PATIENT, reach.patients),
        (VISIT, reach.visits),
        (CLAIM, reach.claims),
        (APPROVAL, reach.authorizations),
    )
    return tuple(ReachRow(kind, each) for kind, found in kinds for each in found)
