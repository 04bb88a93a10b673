"""Settings: forms save and come back, refused rights are said, people come and go, backups are proved."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from app.domain.money import Money
from app.domain.rights import Role
from app.models.office import Draft, Practice, Provider, User
from app.models.records import Benefit, Fee, Payer, Plan, Procedure
from app.views.rooms import Room
from app.views.settings.record_list import RecordList
from app.views.settings.tab import SettingsTab
from tests.practice_fixtures import Clock, keys_at, open_at
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
    """The practice, read again from its file after the window has closed."""
    shell.close()
    return open_at(shell.path, "maria", Clock())


def part(shell, title):
    return shell.settings_tab.show_part(title)


def save(shell, panel):
    panel.form.focus_first()
    shell.press(Key.Key_Return, CTRL)


def test_the_practice_is_changed_and_comes_back(office):
    shell = office()
    panel = part(shell, "Practice")
    shell.wait(lambda: panel.form.editor("name").text() == "Maple Family Practice")
    panel.form.editor("message").setFocus()
    shell.write("We moved. Please call first.")
    panel.form.editor("message_es").setFocus()
    shell.write("Nos mudamos.")
    shell.press(Key.Key_Return, CTRL)
    shell.wait(lambda: panel._reason.text() == "Saved.")
    opened = reopened(shell)
    row = Practice.get_by_id(1)
    assert (row.message, row.message_es) == ("We moved. Please call first.", "Nos mudamos.")
    assert row.phone == "2175550100"
    opened.close()


def test_a_provider_is_added_by_keys(office):
    shell = office()
    panel = part(shell, "Providers")
    shell.wait(lambda: panel.model.rows)
    panel.list.setFocus()
    shell.press(Key.Key_N, CTRL)
    shell.write("Vega")
    shell.tab()
    shell.write("Luis")
    shell.press(Key.Key_Return, CTRL)
    shell.wait(lambda: len(panel.model.rows) == 2)
    assert panel.list.current_row().name == "Vega, Luis"
    opened = reopened(shell)
    assert Provider.get(Provider.last == "Vega").first == "Luis"
    opened.close()


def test_a_wrong_npi_is_not_saved(office):
    shell = office()
    panel = part(shell, "Providers")
    shell.wait(lambda: panel.model.rows)
    panel.form.set_values({"npi": "1234567890"})
    save(shell, panel)
    assert "Nothing was saved" in panel._reason.text()
    assert panel.form.editor("npi").problem


def test_an_insurers_rules_are_saved_as_numbers(office):
    shell = office()
    panel = part(shell, "Insurers")
    shell.wait(lambda: len(panel.model.rows) == 3)
    at = [line.name for line in panel.model.rows].index("Prairie Health")
    panel.list.go_to(at)
    panel.form.set_values({"line_limit": "6", "filing_days": "180", "page_style": "continued"})
    save(shell, panel)
    shell.wait(lambda: "Saving" not in panel._reason.text())
    opened = reopened(shell)
    row = Payer.get(Payer.name == "Prairie Health")
    assert (row.line_limit, row.filing_days, row.page_style) == (6, 180, "continued")
    opened.close()


def test_somebody_elses_change_is_never_overwritten(office):
    from app.services.office import change_in_list

    shell = office()
    panel = part(shell, "Places")
    shell.wait(lambda: panel.model.rows)
    line = panel.model.rows[0]
    panel.form.editor("street").setFocus()
    shell.write(" Suite 4")
    done = []
    shell.window.desk.do(change_in_list, "place", line.id, line.version, {"city": "Peoria"}, then=done.append)
    shell.wait(lambda: done)
    panel._row = line
    save(shell, panel)
    shell.wait(lambda: "A colleague changed" in panel._reason.text())
    assert panel.form.editor("street").text().endswith("Suite 4")


def test_a_plan_with_its_benefits(office):
    shell = office()
    panel = part(shell, "Plans")
    shell.wait(lambda: len(panel.model.rows) == 3)
    at = [line.name for line in panel.model.rows].index("Prairie PPO")
    panel.list.go_to(at)
    shell.wait(lambda: len(panel.benefits.model.rows) == 2)
    assert panel.form.editor("deductible").text() == "500.00"
    benefits = panel.benefits
    benefits.form.set_values({"category": "imaging", "mode": "DED_COINS", "copay": None, "share": "12.5"})
    benefits.save.click()
    shell.wait(lambda: len(benefits.model.rows) == 3)
    panel.form.set_values({"oop": Money(300_000)})
    save(shell, panel)
    shell.wait(lambda: "Saving" not in panel._reason.text())
    opened = reopened(shell)
    plan = Plan.get(Plan.name == "Prairie PPO")
    row = Benefit.get(Benefit.plan == plan.id, Benefit.category == "imaging")
    assert (row.mode, row.coinsurance_bp, row.copay) == ("DED_COINS", 1250, None)
    assert (plan.oop, plan.deductible) == (Money(300_000), Money(50_000))
    opened.close()


def test_a_procedure_gets_its_fee_from_a_day_on(office):
    shell = office()
    panel = part(shell, "Procedures and fees").records
    shell.wait(lambda: panel.model.rows)
    panel.begin_new()
    panel.form.set_values({"code": "93000", "name": "Heart tracing", "fee": Money(7500)})
    save(shell, panel)
    shell.wait(lambda: any(line.code == "93000" for line in panel.model.rows))
    today = shell.door.practice.session.today()
    opened = reopened(shell)
    assert Procedure.get_by_id("93000").name == "Heart tracing"
    fee = Fee.get(Fee.code == "93000")
    assert (fee.amount, fee.effective) == (Money(7500), today)
    opened.close()


def test_what_was_typed_comes_back(office):
    shell = office()
    panel = part(shell, "Providers")
    shell.wait(lambda: panel.model.rows)
    panel.form.editor("license").setFocus()
    shell.write("036-12")
    part(shell, "Places")
    panel.form.flush_waiting()
    shell.wait(lambda: not shell.runner._flying)
    shell.close()
    again = office()
    panel = part(again, "Providers")
    again.wait(lambda: panel.form.editor("license").text() == "036-12")
    again.wait(lambda: "not saved yet" in panel._reason.text())
    opened = reopened(again)
    assert Draft.select().where(Draft.panel == "settings.provider").count() == 1
    opened.close()


def test_a_receptionist_looks_but_does_not_change(office):
    shell = office("rita")
    for title, words in (("Users", "add, change or remove users"), ("Audit trail", "read the audit trail")):
        assert f"You may not {words}" in part(shell, title)._sentence.text()
    panel = part(shell, "Providers")
    shell.wait(lambda: panel.model.rows)
    assert "You may look" in panel._reason.text()
    panel.form.set_values({"license": "036-12"})
    save(shell, panel)
    shell.wait(lambda: "You may not change the office" in panel._reason.text())


def people(shell):
    panel = part(shell, "Users")
    shell.wait(lambda: len(panel.model.rows) == 4)
    return panel


def test_a_person_is_added_and_can_sign_in(office):
    shell = office()
    panel = people(shell)
    panel.new.set_values({"display_name": "Nora Quill", "name": "nora", "role": "biller"})
    panel.new.set_values({"password": "a meadow full of clover", "again": "a meadow full of clover"})
    panel._on_add_asked()
    shell.wait(lambda: len(panel.model.rows) == 5)
    opened = reopened(shell)
    assert User.get(User.name == "nora").role == Role.BILLER.value
    opened.close()
    assert keys_at(shell.path).unlock("nora", "a meadow full of clover")


def test_a_removed_person_can_no_longer_open(office):
    shell = office()
    panel = people(shell)
    panel.list.go_to([line.name for line in panel.model.rows].index("otto"))
    panel._on_remove_asked()
    shell.wait(lambda: any(not line.active for line in panel.model.rows))
    assert "otto" not in [line.name for line in keys_at(shell.path).list_slots()]


def test_the_last_manager_stays(office):
    shell = office()
    panel = people(shell)
    panel.list.go_to([line.name for line in panel.model.rows].index("maria"))
    panel.role.set_values({"role": "biller"})
    panel._on_role_asked()
    shell.wait(lambda: "only manager" in panel.panel._reason.text())


def test_a_forgotten_password_is_set_anew(office):
    shell = office()
    panel = people(shell)
    panel.list.go_to([line.name for line in panel.model.rows].index("rita"))
    panel.password.set_values({"password": "a meadow full of clover", "again": "a meadow full of clover"})
    panel._on_password_asked()
    shell.wait(lambda: "has a new password" in panel.panel._reason.text())
    assert keys_at(shell.path).unlock("rita", "a meadow full of clover")
    assert panel.password.editor("password").text() == ""


def test_a_new_recovery_key_is_typed_back(office):
    shell = office()
    panel = people(shell)
    panel._on_key_asked()
    shell.wait(lambda: panel.currentWidget() is not panel.panel)
    sheet = panel._keys.sheet
    key = sheet._shown.text()
    shell.enter()
    shell.write(key)
    shell.enter()
    shell.wait(lambda: panel.currentWidget() is panel.panel)
    assert keys_at(shell.path).unlock_with_recovery(key)


def test_a_backup_is_made_listed_and_tried(office, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    shell = office()
    panel = part(shell, "Backup")
    panel.choose_folder = lambda _title: str(folder)
    panel._on_folder_asked()
    shell.wait(panel._empty.isVisible)
    panel.form.focus_first()
    shell.press(Key.Key_Return, CTRL)
    shell.wait(panel.list.isVisible)
    assert [line.state.value for line in panel.model.rows] == ["verified"]
    panel.list.setFocus()
    shell.enter()
    shell.wait(lambda: "can be restored" in panel._reason.text())
    assert shell.settings.value("backup/folder") == str(folder)


def test_the_database_is_checked_line_by_line(office):
    shell = office()
    panel = part(shell, "Check the database")
    assert not panel.list.isVisible()
    panel.setFocus()
    panel.post_asked.emit()
    shell.wait(lambda: panel.verdict.text().startswith("All "))
    assert all(line.is_sound for line in panel.model.rows)
    assert panel.list.isVisible()


def test_the_trail_tells_what_was_done(office):
    shell = office()
    panel = part(shell, "Audit trail")
    shell.wait(lambda: panel.model.rows)
    assert panel.model.rows[0].action == "sign_in"
    panel._on_earlier_asked()
    shell.wait(lambda: "nothing earlier" in panel._reason.text())


def test_who_looked_at_a_patient_is_told(office):
    from app.queries.patients import find_patient
    from app.services.patients import register_patient

    shell = office()
    made = []
    shell.window.desk.do(register_patient, {"last": "Rivera", "first": "Ana"}, then=made.append)
    shell.wait(lambda: made)
    shell.window.desk.ask(find_patient, made[0], then=made.append, owner=shell.window)
    shell.wait(lambda: len(made) == 2)
    shell.work.keeper.write_looks()
    # The lane works in order: when this is done, the looks are written.
    shell.window.desk.do(lambda _session: "written", then=made.append)
    shell.wait(lambda: len(made) == 3)
    panel = part(shell, "Who looked at whom")
    panel.form.focus_first()
    shell.write("riv")
    shell.wait(lambda: any(look.what == "find_patient" for look in panel.model.rows))


def test_the_look_changes_at_once_and_is_remembered(office):
    shell = office()
    panel = part(shell, "This computer")
    panel.look.set_values({"percent": 125})
    panel._on_look_chosen()
    assert int(shell.settings.value("look/percent")) == 125
    panel.lock.set_values({"minutes": "20"})
    panel._on_minutes_chosen()
    shell.wait(lambda: shell.window.idle.minutes == 20)


def test_every_input_has_a_name_for_screen_readers(office):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView

    shell = office()
    for title in shell.settings_tab._parts:
        panel = part(shell, title)
        kinds = (QLineEdit, QComboBox, QPlainTextEdit, QTableView, QAbstractButton)
        for kind in kinds:
            for widget in panel.findChildren(kind):
                inside = widget.parent().metaObject().className()
                if inside in ("QComboBox", "Combo", "TableView", "QTableView"):
                    continue
                assert widget.accessibleName(), (title, widget)
    assert isinstance(part(shell, "Providers"), RecordList)
