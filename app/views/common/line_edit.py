"""Line edits that understand what is typed when the field is left, never while typing."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.errors import InputError
from app.views.common.theme import current_tokens, scaled

T = TypeVar("T")
RADIUS = 4
# Charges and the command box; Linux desktops give these two to every line, as end of line and cut to it.
_PROGRAM_KEYS = (Qt.Key.Key_E, Qt.Key.Key_K)


def draw_border(widget: QWidget, problem: str) -> None:
    """Draw a control's border over Fusion's, which is too faint.

    A focus ring of two pixels in the accent; a problem in red, inside the ring.
    """
    tokens = current_tokens()
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    whole = QRectF(widget.rect())
    inset = 0.5
    if widget.hasFocus():
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        inset = 2.5
    if problem or not widget.hasFocus():
        painter.setPen(QPen(QColor(tokens.danger if problem else tokens.border), 1))
        painter.drawRoundedRect(whole.adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)


class LineEdit(QLineEdit):
    """A line of plain text; `left` tells that the field was left, and `problem` what is wrong in it."""

    left = Signal()
    edited = Signal()
    problem_changed = Signal(str)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem = ""
        self.setAccessibleName(name)
        self.setTextMargins(4, 0, 4, 0)
        self.textEdited.connect(self._on_text_edited)
        self.dress()

    @property
    def problem(self) -> str:
        """What is wrong with the text, or nothing."""
        return self._problem

    def set_problem(self, problem: str) -> None:
        """Mark the field, for people who see it and for those who hear it."""
        if problem != self._problem:
            self._problem = problem
            self.setAccessibleDescription(problem)
            self.problem_changed.emit(problem)
            self.update()

    def value(self) -> Any:
        """The text without blanks around it."""
        return self.text().strip()

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self.setText(value or "")
        self.set_problem("")

    def draft(self) -> str:
        """The text as it stands, understood or not."""
        return self.text()

    def set_draft(self, draft: str) -> None:
        """Bring back a text as it stood."""
        self.setText(draft)

    def check(self) -> bool:
        """Read the text; mark the field and return False if it cannot be understood."""
        self.set_problem("")
        return True

    def dress(self) -> None:
        """Take the height from the theme."""
        self.setMinimumHeight(scaled(30))

    def event(self, event: QEvent) -> bool:
        """Leave the program its keys, which a line would else take for its own."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            and event.key() in _PROGRAM_KEYS
        ):
            event.ignore()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Check what was typed, now that the field is left."""
        super().focusOutEvent(event)
        self.check()
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and its border."""
        super().paintEvent(event)
        draw_border(self, self._problem)

    def _on_text_edited(self) -> None:
        self.edited.emit()


class ReadEdit(LineEdit, Generic[T]):
    """A line edit for one kind of value: `read` makes it (or raises InputError), `write` shows it."""

    def __init__(
        self,
        name: str,
        read: Callable[[str], T],
        write: Callable[[T], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._read = read
        self._write = write
        self._shown = ""

    @property
    def is_untouched(self) -> bool:
        """Tell whether the text is still the last value as it was written here."""
        return bool(self._shown) and self.text() == self._shown

    def value(self) -> T | None:
        """The value typed; nothing for an empty field or one that cannot be understood."""
        text = self.text().strip()
        if not text:
            return None
        try:
            return self._read(text)
        except InputError:
            return None

    def set_value(self, value: T | None) -> None:
        """Show a value, or an empty field."""
        self._shown = "" if value is None or value == "" else self._write(value)
        self.setText(self._shown)
        self.set_problem("")

    def check(self) -> bool:
        """Read the text and write the value in its full form, or say what is wrong."""
        text = self.text().strip()
        if not text:
            self.set_value(None)
            return True
        try:
            value = self._read(text)
        except InputError as error:
            self.set_problem(str(error))
            return False
        self.set_value(value)
        return True
