"""Official files are chosen or dropped, looked at, loaded, stopped and removed by keys."""

from itertools import count

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.models.database import select
from app.views.settings import official_load_panel
from tests import official_samples as made
from tests.views.settings.test_settings import CTRL, Key, office, part, reopened  # noqa: F401


@pytest.fixture
def opened(office):  # noqa: F811
    """Opens the part as one of the people; what is said is kept in `said`."""

    def make(name="maria"):
        shell = office(name)
        panel = part(shell, "Official files")
        shell.wait(lambda: panel.model.rows)
        shell.said = []
        shell.window.desk.say.connect(shell.said.append)
        panel.setFocus()
        return shell, panel

    return make


def choose(shell, panel, path):
    panel.load.choose_file = lambda _parent: str(path)
    shell.press(Key.Key_O, CTRL)


def put(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return path


def states(panel):
    return {line.what: line.chip.word for line in panel.model.rows}


def test_without_files_each_kind_says_what_is_not_checked(opened):
    _, panel = opened()
    assert set(states(panel).values()) == {"Not loaded"}
    assert len(panel.model.rows) == 6
    assert panel._told.text() == (
        "NCCI code pairs: not loaded. Claims read “not checked” for codes that may not be billed together."
    )


def test_a_file_is_looked_at_and_loaded_by_keys(opened, tmp_path):
    shell, panel = opened()
    wrong = made.pairs("99213 11111 20200101 * 1") + b"total\tof\tall\n"
    choose(shell, panel, put(tmp_path, "ccipra-v323r0.txt", wrong))
    shell.wait(lambda: "cannot be read" in panel.load.reason)
    shell.press(Key.Key_Return, CTRL)
    assert "There is nothing to load" in panel.load.reason
    content = made.pairs("99213 11111 20200101 * 1", "11111 22222 20200101 * 1")
    choose(shell, panel, put(tmp_path, "ccipra-v323r0.txt", content))
    shell.wait(lambda: panel.load.form)
    assert panel.load.recognised.text() == (
        "This is: NCCI code pairs, Medicare. Would keep 1 of 2 pairs: those with a code of your procedures "
        "or charges."
    )
    assert panel.load.form.editor("effective").text() == "10/01/2026"
    assert panel.load.reason == "Nothing is loaded yet."
    shell.press(Key.Key_Return, CTRL)
    shell.wait(lambda: "NCCI code pairs, Medicare" in states(panel))
    assert panel.currentWidget() is panel.panel
    assert shell.said == [
        "NCCI code pairs 2026 Q4 were loaded, in force 10/01/2026 – 12/31/2026. Kept 1 of 2 pairs: those "
        "with a code of your procedures or charges."
    ]
    practice = reopened(shell)
    assert select("select column1, column2 from ncci_pair") == [("99213", "11111")]
    practice.close()


def test_a_file_without_a_date_asks_for_one_and_contracts_for_a_name(opened, tmp_path):
    shell, panel = opened()
    choose(shell, panel, put(tmp_path, "prairie.csv", made.rates("99213,,104.20,")))
    shell.wait(lambda: panel.load.form)
    shell.press(Key.Key_Return, CTRL)
    assert panel.load.form.editor("effective").problem == "In force from is needed."
    shell.write("1/1/2026")
    shell.tab()
    shell.write("Prairie Health")
    shell.press(Key.Key_Return, CTRL)
    shell.wait(lambda: states(panel).get("Contracted rates, Prairie Health") == "In force")
    practice = reopened(shell)
    assert select("select source, effective from official_file") == [("Prairie Health", "2026-01-01")]
    practice.close()


def test_a_fee_schedule_asks_for_the_locality(opened, tmp_path):
    path = made.zipped(
        tmp_path / "RVU26D.zip",
        PPRRVU2026_Oct_nonQPP__csv=made.fees(made.fee_row("99213", "1 1 1 1")),
        GPCI2026__csv=made.localities("06102,IL,16,MADE TOWN,1,1,1,1", "01112,CA,05,MADE BAY,2,2,2,2"),
    )
    shell, panel = opened()
    choose(shell, panel, path)
    shell.wait(lambda: panel.load.form)
    shell.press(Key.Key_Return, CTRL)
    assert panel.load.form.editor("locality").problem == "Medicare locality is needed."
    shell.write("IL")
    shell.press(Key.Key_Return, CTRL)
    shell.wait(lambda: states(panel).get("Medicare fee schedule, Medicare") == "In force")
    practice = reopened(shell)
    assert select("select non_facility_cents from fee_schedule_row") == [(10020,)]
    practice.close()


def test_escape_stops_a_long_file_and_then_leaves(opened, tmp_path, monkeypatch):
    def endless(session, path, progress):
        for number in count():
            progress(number, 10**9, "KB read")

    monkeypatch.setattr(official_load_panel, "preview_official_file", endless)
    shell, panel = opened()
    choose(shell, panel, put(tmp_path, made.MUE, b"any"))
    shell.wait(lambda: "of 1,000,000,000 KB read" in panel.load.reason)
    shell.press(Key.Key_Escape)
    shell.wait(lambda: panel.load.reason == "Stopped. Nothing was loaded.")
    assert panel.currentWidget() is panel.load
    shell.press(Key.Key_Escape)
    assert panel.currentWidget() is panel.panel


def test_a_dropped_file_is_looked_at(opened, tmp_path):
    shell, panel = opened()
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(put(tmp_path, made.ORDER, made.order("E119 1 Words"))))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        content,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    panel.dropEvent(event)
    shell.wait(lambda: panel.load.form)
    assert "ICD-10-CM diagnosis codes" in panel.load.recognised.text()


def test_a_file_is_removed_by_its_key(opened, tmp_path):
    shell, panel = opened()
    choose(shell, panel, put(tmp_path, made.MUE, made.limits("99213 1 2")))
    shell.wait(lambda: panel.load.form)
    shell.press(Key.Key_Return, CTRL)
    shell.wait(lambda: "MUE unit limits, Medicare" in states(panel))
    shell.wait(panel.list.hasFocus)
    shell.press(Key.Key_Delete)
    assert "choose a file that is loaded" in panel.panel.reason
    shell.press(Key.Key_Down)
    assert "Kept all 1 lines." in panel._told.text()
    shell.press(Key.Key_Delete)
    shell.wait(lambda: "MUE unit limits" in states(panel))
    assert shell.said[-1] == "MUE unit limits, Medicare was removed. Load the file again to have it back."


def test_files_say_where_they_stand_today(opened, tmp_path):
    shell, panel = opened()
    for name, content in (
        ("ccipra-v323r0-f1.txt", made.pairs("99213 11111 20200101 * 1")),
        ("MCR_MUE_PractitionerServices_Eff_07-01-2026.csv", made.limits("99213 1 2")),
        (made.HCPCS, made.hcpcs("A4550 19860101 - Tray")),
        ("HCPC2026_JUL_ANWEB.txt", made.hcpcs("A4550 19860101 - Tray")),
        ("HCPC2027_JAN_ANWEB.txt", made.hcpcs("A4550 19860101 - Tray")),
    ):
        choose(shell, panel, put(tmp_path, name, content))
        shell.wait(lambda: panel.load.form)
        shell.press(Key.Key_Return, CTRL)
        shell.wait(lambda: panel.currentWidget() is panel.panel)
        shell.wait(panel.list.hasFocus)
    shell.wait(lambda: len(panel.model.rows) == 8)
    told = [(line.chip.word, line.days[:10]) for line in panel.model.rows if line.file]
    assert told == [
        ("Parts missing", "10/01/2026"),
        ("Out of date", "07/01/2026"),
        ("Later", "01/01/2027"),
        ("In force", "10/01/2026"),
        ("Past", "07/01/2026"),
    ]
    sentences = [line.told for line in panel.model.rows]
    assert "until f2, f3, f4 are loaded too" in sentences[0]
    assert "Claims of today read “not checked” for the most units of a code." in sentences[1]


def test_a_receptionist_looks_and_is_told_who_may_load(opened, tmp_path):
    shell, panel = opened("rita")
    choose(shell, panel, tmp_path / "none.txt")
    assert panel.currentWidget() is panel.panel
    assert "You may not change the office" in panel.panel.reason
