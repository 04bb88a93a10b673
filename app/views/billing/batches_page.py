"""The page of batches: the list, and over it the confirmation, the taking back, or the text of a file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from app.domain.errors import AppError
from app.queries.claim_batches import ClaimBatchDetail
from app.queries.kept_files import KeptFile, find_kept_file
from app.services.claim_files import place_in_outbox
from app.views.billing.batch_list_panel import BatchListPanel
from app.views.billing.batch_steps import BatchStep, ConfirmBatch, UndoBatch
from app.views.billing.batch_words import draw_cover_list
from app.views.billing.segments_panel import SegmentsPanel
from app.views.common.desk import Desk

PDF = "application/pdf"


class BatchesPage(QStackedWidget):
    """`paper_found` carries a PDF to be shown, `claim_asked` a claim; `left` goes back to the claims."""

    left = Signal()
    paper_found = Signal(object)
    claim_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.list = BatchListPanel(desk)
        self.confirm = ConfirmBatch(desk)
        self.undo = UndoBatch(desk)
        self.segments = SegmentsPanel()
        for panel in (self.list, self.confirm, self.undo, self.segments):
            self.addWidget(panel)
        self.setFocusProxy(self.list)
        self.list.left.connect(self.left)
        self.list.claim_asked.connect(self.claim_asked)
        self.list.shown_asked.connect(self._on_shown_asked)
        self.list.cover_asked.connect(self._on_cover_asked)
        self.list.outbox_asked.connect(self._on_outbox_asked)
        for signal, step in ((self.list.confirm_asked, self.confirm), (self.list.undo_asked, self.undo)):
            signal.connect(partial(self._begin, step))
            step.left.connect(self.show_list)
            step.done.connect(self._on_done)
        self.segments.left.connect(self.show_list)

    def refresh(self) -> None:
        """Ask again for the batches."""
        self.list.refresh()

    def show_batch(self, batch_id: int) -> None:
        """Show one batch and put the keyboard on it."""
        self.setCurrentWidget(self.list)
        self.list.show_batch(batch_id)

    def show_list(self) -> None:
        """Show the list of batches, with the keyboard in it."""
        self.setCurrentWidget(self.list)
        self.list.enter()

    def _begin(self, step: BatchStep, detail: ClaimBatchDetail) -> None:
        self.setCurrentWidget(step)
        step.begin(detail.line)

    def _on_done(self, sentence: str) -> None:
        self.list.refresh()
        self.show_list()
        self.list.explain(sentence, "good")

    def _on_shown_asked(self, detail: ClaimBatchDetail) -> None:
        then = partial(self._on_file_found, detail)
        self._desk.ask(find_kept_file, detail.line.file_id, then=then, owner=self, key="file")

    def _on_file_found(self, detail: ClaimBatchDetail, file: KeptFile) -> None:
        if file.media_type == PDF:
            self.paper_found.emit(file)
            return
        self.segments.show_file(f"Batch {detail.line.number}: {file.name}", file.content)
        self.setCurrentWidget(self.segments)
        self.segments.setFocus()

    def _on_cover_asked(self, detail: ClaimBatchDetail) -> None:
        then = partial(self._on_cover_drawn, detail.line.number)
        self._desk.runner.draw(partial(draw_cover_list, detail), then, owner=self, key="cover")

    def _on_cover_drawn(self, number: int, pdf: bytes) -> None:
        self.paper_found.emit(KeptFile(f"batch-{number}-cover-list.pdf", "cover_sheet", PDF, pdf, 1))

    def _on_outbox_asked(self, detail: ClaimBatchDetail) -> None:
        self.list.explain("Writing the file…")
        self._desk.do(
            place_in_outbox, detail.line.id, then=self._on_placed, failed=self._on_refused, owner=self
        )

    def _on_placed(self, path: Path) -> None:
        self.list.explain(f"{path.name} lies in {path.parent}.", "good")

    def _on_refused(self, error: AppError) -> None:
        self.list.explain(str(error), "danger")
