"""Programs of their own that the benchmarks start, since memory and start times are those of a process.

    python -m tests.benchmarks.programs bare STARTED
    python -m tests.benchmarks.programs window STARTED FILE
    python -m tests.benchmarks.programs statements FOLDER COUNT
    python -m tests.benchmarks.programs stall FOLDER COUNT

Each prints one JSON object. STARTED is the parent's `time.monotonic()`.
"""

import gc
import json
import os
import sys
import time
from itertools import pairwise
from pathlib import Path

IDLE_SECONDS = 10


def bare(started: float) -> dict[str, float]:
    """A bare window beside the imports that no start can do without."""
    import argon2  # noqa: F401
    import peewee  # noqa: F401
    import sqlcipher3.dbapi2  # noqa: F401
    from playhouse import sqlcipher_ext  # noqa: F401
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.show()
    _wait_for(application, lambda: window.windowHandle().isExposed())
    return {"seconds": time.monotonic() - started}


def window(started: float, practice: str) -> dict[str, float]:
    """The program itself, up to its first window with tabs; key derivation is told apart."""
    from PySide6.QtWidgets import QApplication, QTabBar

    from app import __main__ as program
    from app.models import key_slots

    derived = []
    derive = key_slots.hash_secret_raw

    def timed(*given):
        begun = time.monotonic()
        try:
            return derive(*given)
        finally:
            derived.append(time.monotonic() - begun)

    def wait(*_) -> int:
        application = QApplication.instance()
        _wait_for(application, lambda: any(map(is_usable, application.topLevelWidgets())))
        seen = time.monotonic() - started
        print(json.dumps({"seconds": seen - sum(derived), "key": sum(derived)}), flush=True)  # noqa: T201
        os._exit(0)

    def is_usable(widget) -> bool:
        handle = widget.windowHandle()
        bars = widget.findChildren(QTabBar) if handle and handle.isExposed() else []
        return any(bar.isVisible() and bar.count() for bar in bars)

    def open_as_any_practice(path: Path):
        from app.services.practices import open_practice
        from tests.benchmarks.start_practice import PASSWORD, USER

        return open_practice(path, USER, PASSWORD)

    key_slots.hash_secret_raw = timed
    # The demo's maker is not part of a working day's start.
    program.open_or_make_demo = open_as_any_practice
    QApplication.exec = wait
    program.main(["--demo", practice])
    raise SystemExit("the program ended without a window")


def statements(folder: str, count: str) -> dict[str, float]:
    """A run of so many statements, and the most memory it took."""
    from app.domain.statements import StatementRules
    from app.services.statements import issue_statements
    from tests.benchmarks.large_practice import open_large_practice
    from tests.benchmarks.measures import due_accounts, peak_memory

    opened = open_large_practice(Path(folder))
    made = issue_statements(opened.session, due_accounts(int(count)), StatementRules())
    opened.close()
    return {"statements": made.count, "mib": peak_memory()}


def stall(folder: str, count: str) -> dict[str, float]:
    """The longest time an event loop was kept waiting while the runner prints statements."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from app.domain.statements import StatementRules
    from app.models import database as files
    from app.services.statements import issue_statements
    from app.tasks.garbage import GarbageRound
    from app.tasks.runner import Runner
    from tests.benchmarks.large_practice import open_large_practice
    from tests.benchmarks.measures import due_accounts

    application = QApplication([])
    opened = open_large_practice(Path(folder))
    ids = due_accounts(int(count))
    runner = Runner(files.connect_thread, files.close_database)
    # As the program does once its window is there.
    gc.freeze()
    sys.setswitchinterval(0.001)
    garbage = GarbageRound(runner)
    beats = [time.perf_counter()]
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start(5)
    # The same loop with nothing to do: what this machine's other programs cost is not ours.
    idle_until = time.monotonic() + IDLE_SECONDS
    _wait_for(application, lambda: time.monotonic() > idle_until)
    idle = max(_gaps(beats))
    beats[:] = [time.perf_counter()]
    done = []
    runner.write(
        lambda progress: issue_statements(opened.session, ids, StatementRules(), progress),
        then=done.append,
        progress=lambda *_: None,
    )
    _wait_for(application, lambda: bool(done), longest=600)
    timer.stop()
    garbage.stop()
    runner.stop()
    opened.close()
    gaps = sorted(_gaps(beats))
    return {
        "statements": done[0].count,
        "longest_ms": gaps[-1] * 1000,
        "p99_ms": gaps[-len(gaps) // 100] * 1000,
        "idle_ms": idle * 1000,
    }


def _gaps(beats: list[float]) -> list[float]:
    return [after - before for before, after in pairwise(beats)]


def _wait_for(application, is_there, longest: float = 60) -> None:
    from PySide6.QtCore import QEventLoop

    last = time.monotonic() + longest
    while not is_there() and time.monotonic() < last:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


PROGRAMS = {"bare": bare, "window": window, "statements": statements, "stall": stall}

if __name__ == "__main__":
    name, *given = sys.argv[1:]
    if name in ("bare", "window"):
        given[0] = float(given[0])
    print(json.dumps(PROGRAMS[name](*given)), flush=True)  # noqa: T201
