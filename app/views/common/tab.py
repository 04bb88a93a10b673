"""Tabs: each asks again when a commit touched what it shows, or when it is next shown."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.views.common.desk import Desk


class Tab(QWidget):
    """One tab of the window; it gets a Desk and no more.

    A subclass names the kinds of records it shows in `SHOWS` and asks for them in `refresh`. Navigation to
    another tab is one of these signals, joined in the main window.
    """

    TITLE: ClassVar[str] = ""
    SHOWS: ClassVar[frozenset[str]] = frozenset()

    patient_asked = Signal(int)
    claim_asked = Signal(int)
    payment_asked = Signal(int)
    answer_asked = Signal(int)
    file_asked = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._is_stale = True
        self.setAccessibleName(self.TITLE)
        desk.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Ask again for everything that is shown; a subclass does the asking."""
        raise TypeError(f"{type(self).__name__} must say how it refreshes")

    def showEvent(self, event: QShowEvent) -> None:
        """Ask what changed while the tab was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh_now()

    def _refresh_now(self) -> None:
        self._is_stale = False
        self.refresh()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if not kinds & self.SHOWS:
            return
        if self.isVisible():
            self._refresh_now()
        else:
            self._is_stale = True
