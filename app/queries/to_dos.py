"""To-dos: those that have come up, those that will, those about one record, and those finished."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.record_facts import day


@dataclass(frozen=True, slots=True)
class ToDoLine:
    """A to-do as lists show it; `subject` and `subject_id` name the record that it opens."""

    id: int
    title: str
    kind: str
    subject: str
    subject_id: int | None
    patient_id: int | None
    patient: str
    due_on: date
    snoozed_until: date | None
    owner: str

    @property
    def comes_up_on(self) -> date:
        """The day on which it comes up: its own, or a later one until which it was put off."""
        return max(self.due_on, self.snoozed_until or self.due_on)


@dataclass(frozen=True, slots=True)
class FinishedToDo:
    """A to-do that was finished: when, by whom, and what came of it."""

    id: int
    title: str
    patient_id: int | None
    patient: str
    finished_on: date
    finished_by: str
    outcome: str


_OPEN = (
    "select d.id, d.title, d.kind, d.subject, d.subject_id, d.patient_id, "
    "coalesce(t.last || ', ' || t.first, ''), d.due_on, d.snoozed_until, coalesce(u.display_name, '') "
    "from to_do d left join patient t on t.id = d.patient_id left join user u on u.id = d.owner_id "
    "where d.finished_at is null"
)


@asks(Right.SEE_PATIENT)
def list_to_dos(until: date, today: date) -> tuple[ToDoLine, ...]:
    """The open to-dos due by a day, the oldest first, without those put off beyond today."""
    rows = select(
        f"{_OPEN} and d.due_on <= ? and (d.snoozed_until is null or d.snoozed_until <= ?) "
        "order by d.due_on, d.id",
        until.isoformat(),
        today.isoformat(),
    )
    return tuple(map(_line, rows))


@asks(Right.SEE_PATIENT)
def list_later_to_dos(today: date) -> tuple[ToDoLine, ...]:
    """The open to-dos that come up after a day, those put off among them, the soonest first."""
    day_asked = today.isoformat()
    rows = select(f"{_OPEN} and (d.due_on > ? or d.snoozed_until > ?)", day_asked, day_asked)
    return tuple(sorted(map(_line, rows), key=lambda line: (line.comes_up_on, line.id)))


@asks(Right.SEE_PATIENT)
def list_finished_to_dos(since: date) -> tuple[FinishedToDo, ...]:
    """The to-dos finished since a day, the latest first."""
    rows = select(
        "select d.id, d.title, d.patient_id, coalesce(t.last || ', ' || t.first, ''), d.finished_at, "
        "u.display_name, d.outcome from to_do d join user u on u.id = d.finished_by "
        "left join patient t on t.id = d.patient_id where d.finished_at >= ? "
        "order by d.finished_at desc, d.id desc",
        since.isoformat(),
    )
    return tuple(
        FinishedToDo(to_do, title, patient_id, patient, datetime.fromisoformat(at).date(), user, outcome)
        for to_do, title, patient_id, patient, at, user, outcome in rows
    )


@asks(Right.SEE_PATIENT)
def list_to_dos_of(subject: str, subject_id: int) -> tuple[ToDoLine, ...]:
    """The open to-dos about one record, put off or not, the oldest first."""
    about = f"{_OPEN} and d.subject = ? and d.subject_id = ? order by d.due_on, d.id"
    rows = select(about, subject, subject_id)
    return tuple(map(_line, rows))


@asks(Right.SEE_PATIENT)
def list_colleagues() -> tuple[tuple[int, str], ...]:
    """Those who may be given a to-do, by name."""
    rows = select("select id, display_name from user where active = 1 order by display_name, id")
    return tuple((user, name) for user, name in rows)


def _line(row: tuple[Any, ...]) -> ToDoLine:
    to_do, title, kind, subject, subject_id, patient_id, patient, due, snoozed, owner = row
    return ToDoLine(
        to_do,
        title,
        kind,
        subject,
        subject_id,
        patient_id,
        patient,
        date.fromisoformat(due),
        day(snoozed),
        owner,
    )
