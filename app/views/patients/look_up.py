"""A field that looks up while typing, with its answers below; the text typed stays."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.views.common.command_box import CommandBox, Search

DETAIL = 2
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LookUp(CommandBox):
    """Down and Up choose, Enter takes; `entered` tells of Enter where there was nothing to take."""

    entered = Signal()

    def __init__(self, name: str, placeholder: str, search: Search, parent: QWidget | None = None) -> None:
        super().__init__(search, parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMinimumWidth(0)
        # Its answers are a code, a name and a remark; the box's own detail would only take their room.
        self._list.setColumnHidden(DETAIL, True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the answer, or go on where the text is whole."""
        if event.key() in _ENTERS and not event.modifiers() and self.is_whole():
            self.close_list()
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def is_whole(self) -> bool:
        """Tell whether Enter goes on instead of taking an answer; an empty field has nothing to take."""
        return not self.text().strip()
