"""What every test stands on: no screen, American numbers, and no thread left behind."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache

import pytest

pytest_plugins = ("tests.practice_fixtures",)
LOOK_EVERY = 2
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_configure(config: pytest.Config) -> None:
    # The platform without a screen says so whenever a window is shown; it tells nothing about us.
    config.addinivalue_line("qt_log_ignore", "does not support propagateSizeHints")


@pytest.fixture(scope="session", autouse=True)
def american_locale() -> None:
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale("en_US"))


@pytest.fixture(scope="session", autouse=True)
def passwords_are_stretched_once() -> Iterator[None]:
    """The same password, salt and cost give the same key, so it is worked out once a run."""
    from argon2 import low_level

    stretch = low_level.hash_secret_raw
    low_level.hash_secret_raw = cache(stretch)
    yield
    low_level.hash_secret_raw = stretch


@pytest.fixture
def qtbot(qtbot):
    """The hands of pytest-qt, that look far more often than its every ten milliseconds for what they wait."""

    def wait_until(holds: Callable[[], bool], *, timeout: int = 5000) -> None:
        if holds():
            return
        deadline = time.monotonic() + timeout / 1000
        while not holds():
            assert time.monotonic() < deadline, f"what was waited for did not come within {timeout} ms"
            qtbot.wait(LOOK_EVERY)
        # What was queued along with it comes about too.
        qtbot.wait(LOOK_EVERY)

    qtbot.waitUntil = wait_until
    return qtbot


@pytest.fixture
def runner(qapp) -> Iterator:
    from app.tasks.runner import Runner

    before = set(threading.enumerate())
    made = Runner()
    yield made
    made.stop()
    left = [thread.name for thread in threading.enumerate() if thread not in before]
    assert not left, f"threads left running: {left}"


@pytest.fixture
def light(qapp) -> Iterator:
    from app.views.common.theme import LIGHT, palette_of

    yield from _wearing(qapp, palette_of(LIGHT))


@pytest.fixture
def dark(qapp) -> Iterator:
    from app.views.common.theme import DARK, palette_of

    yield from _wearing(qapp, palette_of(DARK))


def _wearing(qapp, palette) -> Iterator:
    before = qapp.palette()
    qapp.setPalette(palette)
    yield
    qapp.setPalette(before)
