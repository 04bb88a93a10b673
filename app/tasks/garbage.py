"""Garbage is collected on the GUI thread only: a widget that dies in a lane would end the program."""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 5_000
WHOLE_EVERY = 12


class GarbageRound(QObject):
    """Takes over from Python's own collector, which runs on whatever thread happens to make an object."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rounds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.go)
        self._timer.start()
        gc.disable()

    def go(self) -> None:
        """Collect what is young; every minute all of it."""
        self._rounds += 1
        gc.collect(1 if self._rounds % WHOLE_EVERY else 2)

    def stop(self) -> None:
        """Give the collector back to Python."""
        self._timer.stop()
        gc.enable()
