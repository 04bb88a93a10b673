"""Calls of people who may hear nothing: kept with the check that refused them."""

from dataclasses import dataclass

from app.domain.callers import INSURER_ASKS, Relationship
from app.domain.errors import RuleError
from app.domain.rights import Right
from app.models.callers import CallerCheck
from app.services.contacts import ContactEntry, write_contact
from app.services.rows import fetch
from app.services.session import Session


@dataclass(frozen=True, slots=True)
class RefusedCall:
    """A call in which nothing was told: today's check of who called, and what else was said."""

    patient_id: int
    caller_check_id: int
    note: str = ""


def log_refused_call(session: Session, entry: RefusedCall) -> int:
    """Keep the call of somebody who was told nothing, and give its id."""
    session.require(Right.LOG_CALL, patient=entry.patient_id)
    with session.transaction() as transaction:
        check = _refused_check(session, entry)
        call = ContactEntry(
            patient_id=entry.patient_id,
            direction="in",
            said=f"Nothing was told. {check.reason}\n{entry.note.strip()}".strip(),
            person=check.person,
            caller_check_id=check.id,
            topic="Refused caller",
        )
        return write_contact(transaction, call)


def _refused_check(session: Session, entry: RefusedCall) -> CallerCheck:
    """Today's check that refused the caller; another one is refused itself."""
    check: CallerCheck = fetch(CallerCheck, entry.caller_check_id, "check of the caller")
    if check.patient_id != entry.patient_id or not check.at.startswith(session.today().isoformat()):
        raise RuleError("This caller was not checked today. Nothing was logged. Ask first who is calling.")
    if check.passed and check.relationship == Relationship.INSURER:
        raise RuleError(f"{INSURER_ASKS} Nothing was logged.")
    if check.passed:
        raise RuleError("This caller may hear answers. Nothing was logged. Ask the question again.")
    return check
