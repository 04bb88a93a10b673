"""What comes after a print or a file: its cover list, its pages again, and the way to confirm it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.queries.claim_batches import ClaimBatchDetail, find_claim_batch
from app.queries.kept_files import KeptFile
from app.views.billing.batch_words import draw_cover_list
from app.views.billing.paper_questions import PDF
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.theme import Space


class BatchFoot(QWidget):
    """Buttons for the batch just made; `batch_asked` carries it to be confirmed, `sheet_drawn` its list."""

    batch_asked = Signal(int)
    sheet_drawn = Signal(object)

    def __init__(self, desk: Desk, show_pages: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._batch = 0
        self.cover = Button("Cover list", self._on_cover_asked)
        self.show_printed = Button("Show what was printed", show_pages, icon="print")
        self.confirm = Button("Confirm as mailed…", self._on_confirm_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for button in (self.cover, self.show_printed, self.confirm):
            row.addWidget(button)
        self.show_batch(0)

    def show_batch(self, batch_id: int, *, on_paper: bool = True) -> None:
        """Offer what a batch has; 0 is none."""
        self._batch = batch_id
        self.setVisible(bool(batch_id))
        self.show_printed.setVisible(on_paper)
        self.confirm.setText("Confirm as mailed…" if on_paper else "Confirm as sent…")

    def _on_cover_asked(self) -> None:
        self._desk.ask(find_claim_batch, self._batch, then=self._on_found, owner=self, key="cover")

    def _on_found(self, batch: ClaimBatchDetail) -> None:
        self._desk.runner.draw(partial(draw_cover_list, batch), self._on_drawn, owner=self)

    def _on_drawn(self, pdf: bytes) -> None:
        self.sheet_drawn.emit(KeptFile("cover-list.pdf", "cover_sheet", PDF, pdf, 1))

    def _on_confirm_asked(self) -> None:
        if self._batch:
            self.batch_asked.emit(self._batch)
