"""The runner: work off the GUI thread, and its result or error back on it.

Database connections belong to threads, so each lane is one fixed thread. The writing and the reading
lane open a connection; the drawing lane (page pictures, printers) has none, so that a slow printer
delays neither a search nor a posting, and starts only when it is first needed.
"""

import threading
from collections.abc import Callable, Iterable
from queue import SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from app.domain.errors import AppError
from app.tasks.jobs import Cancelled, Crash, Job, Progress, Reporter, State

T = TypeVar("T")

READING = "reading"
WRITING = "writing"
DRAWING = "drawing"


def status_only(done: int, total: int, text: str) -> None:
    """Take progress for the status bar alone: pass it where a call reports but the caller need not hear."""


class Lane:
    """One thread that runs its jobs in the order they were asked."""

    def __init__(self, name: str, work: Callable[[Job], None], hooks: tuple[Callable[[], None], ...]) -> None:
        self._work = work
        self._hooks = hooks
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name=f"plainbill-{name}")
        self._thread.start()

    def put(self, job: Job) -> None:
        """Queue a job."""
        self._queue.put(job)

    def stop(self) -> None:
        """Let the running job end, and join the thread."""
        self._queue.put(None)
        self._thread.join()

    def _serve(self) -> None:
        opened, closed = self._hooks
        opened()
        try:
            while (job := self._queue.get()) is not None:
                self._work(job)
        finally:
            closed()


def _nothing() -> None:
    """Stand in for a hook that was not given."""


class Runner(QObject):
    """Runs calls in lanes; results, errors and progress arrive on the thread that made the runner.

    `opened` and `closed` run in the writing and reading threads as they start and stop.
    """

    changed = Signal(frozenset)
    busy = Signal(bool)
    failed = Signal(object)
    crashed = Signal(object)
    job_started = Signal(object)
    job_progress = Signal(object, int, int, str)
    job_finished = Signal(object)

    _announced = Signal(frozenset)
    _began = Signal(object)
    _reported = Signal(object, int, int, str)
    _ended = Signal(object, object, object)

    def __init__(
        self,
        opened: Callable[[], None] = _nothing,
        closed: Callable[[], None] = _nothing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        queued = Qt.ConnectionType.QueuedConnection
        self._announced.connect(self._on_announced, queued)
        self._began.connect(self._on_began, queued)
        self._reported.connect(self._on_reported, queued)
        self._ended.connect(self._on_ended, queued)
        self._flying: set[Job] = set()
        self._stopped = False
        hooks = (self._guarded(opened), self._guarded(closed))
        self._lanes = {name: Lane(name, self._work, hooks) for name in (WRITING, READING)}

    def is_busy(self) -> bool:
        """Tell whether any job waits or runs; ask on the runner's own thread."""
        return bool(self._flying)

    def read(
        self,
        call: Callable[..., T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        owner: QObject | None = None,
        key: str = "",
        progress: Progress | None = None,
    ) -> Job:
        """Run `call()` in the reading lane, then `then(result)` here unless `owner` has gone.

        A job with a `key` takes the place of an older one with the same key and owner. With `progress` the
        call receives `progress=reporter`.
        """
        return self._start(Job(call, then, failed, owner, key, progress, READING))

    def write(
        self,
        call: Callable[..., T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        owner: QObject | None = None,
        progress: Progress | None = None,
    ) -> Job:
        """Run `call()` in the writing lane, in the order asked; otherwise as `read`."""
        return self._start(Job(call, then, failed, owner, "", progress, WRITING))

    def draw(
        self,
        call: Callable[..., T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        owner: QObject | None = None,
        key: str = "",
        progress: Progress | None = None,
    ) -> Job:
        """Run `call()` in the drawing lane, which has no connection; otherwise as `read`."""
        if DRAWING not in self._lanes and not self._stopped:
            self._lanes[DRAWING] = Lane(DRAWING, self._work, (_nothing, _nothing))
        return self._start(Job(call, then, failed, owner, key, progress, DRAWING))

    def announce(self, kinds: Iterable[str]) -> None:
        """Say which kinds of records a commit touched; safe from any thread, `changed` follows here."""
        self._announced.emit(frozenset(kinds))

    def stop(self) -> None:
        """Cancel what waits, let running calls end, and join every thread."""
        self._stopped = True
        for job in self._flying:
            job.supersede()
        for lane in self._lanes.values():
            lane.stop()
        self._lanes.clear()
        self._flying.clear()

    def _start(self, job: Job) -> Job:
        if self._stopped:
            job.state = State.SUPERSEDED
            return job
        if job.key:
            for older in self._flying:
                if (older.lane, older.key, older.owner) == (job.lane, job.key, job.owner):
                    older.supersede()
        self._flying.add(job)
        if len(self._flying) == 1:
            self.busy.emit(True)
        self._lanes[job.lane].put(job)
        return job

    def _guarded(self, hook: Callable[[], None]) -> Callable[[], None]:
        def guarded() -> None:
            try:
                hook()
            except Exception as error:
                self._ended.emit(None, State.CRASHED, Crash.of(0, error))

        return guarded

    def _work(self, job: Job) -> None:
        """Run one job; lane threads only, nothing here may touch a widget."""
        if job.is_cancelled:
            self._ended.emit(job, State.CANCELLED, Cancelled())
            return
        job.state = State.RUNNING
        self._began.emit(job)
        try:
            result = job.call(progress=Reporter(job, self._reported.emit)) if job.progress else job.call()
        except Cancelled as stopped:
            self._ended.emit(job, State.CANCELLED, stopped)
        except AppError as error:
            self._ended.emit(job, State.FAILED, error)
        except Exception as error:
            self._ended.emit(job, State.CRASHED, Crash.of(job.number, error))
        else:
            self._ended.emit(job, State.DONE, result)

    @Slot(frozenset)
    def _on_announced(self, kinds: frozenset[str]) -> None:
        self.changed.emit(kinds)

    @Slot(object)
    def _on_began(self, job: Job) -> None:
        if not job.is_superseded:
            self.job_started.emit(job)

    @Slot(object, int, int, str)
    def _on_reported(self, job: Job, done: int, total: int, text: str) -> None:
        if job.is_superseded:
            return
        self.job_progress.emit(job, done, total, text)
        if job.progress and _is_there(job.owner):
            job.progress(done, total, text)

    @Slot(object, object, object)
    def _on_ended(self, job: Job | None, state: State, outcome: object) -> None:
        if self._stopped:
            return
        if job is None:
            self.crashed.emit(outcome)
            return
        job.state = State.SUPERSEDED if job.is_superseded else state
        self._flying.discard(job)
        self.job_finished.emit(job)
        if not self._flying:
            self.busy.emit(False)
        self._deliver(job, outcome)

    def _deliver(self, job: Job, outcome: Any) -> None:
        there = _is_there(job.owner)
        if job.state is State.DONE and job.then and there:
            job.then(outcome)
        elif job.state is State.CRASHED:
            self.crashed.emit(outcome)
        elif job.state in {State.FAILED, State.CANCELLED} and job.failed and there:
            job.failed(outcome)
        elif job.state is State.FAILED:
            self.failed.emit(outcome)


def _is_there(owner: QObject | None) -> bool:
    return owner is None or isValid(owner)
