"""One search over patients, accounts and claims, for the command box."""

from dataclasses import dataclass
from datetime import date

from app.domain.date_entry import format_date
from app.domain.money import Money
from app.domain.phones import format_phone
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.patients import find_patients

PATIENTS_SHOWN = 7
LARGEST_NUMBER = 15
PHONE_DIGITS = 10


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One thing found: a `patient` or `claim` with its id, what it is called, and what helps to tell it."""

    kind: str
    id: int
    title: str
    detail: str
    amount: Money | None


@asks(Right.SEE_PATIENT)
def find_anything(text: str, today: date) -> tuple[SearchHit, ...]:
    """Find patients as `find_patients` does and the claim of this number; `#4471` is a claim only."""
    wanted = text.strip()
    if wanted.startswith("#"):
        return _claims(wanted.lstrip("#"))
    return _patients(wanted, today) + _claims(wanted)


def _patients(text: str, today: date) -> tuple[SearchHit, ...]:
    return tuple(
        SearchHit(
            "patient",
            line.id,
            line.name,
            " · ".join(part for part in (_date(line.birth_date), _phone(line.phone)) if part),
            line.owes,
        )
        for line in find_patients(text, today, PATIENTS_SHOWN)
    )


def _date(day: date | None) -> str:
    return format_date(day) if day else ""


def _phone(digits: str) -> str:
    return format_phone(digits) if len(digits) == PHONE_DIGITS else digits


def _claims(number: str) -> tuple[SearchHit, ...]:
    if not number.isascii() or not number.isdigit() or len(number) > LARGEST_NUMBER:
        return ()
    rows = select(
        "select m.id, m.number, m.state, t.last, t.first, v.on_date, "
        "(select coalesce(sum(c.cents), 0) from claim_line l join charge c on c.id = l.charge_id "
        "where l.claim_id = m.id) from claim m join patient t on t.id = m.patient_id "
        "join visit v on v.id = m.visit_id where m.number = ?",
        int(number),
    )
    return tuple(
        SearchHit(
            "claim",
            claim,
            f"Claim #{given} {last}, {first}",
            f"{format_date(date.fromisoformat(on))} · {state}",
            Money(cents),
        )
        for claim, given, state, last, first, on, cents in rows
    )
