"""Programs of their own that the benchmarks start, since memory and start times are those of a process.

    python -m tests.benchmarks.programs bare STARTED
    python -m tests.benchmarks.programs window STARTED FILE
    python -m tests.benchmarks.programs demo STARTED FILE
    python -m tests.benchmarks.programs statements FOLDER COUNT
    python -m tests.benchmarks.programs claims COUNT
    python -m tests.benchmarks.programs remittances FILE
    python -m tests.benchmarks.programs stall FOLDER COUNT
    python -m tests.benchmarks.programs remittance_stall FOLDER COUNT

Each prints one JSON object. STARTED is the parent's `time.monotonic()`.
"""

import json
import os
import sys
import time
from pathlib import Path

from tests.benchmarks.waiting import wait_for

TYPING_SECONDS = 1.5


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
    wait_for(application, lambda: window.windowHandle().isExposed())
    return {"seconds": time.monotonic() - started}


def window(started: float, practice: str) -> dict[str, float]:
    """The program as a person starts it: to the password field, then from Enter to the tabs.

    Between the two lies the time that typing takes. Stretching the password is slow on purpose: told apart.
    """
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication, QLineEdit

    from tests.benchmarks.start_practice import PASSWORD

    def person(*_) -> int:
        application = QApplication.instance()
        wait_for(application, lambda: _is_password_wanted(application.focusWidget()))
        asked = time.monotonic()
        derived = _time_derivation()
        wait_for(application, lambda: time.monotonic() > asked + TYPING_SECONDS)
        field = application.focusWidget()
        assert isinstance(field, QLineEdit)
        field.setText(PASSWORD)
        entered = time.monotonic()
        enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        application.sendEvent(field, enter)
        wait_for(application, lambda: _is_work_usable(application.focusWidget()))
        opening = time.monotonic() - entered - sum(derived)
        _leave({"asking": asked - started, "opening": opening, "key": sum(derived)})

    return _start_program(person, [practice])


def demo(started: float, practice: str) -> dict[str, float]:
    """The program started with a demo practice, up to its tabs, without any pause."""
    from PySide6.QtWidgets import QApplication

    from app import __main__ as program

    derived: list[float] = []

    def open_as_any_practice(path: Path):
        from app.services.practices import open_practice
        from tests.benchmarks.start_practice import PASSWORD, USER

        opened = _time_derivation()
        practice = open_practice(path, USER, PASSWORD)
        derived.extend(opened)
        return practice

    def person(*_) -> int:
        application = QApplication.instance()
        wait_for(application, lambda: _is_work_usable(application.focusWidget()))
        _leave({"seconds": time.monotonic() - started - sum(derived), "key": sum(derived)})

    # The demo's maker is not part of a working day's start.
    program.open_or_make_demo = open_as_any_practice
    return _start_program(person, ["--demo", practice])


def _start_program(person, words: list[str]):
    """Run the program with somebody at it who leaves when the answer is there."""
    from PySide6.QtWidgets import QApplication

    from app import __main__ as program

    QApplication.exec = person
    program.main(words)
    raise SystemExit("the program ended without a window")


def _leave(answer: dict[str, float]) -> None:
    print(json.dumps(answer), flush=True)  # noqa: T201
    os._exit(0)


def _time_derivation() -> list[float]:
    """Note from now on how long each stretching of a password takes."""
    from argon2 import low_level

    derive, derived = low_level.hash_secret_raw, []

    def timed(*given):
        begun = time.monotonic()
        try:
            return derive(*given)
        finally:
            derived.append(time.monotonic() - begun)

    low_level.hash_secret_raw = timed
    return derived


def _is_password_wanted(focus) -> bool:
    from app.views.unlock.unlock_sheet import UnlockSheet

    return _is_seen(focus) and focus.echoMode() == focus.EchoMode.Password and _is_inside(focus, UnlockSheet)


def _is_work_usable(focus) -> bool:
    """The first tab has the keyboard."""
    from app.views.common.tab import Tab

    return _is_seen(focus) and _is_inside(focus, Tab)


def _is_seen(widget) -> bool:
    return widget is not None and widget.isVisible() and widget.window().windowHandle().isExposed()


def _is_inside(widget, kind: type) -> bool:
    while widget is not None and not isinstance(widget, kind):
        widget = widget.parentWidget()
    return widget is not None


def statements(folder: str, count: str) -> dict[str, float]:
    """A run of so many statements, and the most memory it took."""
    from app.domain.statements import StatementRules
    from app.services.statements import issue_statements
    from tests.benchmarks.figures import peak_memory
    from tests.benchmarks.large_practice import open_large_practice
    from tests.benchmarks.measures import due_accounts

    opened = open_large_practice(Path(folder))
    made = issue_statements(opened.session, due_accounts(int(count)), StatementRules())
    opened.close()
    return {"statements": made.count, "mib": peak_memory()}


def claims(count: str) -> dict[str, float]:
    """Files of so many claims, written part by part, and the most memory it took."""
    from tests.benchmarks.claim_files import write_files
    from tests.benchmarks.figures import peak_memory

    return {"letters": write_files(int(count)), "mib": peak_memory()}


def remittances(path: str) -> dict[str, float]:
    """Read and balance a remittance, and the most memory it took."""
    from tests.benchmarks.figures import peak_memory
    from tests.benchmarks.remittances import read_and_balance

    return {"claims": read_and_balance(Path(path)), "mib": peak_memory()}


def dispute_packet(folder: str) -> dict[str, float]:
    """Compose the packet of a large case: its pages, its size, and the memory before it and at the peak."""
    from tests.benchmarks.dispute_packets import compose_packet

    return compose_packet(Path(folder))


def stall(folder: str, count: str) -> dict[str, float]:
    """The longest time an event loop was kept waiting while the runner prints statements."""
    from app.domain.statements import StatementRules
    from app.services.statements import issue_statements
    from tests.benchmarks.beats import BeatingLoop
    from tests.benchmarks.large_practice import open_large_practice
    from tests.benchmarks.measures import due_accounts

    opened = open_large_practice(Path(folder))
    ids = due_accounts(int(count))
    loop = BeatingLoop()
    idle = loop.idle()
    done = []
    pauses = loop.pauses(
        lambda: loop.runner.write(
            lambda progress: issue_statements(opened.session, ids, StatementRules(), progress),
            then=done.append,
            progress=lambda *_: None,
        ),
        lambda: bool(done),
    )
    loop.stop()
    opened.close()
    return {
        "statements": done[0].count,
        "longest_ms": pauses[-1],
        "p99_ms": pauses[-len(pauses) // 100],
        "idle_ms": idle,
    }


def remittance_stall(folder: str, count: str) -> dict[str, float]:
    """The same while a remittance of so many claims is shown, and then posted, through desk and panel."""
    from app.services.remittance_previews import preview_remittances
    from app.views.common.desk import Desk
    from app.views.payments.remittance_panel import RemittancePanel
    from tests.benchmarks.beats import BeatingLoop
    from tests.benchmarks.remittance_posting import answer_large, open_copy

    with open_copy(Path(folder)) as opened:
        path = Path(folder) / "large.835"
        path.write_bytes(answer_large(int(count)))
        loop = BeatingLoop()
        desk = Desk(opened.session, loop.runner)
        panel = RemittancePanel(desk)
        panel.resize(1200, 700)
        panel.show()
        idle = loop.idle()
        said, refused = [], []
        desk.say.connect(refused.append)
        panel.posted.connect(said.append)
        showing = loop.pauses(
            lambda: desk.do(preview_remittances, [path], then=panel.show_files, owner=panel),
            lambda: bool(panel.previews or refused),
        )
        busy_showing = loop.busiest()
        posting = loop.pauses(panel.post, lambda: bool(said or refused))
        busy = max(busy_showing, loop.busiest())
        loop.stop()
    if refused or not said:
        raise SystemExit(f"It was not posted: {refused}")
    return {"showing_ms": showing[-1], "posting_ms": posting[-1], "idle_ms": idle, "busy_ms": busy}


PROGRAMS = {
    "bare": bare,
    "window": window,
    "demo": demo,
    "statements": statements,
    "claims": claims,
    "remittances": remittances,
    "dispute_packet": dispute_packet,
    "stall": stall,
    "remittance_stall": remittance_stall,
}

if __name__ == "__main__":
    name, *given = sys.argv[1:]
    if name in ("bare", "window", "demo"):
        given[0] = float(given[0])
    print(json.dumps(PROGRAMS[name](*given)), flush=True)  # noqa: T201
