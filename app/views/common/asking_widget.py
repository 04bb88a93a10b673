"""A widget that asks for what it shows when it is seen, and again when that has changed."""

from typing import ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.views.common.desk import Desk


class AskingWidget(QWidget):
    """A widget that asks at once when it is visible, and else when it is next shown.

    A subclass does the asking in `refresh`; `is_stale` says whether there is something to ask from the start.
    """

    TITLE: ClassVar[str] = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, is_stale: bool = True) -> None:
        super().__init__(parent)
        self.desk = desk
        self._is_stale = is_stale
        self.setAccessibleName(self.TITLE)

    def refresh(self) -> None:
        """Ask again for everything that is shown; a subclass does the asking."""
        raise TypeError(f"{type(self).__name__} must say how it refreshes")

    def mark_changed(self) -> None:
        """Ask again now, or when it is next seen."""
        self._is_stale = True
        if self.isVisible():
            self._refresh_now()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask what was left unasked while nobody saw it."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh_now()

    def _refresh_now(self) -> None:
        self._is_stale = False
        self.refresh()
