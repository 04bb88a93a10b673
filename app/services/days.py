"""Business days: opened by the first posting, closed and reopened by the manager, never skipped."""

from datetime import date

from app.domain.errors import RuleError
from app.domain.rights import Right
from app.models.ledger import DayEvent
from app.models.postings import last_posting
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
        _add_event(session, transaction, day, "open", "")


def close_day(session: Session, day: date) -> None:
    """Close a business day: nothing more can be posted on it."""
    session.require(Right.CLOSE_DAY)
    with session.transaction() as transaction:
        if last_event(day) not in ("open", "reopen"):
            raise RuleError(f"{day:%b} {day.day} is not open, so it cannot be closed.")
        _add_event(session, transaction, day, "close", "")


def reopen_day(session: Session, day: date, reason: str) -> None:
    """Reopen a closed day, with a reason that stays on record."""
    session.require(Right.CLOSE_DAY)
    if not reason.strip():
        raise RuleError("Say why the day is reopened; the reason stays on record.")
    with session.transaction() as transaction:
        if last_event(day) != "close":
            raise RuleError(f"{day:%b} {day.day} is not closed.")
        _add_event(session, transaction, day, "reopen", reason.strip())


def _add_event(session: Session, transaction: Transaction, day: date, event: str, reason: str) -> None:
    row = DayEvent.create(
        day=day,
        event=event,
        user=session.user.id,
        at=session.now().isoformat(),
        reason=reason,
        last_posting=last_posting(),
    )
    transaction.record("day", row.seq, f"{event}_day", reason=reason, after={"day": day})
