"""A toast: what was just done, with its undo, for ten seconds."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from app.views.common.announce import announce
from app.views.common.buttons import Button
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, current_tokens, frame, scaled

SHOWN_FOR = 10_000
Action = tuple[str, Callable[[], object]]


class Toast(QFrame):
    """Lies over the foot of a window, takes no focus, and moves up where it would hide the focused field.

    Its actions also stand in the Edit menu and the trail, so that nobody is hurried; `shown` tells of each.
    """

    shown = Signal()

    def __init__(self, window: QWidget, shown_for: int = SHOWN_FOR) -> None:
        super().__init__(window)
        self._window = window
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._message = PlainLabel()
        self._actions: list[Button] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        self._row.setSpacing(Space.S)
        self._row.addWidget(self._message)
        self._row.addWidget(Button.bare("close", "Close", self.hide))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(shown_for)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.dress()
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._message.text()

    def show_message(self, text: str, actions: tuple[Action, ...] = ()) -> None:
        """Show a message with its actions; it takes the place of the one before."""
        for old in self._actions:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._message.setText(text)
        self._actions = [Button(word, slot) for word, slot in actions]
        for at, button in enumerate(self._actions):
            button.clicked.connect(self._on_action_chosen)
            self._row.insertWidget(1 + at, button)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        self.shown.emit()
        announce(self, " ".join([text, *(button.text() for button in self._actions)]))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay at the window's foot as it changes size."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def dress(self) -> None:
        """Take the border from the theme, and the new size once its parts have theirs."""
        frame(self, current_tokens().border)
        if self.isVisible():
            QTimer.singleShot(0, self, self._place)

    def _place(self) -> None:
        window = self._window
        self.adjustSize()
        # At the left, where lists are: posting buttons stand at the right.
        place = QRect(QPoint(Space.L, window.height() - self.height() - scaled(44)), self.size())
        focused = QApplication.focusWidget()
        if focused and window.isAncestorOf(focused):
            field = QRect(focused.mapTo(window, QPoint(0, 0)), focused.size())
            # A list fills the page: its current row matters, and that is not under its very edge.
            if field.height() < window.height() // 3 and field.intersects(place):
                place.moveBottom(field.top() - Space.S)
        self.setGeometry(place)

    def _on_action_chosen(self) -> None:
        self._timer.stop()
        self.hide()
