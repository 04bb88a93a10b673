"""A session: who works, since when, with what rights; and the one transaction a use case runs in."""

import inspect
import platform
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from app.domain.errors import RuleError
from app.domain.rights import Right, Role, may
from app.domain.trail import GENESIS, canonical, chain
from app.models.database import reading, rows_changed, writing
from app.models.many_rows import insert_rows
from app.models.office import Access, Audit, Draft

Announce = Callable[[frozenset[str]], None]
SAME_LOOK_SECONDS = 300
_TRAIL = (
    *("at", "user_id", "user_name", "role", "workstation", "action", "subject", "subject_id"),
    *("patient_id", "reason", "before", "after", "app_version"),
)


def _tell_nobody(_kinds: frozenset[str]) -> None:
    """Stand in where no screen waits for a refresh."""


def system_clock() -> datetime:
    """The clock of this computer, with its zone."""
    return datetime.now().astimezone()


@cache
def app_version() -> str:
    """The version of this program, looked up once."""
    # Reading what is installed takes a tenth of the whole start, and no record is written before it.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("plainbill")
    except PackageNotFoundError:
        return "0.1.0"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person at the desk."""

    id: int
    name: str
    display_name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Recorded:
    """One thing that was done, as the audit trail keeps it; `subject` is also what screens refresh by."""

    subject: str
    subject_id: int | None
    action: str
    patient: int | None = None
    reason: str = ""
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


class Transaction:
    """One use case under way: what it records is its audit trail and its refresh."""

    def __init__(self, session: "Session") -> None:
        self.session = session
        self.kinds: set[str] = set()
        self.recorded = 0

    def record(  # noqa: PLR0913
        self,
        subject: str,
        subject_id: int | None,
        action: str,
        *,
        patient: int | None = None,
        reason: str = "",
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """Write one row of the audit trail; `subject` is also the kind that screens refresh by."""
        self.record_all([Recorded(subject, subject_id, action, patient, reason, before, after)])

    def record_all(self, done: Iterable[Recorded]) -> None:
        """Write a row of the audit trail for each thing done, in order."""
        session = self.session
        who = {
            "at": session.now().astimezone(UTC).isoformat(),
            "user_id": session.user.id,
            "user_name": session.user.name,
            "role": session.user.role.value,
            "workstation": session.workstation,
            "app_version": app_version(),
        }
        last = Audit.select(Audit.seq, Audit.hash).order_by(Audit.seq.desc()).first()
        seq, previous = (last.seq, last.hash) if last else (0, GENESIS)
        rows: list[tuple[Any, ...]] = []
        for each in done:
            self.kinds.add(each.subject)
            facts = {
                **who,
                "action": each.action,
                "subject": each.subject,
                "subject_id": each.subject_id,
                "patient_id": each.patient,
                "reason": each.reason,
                "before": canonical(each.before or {}),
                "after": canonical(each.after or {}),
            }
            digest = chain(previous, facts)
            rows.append((seq + len(rows) + 1, previous, digest, *(facts[name] for name in _TRAIL)))
            previous = digest
        self.recorded += len(rows)
        insert_rows(Audit, ("seq", "previous", "hash", *_TRAIL), rows)


class Session:
    """A signed-in person's work on one practice."""

    def __init__(
        self,
        user: SignedIn,
        *,
        clock: Callable[[], datetime] = system_clock,
        announce: Announce = _tell_nobody,
    ) -> None:
        self.user = user
        self.workstation = platform.node() or "this computer"
        self._clock = clock
        self.announce: Announce = announce
        self._looks: deque[tuple[str, str, int]] = deque()
        self._last_look: dict[tuple[str, int], datetime] = {}
        self._looking = threading.Lock()

    def now(self) -> datetime:
        """The time, with its zone."""
        return self._clock()

    def today(self) -> date:
        """The local calendar date."""
        return self._clock().date()

    def may(self, right: Right) -> bool:
        """Tell whether this person has a right, so that a screen can say so beforehand."""
        return may(self.user.role, right)

    def refusal(self, right: Right) -> str:
        """Say what this role may not do, before it is tried; empty where it may."""
        return "" if self.may(right) else self._refuse(right)

    def require(self, right: Right, patient: int | None = None) -> None:
        """Refuse, in words, what this role does not allow; a use case about a patient is also a look."""
        if not self.may(right):
            raise RuleError(self._refuse(right, "Nothing was changed. "))
        if patient is not None:
            self._look(right.name.lower(), patient)

    def ask(self, question: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Run one question in one snapshot, if its right is held; a look at a patient is noted."""
        marked: Any = question
        self.require(marked.right)
        with reading():
            answer = question(*args, **named)
        if marked.patient_argument:
            bound = inspect.signature(question).bind(*args, **named)
            self._look(question.__name__, bound.arguments[marked.patient_argument])
        return answer

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One use case, whole or not at all; a change that recorded nothing is taken back."""
        transaction = Transaction(self)
        with writing():
            before = rows_changed()
            yield transaction
            if rows_changed() != before and not transaction.recorded:
                raise RuntimeError("rows were changed and nothing was recorded")
            written = self._write_looks()
        self._forget_looks(written)
        if transaction.kinds:
            self.announce(frozenset(transaction.kinds))

    @contextmanager
    def note(self) -> Iterator[None]:
        """A change of drafts or access notes only: no audit row, no refresh."""
        with writing():
            yield

    def flush_looks(self) -> None:
        """Write the looks at patients that were noted since the last transaction."""
        if self._looks:
            with self.note():
                written = self._write_looks()
            self._forget_looks(written)

    def save_draft(self, panel: str, subject: str, content: str) -> None:
        """Keep what is typed in a panel; an empty content lets the draft go."""
        self.require(Right.OPEN)
        with self.note():
            here = (Draft.user == self.user.id) & (Draft.panel == panel) & (Draft.subject == subject)
            Draft.delete().where(here).execute()
            if content:
                Draft.insert(
                    user=self.user.id,
                    panel=panel,
                    subject=subject,
                    content=content,
                    saved_at=self.now().isoformat(),
                ).execute()

    def _refuse(self, right: Right, safe: str = "") -> str:
        who = self.user.role.value
        ask = "Ask a colleague who may, or the manager to change your role."
        return f"You may not {right.value} as {who}. {safe}{ask}"

    def _look(self, what: str, patient: int) -> None:
        with self._looking:
            now, last = self.now(), self._last_look.get((what, patient))
            if last and abs((now - last).total_seconds()) < SAME_LOOK_SECONDS:
                return
            self._last_look[(what, patient)] = now
            self._looks.append((now.astimezone(UTC).isoformat(), what, patient))

    def _write_looks(self) -> int:
        with self._looking:
            looks = tuple(self._looks)
        for at, what, patient in looks:
            facts = {
                "at": at,
                "user_id": self.user.id,
                "user_name": self.user.name,
                "workstation": self.workstation,
                "what": what,
                "patient_id": patient,
            }
            last = Access.select(Access.seq, Access.hash).order_by(Access.seq.desc()).first()
            previous = last.hash if last else GENESIS
            Access.insert(
                seq=last.seq + 1 if last else 1, previous=previous, hash=chain(previous, facts), **facts
            ).execute()
        return len(looks)

    def _forget_looks(self, written: int) -> None:
        with self._looking:
            for _ in range(written):
                self._looks.popleft()
