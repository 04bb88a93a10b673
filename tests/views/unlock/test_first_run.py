"""From nothing to an open practice, by keyboard only."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.models.office import Place, Practice, Provider, Setting
from app.services.practices import open_practice
from app.views.common.preview_panel import PreviewPanel
from app.views.unlock import first_run
from tests.practice_fixtures import CHEAP

SECRET = "a meadow full of clover"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    place = tmp_path / "practices"
    monkeypatch.setattr(first_run, "suggest_folder", lambda: place)
    return place


def walk_to_the_end(shell):
    """Fill every step by keys and leave the last one unposted."""
    shell.window.begin(None)
    shell.enter()
    assert shell.page.current.step.key == "look"
    shell.enter()
    shell.write("Maple Family Practice")
    shell.tab()
    shell.write("1234567893")
    shell.enter()
    shell.write("Stone")
    shell.tab()
    shell.write("Ada")
    shell.enter()
    shell.write("Maple Office")
    shell.enter()
    assert shell.page.current.step.key == "files"
    shell.enter()
    shell.write("Maria Lee")
    shell.tab()
    shell.write("maria")
    shell.tab()
    shell.write(SECRET)
    shell.tab()
    shell.write(SECRET)


def test_the_keyboard_alone_makes_a_practice(shell, folder):
    walk_to_the_end(shell)
    shell.enter()
    shell.wait(lambda: hasattr(shell.page, "sheet"))
    sheet = shell.page.sheet
    key = sheet._shown.text()
    assert len(key) == 32
    assert shell.work is None, "the practice opened before the recovery key was typed back"
    shell.enter()
    assert key not in sheet._shown.text()
    shell.write("00000-00000-00000-00000-00000-01")
    shell.enter()
    assert sheet.form.editor("typed").problem
    sheet.form.editor("typed").clear()
    shell.write(key.lower())
    shell.enter()
    shell.wait(lambda: shell.work is not None)
    assert sheet._shown.text() == ""
    shell.wait(shell.work.strip._backup.text)
    assert shell.work.strip._said.text() == ""
    shell.close()
    made = folder / "Maple Family Practice.plainbill"
    opened = open_practice(made, "maria", SECRET, cost=CHEAP, floor=CHEAP)
    assert (Practice.get().name, Practice.get().npi) == ("Maple Family Practice", "1234567893")
    assert (Provider.get().last, Provider.get().first) == ("Stone", "Ada")
    assert (Place.get().name, Place.get().pos) == ("Maple Office", "11")
    assert Setting.get_by_id("recovery_key_proven").value == "yes"
    opened.close()


def test_the_key_is_printed_in_the_preview(shell, folder):
    walk_to_the_end(shell)
    shell.enter()
    shell.wait(lambda: hasattr(shell.page, "sheet"))
    shell.page.sheet.paper_asked.connect(lambda pdf: papers.append(bytes(pdf)))
    papers = []
    shell.page.sheet._on_print_asked()
    shell.wait(lambda: shell.visible(PreviewPanel))
    assert papers[0].startswith(b"%PDF")
    shell.press(Qt.Key.Key_Escape)
    shell.wait(lambda: not shell.visible(PreviewPanel))


def test_the_key_leaves_the_clipboard_when_it_is_done(shell, folder):
    walk_to_the_end(shell)
    shell.enter()
    shell.wait(lambda: hasattr(shell.page, "sheet"))
    shell.page.sheet._on_copy_asked()
    board = QGuiApplication.clipboard()
    assert board.text() == shell.page.sheet._shown.text()
    shell.page.forget()
    assert board.text() == ""


def test_a_weak_password_is_refused_with_its_reason(shell, folder):
    walk_to_the_end(shell)
    form = shell.page.current.form
    form.set_values({"password": "password1234", "again": "password1234"})
    shell.enter()
    assert "first that a stranger would try" in form.editor("password").problem
    assert not folder.exists()


def test_a_step_may_be_skipped_and_esc_goes_back(shell, folder):
    shell.window.begin(None)
    shell.enter()
    shell.enter()
    shell.write("Maple")
    shell.enter()
    steps = shell.page
    steps._on_skip_asked()
    assert steps.current.step.key == "place"
    shell.press(Qt.Key.Key_Escape)
    shell.press(Qt.Key.Key_Escape)
    assert steps.current.step.key == "practice"
    assert steps.current.form.editor("name").text() == "Maple"


def test_what_was_answered_is_still_there_next_time(make_shell, folder):
    first = make_shell()
    walk_to_the_end(first)
    first.window.gate.page._keep()
    first.close()
    again = make_shell()
    again.window.begin(None)
    again.enter()
    assert again.page.current.step.key == "you"
    assert again.page._sheet("practice").form.editor("name").text() == "Maple Family Practice"
    kept = str(again.settings.value(first_run.KEPT))
    assert SECRET not in kept


def test_a_wrong_npi_stops_its_step(shell, folder):
    shell.window.begin(None)
    shell.enter()
    shell.enter()
    shell.write("Maple")
    shell.tab()
    shell.write("123")
    shell.enter()
    assert shell.page.current.step.key == "practice"
    assert "10 digits" in shell.page.current.form.editor("npi").problem
