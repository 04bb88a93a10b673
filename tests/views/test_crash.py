"""A fault of the program is told without a word of what was typed or seen, and work goes on."""

import sys
import threading

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

import app.__main__ as program
from app.tasks.fault_log import LOG_NAME, FaultLog, catch_all
from app.tasks.jobs import Crash
from app.views.common.error_panel import ErrorPanel
from tests.practice_fixtures import CHEAP

NEEDLE = "Rivera 03/04/1961"


def stumble(_session=None):
    patient = NEEDLE
    raise KeyError(patient)


@pytest.fixture
def hooks():
    """Put the hooks back that the program takes."""
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


def panel_texts(shell):
    (panel,) = shell.visible(ErrorPanel)
    texts = [label.text() for label in panel.findChildren(QLabel)]
    return " ".join([*texts, *(edit.toPlainText() for edit in panel.findChildren(QPlainTextEdit))])


def test_a_crash_in_a_lane_shows_the_panel_without_data(shell):
    shell.open()
    shell.window.desk.do(stumble)
    shell.wait(lambda: shell.visible(ErrorPanel))
    told = panel_texts(shell)
    assert "Something went wrong inside the program." in told
    assert "KeyError at test_crash.py" in told
    assert NEEDLE not in told
    done = []
    shell.runner.write(lambda: 7, done.append)
    shell.wait(lambda: done == [7])


def test_a_crash_while_the_password_is_checked_lets_one_try_again(shell, monkeypatch):
    from app.services import practices

    monkeypatch.setattr(practices, "open_practice", lambda *_args, **_named: stumble())
    shell.window.begin(shell.path)
    shell.unlock()
    shell.wait(lambda: shell.visible(ErrorPanel))
    assert not shell.page.is_busy


def test_what_nobody_caught_goes_to_the_log_by_place_only(tmp_path, hooks):
    log = FaultLog(tmp_path)
    catch_all(log.note)
    try:
        stumble()
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)
    thread = threading.Thread(target=stumble)
    thread.start()
    thread.join()
    log.close()
    written = (tmp_path / LOG_NAME).read_text()
    assert written.count("KeyError at test_crash.py") == 2
    assert NEEDLE not in written


def test_the_log_stays_small(tmp_path):
    log = FaultLog(tmp_path)
    for number in range(40):
        log.note(Crash(number, "KeyError at here.py:1", "x" * 200_000))
    log.close()
    files = list(tmp_path.iterdir())
    assert len(files) <= 6
    assert sum(file.stat().st_size for file in files) < 8 * 1024 * 1024


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    log = FaultLog(tmp_path / "file" / "inside")
    log.note(Crash(1, "KeyError at here.py:1", ""))
    log.close()


def test_the_program_joins_its_parts_and_opens_at_the_welcome(qapp, qtbot, tmp_path, monkeypatch, hooks):
    monkeypatch.setattr(program, "settings_folder", lambda: tmp_path)
    palette, font = qapp.palette(), qapp.font()
    window, runner, log = program.make_window(QApplication.instance(), None)
    window._parts.door.costs = {"cost": CHEAP, "floor": CHEAP}
    window.begin(None)
    window.show()
    assert window.gate.page.title == "Welcome to Plainbill"
    try:
        stumble()
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)
    qtbot.waitUntil(lambda: window.faults is not None and window.faults.isVisible())
    window.close()
    runner.stop()
    log.close()
    window.deleteLater()
    qapp.setPalette(palette)
    qapp.setFont(font)
    assert NEEDLE not in (tmp_path / LOG_NAME).read_text()


def test_the_command_line_names_a_file_or_a_demo(tmp_path):
    assert program.read_words([]).file is None
    assert program.read_words(["a.plainbill"]).file.name == "a.plainbill"
    assert program.read_words(["--demo", "d.plainbill"]).demo.name == "d.plainbill"
