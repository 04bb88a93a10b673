"""Business days: opened by the first posting, closed and reopened by the manager, never skipped."""

from dataclasses import dataclass
from datetime import date

from app.domain.errors import RuleError
from app.domain.months import month_of
from app.domain.rights import Right
from app.models.ledger import DayEvent
from app.models.postings import last_posting
from app.queries.months import is_closed
from app.services.second_person import Signature, second_person
from app.services.session import Session, Transaction


def last_event(day: date) -> str:
    """Tell what last happened to a day: `open`, `close`, `reopen`, or `none`."""
    row = DayEvent.select(DayEvent.event).where(DayEvent.day == day).order_by(DayEvent.seq.desc()).first()
    return row.event if row else "none"


def open_for_posting(session: Session, transaction: Transaction, day: date) -> None:
    """Make sure that postings may bear this day, opening it when it is new; refuses a closed one."""
    event = last_event(day)
    if event == "close":
        raise RuleError(
            f"{day:%b} {day.day} is closed. Nothing was posted. "
            "Post it tomorrow, or ask the manager to reopen the day."
        )
    if event == "none":
        _refuse_closed_month(day, "Nothing was posted.")
        _add_event(session, transaction, day, "open")


def close_day(session: Session, day: date) -> None:
    """Close a business day: nothing more can be posted on it."""
    session.require(Right.CLOSE_DAY)
    with session.transaction() as transaction:
        if last_event(day) not in ("open", "reopen"):
            raise RuleError(f"{day:%b} {day.day} is not open, so it cannot be closed.")
        _add_event(session, transaction, day, "close")


def reopen_day(session: Session, day: date, reason: str, signature: Signature | None = None) -> None:
    """Reopen a closed day, with a reason that stays on record and a second manager's signature.

    Where the office has no second manager, one alone does it, and that is an exception line of the trail.
    """
    session.require(Right.CLOSE_DAY)
    if not reason.strip():
        raise RuleError("Say why the day is reopened; the reason stays on record.")
    second = second_person(signature, session, Right.CLOSE_DAY, f"reopen_day {day}")
    with session.transaction() as transaction:
        if last_event(day) != "close":
            raise RuleError(f"{day:%b} {day.day} is not closed.")
        _refuse_closed_month(day, "Nothing was changed.")
        _add_event(session, transaction, day, "reopen", _Why(reason.strip(), second))


def _refuse_closed_month(day: date, safe: str) -> None:
    month = month_of(day)
    if is_closed(month):
        raise RuleError(f"{month.name} is closed. {safe} Ask the manager to reopen the month first.")


@dataclass(frozen=True, slots=True)
class _Why:
    """Why a day is reopened, and who signed as the second person."""

    reason: str = ""
    second: int | None = None


_UNASKED = _Why()


def _add_event(
    session: Session, transaction: Transaction, day: date, event: str, why: _Why = _UNASKED
) -> None:
    row = DayEvent.create(
        day=day,
        event=event,
        user=session.user.id,
        at=session.now().isoformat(),
        reason=why.reason,
        last_posting=last_posting(),
        second_user=why.second,
    )
    is_alone = event == "reopen" and why.second is None
    facts = {"day": day, "second": why.second} if event == "reopen" else {"day": day}
    action = f"{event}_day_alone" if is_alone else f"{event}_day"
    transaction.record("day", row.seq, action, reason=why.reason, after=facts)
