"""The main window with its real tabs on a practice of one's own, worked by the keyboard alone."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QWidget

from app.models.database import close_database, connect_thread, select
from app.queries.account_summaries import find_account
from app.tasks.runner import Runner
from app.views.common import preview_panel
from app.views.common.desk import Desk
from app.views.common.theme import Theme
from app.views.main_window import MainWindow
from app.views.rooms import make_rooms

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
WAIT = 10_000


@dataclass
class WindowHands:
    """Presses keys where the focus is, counts them (Ctrl and Shift each as one), and watches for dialogs.

    `commands` counts keys that do something, `letters` what is typed into fields, `spool` what was handed to
    the printer, `said` what the window told.
    """

    qtbot: object
    practice: object
    desk: Desk
    window: MainWindow
    commands: int = 0
    letters: int = 0
    said: list = field(default_factory=list)
    crashes: list = field(default_factory=list)
    spool: list = field(default_factory=list)
    windows: set = field(default_factory=set)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        self.commands += 1 + bool(held & CTRL) + bool(held & SHIFT)
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.settle()

    def type(self, text: str) -> None:
        self.letters += len(text)
        QTest.keyClicks(QApplication.focusWidget(), text)
        self.settle()

    def fill(self, *texts: str) -> None:
        """Type each text and go on with Tab; an empty text leaves the field as it is."""
        for text in texts:
            if text:
                self.type(text)
            self.press(TAB)

    def go_to(self, name: str, most: int = 40, held: Qt.KeyboardModifier = NONE) -> None:
        """Press Tab until the field with this name has the keyboard; with Shift, backwards."""
        key = Qt.Key.Key_Backtab if held & SHIFT else TAB
        for _ in range(most):
            if self.focus_name == name:
                return
            self.press(key, held)
        raise AssertionError(f"{name} is not reached by Tab; the keyboard is on {self.focus_name}")

    def find(self, text: str) -> None:
        """Open what the command box finds first."""
        self.press(Qt.Key.Key_K, CTRL)
        self.type(text)
        self.press(ENTER)

    def settle(self) -> None:
        """Wait until no lane works any more, and look for windows that came up."""
        self.wait(lambda: not self.desk.runner._flying)
        assert not self.crashes, self.crashes[0].trace
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        self.windows |= {type(each).__name__ for each in shown}
        assert QApplication.activeModalWidget() is None
        assert not any(isinstance(each, QDialog) for each in shown)

    def wait(self, holds) -> None:
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=WAIT)

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget()

    @property
    def focus_name(self) -> str:
        """The name of what has the keyboard, as a screen reader says it."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget else ""

    def tab_of(self, name: str):
        """A tab that was made, to be looked at."""
        return self.window._places[name].tab

    def balances(self, account: int = 1) -> tuple[str, str, str]:
        """What patient and insurers owe on an account, and its credit."""
        found = self.practice.session.ask(find_account, account)
        return str(found.patient_owes), str(found.insurance_owes), str(found.credit)

    def kept(self, kind: str) -> list[bytes]:
        """The kept files of a kind, as they were printed."""
        rows = select("select content from stored_file where kind = ? order by id", kind)
        return [bytes(content) for (content,) in rows]

    def visible_texts(self) -> str:
        """All words that stand on labels and fields in sight."""
        kinds = (QLabel, QLineEdit, QAbstractButton)
        shown = [each for kind in kinds for each in self.window.findChildren(kind) if each.isVisible()]
        return "\n".join(each.text() for each in shown)


@pytest.fixture
def open_window(qapp, qtbot, practice, tmp_path, monkeypatch) -> Iterator:
    """A function that shows the window for a role, the manager's by default; the printer is a list."""
    before, palette, font = set(threading.enumerate()), qapp.palette(), qapp.font()
    made: list[WindowHands] = []

    def show(role: str = "manager") -> WindowHands:
        session = practice.session_of(role)
        runner = Runner(opened=connect_thread, closed=close_database)
        session.announce = runner.announce
        settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        desk, theme = Desk(session, runner, settings), Theme(qapp)
        window = MainWindow(desk, make_rooms(theme, practice.opened))
        hands = WindowHands(qtbot, practice, desk, window)
        made.append(hands)
        monkeypatch.setattr(preview_panel, "list_printers", lambda: ["Front desk"])
        monkeypatch.setattr(preview_panel, "print_pdf", lambda pdf, *_words, **_more: hands.spool.append(pdf))
        runner.crashed.connect(hands.crashes.append)
        desk.say.connect(hands.said.append)
        window.resize(1280, 800)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.enter()
        hands.settle()
        return hands

    yield show
    for hands in made:
        hands.desk.runner.stop()
    # Now, and not when the next test already walks over all widgets.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setPalette(palette)
    qapp.setFont(font)
    assert not set(threading.enumerate()) - before
