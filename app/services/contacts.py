"""The contact log: calls and talks about a patient, with what was promised and what comes next."""

from dataclasses import dataclass
from datetime import date

from app.domain.errors import InputError
from app.domain.money import ZERO, Money
from app.domain.rights import Right
from app.models.callers import Contact
from app.models.records import GuarantorAccount, Patient
from app.services.rows import fetch
from app.services.session import Session

DIRECTIONS = ("in", "out")


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """A call or talk as typed: `in` came from outside; a promise has its amount and its day.

    `representative` and `reference` are those of an insurer's call centre. `account_id` is the account talked
    about, the patient's own where it is None.
    """

    patient_id: int
    direction: str
    said: str
    person: str = ""
    representative: str = ""
    reference: str = ""
    next_on: date | None = None
    promise: Money | None = None
    promise_on: date | None = None
    account_id: int | None = None


def log_contact(session: Session, entry: ContactEntry) -> int:
    """Keep a call or talk for good, and give its id."""
    session.require(Right.LOG_CALL, patient=entry.patient_id)
    _check_contact(session, entry)
    with session.transaction() as transaction:
        patient = fetch(Patient, entry.patient_id, "patient")
        account = fetch(GuarantorAccount, entry.account_id or patient.account_id, "account")
        row = Contact.create(
            patient=patient.id,
            account=account.id,
            at=session.now().isoformat(),
            direction=entry.direction,
            person=entry.person.strip(),
            representative=entry.representative.strip(),
            reference=entry.reference.strip(),
            said=entry.said.strip(),
            next_on=entry.next_on,
            promise=entry.promise,
            promise_on=entry.promise_on,
            user=session.user.id,
        )
        facts = {"direction": entry.direction, "promise": entry.promise, "promise_on": entry.promise_on}
        transaction.record("contact", row.id, "log_contact", patient=patient.id, after=facts)
        return int(row.id)


def _check_contact(session: Session, entry: ContactEntry) -> None:
    if entry.direction not in DIRECTIONS:
        raise InputError("Say whether the call came in or went out.")
    if not entry.said.strip():
        raise InputError("Write what was said; one sentence is enough.")
    if (entry.promise is None) != (entry.promise_on is None):
        raise InputError("A promise has an amount and a day. Type both, or neither.")
    if entry.promise is not None and entry.promise <= ZERO:
        raise InputError("The promised amount must be more than $0.00.")
    for day in (entry.next_on, entry.promise_on):
        if day is not None and day < session.today():
            raise InputError("The next day and the promised day cannot lie in the past. Check the dates.")
