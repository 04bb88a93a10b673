"""A place for one picture: shows the file kept there, and takes a new one by key, paste or drop."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPixmap,
)
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.queries.documents import DocumentDetail, DocumentLine, find_document
from app.views.common.desk import Desk
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text, current_tokens, frame, scaled
from app.views.patients.file_keeper import FileKeeper, FilePlace
from app.views.patients.thumbnail import draw_thumbnail

WIDTH, HEIGHT = 220, 140
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class PictureSlot(QFrame):
    """Enter opens the picture, Ctrl+V pastes one, a drop adds one; `opened` carries the file's id."""

    opened = Signal(int)
    add_asked = Signal()

    def __init__(self, desk: Desk, keeper: FileKeeper, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._keeper = keeper
        self._name = name
        self._place: FilePlace | None = None
        self._line: DocumentLine | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = PlainLabel(name, Text.CAPTION, "muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.addWidget(self._picture, 1)
        column.addWidget(self._words)
        self.show_place(None, None)
        self.dress()

    @property
    def has_picture(self) -> bool:
        """Tell whether a picture is shown."""
        return not self._picture.pixmap().isNull()

    @property
    def file_id(self) -> int | None:
        """The file kept here."""
        return self._line.id if self._line else None

    def show_place(self, place: FilePlace | None, line: DocumentLine | None) -> None:
        """Show what is kept at a place; nothing can be added where there is none."""
        is_same = line == self._line and place == self._place
        self._place, self._line = place, line
        if is_same and self.has_picture:
            return
        self._picture.clear()
        self._words.setText(self._name if line else f"{self._name}: none yet. Paste or drop it here.")
        self.setAccessibleName(f"{self._name}, {line.name if line else 'none yet'}")
        if place and line:
            args = (place.patient_id, line.id)
            self._desk.ask(find_document, *args, then=self._on_found, owner=self, key="file")

    def paste(self) -> None:
        """Keep the picture on the clipboard."""
        if self._place:
            self._keeper.take_clipboard(self._place)

    def dress(self) -> None:
        """Take size and border from the theme."""
        self.setFixedSize(scaled(WIDTH) + 2 * Space.S, scaled(HEIGHT) + 2 * Space.S + scaled(34))
        self._show_ring()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, or paste."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in _OPENS:
            self._open()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open what is kept here."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus()
            self._open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures only."""
        if self._place and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep what is dropped; the original stays where it is."""
        if self._place and self._keeper.take(self._place, event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self._show_ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._show_ring()

    def _show_ring(self) -> None:
        tokens = current_tokens()
        self.setLineWidth(2 if self.hasFocus() else 1)
        frame(self, tokens.accent if self.hasFocus() else tokens.border)

    def _open(self) -> None:
        if self._line:
            self.opened.emit(self._line.id)
        else:
            self.add_asked.emit()

    def _on_found(self, file: DocumentDetail) -> None:
        if file.id != self.file_id:
            return
        room = QSize(scaled(WIDTH), scaled(HEIGHT))
        draw: Callable[[], QImage] = partial(
            draw_thumbnail, file.media_type, file.content, room, self.devicePixelRatioF()
        )
        self._desk.runner.draw(draw, self._on_drawn, self._on_refused, self, "thumbnail")

    def _on_drawn(self, image: QImage) -> None:
        self._picture.setPixmap(QPixmap.fromImage(image))

    def _on_refused(self, error: AppError) -> None:
        self._words.setText(str(error))
