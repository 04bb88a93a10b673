"""A toast: what was just done, with its undo, for ten seconds."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHBoxLayout, QStackedWidget, QWidget

from app.views.common.announce import announce
from app.views.common.buttons import Button
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, current_tokens, frame, letters, scaled

SHOWN_FOR = 10_000
# What a step leads to, as another page or the row it made, is in its place by then; later it is a new step.
SETTLES = 600
FEWEST_LETTERS = 16
Action = tuple[str, Callable[[], object]]


class Toast(QFrame):
    """Lies over the foot of a window, takes no focus, and moves up where it would hide the field or row used.

    It goes when the keyboard goes to another page of the window. Its actions also stand in the Edit menu and
    the trail, so that nobody is hurried; `shown` tells of each.
    """

    shown = Signal()

    def __init__(self, window: QWidget, shown_for: int = SHOWN_FOR) -> None:
        super().__init__(window)
        self._window = window
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._message = PlainLabel(wrap=True)
        self._page: QWidget | None = None
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
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLES)
        self._settling.timeout.connect(self._on_settled)
        window.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
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
        self._settling.start()
        self.shown.emit()
        announce(self, " ".join([text, *(button.text() for button in self._actions)]))

    def let_go(self) -> None:
        """Go, for something else is looked at now; what was only just said stays."""
        if not self._settling.isActive():
            self.hide()

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
        self._take_room(window.width() - 2 * Space.L)
        # At the left, where lists are: posting buttons stand at the right.
        place = QRect(QPoint(Space.L, window.height() - self.height() - scaled(44)), self.size())
        used = self._in_use()
        # What is so high cannot be left free, as a page of text.
        if used.height() < window.height() // 3 and used.intersects(place):
            place.moveBottom(used.top() - Space.S)
        self.setGeometry(place)

    def _take_room(self, room: int) -> None:
        """Take one line where there is room for it, else several, so that every button stays in sight."""
        beside = sum(button.sizeHint().width() + Space.S for button in self.findChildren(Button))
        left = room - beside - Space.L - Space.S - 2 * self.lineWidth()
        words = self._message.fontMetrics().size(0, self._message.text()).width() + Space.XS
        width = max(min(words, left), letters(FEWEST_LETTERS))
        self._message.setFixedSize(width, self._message.heightForWidth(width))
        self._row.activate()
        self.resize(self.sizeHint())

    def _in_use(self) -> QRect:
        """Where the keyboard is in the window: a field, or the row of a list; else nowhere."""
        focused, window = QApplication.focusWidget(), self._window
        if focused is None or not window.isAncestorOf(focused):
            return QRect()
        if isinstance(focused, QAbstractItemView):
            row = focused.visualRect(focused.currentIndex())
            return row.translated(focused.viewport().mapTo(window, QPoint(0, 0)))
        return QRect(focused.mapTo(window, QPoint(0, 0)), focused.size())

    def _on_settled(self) -> None:
        self._page = _page_of(QApplication.focusWidget())
        if self.isVisible():
            self._place()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or self.isHidden() or self._settling.isActive() or self.isAncestorOf(new):
            return
        here, before = _page_of(new), self._page
        if here and before and here is not before and not _is_within(here, before):
            self.hide()

    def _on_action_chosen(self) -> None:
        self._timer.stop()
        self.hide()


def let_toasts_go(widget: QWidget) -> None:
    """Let every toast of a window go, but what was only just said."""
    for toast in widget.window().findChildren(Toast):
        toast.let_go()


def uncover(words: QWidget) -> None:
    """Take down each toast that lies over words which must be read, once these have their place."""
    QTimer.singleShot(0, words, partial(_uncover, words))


def _uncover(words: QWidget) -> None:
    place = QRect(words.mapToGlobal(QPoint(0, 0)), words.size())
    for toast in words.window().findChildren(Toast):
        if toast.isVisible() and place.intersects(QRect(toast.mapToGlobal(QPoint(0, 0)), toast.size())):
            toast.hide()


def _page_of(widget: QWidget | None) -> QWidget | None:
    """The innermost page around a widget, where pages take each other's place."""
    while widget is not None and not isinstance(widget.parentWidget(), QStackedWidget):
        widget = widget.parentWidget()
    return widget


def _is_within(one: QWidget, other: QWidget) -> bool:
    return one.isAncestorOf(other) or other.isAncestorOf(one)
