"""How long an event loop is kept waiting: a timer beats each 5 ms, and the longest pause between is told."""

import gc
import sys
import time
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.models import database as files
from app.tasks.garbage import GarbageRound
from app.tasks.runner import Runner
from tests.benchmarks.waiting import wait_for

IDLE_SECONDS = 10
BEAT = 5
LONGEST_WAIT = 600


class BeatingLoop:
    """The event loop of a program with its window there: runner, rounds of garbage, and a timer."""

    def __init__(self) -> None:
        self.application = QApplication.instance() or QApplication([])
        self.runner = Runner(files.connect_thread, files.close_database)
        # As the program does it once its window is there.
        gc.freeze()
        sys.setswitchinterval(0.001)
        self._garbage = GarbageRound(self.runner, self.runner.is_busy)
        self._beats: list[tuple[float, float]] = []
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)

    def idle(self) -> float:
        """The longest pause with nothing to do: what this machine's other programs cost is not ours."""
        until = time.monotonic() + IDLE_SECONDS
        return self.pauses(lambda: None, lambda: time.monotonic() > until)[-1]

    def pauses(self, begin: Callable[[], object], is_there: Callable[[], bool]) -> list[float]:
        """The pauses in milliseconds, sorted, from the beginning of something until it is there."""
        self._beats = []
        self._beat()
        self._timer.start(BEAT)
        begin()
        wait_for(self.application, is_there, LONGEST_WAIT)
        self._timer.stop()
        return sorted((after[0] - before[0]) * 1000 for before, after in pairwise(self._beats))

    def busiest(self) -> float:
        """The most that this program itself worked in one of those pauses, however busy the machine is."""
        return max((after[1] - before[1]) * 1000 for before, after in pairwise(self._beats))

    def _beat(self) -> None:
        self._beats.append((time.perf_counter(), time.process_time()))

    def stop(self) -> None:
        """End the threads."""
        self._garbage.stop()
        self.runner.stop()
