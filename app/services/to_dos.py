"""To-dos: work for the desk with a day, an owner and an end."""

from dataclasses import dataclass
from datetime import date

from app.domain.errors import InputError, RuleError
from app.domain.rights import Right
from app.models.callers import ToDo
from app.models.office import User
from app.models.records import Patient
from app.services.rows import change_row, fetch
from app.services.session import Session, Transaction

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class ToDoEntry:
    """A piece of work: what, by when, and what it is about.

    `kind` is one word for the part that asks for it (`dispute`, `guideline`, `question`, `other`). `subject`
    and `subject_id` name the record that it opens (`claim`, `dispute`, `guideline`, `visit`); `patient_id` is
    the patient whom it concerns. With no `owner_id` it is anyone's.
    """

    title: str
    due_on: date
    kind: str = "other"
    subject: str = ""
    subject_id: int | None = None
    patient_id: int | None = None
    owner_id: int | None = None


def write_to_do(transaction: Transaction, entry: ToDoEntry) -> int:
    """Keep a to-do inside the open transaction of another use case, and give its id."""
    session = transaction.session
    row = ToDo.create(
        title=_title(entry.title),
        kind=entry.kind,
        subject=entry.subject,
        subject_id=entry.subject_id,
        patient=entry.patient_id,
        due_on=entry.due_on,
        owner=entry.owner_id,
        made_at=session.now().isoformat(),
        made_by=session.user.id,
    )
    facts = {"kind": entry.kind, "due_on": entry.due_on, "owner": entry.owner_id}
    transaction.record("to_do", row.id, "add_to_do", patient=entry.patient_id, after=facts)
    return int(row.id)


def end_to_dos(
    transaction: Transaction, subject: str, subject_id: int, outcome: str, title: str = ""
) -> None:
    """Finish the open to-dos about a record inside the open transaction; with `title` those that begin so."""
    session = transaction.session
    here = (ToDo.subject == subject) & (ToDo.subject_id == subject_id) & ToDo.finished_at.is_null()
    for row in [each for each in ToDo.select().where(here) if each.title.startswith(title)]:
        done = {"finished_at": session.now().isoformat(), "finished_by": session.user.id}
        ToDo.update(**done, outcome=outcome, version=row.version + 1).where(ToDo.id == row.id).execute()
        transaction.record(
            "to_do", row.id, "finish_to_do", patient=row.patient_id, after={"outcome": outcome}
        )


def add_to_do(session: Session, entry: ToDoEntry) -> int:
    """Keep a to-do, and give its id."""
    session.require(Right.LOG_CALL, patient=entry.patient_id)
    if entry.due_on < session.today():
        raise InputError("The day by which it is due lies in the past. Type today or a later day.")
    with session.transaction() as transaction:
        if entry.patient_id is not None:
            fetch(Patient, entry.patient_id, "patient")
        if entry.owner_id is not None:
            fetch(User, entry.owner_id, "colleague")
        return write_to_do(transaction, entry)


def finish_to_do(session: Session, to_do_id: int, outcome: str = "") -> None:
    """Finish a to-do, with what came of it in a few words."""
    session.require(Right.LOG_CALL)
    with session.transaction() as transaction:
        row = _fetch_open(to_do_id)
        done = {"finished_at": session.now().isoformat(), "finished_by": session.user.id}
        ToDo.update(**done, outcome=outcome.strip(), version=row.version + 1).where(
            ToDo.id == to_do_id
        ).execute()
        transaction.record(
            "to_do", to_do_id, "finish_to_do", patient=row.patient_id, after={"outcome": outcome.strip()}
        )


def snooze_to_do(session: Session, to_do_id: int, until: date) -> None:
    """Take a to-do from the list until a later day; its own day stays as it was."""
    session.require(Right.LOG_CALL)
    if until <= session.today():
        raise InputError("Type a later day than today. Nothing was changed.")
    with session.transaction() as transaction:
        row = _fetch_open(to_do_id)
        values = {"snoozed_until": until}
        change_row(transaction, ToDo, to_do_id, row.version, values, what="to_do", patient=row.patient_id)


def _fetch_open(to_do_id: int) -> ToDo:
    row: ToDo = fetch(ToDo, to_do_id, "to-do")
    if row.finished_at is not None:
        raise RuleError("This to-do is finished already. Nothing was changed.")
    return row


def _title(title: str) -> str:
    plain = " ".join(title.split())
    if not plain:
        raise InputError("Write in a few words what is to be done.")
    if len(plain) > LONGEST_TITLE:
        raise InputError(f"Say it in {LONGEST_TITLE} letters at most; this has {len(plain)}.")
    return plain
