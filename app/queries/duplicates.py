"""People in the records who may be the one now being typed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.duplicates import PersonFacts, find_likely_duplicates
from app.domain.names import fold
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks

MOST_COMPARED = 400
_PERSON = (
    "select t.id, t.last, t.first, t.birth_date, t.phone, t.phone2, t.street, t.zip, t.number, "
    "(select group_concat(o.member_id, '|') from policy o where o.patient_id = t.id) "
)


@dataclass(frozen=True, slots=True)
class DuplicateLine:
    """A patient who may be the same person, and why."""

    id: int
    number: str
    name: str
    birth_date: date | None
    score: int
    why: str


@asks(Right.SEE_PATIENT)
def list_likely_duplicates(candidate: PersonFacts) -> tuple[DuplicateLine, ...]:
    """Patients alike, most likely first; looked for by birth date, phone and the beginnings of the names."""
    rows = {row[0]: row for row in _by_birth(candidate) + _by_words(candidate)}
    people = [_facts(row) for row in rows.values()]
    return tuple(
        DuplicateLine(
            match.person_id,
            rows[match.person_id][8],
            f"{rows[match.person_id][1]}, {rows[match.person_id][2]}",
            _day(rows[match.person_id][3]),
            match.score,
            ", ".join(match.reasons),
        )
        for match in find_likely_duplicates(candidate, people)
    )


def _by_birth(candidate: PersonFacts) -> list[tuple[Any, ...]]:
    if candidate.birth_date is None:
        return []
    born = candidate.birth_date.isoformat()
    return select(f"{_PERSON} from patient t where t.birth_date = ? limit ?", born, MOST_COMPARED)


def _by_words(candidate: PersonFacts) -> list[tuple[Any, ...]]:
    """By phone, and by beginnings of both names, which may be exchanged or misspelt further on."""
    asked = [f'"{phone}"' for phone in candidate.phones if phone]
    last, first = _beginning(candidate.last), _beginning(candidate.first)
    if last and first:
        asked.append(f'(name:"{last}"* AND name:"{first}"*)')
    if not asked:
        return []
    return select(
        f"{_PERSON} from patient_search s join patient t on t.id = s.rowid "
        "where patient_search match ? limit ?",
        " OR ".join(asked),
        MOST_COMPARED,
    )


def _beginning(name: str) -> str:
    words = fold(name).split()
    return words[0][:3] if words else ""


def _facts(row: tuple[Any, ...]) -> PersonFacts:
    patient, last, first, born, phone, phone2, street, zip_code, _number, members = row
    return PersonFacts(
        patient, last, first, _day(born), (phone, phone2), tuple((members or "").split("|")), street, zip_code
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
