"""Garbage is collected on the GUI thread only: a widget that dies in a lane would end the program."""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

# A round looks through all that was made since the last one and lives, and the window waits: a lane at work
# on a large file makes so much that rounds must be frequent to be short.
EVERY = 50
WHOLE_EVERY = 60_000 // EVERY


class GarbageRound(QObject):
    """Takes over from Python's own collector, which runs on whatever thread happens to make an object.

    The whole is looked through only while `is_busy` says that no lane works: a long run has so many objects
    alive that the window would stand still.
    """

    def __init__(self, parent: QObject, is_busy: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._is_busy = is_busy
        self._rounds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.go)
        self._timer.start()
        gc.disable()

    def go(self) -> None:
        """Collect what is young; about every minute all of it."""
        self._rounds += 1
        is_whole = self._rounds >= WHOLE_EVERY and not self._is_busy()
        gc.collect(2 if is_whole else 1)
        if is_whole:
            self._rounds = 0

    def stop(self) -> None:
        """Give the collector back to Python."""
        self._timer.stop()
        gc.enable()
