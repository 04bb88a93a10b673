"""One page of a patient's record in a window, worked by keys on a practice of one's own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.models.database import close_database, connect_thread
from app.queries.patients import find_patient
from app.tasks.runner import Runner
from app.views.common.desk import Desk

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Hands:
    """Types where the focus is and waits until no lane works any more."""

    qtbot: object
    desk: Desk
    window: QWidget
    shown: dict = field(default_factory=dict)
    said: list = field(default_factory=list)
    crashes: list = field(default_factory=list)

    def show(self, kind: type) -> QWidget:
        """Put a page into the window."""
        page = kind(self.desk)
        self.window.layout().addWidget(page)
        with self.qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        return page

    def show_patient(self, page: QWidget, patient: int) -> None:
        """Tell the page of a patient, and again after every commit, as the tab does."""
        self._tell(page, patient)
        self.shown[page] = patient
        self.settle()

    def on_changed(self, _kinds: frozenset) -> None:
        for page, patient in self.shown.items():
            self._tell(page, patient)

    def _tell(self, page: QWidget, patient: int) -> None:
        self.desk.ask(find_patient, patient, then=page.show_patient, owner=page)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, held)
        self.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)
        self.settle()

    def tabs(self, *texts: str) -> None:
        """Type each text and go on with Tab."""
        for text in texts:
            if text:
                self.type(text)
            self.press(Qt.Key.Key_Tab)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.desk.runner._flying, timeout=10_000)
        # A commit is announced by a queued signal, and the page asks again.
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.desk.runner._flying, timeout=10_000)
        assert not self.crashes, self.crashes[0].trace

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget()


@contextmanager
def open_hands(qtbot, practice, role: str = "manager") -> Iterator[Hands]:
    """A window for pages, as one person; no thread is left behind."""
    before = set(threading.enumerate())
    session = practice.session_of(role)
    runner = Runner(opened=connect_thread, closed=close_database)
    session.announce = runner.announce
    window = QWidget()
    window.resize(1000, 760)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    hands = Hands(qtbot, Desk(session, runner), window)
    hands.desk.say.connect(hands.said.append)
    hands.desk.changed.connect(hands.on_changed)
    runner.crashed.connect(hands.crashes.append)
    qtbot.addWidget(window)
    yield hands
    runner.stop()
    assert not set(threading.enumerate()) - before
