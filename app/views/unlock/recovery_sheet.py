"""The sheet for the recovery key: it opens the practice and gives a person a new password."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.domain.errors import InputError
from app.domain.recovery_key import read_recovery_key
from app.services.practices import OpenPractice, Recovery, recover_practice
from app.views.common.fields import Field, Kind
from app.views.common.new_password import check_new_password
from app.views.common.sheet import Sheet
from app.views.practice_door import PracticeDoor

_USE = (
    Field("key", "Recovery key", required=True, help="27 letters and digits; capitals and hyphens are free."),
    Field("who", "Who needs a new password?", Kind.CHOICE),
    Field("password", "New password", Kind.PASSWORD, required=True, help="12 characters or more."),
    Field("again", "New password again", Kind.PASSWORD, required=True),
)


class RecoverySheet(Sheet):
    """Opens a practice by its recovery key and sets a new password; the door tells when it is open."""

    def __init__(self, door: PracticeDoor, back: Callable[[], object]) -> None:
        super().__init__(
            "Use the recovery key",
            "Type the key from the paper that was printed when the practice was set up. Then choose a new "
            "password for one person.",
            _USE,
        )
        self._door = door
        self._path = Path()
        self.with_back(back)
        self.add_post("Open and set the password", key="Return")
        self.post_asked.connect(self._on_post_asked)

    def ask(self, path: Path) -> None:
        """Ask for the key of this practice; raises InputError if its key file is gone."""
        self._path = path
        editor = self.form.editor("who")
        editor.set_choices((name, name) for name in self._door.people(path))  # type: ignore[union-attr]
        self.forget()

    def _on_post_asked(self) -> None:
        if self.is_busy or not self.form.check():
            return
        key = self.form.editor("key")
        try:
            read_recovery_key(key.draft())
        except InputError as slip:
            key.set_problem(str(slip))
            self.form.go_to_problem()
            return
        name = str(self.form.editor("who").value())
        if check_new_password(self.form, (name,)):
            self.begin("Checking the key…")
            recovery = Recovery(key.draft(), name, self.form.editor("password").draft())
            call = partial(recover_practice, self._path, recovery, **self._door.costs)
            self._door.enter(call, self._on_entered, self.refuse)

    def _on_entered(self, _practice: OpenPractice) -> None:
        self._door.admit()

    def forget(self) -> None:
        """Take key and passwords off the screen."""
        self.form.set_values({"key": "", "password": "", "again": ""})
        self.rest()
