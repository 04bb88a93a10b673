"""Waiting in an event loop, for programs whose imports are measured: Qt is imported by them, not here."""

import time
from collections.abc import Callable
from typing import Any


def wait_for(application: Any, is_there: Callable[[], bool], longest: float = 60) -> None:
    """Let events be handled and look now and then; asleep between them, as a window is."""
    from PySide6.QtCore import QEventLoop, QTimer

    wake = QTimer()
    wake.start(2)
    last = time.monotonic() + longest
    while not is_there():
        if time.monotonic() > last:
            raise SystemExit("what was waited for did not come")
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
