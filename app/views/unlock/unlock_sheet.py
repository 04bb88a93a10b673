"""The unlock sheet: who you are and your password; wrong ones wait longer each time."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from app.domain.errors import AppError
from app.domain.passwords import wait_after
from app.services.sign_ins import demo_password, is_wrong_password
from app.views.common.combo import Combo
from app.views.common.fields import Field, Kind
from app.views.common.sheet import Sheet
from app.views.practice_door import PracticeDoor

SECOND = 1_000
Action = tuple[str, Callable[[], object]]
_FIELDS = (
    Field("who", "Who are you?", Kind.CHOICE),
    Field("password", "Password", Kind.PASSWORD, required=True),
    Field("shown", "Show the password", Kind.CHECK),
)


class UnlockSheet(Sheet):
    """Asks for a person and a password: to open a practice file, or to come back behind a locked screen.

    The wait after wrong passwords is counted here, second by second, while the window stays alive. `unlocked`
    when the person who locked the screen is back; when a practice or a colleague comes in, the door tells.
    """

    unlocked = Signal()

    def __init__(self, door: PracticeDoor, ways: tuple[Action, ...], close: Action) -> None:
        super().__init__("Welcome back", "", _FIELDS)
        self._door = door
        self._path = Path()
        self._is_locked = False
        self.failures = 0
        self._wait = 0
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND)
        self._timer.timeout.connect(self._on_second_passed)
        self._refusal = ""
        self.add_post("Unlock", key="Return")
        self.post_asked.connect(self._on_post_asked)
        self._shown = self.form.editor("shown")
        self._shown.edited.connect(self._on_show_asked)
        self._password = self.form.editor("password")
        self._ways = [self.add_other(*way) for way in ways]
        self._close = self.add_other(*close)
        door.opened.connect(self.succeed)

    def ask(self, path: Path, who: str) -> None:
        """Ask who opens this practice file, `who` first; raises InputError if its key file is gone."""
        people = self._door.people(path)
        self._is_locked = False
        self._ask(path, people, who, "Choose your name and type your password.")

    def ask_again(self, path: Path, who: str) -> None:
        """Ask for `who` to come back, or a colleague to take the place."""
        self._is_locked = True
        try:
            people = self._door.people(path)
        except AppError:
            # The screen is locked whatever has become of the key file.
            people = (who,)
        lead = "Locked. Everything is as you left it. A colleague may choose another name."
        self._ask(path, people, who, lead)

    def forget(self) -> None:
        """Take the password off the screen."""
        self.form.set_values({"password": "", "shown": False})
        self._on_show_asked()
        if not self._wait:
            self.rest()

    def succeed(self) -> None:
        """Begin the count of wrong passwords anew."""
        self.failures = 0
        self.forget()

    def refuse(self, error: AppError) -> None:
        """Say what was wrong, and after several wrong passwords how long to wait."""
        super().refuse(error)
        self._refusal = str(error)
        if is_wrong_password(error):
            self.failures += 1
            self._wait = wait_after(self.failures)
            self._say_wait()
            if self._wait:
                self._timer.start()
        self.focus_first()
        if isinstance(self._password, QLineEdit):
            self._password.selectAll()

    def focus_first(self) -> None:
        """Type the password: the name is chosen already, most days."""
        self._password.setFocus()

    def rest(self) -> None:
        """Take the next try, unless it has to wait."""
        super().rest()
        self._say_wait()

    def _ask(self, path: Path, people: tuple[str, ...], who: str, lead: str) -> None:
        if path != self._path:
            self.failures = 0
        self._path = path
        for way in self._ways:
            way.setVisible(not self._is_locked)
        self._close.setVisible(self._is_locked)
        self.set_title(path.stem)
        printed = demo_password(path, people)
        self.lead_in(f"{lead} The demo's password is “{printed}”." if printed else lead)
        people_box = self.form.editor("who")
        if isinstance(people_box, Combo):
            people_box.set_choices((name, name) for name in people)
            if who in people:
                people_box.set_value(who)
        self.forget()

    def _say_wait(self) -> None:
        if self._wait:
            unit = "second" if self._wait == 1 else "seconds"
            self.explain(f"{self._refusal} Wait {self._wait} {unit}.", "danger")

    def _on_second_passed(self) -> None:
        self._wait -= 1
        if self._wait:
            self._say_wait()
            return
        self._timer.stop()
        self.explain("Try again now.")

    def _on_show_asked(self) -> None:
        if isinstance(self._password, QLineEdit):
            shown = bool(self._shown.value())
            mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
            self._password.setEchoMode(mode)

    def _on_post_asked(self) -> None:
        if self.is_busy or self._wait or not self.form.check():
            return
        self.begin("Checking…")
        who, password = str(self.form.editor("who").value()), self._password.draft()
        practice = self._door.practice
        if not self._is_locked or practice is None:
            from app.services.practices import open_practice

            call = partial(open_practice, self._path, who, password, **self._door.costs)
            self._door.enter(call, self._on_entered, self.refuse)
        elif who == practice.session.user.name:
            self._door.unlock(password, self.failures, self._on_unlocked, self.refuse)
        else:
            self._door.change_places(who, password, self.failures, self.refuse)

    def _on_entered(self, _practice: object) -> None:
        self._door.admit()

    def _on_unlocked(self) -> None:
        self.succeed()
        self.unlocked.emit()
