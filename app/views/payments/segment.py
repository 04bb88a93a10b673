"""One part of the payments tab: it asks when it is seen, and again when the tab says that it changed."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.views.common.desk import Desk


class Segment(QWidget):
    """A list with its card; `said` carries a sentence for the toast."""

    TITLE: ClassVar[str] = ""

    said = Signal(str)
    patient_asked = Signal(int)
    claim_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._is_stale = True
        self.listed: QWidget | None = None
        self.setAccessibleName(self.TITLE)

    def refresh(self) -> None:
        """Ask again for what is shown; a subclass does the asking."""
        raise TypeError(f"{type(self).__name__} must say how it refreshes")

    def go_to_filter(self) -> None:
        """Put the keyboard into the filter; a subclass has one."""
        raise TypeError(f"{type(self).__name__} must say where its filter is")

    def go_to_list(self) -> bool:
        """Put the keyboard on the list; False while there is none."""
        is_there = self.listed is not None and self.listed.isVisible()
        if self.listed is not None and is_there:
            self.listed.setFocus()
        return is_there

    def mark_changed(self) -> None:
        """Ask again now, or when it is next seen."""
        self._is_stale = True
        if self.isVisible():
            self._refresh_now()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask what was left unasked."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh_now()

    def _refresh_now(self) -> None:
        self._is_stale = False
        self.refresh()
