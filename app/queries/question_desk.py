"""What the question desk shows beside an answer: the patient, today's caller, and what it can be about."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.accounts import compose_shown_account
from app.domain.date_entry import format_date
from app.domain.people import PersonName
from app.domain.questions.facts import Focus
from app.domain.rights import Right
from app.models.records import Patient
from app.queries.account_summaries import find_account
from app.queries.asking import asks
from app.queries.callers import CallerCheckLine, latest_caller_check
from app.queries.question_facts import account_asked
from app.queries.question_visits import visits_of


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """Something that a question may be about, in words; the words without the service for money alone."""

    focus: Focus
    words: str
    money_words: str


@dataclass(frozen=True, slots=True)
class QuestionDesk:
    """A patient at the question desk; `check` is the latest check of a caller today, passed or not."""

    patient_id: int
    name: str
    language: str
    check: CallerCheckLine | None
    subjects: tuple[SubjectLine, ...]


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_question_desk(patient_id: int, now: datetime) -> QuestionDesk:
    """Who is called about and by whom, and his own visits and lines a question may be about, newest first."""
    patient = Patient.get_by_id(patient_id)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return QuestionDesk(
        patient_id=patient_id,
        name=PersonName(patient.last, patient.first, patient.middle, patient.suffix).spoken,
        language="es" if patient.language == "es" else "en",
        check=latest_caller_check(patient_id, midnight),
        subjects=(*_visits(patient_id), *_lines(account_asked(patient), patient_id)),
    )


def _visits(patient_id: int) -> tuple[SubjectLine, ...]:
    lines = []
    for visit in reversed(visits_of(patient_id)):
        words = f"Visit of {format_date(visit.on)}"
        planned = f"{words}, planned" if visit.is_planned else words
        lines.append(SubjectLine(Focus(visit_id=visit.id), planned, planned))
    return tuple(lines)


def _lines(account_id: int, patient_id: int) -> tuple[SubjectLine, ...]:
    items = compose_shown_account(find_account(account_id), patient_id).items
    return tuple(
        SubjectLine(
            Focus(charge_id=item.charge_id),
            f"{format_date(item.service_date)} {item.description_en}, {item.billed.dollars}",
            f"{format_date(item.service_date)}, {item.billed.dollars}",
        )
        for item in reversed(items)
    )
