"""A row of buttons for what else can be seen: other codes, other insurers, the papers behind an answer."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.views.common.buttons import Button
from app.views.common.flow import FlowLayout
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text


class Offers(QWidget):
    """Offers (key, word) choices where there are at least so many; `chosen` carries the key."""

    chosen = Signal(str)

    def __init__(self, name: str, least: int = 2) -> None:
        super().__init__()
        self._least = least
        self._offered: tuple[tuple[str, str], ...] = ()
        self.setAccessibleName(name)
        self.buttons: list[Button] = []
        self._row = FlowLayout(self, Space.S)
        self._row.addWidget(PlainLabel(name, Text.CAPTION, "muted"))
        self.hide()

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these instead; the same ones stay as they are, with the keyboard on them."""
        wanted = tuple(choices)
        if wanted == self._offered:
            return
        self._offered = wanted
        for old in self.buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = [Button(word, partial(self.chosen.emit, key)) for key, word in wanted]
        for button in self.buttons:
            self._row.addWidget(button)
        self.setVisible(len(wanted) >= self._least)
