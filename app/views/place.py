"""Where a tab stands: it is made when it is first wanted."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.views.common.desk import Desk
from app.views.common.tab import Tab
from app.views.rooms import Room


class Place(QWidget):
    """Holds a tab and makes it when it is first wanted."""

    made = Signal(object)

    def __init__(self, room: Room, desk: Desk) -> None:
        super().__init__()
        self.room = room
        self._desk = desk
        self._tab: Tab | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def tab(self) -> Any:
        """The tab, made now if it is not there yet."""
        if self._tab is None:
            self._tab = self.room.make(self._desk)
            self._column.addWidget(self._tab)
            self._tab.show()
            self.made.emit(self._tab)
        return self._tab

    def showEvent(self, event: QShowEvent) -> None:
        """Make the tab now that it is looked at."""
        super().showEvent(event)
        _ = self.tab
