"""The gate: what the window shows while no practice is open, or while the screen is locked."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QScrollArea, QStackedWidget, QWidget

from app.domain.errors import AppError
from app.services.practices import SUFFIX
from app.services.set_ups import confirm_recovery_key
from app.services.sign_ins import suggest_folder
from app.views.common.new_key_pages import NewKeyPages
from app.views.common.settings_keys import BACKUP_FOLDER, LAST_PERSON, LAST_PRACTICE
from app.views.common.sheet import Sheet, SheetFrame
from app.views.common.theme import Theme
from app.views.practice_door import PracticeDoor
from app.views.unlock.first_run import FirstRun, ask_for_folder
from app.views.unlock.recovery_sheet import RecoverySheet
from app.views.unlock.restore_sheet import RestoreSheet
from app.views.unlock.unlock_sheet import UnlockSheet

Page = TypeVar("Page", bound=QWidget)


def ask_for_practice(parent: QWidget) -> str:
    """Let the system's own dialog choose a practice file."""
    return QFileDialog.getOpenFileName(parent, "Open a practice", "", f"Practices (*{SUFFIX})")[0]


class WelcomeSheet(Sheet):
    """The very first question: which way in."""

    def __init__(self) -> None:
        super().__init__(
            "Welcome to Plainbill",
            "Claim forms, payments and statements for a small practice. Everything stays on this computer, "
            "in one encrypted file.",
        )
        self.first = self.add_post("Set up a practice", key="Return")

    def focus_first(self) -> None:
        """Nothing is typed here."""
        self.first.setFocus()


class Gate(QStackedWidget):
    """Leads to an open practice by whichever way; the door tells when it is open.

    `unlocked` when the person who locked the screen is back, `demo_asked` when the demo is wanted,
    `close_asked` when the practice behind the lock shall be closed.
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
        self._pages: dict[type[QWidget], QWidget] = {}
        self.choose_practice: Callable[[QWidget], str] = ask_for_practice
        self.choose_folder: Callable[[str], str] = ask_for_folder
        door.opened.connect(self._on_opened)
        door.runner.crashed.connect(self._on_crashed)

    def page(self, kind: type[Page]) -> Page | None:
        """The sheet of a kind, if it was shown before."""
        found = self._pages.get(kind)
        return found if isinstance(found, kind) else None

    def show_practice(self, path: Path) -> None:
        """Ask for a password of this practice file, or say why it cannot be opened."""
        sheet = self.page(UnlockSheet) or self._add(self._make_unlock())
        try:
            sheet.ask(path, str(self._settings.value(LAST_PERSON, "")))
        except AppError as error:
            self.show_welcome(error)
            return
        self._path = path
        self._settings.setValue(LAST_PRACTICE, str(path))
        self._show(sheet)

    def show_lock(self, path: Path, who: str) -> None:
        """Stand before the work until `who` or a colleague types a password."""
        sheet = self.page(UnlockSheet) or self._add(self._make_unlock())
        self._path = path
        sheet.ask_again(path, who)
        self._show(sheet)

    def show_welcome(self, error: AppError | None = None) -> None:
        """Offer all the ways into the program, and say why the last one was closed."""
        sheet = self.page(WelcomeSheet) or self._add(self._make_welcome())
        sheet.rest()
        if error:
            sheet.refuse(error)
        self._show(sheet)

    def show_first_run(self) -> None:
        """Begin the set-up of a practice, or go on with it."""
        self._show(self.page(FirstRun) or self._add(self._make_first_run()))

    def show_recovery(self) -> None:
        """Ask for the recovery key of the practice."""
        sheet = self.page(RecoverySheet) or self._add(self._join(RecoverySheet(self._door)))
        sheet.ask(self._path)
        self._show(sheet)

    def show_restore(self) -> None:
        """Ask which backup is to be put back."""
        made = RestoreSheet(self._door, self.choose_folder)
        sheet = self.page(RestoreSheet) or self._add(self._join(made))
        target = self._path if self._path.name else suggest_folder() / f"Practice{SUFFIX}"
        who = str(self._settings.value(LAST_PERSON, ""))
        sheet.begin_with(str(self._settings.value(BACKUP_FOLDER, "")), target, who)
        self._show(sheet)

    def _make_unlock(self) -> UnlockSheet:
        ways = (
            ("Use recovery key", self.show_recovery),
            ("Restore a backup", self.show_restore),
            ("Other ways in", self.show_welcome),
        )
        sheet = UnlockSheet(self._door, ways, ("Close the practice", self.close_asked.emit))
        sheet.unlocked.connect(self.unlocked)
        return sheet

    def _make_welcome(self) -> WelcomeSheet:
        sheet = WelcomeSheet()
        sheet.post_asked.connect(self.show_first_run)
        sheet.left.connect(self._on_back_asked)
        sheet.add_other("Open a practice…", self._on_other_asked)
        sheet.add_other("Restore a backup", self.show_restore)
        sheet.add_other("Open the demo practice", self._on_demo_asked)
        return sheet

    def _make_first_run(self) -> FirstRun:
        steps = FirstRun(self._door, self._settings, self._theme, self.choose_folder)
        steps.left.connect(self._on_back_asked)
        steps.made.connect(self._on_made)
        return steps

    def _join(self, sheet: Page) -> Page:
        if isinstance(sheet, Sheet):
            sheet.left.connect(self._on_back_asked)
            sheet.add_other("Back", self._on_back_asked, icon="back")
        return sheet

    def _add(self, page: Page) -> Page:
        self._pages[type(page)] = page
        self.addWidget(SheetFrame(page) if isinstance(page, Sheet) else page)
        return page

    def _show(self, page: QWidget) -> None:
        holder = next(
            holder
            for at in range(self.count())
            if (holder := self.widget(at)) is page
            or (isinstance(holder, QScrollArea) and holder.isAncestorOf(page))
        )
        self.setCurrentWidget(holder)
        if isinstance(page, Sheet | FirstRun | NewKeyPages):
            page.focus_first()

    def _on_back_asked(self) -> None:
        if self._path.name:
            self.show_practice(self._path)
        else:
            self.show_welcome()

    def _on_demo_asked(self) -> None:
        sheet = self.page(WelcomeSheet)
        if sheet and not sheet.is_busy:
            sheet.begin("Opening the demo practice. The first time it is made, which takes half a minute…")
            self.demo_asked.emit()

    def _on_other_asked(self) -> None:
        chosen = self.choose_practice(self)
        if chosen:
            self.show_practice(Path(chosen))

    def _on_made(self, recovery_key: str) -> None:
        pages = self.page(NewKeyPages)
        if pages is None:
            pages = self._add(NewKeyPages(self._door.runner, self._settings))
            pages.proven.connect(self._on_key_proven)
        pages.show_key(self._door.held().path.stem, recovery_key)
        self._show(pages)

    def _on_key_proven(self) -> None:
        pages = self.page(NewKeyPages)
        if pages:
            call = partial(confirm_recovery_key, self._door.held().session)
            self._door.runner.write(call, lambda _nothing: self._door.admit(), pages.refuse, self)

    def _on_opened(self) -> None:
        practice = self._door.held()
        self._path = practice.path
        self._settings.setValue(LAST_PRACTICE, str(practice.path))
        self._settings.setValue(LAST_PERSON, practice.session.user.name)
        for page in self._pages.values():
            if isinstance(page, UnlockSheet):
                page.succeed()
            elif isinstance(page, NewKeyPages | RecoverySheet | RestoreSheet):
                page.forget()

    def _on_crashed(self) -> None:
        for page in self._pages.values():
            if isinstance(page, Sheet | FirstRun | NewKeyPages):
                page.rest()
