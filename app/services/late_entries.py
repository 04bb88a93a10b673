"""Entries with an earlier date: posted today, dated then, by those who may or with a manager's signature."""

from dataclasses import dataclass
from datetime import date

from app.domain.errors import RuleError
from app.domain.late_entries import check_late_day, check_late_reason, needs_signature, refuse_unsigned
from app.domain.months import has_ended, month_of
from app.domain.rights import Right
from app.models.closing import LateEntry
from app.queries.months import last_month_event
from app.queries.standing import standing_postings
from app.services.payments import PaymentEntry, check_payment, post_payment
from app.services.second_person import Signature, sign_for
from app.services.session import Session


@dataclass(frozen=True, slots=True)
class LateDate:
    """The earlier date of an entry, why it is late, and the manager's signature where one is needed."""

    on: date
    reason: str
    signature: Signature | None = None


def take_late_payment(session: Session, entry: PaymentEntry, late: LateDate) -> int:
    """Take a payment that came in on an earlier day: posted today, dated then; gives the payment's id.

    The money is in today's drawer. Nothing is ever posted on a closed day, nor dated into a closed month.
    """
    session.require(Right.TAKE_PAYMENT, patient=entry.patient_id)
    check_payment(entry)
    today = session.today()
    check_late_day(late.on, today)
    _refuse_unsigned(session, late)
    reason = check_late_reason(late.reason) if late.on < today else ""
    granted_by = _grant(session, late)
    with session.transaction() as transaction:
        _refuse_closed_month(session, late.on)
        payment_id = post_payment(session, transaction, entry, late.on, is_late=True)
        if late.on < today:
            for posting, _kind in standing_postings(payment_id):
                LateEntry.create(
                    posting=posting,
                    user=session.user.id,
                    granted_by=granted_by,
                    reason=reason,
                    at=session.now().isoformat(),
                    force_insert=True,
                )
            facts = {"dated": late.on, "granted_by": granted_by}
            transaction.record(
                "payment", payment_id, "date_late", patient=entry.patient_id, reason=reason, after=facts
            )
        return payment_id


def _refuse_closed_month(session: Session, day: date) -> None:
    month, event = month_of(day), last_month_event(month_of(day))
    if event is None:
        return
    what, at = event
    if what == "close":
        raise RuleError(
            f"{month.name} is closed, so nothing can bear {day:%m/%d/%Y}. Nothing was posted. Date it today, "
            "or ask the manager to reopen the month."
        )
    if has_ended(at, session.now()):
        raise RuleError(
            f"{month.name} was reopened more than 24 hours ago, and that has ended. Nothing was posted. Date "
            "it today, or ask the manager to close the month and to reopen it anew."
        )


def _refuse_unsigned(session: Session, late: LateDate) -> None:
    role, is_signed = session.user.role, bool(late.signature and late.signature.name.strip())
    if needs_signature(role, late.on, session.today()) and not is_signed:
        raise refuse_unsigned(role, late.on)


def _grant(session: Session, late: LateDate) -> int | None:
    """Who allows the date; None where the user may by himself."""
    if late.signature is None or not needs_signature(session.user.role, late.on, session.today()):
        return None
    return sign_for(late.signature, session, Right.CLOSE_DAY, f"late_entry {late.on}").id
