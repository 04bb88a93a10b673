"""The panels about remittances: files lead through what they would post to the list of what was posted."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from app.queries.remittances import RemittanceLine
from app.services.remittance_previews import (
    FilePreview,
    RemittancePreview,
    preview_remittance_inboxes,
    preview_remittances,
)
from app.services.remittances import post_remittance
from app.tasks.jobs import Job
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.payments.held_panel import HeldPanel
from app.views.payments.reason_panel import ReasonPanel
from app.views.payments.remittance_panel import RemittancePanel
from app.views.payments.remittances_segment import RemittancesSegment


class RemittancePanels(QObject):
    """Makes the panels and joins them; the tab shows what is asked for.

    `shown` carries the panel to be shown, `finished` the sentence when one is done.
    """

    shown = Signal(object)
    finished = Signal(str)
    said = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._list: RemittancesSegment | None = None
        self.preview = RemittancePanel(desk)
        self.held = HeldPanel(desk)
        self.reason = ReasonPanel(desk, "Post remittance")
        self.panels: tuple[Panel, ...] = (self.preview, self.held, self.reason)
        self.preview.posted.connect(self._on_posted)
        self.preview.reason_asked.connect(self._on_reason_asked)
        self.reason.done.connect(lambda: self._on_posted("The payment was posted with your reason."))

    def join(self, remittances: RemittancesSegment) -> None:
        """Listen to the list that asks for these panels."""
        self._list = remittances
        remittances.files_given.connect(self._on_files_given)
        remittances.inboxes_asked.connect(self._on_inboxes_asked)
        remittances.held_asked.connect(self._on_held_asked)

    def _on_posted(self, words: str) -> None:
        self.finished.emit(words)
        if self._list is not None:
            self._list.show_latest()

    def _on_files_given(self, paths: Sequence[Path]) -> None:
        self._read(preview_remittances, list(paths))

    def _on_inboxes_asked(self) -> None:
        self._read(preview_remittance_inboxes)

    def _read(self, use_case: Callable[..., object], *args: object) -> None:
        if self._job is None:
            self._tell("Reading…")
            self._job = self._desk.do(
                use_case,
                *args,
                then=self._on_read,
                failed=self._on_refused,
                owner=self,
                progress=self._on_progress,
            )

    def _on_progress(self, done: int, total: int, what: str) -> None:
        self._tell(f"Reading: {done:,} of {total:,} {what}")

    def _on_read(self, files: Sequence[FilePreview]) -> None:
        self._job = None
        if not files:
            self._tell("Nothing new is in the inbox folders.")
            return
        self._tell("")
        self.shown.emit(self.preview)
        self.preview.show_files(files)

    def _on_refused(self, error: AppError) -> None:
        self._job = None
        self._tell(str(error))

    def _tell(self, words: str) -> None:
        if self._list is not None:
            self._list.tell(words)

    def _on_held_asked(self, line: RemittanceLine) -> None:
        self.shown.emit(self.held)
        self.held.begin(line)

    def _on_reason_asked(self, title: str, words: str, shown: RemittancePreview) -> None:
        self.shown.emit(self.reason)
        self.reason.ask(title, words, post_remittance, shown)
