"""Long work is seen and can be stopped; quick work is not seen at all."""

import threading

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressBar

from app.tasks.jobs import State
from app.tasks.runner import status_only
from app.views.common.buttons import Button
from app.views.common.plain_label import PlainLabel
from app.views.common.progress import JobProgress

LATE = 60_000


def test_quick_work_leaves_no_trace_and_no_timer(qtbot, window, runner):
    row = JobProgress(runner, (LATE, LATE, LATE))
    window(row)
    job = runner.read(lambda: 1)
    qtbot.waitUntil(lambda: job.ended)
    assert row.isHidden()
    assert QApplication.overrideCursor() is None
    assert not any(timer.isActive() for timer in row.findChildren(QTimer))


def test_long_work_is_counted_and_stopped(qtbot, window, runner):
    row, gate = JobProgress(runner, (0, 0, 0)), threading.Event()
    window(row)

    def work(progress):
        for item in range(40):
            progress(item, 40, "printing")
            gate.wait(0.01)

    job = runner.write(work, progress=status_only)
    qtbot.waitUntil(lambda: row.isVisible() and row.findChild(Button).isVisible())
    assert QApplication.overrideCursor() is not None
    qtbot.waitUntil(lambda: row.findChild(PlainLabel).text().startswith("printing "))
    assert row.findChild(QProgressBar).maximum() == 40
    row.findChild(Button).click()
    qtbot.waitUntil(lambda: job.ended)
    assert job.state is State.CANCELLED
    assert row.isHidden()
    assert QApplication.overrideCursor() is None
