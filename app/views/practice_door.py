"""The door of a practice: opened and closed in the lanes, so that no password check freezes the window."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from app.services.sign_ins import join_practice, leave_practice, list_people, switch_user, unlock_screen
from app.tasks.runner import Runner

if TYPE_CHECKING:
    from app.services.practices import OpenPractice

Refused = Callable[[AppError], None]


class PracticeDoor(QObject):
    """Holds the practice that is open; `opened` when the lanes are joined to it, `closed` when it is let go.

    `costs` (`cost`, `floor`) go to every service that checks a password; none of them means the real ones.
    """

    opened = Signal(object)
    closed = Signal()

    def __init__(self, runner: Runner, costs: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self.runner = runner
        self.costs = dict(costs or {})
        self.practice: OpenPractice | None = None

    def people(self, path: Path) -> tuple[str, ...]:
        """Name who can open a practice file; raises InputError if that cannot be told."""
        return list_people(path, **self.floor)

    @property
    def floor(self) -> dict[str, Any]:
        """The weakest password check that is accepted, for services that make no new one."""
        return {name: cost for name, cost in self.costs.items() if name == "floor"}

    def enter(self, call: Callable[[], Any], then: Callable[[Any], None], refused: Refused) -> None:
        """Run what opens a practice (alone, or first of a tuple); it is held from then on, not yet shown."""
        self.runner.write(call, partial(self._on_held, then), refused, self)

    def admit(self) -> None:
        """Join the reading lane to the practice held, and show it."""
        self.runner.read(join_practice, self._on_joined, owner=self)

    def leave(self, then: Callable[[], None] | None = None) -> None:
        """Close the practice, writing what is still to be noted, then go on."""
        practice, self.practice = self.practice, None
        done = partial(self._on_left, then)
        if practice is None:
            done(None)
            return
        self.runner.read(leave_practice, owner=self)
        self.runner.write(practice.close, done, done, self)

    def unlock(self, password: str, failures: int, then: Callable[[], None], refused: Refused) -> None:
        """Check the password of the person who locked the screen."""
        practice = self.held()
        call = partial(unlock_screen, practice.session, practice, password, failures)
        self.runner.write(call, lambda _nothing: then(), refused, self)

    def change_places(self, who: str, password: str, failures: int, refused: Refused) -> None:
        """Let a colleague work at the same desk; `opened` tells when the new session is there."""
        practice = self.held()
        call = partial(switch_user, practice, who, password, failures)
        self.runner.write(call, lambda _session: self.opened.emit(practice), refused, self)

    def held(self) -> "OpenPractice":
        """The practice that is open, where there must be one."""
        if self.practice is None:
            raise RuntimeError("no practice is open")
        return self.practice

    def _on_held(self, then: Callable[[Any], None], outcome: Any) -> None:
        self.practice = outcome[0] if isinstance(outcome, tuple) else outcome
        self.held().session.announce = self.runner.announce
        then(outcome)

    def _on_joined(self, _nothing: object) -> None:
        self.opened.emit(self.held())

    def _on_left(self, then: Callable[[], None] | None, _outcome: object) -> None:
        self.closed.emit()
        if then:
            then()
