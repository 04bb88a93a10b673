"""The whole window on a real practice file, with cheap password checks and a room of the tests."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.models.practice_file import key_path
from app.tasks.runner import Runner
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.fields import Field
from app.views.common.form import FormPanel
from app.views.common.plain_label import PlainLabel
from app.views.common.settings_keys import LAST_PERSON
from app.views.common.tab import Tab
from app.views.common.theme import Theme
from app.views.practice_door import PracticeDoor
from app.views.rooms import Room
from app.views.top_window import Parts, TopWindow
from tests.practice_fixtures import CHEAP, PASSWORDS

WAIT = 10_000


class NotesTab(Tab):
    """A tab with a name on it and a form whose draft is kept; it notes what it was asked for."""

    TITLE = "Patients"
    SHOWS = frozenset({"patient"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.asked: list[tuple[str, int]] = []
        self.form = FormPanel((Field("note", "Note"),), desk.session.today)
        self.keeper = DraftKeeper(desk, self.form, "notes")
        self.label = PlainLabel("Rivera, Ana")
        column = QVBoxLayout(self)
        column.addWidget(self.label)
        column.addWidget(self.form)
        self.setFocusProxy(self.form.editor("note"))
        self.keeper.bring_back("1")

    def refresh(self) -> None:
        """Nothing is listed."""

    def show_patient(self, patient_id: int) -> None:
        self.asked.append(("show_patient", patient_id))

    def new_patient(self) -> None:
        self.asked.append(("new_patient", 0))

    def take_payment(self, patient_id: int) -> None:
        self.asked.append(("take_payment", patient_id))

    def show_claim(self, claim_id: int) -> None:
        self.asked.append(("show_claim", claim_id))

    def show_claims(self) -> None:
        self.asked.append(("show_claims", 0))

    def show_statements(self) -> None:
        self.asked.append(("show_statements", 0))


def note_rooms(_practice) -> tuple[Room, ...]:
    """Three rooms of the same make."""
    return tuple(
        Room(name, title, NotesTab)
        for name, title in (("patients", "Patients"), ("billing", "Billing"), ("payments", "Payments"))
    )


@dataclass
class Shell:
    """The window with what it was made of, and hands on the keyboard."""

    window: TopWindow
    door: PracticeDoor
    runner: Runner
    settings: QSettings
    path: Path
    qtbot: object

    @property
    def page(self):
        return self.window.gate.page

    @property
    def work(self):
        return self.window.work

    def wait(self, condition) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        joined = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            joined |= modifier
        QTest.keyClick(QApplication.focusWidget() or self.window, key, joined)

    def write(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)

    def tab(self, times: int = 1) -> None:
        for _ in range(times):
            self.press(Qt.Key.Key_Tab)

    def unlock(self, name: str = "maria", password: str = "") -> None:
        """Choose a name, type the password, press Enter."""
        self.page.form.set_values({"who": name})
        self.page.focus_first()
        self.write(password or PASSWORDS[name])
        self.enter()

    def open(self, name: str = "maria") -> None:
        """Open the practice as one of its people."""
        self.window.begin(self.path)
        self.unlock(name)
        self.wait(lambda: self.window.work is not None)

    def close(self) -> None:
        """Close the window and wait until the practice is let go."""
        self.window.close()
        self.wait(lambda: not self.window.isVisible())

    def visible(self, kind: type[QWidget]) -> list[QWidget]:
        return [widget for widget in self.window.findChildren(kind) if widget.isVisible()]


@pytest.fixture
def make_shell(qapp, qtbot, runner, tmp_path, prepared_practice) -> Iterator:
    """Makes the window, shown and active, over a copy of the prepared practice."""
    palette, font = qapp.palette(), qapp.font()
    made, themes = [], []

    def make(rooms=note_rooms) -> Shell:
        source, _ = prepared_practice
        path = tmp_path / "maple.plainbill"
        if not path.exists():
            shutil.copyfile(source, path)
            shutil.copyfile(key_path(source), key_path(path))
        settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        settings.setValue(LAST_PERSON, "maria")
        door = PracticeDoor(runner, {"cost": CHEAP, "floor": CHEAP})
        theme = Theme(qapp)
        themes.append(theme)
        window = TopWindow(Parts(door, settings, theme, rooms, lambda: None))
        shell = Shell(window, door, runner, settings, path, qtbot)
        made.append(shell)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return shell

    yield make
    for shell in made:
        shell.close()
        shell.window.deleteLater()
        themes.pop().deleteLater()
        qtbot.waitUntil(lambda: not runner._flying, timeout=WAIT)
    # Now, and not when the next test already walks over all widgets.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def shell(make_shell) -> Shell:
    """The window over the prepared practice, at its gate."""
    return make_shell()
