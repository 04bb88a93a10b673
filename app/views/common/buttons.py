"""Buttons: a word with its icon; the one obvious action filled with the accent."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QKeySequence, QPalette
from PySide6.QtWidgets import QPushButton, QWidget

from app.views.common.icons import icon_of
from app.views.common.theme import TARGET, scaled, tokens_of


class Button(QPushButton):
    """A button that never takes Enter from a field; its tool tip tells the key that does the same."""

    def __init__(
        self,
        word: str,
        slot: Callable[[], object] | None = None,
        *,
        icon: str = "",
        key: str = "",
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(word.replace("&", "&&"), parent)
        self._icon_name = icon
        self._primary = primary
        self.setAutoDefault(False)
        self.setAccessibleName(word)
        if key:
            shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            self.setToolTip(f"{word} ({shown})")
        if slot:
            # `clicked` carries a flag that no slot of ours wants.
            self.clicked.connect(lambda _checked: slot())
        self.dress()

    def dress(self) -> None:
        """Take colours and height from the theme."""
        tokens = tokens_of(self)
        role = QPalette.ColorRole
        if self._primary:
            palette = self.palette()
            palette.setColor(role.Button, QColor(tokens.accent))
            palette.setColor(role.ButtonText, QColor(tokens.on_accent))
            self.setPalette(palette)
        if self._icon_name:
            colour = tokens.on_accent if self._primary else tokens.text
            self.setIcon(icon_of(self._icon_name, colour, tokens.muted))
            self.setIconSize(QSize(scaled(16), scaled(16)))
        self.setMinimumHeight(scaled(30) if self.text() else scaled(TARGET))

    @classmethod
    def bare(cls, icon: str, name: str, slot: Callable[[], object]) -> "Button":
        """An icon without a word, for Close and More only; `name` is what a screen reader says."""
        button = cls("", slot, icon=icon)
        button.setFlat(True)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFixedSize(scaled(28), scaled(28))
        return button
