"""Facts in two columns: what it is, and how it stands."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text

Fact = tuple[str, str]


class Facts(QWidget):
    """Plain labels; a fact without words is left out, and amounts may stand at the right."""

    def __init__(self, right: bool = False) -> None:
        super().__init__()
        self._right = right
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(0 if right else 1, 1)
        self.texts: tuple[Fact, ...] = ()

    def show_facts(self, facts: Iterable[Fact]) -> None:
        """Show these instead."""
        self.texts = tuple(fact for fact in facts if fact[1])
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for row, (name, words) in enumerate(self.texts):
            label = PlainLabel(name, Text.BODY, "muted", elide=self._right)
            value = PlainLabel(words, wrap=not self._right)
            side = Qt.AlignmentFlag.AlignRight if self._right else Qt.AlignmentFlag.AlignLeft
            value.setAlignment(side | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
