"""The billing tab in a window, on a practice of its own."""

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.views.billing.tab import BillingTab
from app.views.common.desk import Desk

CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Bench:
    """A tab that is shown, with what a test needs to work it by keys."""

    qtbot: Any
    practice: Any
    desk: Desk
    tab: BillingTab

    def wait(self, holds, timeout=10_000):
        self.qtbot.waitUntil(holds, timeout=timeout)

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget(), key, modifier)

    def type(self, text):
        """Type over what stands in the focused field."""
        self.key(Qt.Key.Key_A, CTRL)
        self.key(Qt.Key.Key_Delete)
        QTest.keyClicks(QApplication.focusWidget(), text)

    def open_first(self):
        """Open the first claim of the list and put the keyboard into its form."""
        self.wait(lambda: self.tab.list.table.current_row() is not None)
        self.tab.list.table.setFocus()
        self.key(Qt.Key.Key_Return)
        line = self.tab.list.table.current_row()
        self.wait(lambda: self.tab.form.detail is not None and self.tab.form.detail.line == line)

    def settle(self):
        """Wait until no work is under way and every ready claim was checked."""
        self.wait(lambda: not self.desk.runner._flying and self.tab.list.screener.is_done)


@pytest.fixture
def bench(qtbot, practice, lanes, tmp_path):
    """Makes a bench; call it with a role after the practice has what the test needs."""
    benches = []

    def make(role="manager"):
        session = practice.session_of(role)
        session.announce = lanes.announce
        settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        desk = Desk(session, lanes, settings)
        tab = BillingTab(desk)
        tab.resize(1240, 820)
        qtbot.addWidget(tab)
        with qtbot.waitActive(tab):
            tab.show()
            tab.activateWindow()
        made = Bench(qtbot, practice, desk, tab)
        benches.append(made)
        if role != "auditor":
            made.settle()
        return made

    yield make
    benches.clear()
