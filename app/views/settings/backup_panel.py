"""Backups: where they go, one now, and every one there is with the proof that it can be restored."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog

from app.domain.errors import AppError
from app.services.backups import back_up, show_backups, try_restore
from app.services.practices import OpenPractice
from app.services.restorable import BackupLine
from app.tasks.runner import status_only
from app.views.common.backup_lines import BACKUP_COLUMNS, made_at
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.fields import Field
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.settings_keys import BACKUP_FOLDER
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView

_FIELDS = (
    Field(
        "folder",
        "Folder for backups",
        required=True,
        wide=True,
        help="A second disk, a stick or a synced folder: not beside the practice. Keep one copy unplugged.",
    ),
)


def ask_for_folder(title: str) -> str:
    """Let the system's own dialog choose a folder."""
    return QFileDialog.getExistingDirectory(None, title)


class BackupPanel(Panel):
    """Ctrl+Enter backs up now; the list proves each backup byte by byte."""

    def __init__(self, desk: Desk, practice: OpenPractice, settings: QSettings) -> None:
        super().__init__("Backup")
        self._desk = desk
        self._practice = practice
        self._settings = settings
        self.choose_folder: Callable[[str], str] = ask_for_folder
        self.form = FormPanel(_FIELDS, desk.session.today)
        self.model = TableModel(BACKUP_COLUMNS, self)
        self.list = TableView("Backups", self.model)
        self.body.addWidget(self.form)
        self.body.addWidget(
            PlainLabel(
                "Enter on a backup tries to restore it, without touching anything. A real restore is done "
                "from the first screen, when no practice is open.",
                tone="muted",
                wrap=True,
            )
        )
        self._empty = EmptyState("There is no backup in this folder yet.")
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._empty, 1)
        self.list.hide()
        self.add_action("Choose the folder…", self._on_folder_asked)
        self.add_action("Check the backups again", self.refresh)
        self.add_post("Back up now")
        self.post_asked.connect(self._on_post_asked)
        self.list.opened.connect(self._on_line_opened)
        self.form.set_values({"folder": str(settings.value(BACKUP_FOLDER, "") or "")})

    def refresh(self) -> None:
        """List and prove the backups in the folder."""
        folder = self._folder()
        if folder:
            # Proving reads every byte of every backup: the drawing lane waits for nobody and keeps nobody.
            call = partial(show_backups, self._desk.session, self._practice, folder)
            self._desk.runner.draw(call, self._on_listed, self._on_refused, self, key="backups")

    def _folder(self) -> Path | None:
        text = str(self.form.values()["folder"] or "")
        return Path(text) if text else None

    def _on_folder_asked(self) -> None:
        folder = self.choose_folder("Folder for backups")
        if folder:
            self.form.set_values({"folder": folder})
            self._settings.setValue(BACKUP_FOLDER, folder)
            self.refresh()

    def _on_post_asked(self) -> None:
        folder = self._folder()
        if not self.form.check() or folder is None:
            return
        self._settings.setValue(BACKUP_FOLDER, str(folder))
        self.explain("Copying, opening the copy, comparing…")
        self._desk.do(
            back_up,
            self._practice,
            folder,
            then=self._on_backed_up,
            failed=self._on_refused,
            owner=self,
            progress=status_only,
        )

    def _on_backed_up(self, line: BackupLine) -> None:
        self.explain(f"Backed up and proved: {line.folder.name}.", "good")
        self.refresh()

    def _on_listed(self, lines: tuple[BackupLine, ...]) -> None:
        self.model.set_rows(lines)
        self.list.setVisible(bool(lines))
        self._empty.setVisible(not lines)

    def _on_line_opened(self, line: BackupLine) -> None:
        if line.why:
            self.explain(line.why, "danger")
            return
        self.explain("Trying…")
        self._desk.do(
            try_restore,
            self._practice,
            line.folder,
            then=lambda _facts: self.explain(f"The backup of {made_at(line)} can be restored.", "good"),
            failed=self._on_refused,
            owner=self,
        )

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
