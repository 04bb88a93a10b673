"""The payments tab on a practice of one's own, worked by keys."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.models.database import close_database, connect_thread
from app.tasks.runner import Runner
from app.views.common.desk import Desk
from app.views.payments.tab import PaymentsTab
from tests.practice_fixtures import adjusted

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass
class Hands:
    """Types where the focus is, and counts keys; a key with Ctrl counts as two."""

    qtbot: object
    tab: PaymentsTab
    keys: int = 0
    crashes: list = field(default_factory=list)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1 + bool(held & CTRL) + bool(held & SHIFT)
        QTest.keyClick(QApplication.focusWidget(), key, held)
        self.settle()

    def type(self, text: str) -> None:
        for letter in text:
            self.keys += 1
            QTest.keyClicks(QApplication.focusWidget(), letter)
        self.settle()

    def tabs(self, *texts: str) -> None:
        """Type each text and go on with Tab."""
        for text in texts:
            self.type(text)
            self.press(Qt.Key.Key_Tab)

    def settle(self) -> None:
        """Wait until no lane works any more."""
        self.qtbot.waitUntil(lambda: not self.tab.desk.runner._flying, timeout=10_000)
        assert not self.crashes, self.crashes[0].trace

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget()


@pytest.fixture
def open_tab(qtbot, practice) -> Iterator:
    """A function that shows the tab for a role, the manager's by default."""
    before, runners = set(threading.enumerate()), []

    def show(role: str = "manager") -> Hands:
        session = practice.session_of(role)
        runner = Runner(opened=connect_thread, closed=close_database)
        runners.append(runner)
        session.announce = runner.announce
        tab = PaymentsTab(Desk(session, runner), practice.opened)
        hands = Hands(qtbot, tab)
        runner.crashed.connect(hands.crashes.append)
        tab.resize(1280, 800)
        qtbot.addWidget(tab)
        with qtbot.waitActive(tab):
            tab.show()
            tab.activateWindow()
        tab.payments.table.setFocus()
        hands.settle()
        return hands

    yield show
    for runner in runners:
        runner.stop()
    assert not set(threading.enumerate()) - before


@pytest.fixture
def hands(open_tab) -> Hands:
    return open_tab()


@pytest.fixture
def ana(practice):
    """Ana owes 56.28 for one service of today and 15.00 for an older one; her insurer answered the first."""
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, ("99213", "165.00"))
    practice.an_answer(
        visit.claim_id,
        (visit.charge_ids[0], "81.40", "25.12", adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28")),
    )
    return patient, visit
