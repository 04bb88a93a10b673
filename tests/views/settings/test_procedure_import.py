"""A list of procedures is chosen, looked at and imported by keys; leaving changes nothing."""

from PySide6.QtCore import Qt

from app.models.database import select
from tests.views.settings.test_settings import CTRL, Key, office, part, reopened  # noqa: F401

LIST = (
    "code;name;fee\n99213;Office visit;165,5\n93000;Heart tracing;75.00\n93005;Heart tracing, print;40.00\n"
)


def choose(shell, path):
    panel = part(shell, "Procedures and fees")
    shell.wait(lambda: panel.records.model.rows)
    panel.bring.choose_file = lambda _parent: str(path)
    panel.setFocus()
    shell.press(Key.Key_O, CTRL)
    return panel


def test_a_list_is_imported_by_keys(office, tmp_path):  # noqa: F811
    path = tmp_path / "fees.csv"
    path.write_text(LIST, encoding="cp1252")
    shell = office()
    panel = choose(shell, path)
    shell.wait(lambda: panel.bring.model.rows)
    told = [(line.chip.word, line.line, line.code) for line in panel.bring.model.rows]
    assert told == [("Left out", "2", ""), ("New", "3", "93000"), ("New", "4", "93005")]
    assert "is not an amount" in panel.bring.model.rows[0].what
    assert panel.bring.reason == (
        "fees.csv: 2 new, 0 changed, 0 unchanged, 1 left out. Nothing is changed yet."
    )
    said = []
    shell.window.desk.say.connect(said.append)
    shell.press(Key.Key_Return, CTRL)
    shell.wait(lambda: "93005" in [line.code for line in panel.records.model.rows])
    assert panel.currentWidget() is panel.records
    assert said == ["The list was imported: 2 new, 0 changed."]
    shell.wait(panel.records.list.hasFocus)
    shell.press(Key.Key_O, CTRL)
    shell.wait(lambda: panel.bring.model.rows)
    shell.press(Key.Key_Return, CTRL)
    assert "Nothing in this file is new" in panel.bring.reason
    opened = reopened(shell)
    assert select("select code, cents from fee where code like '930%' order by code") == [
        ("93000", 7500),
        ("93005", 4000),
    ]
    opened.close()


def test_leaving_changes_nothing(office, tmp_path):  # noqa: F811
    path = tmp_path / "fees.csv"
    path.write_text(LIST)
    shell = office()
    panel = choose(shell, path)
    shell.wait(lambda: panel.bring.model.rows)
    shell.press(Qt.Key.Key_Escape)
    assert panel.currentWidget() is panel.records
    opened = reopened(shell)
    assert select("select count(*) from procedure where code like '930%'") == [(0,)]
    opened.close()


def test_a_file_without_codes_is_refused_in_the_panel(office, tmp_path):  # noqa: F811
    path = tmp_path / "fees.csv"
    path.write_text("name;fee\nOffice visit;10\n")
    shell = office()
    panel = choose(shell, path)
    shell.wait(lambda: "No column of codes" in panel.bring.reason)
    shell.press(Key.Key_Return, CTRL)
    assert "nothing to import" in panel.bring.reason


def test_a_receptionist_is_told_who_may(office, tmp_path):  # noqa: F811
    shell = office("rita")
    panel = choose(shell, tmp_path / "fees.csv")
    assert panel.currentWidget() is panel.records
    assert "You may not change the office" in panel.records.reason
