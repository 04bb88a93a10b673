"""A form with something beside it, or below it where the window is too narrow for its text size."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.common.scrolled import Scrolled
from app.views.common.theme import Space, scaled

NEEDED = 870


class SideBySide(QWidget):
    """`main` scrolls; `side` stays in sight at its right, or scrolls along below it."""

    def __init__(self, main: QWidget, side: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._is_wide = True
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.L)
        self._column.addWidget(main)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.L)
        self._row.addWidget(Scrolled(inside), 2)
        self._row.addWidget(side, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the place by the room there is."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= scaled(NEEDED)
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        if is_wide:
            self._row.addWidget(self._side, 1)
        else:
            self._column.addWidget(self._side)
