"""The checklist of a dispute: things asked for by a day, obtained with their document, or not needed."""

from dataclasses import dataclass
from datetime import date

from app.documents.attachment_check import check_attachment
from app.domain.disputes.cases import FactKind, Lane
from app.domain.disputes.evidence import KEPT_AS
from app.domain.errors import InputError
from app.domain.rights import Right
from app.models.disputes import DisputeCase, DisputeEvidence, DisputeEvidenceEvent
from app.queries.disputes import asked_for
from app.services.dispute_facts import FactEntry, fetch_paper, write_fact
from app.services.disputes import fetch_open_case
from app.services.files import NewFile, keep_file
from app.services.rows import fetch
from app.services.session import Session, Transaction
from app.services.to_dos import ToDoEntry, end_to_dos, write_to_do

EVIDENCE_FILE = KEPT_AS


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    """Whom a thing is asked of, and by when it is to be there."""

    person: str
    due_on: date
    note: str = ""


def add_evidence(session: Session, case_id: int, title: str, lane: Lane) -> int:
    """Put a thing of one's own on the checklist of a case, and give its id."""
    session.require(Right.WORK_DISPUTE)
    plain = " ".join(title.split())
    if not plain:
        raise InputError("Name what is needed in a few words.")
    with session.transaction() as transaction:
        case = fetch_open_case(case_id)
        key = f"own/{plain.casefold()}"
        if DisputeEvidence.get_or_none((DisputeEvidence.case == case_id) & (DisputeEvidence.key == key)):
            raise InputError(f"“{plain}” is on the list already.")
        row = DisputeEvidence.create(
            case=case_id,
            key=key,
            title=plain,
            from_lane=lane.value,
            user=session.user.id,
            at=session.now().isoformat(),
        )
        transaction.record("dispute_evidence", row.id, "add_evidence", patient=case.patient_id)
        return int(row.id)


def ask_for_evidence(session: Session, evidence_id: int, request: EvidenceRequest) -> int:
    """Ask a party for a thing by a day; the request stands in its lane, and a to-do reminds. Gives its id."""
    session.require(Right.WORK_DISPUTE)
    if not request.person.strip():
        raise InputError("Type whom it is asked of.")
    if request.due_on < session.today():
        raise InputError("The day by which it is to be there lies in the past. Type today or a later day.")
    with session.transaction() as transaction:
        evidence = fetch(DisputeEvidence, evidence_id, "thing on the list")
        case = fetch_open_case(evidence.case_id)
        event = _write_event(transaction, evidence, case, _Event("asked", request.person, request.due_on))
        words = f"Asked {request.person.strip()} for: {evidence.title}."
        lane = Lane(evidence.from_lane)
        write_fact(
            transaction,
            case,
            FactEntry(lane, FactKind.ASKED, f"{words} {request.note}".strip(), session.today()),
        )
        title = f"{_to_do(case, evidence)} from {request.person.strip()[:40]}"
        about = ToDoEntry(title, request.due_on, "dispute", "dispute", case.id, case.patient_id)
        write_to_do(transaction, about)
        return event


def obtain_evidence(
    session: Session, evidence_id: int, document: NewFile | int | None, note: str = ""
) -> int:
    """Mark a thing as obtained, with a document, new or kept already, or a note; gives the event's id.

    A document is kept once; other cases and packets may use it.
    """
    session.require(Right.WORK_DISPUTE)
    if document is None and not note.strip():
        raise InputError("Attach the document, or write what was obtained.")
    with session.transaction() as transaction:
        evidence = fetch(DisputeEvidence, evidence_id, "thing on the list")
        case = fetch_open_case(evidence.case_id)
        file_id = _kept(transaction, case, document)
        event = _write_event(transaction, evidence, case, _Event("obtained", file_id=file_id, note=note))
        words = f"Received: {evidence.title}. {note}".strip()
        lane = Lane(evidence.from_lane)
        asked = asked_for(case.id, evidence.title)
        fact = FactEntry(lane, FactKind.RECEIVED, words, session.today(), answers_id=asked, file_id=file_id)
        write_fact(transaction, case, fact)
        end_to_dos(transaction, "dispute", case.id, "It came", _to_do(case, evidence))
        return event


def settle_evidence(session: Session, evidence_id: int, *, is_needed: bool = False, note: str = "") -> None:
    """Mark a thing as not needed in this case, or as needed after all."""
    session.require(Right.WORK_DISPUTE)
    with session.transaction() as transaction:
        evidence = fetch(DisputeEvidence, evidence_id, "thing on the list")
        case = fetch_open_case(evidence.case_id)
        event = _Event("needed" if is_needed else "not_needed", note=note)
        _write_event(transaction, evidence, case, event)


def _to_do(case: DisputeCase, evidence: DisputeEvidence) -> str:
    """How the to-do begins that reminds of a thing that was asked for."""
    return f"Case {case.number}: {evidence.title[:120]}"


def _kept(transaction: Transaction, case: DisputeCase, document: NewFile | int | None) -> int | None:
    """Keep a new document with the patient's papers, or check one that is there."""
    if document is None:
        return None
    if isinstance(document, int):
        file = fetch_paper(document, case.patient_id)
        if file.kind != EVIDENCE_FILE:
            check_attachment(file.name, bytes(file.content))
        return int(file.id)
    found = check_attachment(document.name, document.content)
    new = NewFile(
        EVIDENCE_FILE, document.name, document.content, "dispute", case.id, case.patient_id, found.pages
    )
    return keep_file(transaction, new, found.media_type)


@dataclass(frozen=True, slots=True)
class _Event:
    """What happened about a thing, as it is written."""

    event: str
    person: str = ""
    due_on: date | None = None
    file_id: int | None = None
    note: str = ""


def _write_event(
    transaction: Transaction, evidence: DisputeEvidence, case: DisputeCase, happened: _Event
) -> int:
    session = transaction.session
    row = DisputeEvidenceEvent.create(
        evidence=evidence.id,
        event=happened.event,
        on_date=session.today(),
        due_on=happened.due_on,
        person=happened.person.strip(),
        file=happened.file_id,
        note=happened.note.strip(),
        user=session.user.id,
        at=session.now().isoformat(),
    )
    after = {"case": case.number, "event": happened.event, "file": happened.file_id}
    transaction.record(
        "dispute_evidence", evidence.id, "change_evidence", patient=case.patient_id, after=after
    )
    return int(row.id)
