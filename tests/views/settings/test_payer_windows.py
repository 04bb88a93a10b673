"""Payers' windows with the usual ones marked."""

from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.models.records import Payer
from app.views.common.desk import Desk
from app.views.settings.payers_panel import PayersPanel

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


class Hands:
    """A settings panel in a window, worked by keys."""

    def __init__(self, qtbot, practice, lanes, tmp_path, kind, role):
        session = practice.session_of(role)
        session.announce = lanes.announce
        self.qtbot = qtbot
        self.desk = Desk(session, lanes, QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
        self.panel = kind(self.desk)
        self.panel.resize(1200, 900)
        qtbot.addWidget(self.panel)
        with qtbot.waitActive(self.panel):
            self.panel.show()
            self.panel.activateWindow()
        self.panel.refresh()
        self.settle()

    def settle(self):
        self.qtbot.waitUntil(lambda: not self.desk.runner._flying, timeout=10_000)

    def press(self, key, held=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget(), key, held)
        self.settle()

    def fill(self, **texts):
        """Type over fields, and choose in lists by their first word."""
        for name, text in texts.items():
            editor = self.panel.form.editor(name)
            editor.setFocus()
            if hasattr(editor, "currentText"):
                QTest.keyClicks(editor, text.split()[0])
                while not editor.currentText().startswith(text):
                    assert editor.currentIndex() < editor.count() - 1
                    self.press(Qt.Key.Key_Down)
            else:
                self.press(Qt.Key.Key_A, CTRL)
                QTest.keyClicks(editor, text)

    def placeholder(self, name):
        return self.panel.form.editor(name).placeholderText()

    @property
    def reason(self):
        return self.panel._reason.text()


@pytest.fixture
def open_panel(qtbot, practice, lanes, tmp_path):
    return partial(Hands, qtbot, practice, lanes, tmp_path)


def test_an_empty_window_shows_the_usual_one_and_says_that_nobody_confirmed_it(open_panel, practice):
    hands = open_panel(PayersPanel, "manager")
    at = [line.name for line in hands.panel.model.rows].index("Prairie Health")
    hands.panel.list.go_to(at)
    hands.settle()
    assert hands.placeholder("filing_days") == "180 days (usual, not confirmed)"
    hands.fill(line_of_business="TRICARE")
    assert hands.placeholder("filing_days") == "365 days (usual, not confirmed)"
    assert hands.placeholder("appeal_days") == "90 days (usual, not confirmed)"
    hands.fill(filing_days="120", corrected_days="60", answer_days="21")
    hands.press(ENTER, CTRL)
    hands.settle()
    row = Payer.get(Payer.name == "Prairie Health")
    assert (row.filing_days, row.corrected_days, row.appeal_days, row.answer_days) == (120, 60, None, 21)
    assert row.takes_replacement


def test_a_new_medicare_payer_takes_no_replacement(open_panel, practice):
    hands = open_panel(PayersPanel, "manager")
    hands.panel.list.setFocus()
    hands.press(Qt.Key.Key_N, CTRL)
    hands.fill(name="Medicare South", line_of_business="Medicare")
    assert hands.placeholder("filing_days") == "1 year (usual, not confirmed)"
    hands.press(ENTER, CTRL)
    hands.settle()
    assert not Payer.get(Payer.name == "Medicare South").takes_replacement
