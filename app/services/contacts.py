"""The contact log: calls and talks about a patient, with what was promised and what comes next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.errors import InputError, RuleError
from app.domain.money import ZERO, Money
from app.domain.rights import Right
from app.models.callers import CallerCheck, Contact, FollowUpEnd
from app.models.claims import Claim
from app.models.records import GuarantorAccount, Patient
from app.services.rows import fetch
from app.services.session import Session, Transaction

DIRECTIONS = ("in", "out")


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """A call or talk as typed: `in` came from outside; a promise has its amount and its day.

    `representative` and `reference` are those of an insurer's call centre. `account_id` is the account talked
    about, the patient's own where it is None. `caller_check_id` is the check that was made of the caller, and
    `topic` what it was about in a word or two.
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
    claim_id: int | None = None
    caller_check_id: int | None = None
    topic: str = ""


def log_contact(session: Session, entry: ContactEntry) -> int:
    """Keep a call or talk for good, and give its id."""
    session.require(Right.LOG_CALL, patient=entry.patient_id)
    check_contact(entry, session.today())
    with session.transaction() as transaction:
        return write_contact(transaction, entry)


def write_contact(transaction: Transaction, entry: ContactEntry) -> int:
    """Keep a call inside the open transaction of another use case, and give its id."""
    session = transaction.session
    patient = fetch(Patient, entry.patient_id, "patient")
    account = fetch(GuarantorAccount, entry.account_id or patient.account_id, "account")
    if account.id not in (patient.account_id, patient.own_account_id):
        raise InputError("That account is not one of this patient’s. Open the patient again.")
    _check_belongings(entry)
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
        claim=entry.claim_id,
        caller_check=entry.caller_check_id,
        topic=entry.topic.strip(),
    )
    facts: dict[str, Any] = {
        "direction": entry.direction,
        "promise": entry.promise,
        "promise_on": entry.promise_on,
    }
    more = {"claim": entry.claim_id, "caller_check": entry.caller_check_id}
    facts.update({name: value for name, value in more.items() if value is not None})
    transaction.record("contact", row.id, "log_contact", patient=patient.id, after=facts)
    return int(row.id)


def end_follow_up(session: Session, contact_id: int, part: str, outcome: str = "") -> None:
    """Say what came of a call's day to ask again (`ask`) or of its promise (`promise`), once."""
    session.require(Right.LOG_CALL)
    with session.transaction() as transaction:
        row = fetch(Contact, contact_id, "call")
        waits = {"ask": row.next_on, "promise": row.promise_on}.get(part)
        if waits is None:
            raise InputError("Nothing of this call waits for an end. Nothing was changed.")
        if FollowUpEnd.get_or_none((FollowUpEnd.contact == contact_id) & (FollowUpEnd.part == part)):
            raise RuleError("This was finished already. Nothing was changed.")
        FollowUpEnd.insert(
            contact=contact_id,
            part=part,
            at=session.now().isoformat(),
            user=session.user.id,
            outcome=outcome.strip(),
        ).execute()
        facts = {"part": part, "outcome": outcome.strip()}
        transaction.record("contact", contact_id, "end_follow_up", patient=row.patient_id, after=facts)


def _check_belongings(entry: ContactEntry) -> None:
    for table, key, what in ((Claim, entry.claim_id, "claim"), (CallerCheck, entry.caller_check_id, "check")):
        if key is not None and fetch(table, key, what).patient_id != entry.patient_id:
            raise InputError(f"That {what} does not belong to this patient. Open the patient again.")


def check_contact(entry: ContactEntry, today: date) -> None:
    """Refuse a call that says nothing, promises by halves, or names a day gone by."""
    if entry.direction not in DIRECTIONS:
        raise InputError("Say whether the call came in or went out.")
    if not entry.said.strip():
        raise InputError("Write what was said; one sentence is enough.")
    if (entry.promise is None) != (entry.promise_on is None):
        raise InputError("A promise has an amount and a day. Type both, or neither.")
    if entry.promise is not None and entry.promise <= ZERO:
        raise InputError("The promised amount must be more than $0.00.")
    for day in (entry.next_on, entry.promise_on):
        if day is not None and day < today:
            raise InputError("The next day and the promised day cannot lie in the past. Check the dates.")
