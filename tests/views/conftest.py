"""The fixtures of the whole window, and the lanes that a tab alone works in."""

import threading

import pytest

from app.models.database import close_database, connect_thread
from app.tasks.runner import Runner
from tests.views.shell_fixtures import make_shell, shell
from tests.views.window_hands import open_window

__all__ = ["lanes", "make_shell", "open_window", "shell"]


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
