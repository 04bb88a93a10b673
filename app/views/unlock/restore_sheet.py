"""The restore sheet: which folder of backups, who you were then, and which of them to put back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.services.backups import Person, restore_practice
from app.services.restorable import BackupLine, list_restorable
from app.views.common.backup_lines import BACKUP_COLUMNS
from app.views.common.fields import Field, Kind
from app.views.common.sheet import Sheet
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import scaled
from app.views.practice_door import PracticeDoor

ChooseFolder = Callable[[str], str]
_FIELDS = (
    Field("folder", "Folder with the backups", required=True),
    Field("target", "Put it back as", required=True),
    Field("who", "Log-in name of a manager", required=True),
    Field("password", "Password, as it was on the day of the backup", Kind.PASSWORD, required=True),
)


class RestoreSheet(Sheet):
    """Lists the backups that a password opens and puts the chosen one back; the door tells when."""

    def __init__(self, door: PracticeDoor, back: Callable[[], object], choose_folder: ChooseFolder) -> None:
        super().__init__(
            "Restore a backup",
            "Nothing is lost: what lies in the practice's place now is kept beside it.",
            _FIELDS,
        )
        self._door = door
        self._choose_folder = choose_folder
        self._model = TableModel(BACKUP_COLUMNS, self)
        self._list = TableView("Backups", self._model)
        self._list.setMinimumHeight(scaled(180))
        self._list.hide()
        self._list.opened.connect(self._on_line_opened)
        self.body.addWidget(self._list, 1)
        self.add_other("Choose the folder…", self._on_folder_asked)
        self.with_back(back)
        self._post = self.add_post("Show the backups", key="Return")
        self.post_asked.connect(self._on_post_asked)
        self.form.edited.connect(self._on_edited)

    def begin_with(self, folder: str, target: Path, who: str) -> None:
        """Start with the folder, the practice file and the person last used here."""
        self.form.set_values({"folder": folder, "target": str(target), "who": who})
        self.forget()

    def forget(self) -> None:
        """Take the password off the screen."""
        self.form.set_values({"password": ""})
        self._on_edited()
        self.rest()

    def show_lines(self, lines: tuple[BackupLine, ...]) -> None:
        """List what was found, newest first."""
        self.rest()
        self._model.set_rows(lines)
        self._list.show()
        self._list.setFocus()
        self._name_button("Restore the chosen backup")
        good = sum(line.state.value == "verified" for line in lines)
        self.explain(f"{good} of {len(lines)} can be restored.", "muted" if good else "danger")

    def _name_button(self, word: str) -> None:
        self._post.setText(word)
        self._post.setAccessibleName(word)
        self._post.updateGeometry()

    def _person(self) -> Person:
        return Person(str(self.form.editor("who").value()), self.form.editor("password").draft())

    def _on_folder_asked(self) -> None:
        folder = self._choose_folder("Folder with the backups")
        if folder:
            self.form.set_values({"folder": folder})
            self._on_edited()

    def _on_edited(self) -> None:
        self._list.hide()
        self._model.set_rows(())
        self._name_button("Show the backups")

    def _on_line_opened(self, line: BackupLine) -> None:
        if self.is_busy:
            return
        if line.state.value != "verified":
            self.explain(f"This one cannot be restored. {line.why}", "danger")
            return
        self.begin("Restoring. Every byte is checked first…")
        target = Path(str(self.form.editor("target").value()))
        call = partial(restore_practice, line.folder, target, self._person(), **self._door.costs)
        self._door.enter(call, self._on_entered, self.refuse)

    def _on_post_asked(self) -> None:
        if self.is_busy or not self.form.check():
            return
        chosen = self._list.current_row()
        if chosen is not None and self._list.isVisible():
            self._on_line_opened(chosen)
            return
        self.begin("Looking at every backup…")
        folder = Path(str(self.form.editor("folder").value()))
        call = partial(list_restorable, folder, self._person(), **self._door.floor)
        self._door.runner.write(call, self.show_lines, self.refuse, self)

    def _on_entered(self, _outcome: object) -> None:
        self._door.admit()
