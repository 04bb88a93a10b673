"""The window program: joins the lanes, the door, the theme and the window, and starts them.

Usage: `python -m app [FILE]`, or `python -m app --demo FILE` for a demo practice, whose password is printed.
"""

import gc
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLocale, QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.config import APP_NAME, settings_folder
from app.models.hardening import harden_process
from app.services.sign_ins import leave_practice
from app.tasks.fault_log import FaultLog, catch_all
from app.tasks.garbage import GarbageRound
from app.tasks.jobs import Crash
from app.tasks.runner import Runner
from app.views.common.settings_keys import SCHEME, TEXT_SIZE
from app.views.common.theme import Theme
from app.views.practice_door import PracticeDoor
from app.views.top_window import Parts, TopWindow

if TYPE_CHECKING:
    from app.services.practices import OpenPractice
    from app.views.rooms import Room

SETTINGS_FILE = "settings.ini"


class CrashBell(QObject):
    """Brings an uncaught error from any thread to the window's."""

    rung = Signal(object)


class Words(NamedTuple):
    """What the command line asks for: a practice file to open, or a demo practice."""

    file: Path | None = None
    demo: Path | None = None


def read_words(words: Sequence[str]) -> Words:
    """Read the command line: a practice file, or `--demo` with a demo practice file."""
    # The usual start needs no parser, which takes its time to be loaded and made.
    if len(words) < 2 and not any(word.startswith("-") for word in words):
        return Words(*map(Path, words))
    import argparse

    parser = argparse.ArgumentParser(prog="plainbill", description="Plainbill, billing for a small practice.")
    parser.add_argument("file", nargs="?", type=Path, help="a practice file to open")
    parser.add_argument("--demo", type=Path, metavar="FILE", help="open a demo practice straight away")
    return Words(**vars(parser.parse_args(list(words))))


def open_or_make_demo(chosen: Path | None) -> "OpenPractice":
    """Open the demo practice, in the usual folder unless chosen; it is made first where it is missing."""
    from app.services.demo_practice import DEMO_FILE, make_demo_practice, open_demo
    from app.services.session import system_clock
    from app.services.sign_ins import suggest_folder

    path = chosen or suggest_folder() / DEMO_FILE
    if not path.exists() and path.name == DEMO_FILE:
        make_demo_practice(path.parent, today=system_clock().date())
    return open_demo(path)


def furnish(theme: Theme, practice: "OpenPractice") -> "tuple[Room, ...]":
    """The tabs for an open practice; which there are need not be known before a practice is open."""
    from app.views.rooms import make_rooms

    return make_rooms(theme, practice)


def make_window(application: QApplication, demo: Path | None) -> tuple[TopWindow, Runner, FaultLog]:
    """Join the parts into one window."""
    folder = settings_folder()
    settings = QSettings(str(folder / SETTINGS_FILE), QSettings.Format.IniFormat)
    theme = Theme(application)
    theme.choose_scheme(str(settings.value(SCHEME, "system")))
    theme.choose_text_size(int(str(settings.value(TEXT_SIZE, 100))))
    runner = Runner(closed=leave_practice)
    rooms, open_demo = partial(furnish, theme), partial(open_or_make_demo, demo)
    parts = Parts(PracticeDoor(runner), settings, theme, rooms, open_demo)
    window = TopWindow(parts)
    log = FaultLog(folder)
    bell = CrashBell(window)
    bell.rung.connect(window.show_crash)
    runner.crashed.connect(log.note)

    def tell(crash: Crash) -> None:
        log.note(crash)
        bell.rung.emit(crash)

    catch_all(tell)
    return window, runner, log


def fetch_first_page() -> None:
    """Fetch the modules of the first page while the password is typed and stretched.

    What is loaded by then stays, so garbage rounds need not look it through.
    """
    import argon2.low_level  # noqa: F401
    import cryptography.hazmat.primitives.ciphers.aead
    import cryptography.hazmat.primitives.kdf.hkdf  # noqa: F401

    import app.services.practices
    import app.views.common.code_edit
    import app.views.common.date_edit
    import app.views.common.money_edit
    import app.views.common.phone_edit
    import app.views.main_window
    import app.views.patients.tab
    import app.views.rooms  # noqa: F401

    gc.freeze()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program until its window is closed; give the exit code."""
    words = read_words(sys.argv[1:] if argv is None else argv)
    harden_process()
    QLocale.setDefault(QLocale("en_US"))
    application = QApplication.instance() or QApplication([APP_NAME])
    if not isinstance(application, QApplication):
        return 2
    application.setApplicationName(APP_NAME)
    window, runner, log = make_window(application, words.demo)
    if words.demo:
        window.open_demo()
    else:
        window.begin(words.file)
    window.show()
    # The window gets its turn after a millisecond of a lane's work, not after Python's five.
    sys.setswitchinterval(0.001)
    # After the window's first picture, which it would only delay.
    QTimer.singleShot(0, partial(runner.read, fetch_first_page))
    garbage = GarbageRound(window, runner.is_busy)
    code = application.exec()
    garbage.stop()
    runner.stop()
    log.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
