"""Watches whether anybody is at the desk: no key and no mouse for some minutes, or a computer that slept."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

CHECK_EVERY = 5_000
SLEPT_AFTER = timedelta(seconds=60)
DEFAULT_MINUTES, FEWEST_MINUTES, MOST_MINUTES = 10, 5, 30
_SIGNS = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class IdleWatch(QObject):
    """Emits `idle` after the minutes set, and at once when the computer wakes from sleep.

    It listens to the window of the system, through which keys and mouse come in, not to every widget.
    """

    idle = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._minutes = DEFAULT_MINUTES
        self._quiet = QElapsedTimer()
        self._quiet.start()
        self._now: Callable[[], datetime] | None = None
        self._seen: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(CHECK_EVERY)
        self._timer.timeout.connect(self.check)

    def set_minutes(self, minutes: int) -> None:
        """Wait so many minutes, kept between 5 and 30."""
        self._minutes = min(max(minutes, FEWEST_MINUTES), MOST_MINUTES)

    @property
    def minutes(self) -> int:
        """How long it waits."""
        return self._minutes

    def begin(self, now: Callable[[], datetime]) -> None:
        """Count from now, and listen to the window that the system made; `now` is the session's clock."""
        self._quiet.restart()
        self._now, self._seen = now, now()
        self._timer.start()
        handle = self._window.windowHandle()
        if handle:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def check(self) -> None:
        """See whether it has been quiet too long, or whether the clock jumped because the computer slept."""
        if self._now is None or self._seen is None:
            return
        now = self._now()
        slept, self._seen = now - self._seen > SLEPT_AFTER, now
        if slept or self._quiet.hasExpired(self._minutes * 60_000):
            self._quiet.restart()
            self.idle.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take every key and every move of the mouse for a sign of life."""
        if event.type() in _SIGNS:
            self._quiet.restart()
        return False
