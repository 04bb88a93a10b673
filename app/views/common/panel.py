"""Panels: what others put into a dialog, inside the tab, with several open at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.common.buttons import Button
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text
from app.views.common.toast import uncover

POST = ("Ctrl+Return", "Ctrl+Enter")
POST_AND_NEW = ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")


class Panel(QWidget):
    """A title, a body and actions; Esc leaves, Ctrl+Enter posts, Ctrl+Shift+Enter posts and starts anew.

    A subclass fills `body`, adds its actions, and connects `post_asked`; a plain Enter does nothing here.
    """

    left = Signal()
    post_asked = Signal()
    post_and_new_asked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None, *, wraps_title: bool = False) -> None:
        super().__init__(parent)
        self._title = PlainLabel(title, Text.PAGE, elide=not wraps_title, wrap=wraps_title)
        self._reason = PlainLabel(tone="muted", wrap=True)
        self.setAccessibleName(title)
        self._head = QHBoxLayout()
        self._head.setSpacing(Space.S)
        self._head.addWidget(self._title, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.M)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(Space.S)
        self._foot.addWidget(self._reason, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        whole.setSpacing(Space.M)
        whole.addLayout(self._head)
        whole.addLayout(self.body, 1)
        whole.addLayout(self._foot)
        self.add_key(("Esc",), self.leave)
        self.add_key(POST, self.post_asked.emit)
        self.add_key(POST_AND_NEW, self.post_and_new_asked.emit)

    @property
    def title(self) -> str:
        """What the panel is for."""
        return self._title.text()

    @property
    def reason(self) -> str:
        """What is said beside the foot's button."""
        return self._reason.text()

    def set_title(self, title: str) -> None:
        """Change the title, also for screen readers."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def leave(self) -> None:
        """Leave the panel; its draft is kept."""
        self.left.emit()

    def add_action(self, word: str, slot: Callable[[], object], key: str = "", icon: str = "") -> Button:
        """Add a button to the row beside the title; `key` does the same anywhere in the panel."""
        button = Button(word, slot, icon=icon, key=key)
        self._head.addWidget(button)
        if key:
            self.add_key((key,), button.click)
        return button

    def add_post(self, word: str, key: str = POST[0]) -> Button:
        """Add the one filled button at the foot; it stays enabled, for a blocked post says why."""
        button = Button(word, self.post_asked.emit, key=key, primary=True)
        self._foot.addWidget(button)
        return button

    def add_foot(self, widget: QWidget) -> None:
        """Add a widget to the row at the foot, as a running total."""
        self._foot.addWidget(widget)

    def explain(self, text: str, tone: str = "muted") -> None:
        """Say beside the foot's button why it will not post, or what it will do."""
        self._reason.set_tone(tone)
        self._reason.setText(text)
        if text and tone == "danger":
            uncover(self._reason)

    def add_key(self, keys: tuple[str, ...], slot: Callable[[], object]) -> None:
        """Bind keys while the focus is in this panel."""
        shortcut = QShortcut(self)
        shortcut.setKeys([QKeySequence(key) for key in keys])
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)
