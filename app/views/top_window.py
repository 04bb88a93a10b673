"""The program's one window: the gate, behind it the work of one session, and the lock between them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from app.tasks.jobs import Crash
from app.views.common.clipboard import Clipboard
from app.views.common.form import FormPanel
from app.views.common.settings_keys import GEOMETRY, LAST_PRACTICE, LOCK_MINUTES, TEXT_SIZE
from app.views.common.theme import Theme
from app.views.idle_watch import DEFAULT_MINUTES, IdleWatch
from app.views.practice_door import PracticeDoor
from app.views.unlock.gate import Gate

if TYPE_CHECKING:
    from app.services.practices import OpenPractice
    from app.views.common.desk import Desk
    from app.views.common.error_panel import ErrorPanel
    from app.views.main_window import MainWindow
    from app.views.rooms import Room

NAME = "Plainbill"


@dataclass(frozen=True, slots=True)
class Parts:
    """What the window is made of, joined by `app/__main__.py` and given."""

    door: PracticeDoor
    settings: QSettings
    theme: Theme
    rooms: "Callable[[OpenPractice], tuple[Room, ...]]"
    demo: "Callable[[], OpenPractice]"


class TopWindow(QWidget):
    """Shows the gate until a practice is open; hides the work at once when it is locked."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._is_leaving = False
        self.work: MainWindow | None = None
        self.desk: Desk | None = None
        self.gate = Gate(parts.door, parts.settings, parts.theme)
        self.faults: ErrorPanel | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.gate)
        self.idle = IdleWatch(self)
        self._lay_out()
        self.idle.idle.connect(self.lock)
        self.gate.unlocked.connect(self._on_unlocked)
        self.gate.demo_asked.connect(self.open_demo)
        self.gate.close_asked.connect(self._on_close_asked)
        parts.door.opened.connect(self._on_opened)
        parts.door.runner.crashed.connect(self.show_crash)

    @property
    def is_locked(self) -> bool:
        """Tell whether work is hidden behind the gate."""
        return self.work is not None and self._stack.currentWidget() is self.gate

    def begin(self, path: Path | None) -> None:
        """Ask for the password of this practice, of the one last opened, or begin the first set-up."""
        last = str(self._parts.settings.value(LAST_PRACTICE, "") or "")
        wanted = path or (Path(last) if last and Path(last).is_file() else None)
        if wanted:
            self.gate.show_practice(wanted)
        else:
            self.gate.show_welcome()

    def open_demo(self) -> None:
        """Open the demo practice, whose password is printed."""
        door = self._parts.door
        refused = self.gate.show_welcome
        door.enter(self._parts.demo, lambda _practice: door.admit(), refused)

    def lock(self) -> None:
        """Hide everything at once: no patient on the screen, no key that acts, nothing on the clipboard."""
        practice = self._parts.door.practice
        if self.work is None or practice is None or self.is_locked:
            return
        self._stack.setCurrentWidget(self.gate)
        self._take_down()
        self.gate.show_lock(practice.path, practice.session.user.name)
        for form in self.work.findChildren(FormPanel):
            form.flush_waiting()
        self._parts.door.runner.write(practice.session.flush_looks)

    def show_crash(self, crash: Crash) -> None:
        """Say that the program stumbled, with ids and places in the program only."""
        # Most days nothing stumbles, so the panel is made by the first fault.
        from app.views.common.error_panel import ErrorPanel, Fault

        if self.faults is None:
            self.faults = ErrorPanel()
            self._column.insertWidget(0, self.faults)
        self.faults.show_fault(Fault.of(crash))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write drafts and close the practice in its lane first; the window goes when that is done."""
        settings = self._parts.settings
        settings.setValue(GEOMETRY, self.saveGeometry())
        if self._is_leaving or self._parts.door.practice is None:
            event.accept()
            return
        event.ignore()
        self._is_leaving = True
        self._leave_work()
        self._parts.door.leave(self._on_left)

    def _lay_out(self) -> None:
        self.setWindowTitle(NAME)
        self.setMinimumSize(900, 600)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        kept = self._parts.settings.value(GEOMETRY)
        if not isinstance(kept, QByteArray) or not self.restoreGeometry(kept):
            self.resize(1280, 800)

    def _take_down(self) -> None:
        """Close every list, menu, dialog and message that lies over the page, and empty the clipboard."""
        from app.views.common.toast import Toast

        if self.work:
            self.work.quiet()
        for toast in self.findChildren(Toast):
            toast.hide()
        for board in self.findChildren(Clipboard):
            board.clear()
        QToolTip.hideText()
        while popup := QApplication.activePopupWidget():
            popup.close()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog) and window.isVisible():
                window.reject()

    def _leave_work(self) -> None:
        if self.work and self.desk:
            for form in self.work.findChildren(FormPanel):
                form.flush_waiting()
            self._take_down()
            self._stack.setCurrentWidget(self.gate)
            # Else the focus would wander over lists that are half gone.
            self.setFocus()
            self._stack.removeWidget(self.work)
            self.work.deleteLater()
            self.desk.deleteLater()
        self.work = self.desk = None

    def _choose_text(self, step: int) -> None:
        theme = self._parts.theme
        {1: theme.enlarge, -1: theme.shrink, 0: theme.reset_text_size}[step]()
        self._parts.settings.setValue(TEXT_SIZE, theme.percent)

    def _on_opened(self, practice: "OpenPractice") -> None:
        # Fetched while the password is typed, not before it can be.
        from app.views.common.desk import Desk
        from app.views.main_window import MainWindow

        self._leave_work()
        parts = self._parts
        self.desk = Desk(practice.session, parts.door.runner, parts.settings, self)
        self.work = MainWindow(self.desk, parts.rooms(practice))
        self.work.lock_asked.connect(self.lock)
        self.work.text_asked.connect(self._choose_text)
        self._stack.addWidget(self.work)
        self._show_work()
        self.work.enter()
        self.desk.changed.connect(self._on_changed)
        self._ask_minutes()

    def _show_work(self) -> None:
        if self.work and self.desk:
            self._stack.setCurrentWidget(self.work)
            self.idle.begin(self.desk.session.now)

    def _on_unlocked(self) -> None:
        self._show_work()

    def _on_close_asked(self) -> None:
        path = self._parts.door.held().path
        self._leave_work()
        self._parts.door.leave(partial(self.gate.show_practice, path))

    def _on_left(self) -> None:
        self.close()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if "setting" in kinds:
            self._ask_minutes()

    def _ask_minutes(self) -> None:
        from app.queries.office_lists import find_setting

        if self.desk:
            self.desk.ask(find_setting, LOCK_MINUTES, then=self._on_minutes, owner=self, key="minutes")

    def _on_minutes(self, value: str) -> None:
        self.idle.set_minutes(int(value) if value.isdigit() else DEFAULT_MINUTES)
