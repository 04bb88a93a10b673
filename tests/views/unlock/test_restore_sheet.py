"""A backup is listed with its proof and put back from the first screen."""

from app.models.records import Patient
from app.services.backups import back_up
from app.services.patients import register_patient
from tests.practice_fixtures import PASSWORDS, Clock, open_at


def a_backup(shell, folder):
    """Back the practice up, then lose it all in a patient that the backup does not know."""
    folder.mkdir()
    opened = open_at(shell.path, "maria", Clock())
    back_up(opened.session, opened, folder)
    register_patient(opened.session, {"last": "Later", "first": "Lou"})
    opened.close()


def fill(shell, folder, name="maria", password=""):
    shell.window.begin(shell.path)
    shell.window.gate.show_restore()
    form = shell.page.form
    form.set_values({"folder": str(folder), "who": name, "password": password or PASSWORDS[name]})
    shell.page.focus_first()
    shell.enter()


def test_the_chosen_backup_is_put_back(shell, tmp_path):
    folder = tmp_path / "stick"
    a_backup(shell, folder)
    fill(shell, folder)
    sheet = shell.page
    shell.wait(lambda: sheet._model.rows)
    assert [line.state.value for line in sheet._model.rows] == ["verified"]
    sheet._list.setFocus()
    shell.enter()
    shell.wait(lambda: shell.work is not None)
    shell.close()
    opened = open_at(shell.path, "maria", Clock())
    assert not Patient.select().where(Patient.last == "Later").exists()
    opened.close()
    assert [path.name for path in shell.path.parent.glob("*.replaced-*")]


def test_a_damaged_backup_cannot_be_chosen(shell, tmp_path):
    folder = tmp_path / "stick"
    a_backup(shell, folder)
    (damaged,) = folder.iterdir()
    file = damaged / "practice.plainbill"
    content = bytearray(file.read_bytes())
    content[5000] ^= 1
    file.write_bytes(content)
    fill(shell, folder)
    sheet = shell.page
    shell.wait(lambda: sheet._model.rows)
    sheet._list.setFocus()
    shell.enter()
    assert "cannot be restored" in sheet._reason.text()
    assert shell.work is None


def test_a_wrong_password_lists_nothing(shell, tmp_path):
    folder = tmp_path / "stick"
    a_backup(shell, folder)
    fill(shell, folder, password="not the password")
    shell.wait(lambda: "not right" in shell.page._reason.text())
    assert not shell.page._list.isVisible()


def test_a_receptionist_may_not_restore(shell, tmp_path):
    folder = tmp_path / "stick"
    a_backup(shell, folder)
    fill(shell, folder, "rita")
    shell.wait(lambda: shell.page._model.rows)
    shell.page._list.setFocus()
    shell.enter()
    shell.wait(lambda: "Only a manager" in shell.page._reason.text())
    assert shell.work is None
