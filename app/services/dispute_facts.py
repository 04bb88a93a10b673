"""What the parties of a dispute said, sent and agreed: facts are added, one after the other, and stay."""

from dataclasses import dataclass
from datetime import date

from app.domain.disputes.cases import NO, TOPICS, YES, Channel, FactKind, Lane
from app.domain.errors import InputError, RuleError
from app.domain.rights import Right
from app.models.disputes import DisputeCase, DisputeFact
from app.models.records import StoredFile
from app.queries.guideline_rows import SUBJECT as GUIDELINE
from app.services.contacts import ContactEntry, check_contact, write_contact
from app.services.rows import fetch
from app.services.session import Session, Transaction


@dataclass(frozen=True, slots=True)
class FactEntry:
    """A fact as typed: whose, what kind, what, and on which day it was.

    `topic` is one of `cases.TOPICS` with the value yes or no; `answers_id` is the question it answers.
    """

    lane: Lane
    kind: FactKind
    text: str
    on: date
    person: str = ""
    role: str = ""
    channel: Channel = Channel.NONE
    reference: str = ""
    topic: str = ""
    value: str = ""
    answers_id: int | None = None
    file_id: int | None = None


def add_fact(session: Session, case_id: int, entry: FactEntry) -> int:
    """Add a fact to a case for good, and give its id; a closed case takes facts as well."""
    session.require(Right.WORK_DISPUTE)
    with session.transaction() as transaction:
        case = fetch(DisputeCase, case_id, "case")
        return write_fact(transaction, case, entry)


def log_case_call(session: Session, case_id: int, lane: Lane, call: ContactEntry) -> int:
    """Log a call about a case: it stands among the patient's calls and in the case; gives the fact's id."""
    session.require(Right.WORK_DISPUTE)
    with session.transaction() as transaction:
        case = fetch(DisputeCase, case_id, "case")
        if call.patient_id != case.patient_id:
            raise RuleError("That call is about another patient. Open the case again.")
        check_contact(call, session.today())
        contact_id = write_contact(transaction, call)
        entry = FactEntry(
            lane,
            FactKind.SAID,
            call.said,
            session.today(),
            call.representative or call.person,
            channel=Channel.PHONE,
            reference=call.reference,
        )
        return write_fact(transaction, case, entry, contact_id)


def write_fact(
    transaction: Transaction, case: DisputeCase, entry: FactEntry, contact_id: int | None = None
) -> int:
    """Write a fact inside the open transaction."""
    session = transaction.session
    _check(entry, case, session.today())
    row = DisputeFact.create(
        case=case.id,
        lane=entry.lane.value,
        kind=entry.kind.value,
        on_date=entry.on,
        person=entry.person.strip(),
        role=entry.role.strip(),
        channel=entry.channel.value,
        reference=entry.reference.strip(),
        text=entry.text.strip(),
        topic=entry.topic,
        value=entry.value,
        answers=entry.answers_id,
        file=entry.file_id,
        contact=contact_id,
        user=session.user.id,
        at=session.now().isoformat(),
    )
    facts = {"case": case.number, "lane": entry.lane.value, "kind": entry.kind.value}
    transaction.record("dispute_fact", row.id, "add_fact", patient=case.patient_id, after=facts)
    return int(row.id)


def fetch_paper(file_id: int, patient_id: int) -> StoredFile:
    """Fetch a kept paper of the patient, or of a guideline; what belongs to others is refused."""
    file: StoredFile = fetch(StoredFile, file_id, "document")
    if file.patient_id != patient_id and file.subject != GUIDELINE:
        raise InputError("That document does not belong to this patient. Choose another one.")
    return file


def _check(entry: FactEntry, case: DisputeCase, today: date) -> None:
    if not entry.text.strip():
        raise InputError("Write what was said or sent; one sentence is enough.")
    if entry.on > today:
        raise InputError(
            "That day lies in the future. A fact has happened; make a to-do for what is to come."
        )
    if entry.topic and (entry.topic not in TOPICS or entry.value not in (YES, NO)):
        raise InputError("Say yes or no to the question that the fact answers.")
    if entry.answers_id is not None:
        asked = fetch(DisputeFact, entry.answers_id, "question")
        if asked.case_id != case.id or asked.kind != FactKind.ASKED:
            raise RuleError("That question belongs to another case. Open the case again.")
    if entry.file_id is not None:
        fetch_paper(entry.file_id, case.patient_id)
