"""The open reasons to look a guideline up again: denials that contradict it, and what people doubted."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.queries.guideline_reviews import ReviewLine, list_reviews
from app.queries.guidelines import GuidelineLine
from app.services.guideline_reviews import close_review
from app.views.common.buttons import Button
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.flow import FlowLayout
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import ROW_HEIGHT, TableView
from app.views.common.theme import Space, Text, scaled

ROWS = 4
KEPT, CHANGED = "kept", "changed"
_COLUMNS = (
    Column("Since", lambda line: line.opened_on, width=10),
    Column("Claim", lambda line: f"#{line.claim_number}" if line.claim_number else "", width=8),
    Column("Why", lambda line: line.note),
)


class Doubts(QWidget):
    """Enter on a row goes to its claim; the buttons end the row chosen with what came of it."""

    claim_asked = Signal(int)
    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Reasons to look it up again", self.model)
        self.why = PlainLabel(wrap=True)
        acts = FlowLayout(gap=Space.S)
        for word, outcome in (("It is right as it stands", KEPT), ("It is changed now", CHANGED)):
            acts.addWidget(Button(word, partial(self.end, outcome)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(PlainLabel("Reasons to look it up again", Text.SECTION))
        column.addWidget(self.table)
        column.addWidget(self.why)
        column.addLayout(acts)
        self.table.row_changed.connect(self._on_row_changed)
        self.table.opened.connect(self._on_opened)
        self.hide()

    def show_doubts_of(self, line: GuidelineLine) -> None:
        """Ask why a record is in doubt; nothing is shown where it is not."""
        self.setVisible(line.reviews > 0)
        if line.reviews:
            chain = line.guideline.chain_id
            self._desk.ask(list_reviews, chain, then=self._on_listed, owner=self, key="reviews")

    def end(self, outcome: str) -> None:
        """End the reason chosen: the record was right, or it is changed now."""
        line = self.table.current_row()
        if isinstance(line, ReviewLine):
            then, failed = self._on_ended, self._on_refused
            self._desk.do(close_review, line.id, outcome, then=then, failed=failed, owner=self)

    def dress(self) -> None:
        """Keep room for as many rows as there are, a few at most, at any text size."""
        rows = min(len(self.model.rows), ROWS)
        self.table.setFixedHeight((rows + 1) * scaled(ROW_HEIGHT) + Space.XS)

    def _on_listed(self, lines: tuple[ReviewLine, ...]) -> None:
        if lines != self.model.rows:
            self.model.set_rows(lines)
        self.dress()

    def _on_row_changed(self, line: ReviewLine | None) -> None:
        # The whole sentence of the row, which its cell cuts short.
        self.why.setText(line.note if line else "")

    def _on_opened(self, line: ReviewLine) -> None:
        if line.claim_id:
            self.claim_asked.emit(line.claim_id)

    def _on_ended(self, _nothing: object) -> None:
        self.said.emit("This reason to look it up again is dealt with.")

    def _on_refused(self, error: AppError) -> None:
        self.said.emit(str(error))
