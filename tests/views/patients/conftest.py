"""The patients tab in a window, on a practice of its own, worked by keys."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.views.common.desk import Desk
from app.views.patients.tab import PatientsTab

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass
class Bench:
    """A tab that is shown, with what a test needs to work it by keys."""

    qtbot: Any
    practice: Any
    desk: Desk
    tab: PatientsTab
    said: list[str] = field(default_factory=list)

    def wait(self, holds, timeout=10_000):
        self.qtbot.waitUntil(holds, timeout=timeout)

    def settle(self):
        """Wait until no work is under way."""
        self.wait(lambda: not self.desk.runner._flying)

    def key(self, key, held=Qt.KeyboardModifier.NoModifier):
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget(), key, held)

    def tabs(self, count=1):
        """Go on so many fields."""
        for _ in range(count):
            self.key(Qt.Key.Key_Tab)

    def type(self, text):
        """Type where the focus is."""
        QTest.keyClicks(QApplication.focusWidget(), text)

    def over(self, text):
        """Type over what stands in the focused field."""
        self.key(Qt.Key.Key_A, CTRL)
        self.type(text)

    def choose(self, word):
        """Choose in the focused list by its first word, as letters do."""
        QTest.keyClicks(QApplication.focusWidget(), word.split()[0])
        assert QApplication.focusWidget().currentText().startswith(word)

    def open(self, patient):
        """Open a patient's record and wait for it."""
        self.tab.show_patient(patient)
        self.wait(lambda: self.tab.record.detail is not None and self.tab.record.detail.id == patient)
        self.settle()

    def page(self, title):
        """Show a page of the record, loaded."""
        page = self.tab.show_page(title)
        self.settle()
        return page

    def focus_name(self):
        """The name of what has the focus, as a screen reader says it."""
        return QApplication.focusWidget().accessibleName()


@pytest.fixture
def bench(qtbot, practice, lanes, tmp_path):
    """Makes a bench; call it with a role after the practice has what the test needs."""
    benches = []

    def make(role="manager"):
        session = practice.session_of(role)
        session.announce = lanes.announce
        settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        desk = Desk(session, lanes, settings)
        tab = PatientsTab(desk)
        tab.resize(1280, 820)
        qtbot.addWidget(tab)
        with qtbot.waitActive(tab):
            tab.show()
            tab.activateWindow()
        made = Bench(qtbot, practice, desk, tab)
        desk.say.connect(made.said.append)
        benches.append(made)
        made.settle()
        return made

    yield make
    benches.clear()
