"""The one editor that goes from box to box on the form."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_ZOOM = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
_TURN = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
_CROSS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_NEXT = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MARKS = (Qt.Key.Key_Space, Qt.Key.Key_X)


class BoxEdit(QLineEdit):
    """Takes the text of the box it lies upon; a check box is marked and cleared with Space or X.

    Tab and Enter ask for the next box, arrows up and down for the one above or below, Page keys for
    another page. Esc brings back what stood in the box; where nothing was changed it is the panel's.
    """

    step_asked = Signal(int)
    cross_asked = Signal(int)
    turn_asked = Signal(int)
    zoom_asked = Signal(int)
    mark_asked = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_check = False
        self.can_step = {-1: False, 1: False}
        self._shown = ""
        self.setFrame(False)
        self.setTextMargins(0, 0, 0, 0)
        self.setAccessibleName("Claim form")

    @property
    def is_changed(self) -> bool:
        """Tell whether something else was typed than stood there."""
        return self.text() != self._shown

    def show_text(self, text: str) -> None:
        """Show what stands in the box."""
        self._shown = text
        self.setText(text)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the boxes and leaves the form at its ends."""
        step = 1 if forward else -1
        if not self.can_step[step]:
            return super().focusNextPrevChild(forward)
        self.step_asked.emit(step)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the box was entered."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the box was left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something here from the window's shortcuts."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            zooms = event.key() in _ZOOM and _has_control(event)
            if zooms or (event.key() == Qt.Key.Key_Escape and self.is_changed):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between boxes and mark check boxes; all else is typing."""
        key = Qt.Key(event.key())
        if _has_control(event) and key in _ZOOM:
            self.zoom_asked.emit(_ZOOM[key])
        elif key in _TURN:
            self.turn_asked.emit(_TURN[key])
        elif key in _CROSS:
            self.cross_asked.emit(_CROSS[key])
        elif key in _NEXT and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.step_asked.emit(1)
        elif key == Qt.Key.Key_Escape and self.is_changed:
            self.show_text(self._shown)
        elif self.is_check and not _has_control(event) and event.text():
            if key in _MARKS and not self.isReadOnly():
                self.mark_asked.emit()
        else:
            super().keyPressEvent(event)


def _has_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
