"""The gate: what the window shows while no practice is open, or while the screen is locked."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.domain.errors import AppError
from app.services.sign_ins import suggest_folder
from app.views.common.settings_keys import BACKUP_FOLDER, LAST_PERSON, LAST_PRACTICE
from app.views.common.sheet import Sheet, SheetFrame
from app.views.common.theme import Theme
from app.views.practice_door import PracticeDoor
from app.views.unlock.unlock_sheet import UnlockSheet

if TYPE_CHECKING:
    from app.views.unlock.welcome_sheet import WelcomeSheet


def ask_for_practice(parent: QWidget) -> str:
    """Let the system's own dialog choose a practice file."""
    from app.services.practices import SUFFIX

    return QFileDialog.getOpenFileName(parent, "Open a practice", "", f"Practices (*{SUFFIX})")[0]


def ask_for_folder(title: str) -> str:
    """Let the system's own dialog choose a folder."""
    return QFileDialog.getExistingDirectory(None, title)


class Gate(QStackedWidget):
    """Leads to an open practice by whichever way; the door tells when it is open.

    `unlocked` when the person who locked the screen is back, `demo_asked` when the demo is wanted,
    `close_asked` when the practice behind the lock shall be closed. Each page has `focus_first`, `rest` and
    `forget`, and is imported when it is first wanted, since most days only the first one is.
    """

    unlocked = Signal()
    demo_asked = Signal()
    close_asked = Signal()

    def __init__(self, door: PracticeDoor, settings: QSettings, theme: Theme) -> None:
        super().__init__()
        self._door = door
        self._settings = settings
        self._theme = theme
        self._path = Path()
        self._pages: dict[str, Any] = {}
        self._shown = ""
        self.choose_practice: Callable[[QWidget], str] = ask_for_practice
        self.choose_folder: Callable[[str], str] = ask_for_folder
        door.opened.connect(self._on_opened)
        door.runner.crashed.connect(self._on_crashed)

    @property
    def page(self) -> Any:
        """The page that is shown."""
        return self._pages[self._shown]

    def show_practice(self, path: Path) -> None:
        """Ask for a password of this practice file, or say why it cannot be opened."""
        try:
            self._page("unlock", self._make_unlock).ask(path, self._person())
        except AppError as error:
            self.show_welcome(error)
            return
        self._path = path
        self._settings.setValue(LAST_PRACTICE, str(path))
        self._show("unlock")

    def show_lock(self, path: Path, who: str) -> None:
        """Stand before the work until `who` or a colleague types a password."""
        self._path = path
        self._page("unlock", self._make_unlock).ask_again(path, who)
        self._show("unlock")

    def show_welcome(self, error: AppError | None = None) -> None:
        """Offer all the ways into the program, and say why the last one was closed."""
        sheet = self._page("welcome", self._make_welcome)
        sheet.rest()
        if error:
            sheet.refuse(error)
        self._show("welcome")

    def show_first_run(self) -> None:
        """Begin the set-up of a practice, or go on with it."""
        self._page("first run", self._make_first_run)
        self._show("first run")

    def show_recovery(self) -> None:
        """Ask for the recovery key of the practice."""
        from app.views.unlock.recovery_sheet import RecoverySheet

        make = partial(RecoverySheet, self._door, self._on_back_asked)
        self._page("recovery", make).ask(self._path)
        self._show("recovery")

    def show_restore(self) -> None:
        """Ask which backup is to be put back."""
        from app.services.practices import SUFFIX
        from app.views.unlock.restore_sheet import RestoreSheet

        make = partial(RestoreSheet, self._door, self._on_back_asked, self.choose_folder)
        target = self._path if self._path.name else suggest_folder() / f"Practice{SUFFIX}"
        folder = str(self._settings.value(BACKUP_FOLDER, ""))
        self._page("restore", make).begin_with(folder, target, self._person())
        self._show("restore")

    def _person(self) -> str:
        return str(self._settings.value(LAST_PERSON, ""))

    def _make_unlock(self) -> UnlockSheet:
        ways = (
            ("Use recovery key", self.show_recovery),
            ("Restore a backup", self.show_restore),
            ("Other ways in", self.show_welcome),
        )
        sheet = UnlockSheet(self._door, ways, ("Close the practice", self.close_asked.emit))
        sheet.unlocked.connect(self.unlocked)
        return sheet

    def _make_welcome(self) -> "WelcomeSheet":
        from app.views.unlock.welcome_sheet import WelcomeSheet

        sheet = WelcomeSheet()
        sheet.post_asked.connect(self.show_first_run)
        sheet.left.connect(self._on_back_asked)
        sheet.open_asked.connect(self._on_other_asked)
        sheet.restore_asked.connect(self.show_restore)
        sheet.demo_asked.connect(self.demo_asked)
        return sheet

    def _make_first_run(self) -> QWidget:
        from app.views.unlock.first_run import FirstRun

        steps = FirstRun(self._door, self._settings, self._theme, self.choose_folder)
        steps.left.connect(self._on_back_asked)
        steps.made.connect(self._on_made)
        return steps

    def _page(self, name: str, make: Callable[[], QWidget]) -> Any:
        if name not in self._pages:
            page = self._pages[name] = make()
            self.addWidget(SheetFrame(page) if isinstance(page, Sheet) else page)
        return self._pages[name]

    def _show(self, name: str) -> None:
        self._shown = name
        self.setCurrentIndex(list(self._pages).index(name))
        self.page.focus_first()

    def _on_back_asked(self) -> None:
        if self._path.name:
            self.show_practice(self._path)
        else:
            self.show_welcome()

    def _on_other_asked(self) -> None:
        chosen = self.choose_practice(self)
        if chosen:
            self.show_practice(Path(chosen))

    def _on_made(self, recovery_key: str) -> None:
        from app.views.unlock.first_key import FirstKey

        pages = self._page("key", partial(FirstKey, self._door, self._settings))
        pages.show_key(self._door.held().path.stem, recovery_key)
        self._show("key")

    def _on_opened(self) -> None:
        practice = self._door.held()
        self._path = practice.path
        self._settings.setValue(LAST_PRACTICE, str(practice.path))
        self._settings.setValue(LAST_PERSON, practice.session.user.name)
        for page in self._pages.values():
            page.forget()

    def _on_crashed(self) -> None:
        for page in self._pages.values():
            page.rest()
