"""A new recovery key and its paper: shown once, printed, typed back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QStackedWidget

from app.domain.errors import AppError
from app.tasks.runner import Runner
from app.views.common.desk import Desk
from app.views.common.new_key_sheet import NewKeySheet
from app.views.common.sheet import SheetFrame

if TYPE_CHECKING:
    from app.views.common.preview_panel import PreviewPanel


class NewKeyPages(QStackedWidget):
    """The sheet with the key, and over it the preview of its paper; `proven` when it was typed back."""

    proven = Signal()
    left = Signal()

    def __init__(self, runner: Runner, settings: QSettings) -> None:
        super().__init__()
        self._desk = Desk(None, runner, settings, self)
        self._preview: PreviewPanel | None = None
        self.sheet = NewKeySheet(runner)
        self.sheet.proven.connect(self.proven)
        self.sheet.left.connect(self.left)
        self.sheet.paper_asked.connect(self._on_paper_asked)
        self.addWidget(SheetFrame(self.sheet))

    def show_key(self, practice: str, recovery_key: str) -> None:
        """Show a key that was just made for a practice."""
        self.sheet.show_key(practice, recovery_key)

    def focus_first(self) -> None:
        """Put the keyboard where going on begins."""
        self.sheet.focus_first()

    def refuse(self, error: AppError) -> None:
        """Say why it did not go on."""
        self.sheet.refuse(error)

    def rest(self) -> None:
        """Take the next try."""
        self.sheet.rest()

    def forget(self) -> None:
        """Take key and paper out of the program's sight."""
        self.sheet.forget()
        self._on_preview_left()

    def _on_paper_asked(self, pdf: bytes) -> None:
        from app.views.common.preview_panel import PreviewPanel

        preview = PreviewPanel(self._desk)
        preview.left.connect(self._on_preview_left)
        self._preview = preview
        self.addWidget(preview)
        self.setCurrentWidget(preview)
        preview.setFocus()
        preview.show_pdf("Recovery key", pdf, "recovery key.pdf")

    def _on_preview_left(self) -> None:
        if self._preview:
            self.removeWidget(self._preview)
            self._preview.deleteLater()
            self._preview = None
        self.sheet.focus_first()
