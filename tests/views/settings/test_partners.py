"""Trading partners in the settings: typed, kept, folders chosen; their numbers are shown and never typed."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from app.models.office import Place
from app.models.records import Payer, TradingPartner
from app.views.rooms import Room
from app.views.settings.tab import SettingsTab
from tests.partner_samples import PARTNER
from tests.practice_fixtures import Clock, open_at
from tests.views.shell_fixtures import note_rooms

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def office(make_shell):
    """Makes the window with the real settings tab, open as one of the people."""

    def make(name="maria"):
        shell = make_shell(lambda practice: (*note_rooms(practice), room(shell, practice)))
        shell.open(name)
        shell.press(Key.Key_Comma, CTRL)
        shell.settings_tab = shell.work._places["settings"].tab
        return shell

    def room(shell, practice):
        theme = shell.window._parts.theme
        return Room("settings", "Settings", partial(SettingsTab, practice=practice, theme=theme))

    return make


def reopened(shell):
    shell.close()
    return open_at(shell.path, "maria", Clock())


def save(shell, panel):
    panel.form.focus_first()
    shell.press(Key.Key_Return, CTRL)


def add_partner(shell, **values):
    panel = shell.settings_tab.show_part("Trading partners")
    shell.wait(lambda: not shell.window.desk.runner._flying)
    panel.list.setFocus()
    shell.press(Key.Key_N, CTRL)
    panel.form.set_values({**PARTNER, **values})
    save(shell, panel)
    shell.wait(lambda: panel.model.rows and "Saving" not in panel.reason)
    return panel


def test_a_partner_is_added_with_its_folders_and_comes_back(office, tmp_path):
    shell = office()
    panel = shell.settings_tab.show_part("Trading partners")
    shell.wait(lambda: not shell.window.desk.runner._flying)
    panel.list.setFocus()
    shell.press(Key.Key_N, CTRL)
    assert panel._numbers.text() == "Its control numbers begin at 1."
    panel.form.set_values({**PARTNER, "submitter_id": "maple01", "usage": "P"})
    for name in ("outbox", "inbox"):
        (tmp_path / name).mkdir()
        panel.choose_folder = lambda _title, name=name: str(tmp_path / name)
        panel.choosers[name].click()
        assert panel.form.editor(name).hasFocus()
    save(shell, panel)
    shell.wait(lambda: panel.model.rows)
    assert panel.model.rows[0].detail == "Real claims"
    opened = reopened(shell)
    row = TradingPartner.get()
    assert (row.name, row.submitter_id, row.usage) == ("Clear Path", "MAPLE01", "P")
    assert (row.outbox, row.inbox) == (str(tmp_path / "outbox"), str(tmp_path / "inbox"))
    assert (row.sender_qualifier, row.interchange_number, row.active) == ("ZZ", 0, True)
    opened.close()


def test_an_id_that_would_break_the_file_is_marked_and_not_saved(office):
    shell = office()
    panel = shell.settings_tab.show_part("Trading partners")
    panel.begin_new()
    panel.form.set_values({**PARTNER, "interchange_sender": "A*B"})
    save(shell, panel)
    assert "Nothing was saved" in panel.reason
    assert "2 to 15 letters" in panel.form.problems()["interchange_sender"]


def test_two_partners_of_one_name_are_refused_in_words(office):
    shell = office()
    panel = add_partner(shell)
    panel.begin_new()
    panel.form.set_values(PARTNER)
    save(shell, panel)
    shell.wait(lambda: "There is a trading partner “Clear Path” already" in panel.reason)


def test_the_numbers_given_out_are_shown_and_stand_in_no_field(office):
    shell = office()
    panel = add_partner(shell)
    assert "No file was made for it yet" in panel._numbers.text()
    names = set(panel.form.values())
    assert not names & {"interchange_number", "group_number", "version"}


def test_an_insurer_is_served_by_a_partner_and_a_place_has_its_certificate(office):
    shell = office()
    add_partner(shell)
    panel = shell.settings_tab.show_part("Insurers")
    shell.wait(lambda: len(panel.model.rows) == 3)
    at = [line.name for line in panel.model.rows].index("Prairie Health")
    panel.list.go_to(at)
    choice = panel.form.editor("partner")
    assert [choice.itemText(row) for row in range(choice.count())] == ["Paper", "File to Clear Path"]
    assert choice.value() is None
    panel.form.set_values({"partner": 1, "filing_code": "BL", "wants_taxonomy": True})
    save(shell, panel)
    shell.wait(lambda: "Saving" not in panel.reason)
    places = shell.settings_tab.show_part("Places")
    shell.wait(lambda: places.model.rows)
    places.form.set_values({"clia": "14d0123456"})
    save(shell, places)
    shell.wait(lambda: "Saving" not in places.reason)
    opened = reopened(shell)
    row = Payer.get(Payer.name == "Prairie Health")
    assert (row.partner_id, row.filing_code, row.wants_taxonomy) == (1, "BL", True)
    assert Place.get().clia == "14D0123456"
    opened.close()


def test_a_receptionist_may_look_and_is_told_that_she_may_not_change(office):
    shell = office("rita")
    panel = shell.settings_tab.show_part("Trading partners")
    assert "You may look, but not" in panel.reason
    assert not panel.choosers["outbox"].isEnabled()
