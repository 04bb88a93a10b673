"""The fixtures of the whole window, and the lanes that a tab alone works in."""

import threading

import pytest
from PySide6.QtGui import QFontDatabase

from app.config import resource
from app.models.database import close_database, connect_thread
from app.tasks.runner import Runner
from tests.views.shell_fixtures import make_shell, shell
from tests.views.window_hands import open_window

__all__ = ["lanes", "make_shell", "open_window", "shell"]


@pytest.fixture(scope="session", autouse=True)
def one_font(qapp):
    """Letters are as wide on a machine without fonts as on one with many: the program's own are there."""
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        assert QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}"))) >= 0
    font = qapp.font()
    font.setFamily("DejaVu Sans")
    qapp.setFont(font)


@pytest.fixture(scope="session", autouse=True)
def empty_clipboard(qapp):
    """Nothing copied outlives the run: Qt stops with a fault where text is left when Python ends."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def lanes(qapp, practice):
    before = set(threading.enumerate())
    made = Runner(opened=connect_thread, closed=close_database)
    faults = []
    made.crashed.connect(faults.append)
    yield made
    made.stop()
    assert not faults, [(fault.code, fault.trace) for fault in faults]
    assert set(threading.enumerate()) <= before
