"""Progress of the work in the lanes: first a cursor, then a bar, then a way to stop it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QWidget

from app.tasks.jobs import Job
from app.tasks.runner import Runner
from app.views.common.buttons import Button
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text, scaled

CURSOR_AFTER, BAR_AFTER, CANCEL_AFTER = 300, 1_000, 5_000
Delays = tuple[int, int, int]


class JobProgress(QWidget):
    """Shows the oldest running job: busy cursor after 0.3 s, bar after 1 s, Cancel after 5 s.

    No timer runs while no job does.
    """

    def __init__(self, runner: Runner, delays: Delays = (CURSOR_AFTER, BAR_AFTER, CANCEL_AFTER)) -> None:
        super().__init__()
        self._jobs: list[Job] = []
        self._has_cursor = False
        self._words = PlainLabel("Working…", Text.CAPTION)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._cancel = Button("Cancel", self._on_cancel_asked)
        steps = (self._show_cursor, self.show, self._cancel.show)
        self._timers = [self._timer(delay, step) for delay, step in zip(delays, steps, strict=True)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for widget in (self._words, self._bar, self._cancel):
            row.addWidget(widget)
        self.dress()
        self.hide()
        runner.job_started.connect(self._on_job_started)
        runner.job_progress.connect(self._on_job_progress)
        runner.job_finished.connect(self._on_job_finished)

    def dress(self) -> None:
        """Take sizes from the theme."""
        self._bar.setFixedSize(scaled(120), scaled(10))
        self._cancel.setMinimumHeight(scaled(24))

    def _timer(self, delay: int, step: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay)
        timer.timeout.connect(step)
        return timer

    def _show_cursor(self) -> None:
        self._has_cursor = True
        QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)

    def _rest(self) -> None:
        for timer in self._timers:
            timer.stop()
        if self._has_cursor:
            self._has_cursor = False
            QApplication.restoreOverrideCursor()
        self.hide()

    def _begin(self) -> None:
        self._words.setText("Working…")
        self._bar.setRange(0, 0)
        self._cancel.hide()
        for timer in self._timers:
            timer.start()

    def _on_job_started(self, job: Job) -> None:
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self._begin()

    def _on_job_progress(self, job: Job, done: int, total: int, text: str) -> None:
        if self._jobs and job is self._jobs[0]:
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            self._words.setText(f"{text} {done:,}/{total:,}".strip())

    def _on_job_finished(self, job: Job) -> None:
        if job not in self._jobs:
            return
        was_shown = job is self._jobs[0]
        self._jobs.remove(job)
        if was_shown:
            self._rest()
            if self._jobs:
                self._begin()

    def _on_cancel_asked(self) -> None:
        if self._jobs:
            self._jobs[0].cancel()
            self._words.setText("Stopping…")
