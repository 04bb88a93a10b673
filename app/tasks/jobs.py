"""A job: one call that a lane runs, and what became of it."""

import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from app.domain.errors import AppError

Progress = Callable[[int, int, str], None]

# More reports than the eye can follow would only fill the GUI thread's queue.
REPORT_EVERY = 0.05

_numbers = count(1)


class Cancelled(AppError):  # noqa: N818 - being stopped is no error
    """The user stopped the work; whole items that were finished are kept."""

    def __init__(self) -> None:
        super().__init__("Stopped. What was finished before is kept; the rest was not begun.")


class State(Enum):
    """Where a job stands; the last five are ends."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    CRASHED = "crashed"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Crash:
    """An unexpected error without any text that could hold a patient's data."""

    job: int
    code: str
    trace: str

    @classmethod
    def of(cls, job: int, error: BaseException) -> "Crash":
        """Keep the kind of the error and the places it passed, never its message."""
        frames = traceback.extract_tb(error.__traceback__)
        lines = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        last = lines[-1].split()[0] if lines else "?"
        return cls(job, f"{type(error).__name__} at {last}", "\n".join(lines))


@dataclass(eq=False, slots=True)
class Job:
    """A handle on one call: what it is for, how it stands, and the way to stop it."""

    call: Callable[..., Any]
    then: Callable[[Any], None] | None = None
    failed: Callable[[AppError], None] | None = None
    owner: QObject | None = None
    key: str = ""
    progress: Progress | None = None
    lane: str = ""
    number: int = field(default_factory=lambda: next(_numbers))
    state: State = State.WAITING
    _stopped: threading.Event = field(default_factory=threading.Event)
    _superseded: bool = False

    def cancel(self) -> None:
        """Ask the job to stop: at once if it waits, else at its next report."""
        self._stopped.set()

    def supersede(self) -> None:
        """Drop the job and its result: a newer one asks the same."""
        self._superseded = True
        self._stopped.set()

    @property
    def is_cancelled(self) -> bool:
        """Tell whether someone asked the job to stop."""
        return self._stopped.is_set()

    @property
    def is_superseded(self) -> bool:
        """Tell whether a newer job took this one's place."""
        return self._superseded

    @property
    def ended(self) -> bool:
        """Tell whether nothing more will come of this job."""
        return self.state not in {State.WAITING, State.RUNNING}


class Reporter:
    """What a call reports progress to; raises Cancelled when the job was asked to stop."""

    def __init__(self, job: Job, send: Callable[[Job, int, int, str], None]) -> None:
        self._job = job
        self._send = send
        self._next = 0.0

    def __call__(self, done: int, total: int, text: str = "") -> None:
        """Report `done` of `total` items; call it between items, so that whole items are left."""
        if self._job.is_cancelled:
            raise Cancelled
        now = time.monotonic()
        if now >= self._next or done >= total:
            self._next = now + REPORT_EVERY
            self._send(self._job, done, total, text)
