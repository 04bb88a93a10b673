"""What stands in place of an empty list: one sentence and the one thing to do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.common.buttons import Button
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text

Action = tuple[str, Callable[[], object]]


class EmptyState(QWidget):
    """A sentence, a filled button, and plain ones (as "Show me with demo data")."""

    def __init__(self, sentence: str, action: Action | None = None, *others: Action) -> None:
        super().__init__()
        self._sentence = PlainLabel(sentence, Text.SECTION, "muted", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch()
        for at, offer in enumerate((action, *others)):
            if offer:
                button = Button(offer[0], offer[1], primary=at == 0)
                buttons.addWidget(button)
                self.setFocusProxy(self.focusProxy() or button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addStretch()
        column.addWidget(self._sentence)
        column.addLayout(buttons)
        column.addStretch()

    def say(self, sentence: str) -> None:
        """Change the sentence."""
        self._sentence.setText(sentence)
