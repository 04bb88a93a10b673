"""The encounter form (charge slip): what was done and found is ticked on it by hand during the visit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.domain.letterhead import PracticeHead
from app.domain.money import Money
from app.domain.people import PersonName

LAST_CATEGORY = "other"


@dataclass(frozen=True, slots=True)
class SlipChoice:
    """One line to tick: a code and the words beside it."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class SlipGroup:
    """Choices under one heading."""

    title: str
    choices: tuple[SlipChoice, ...]


@dataclass(frozen=True, slots=True)
class SlipPatient:
    """Whose visit it is; `insurance` names the policies in force in the order in which they pay."""

    name: PersonName
    number: str
    birth_date: date | None = None
    sex: str = ""
    phone: str = ""
    insurance: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlipVisit:
    """Which visit it is for, as far as it is planned; `time` as people write it."""

    on: date
    time: str = ""
    provider: str = ""
    place: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EncounterForm:
    """One charge slip, complete.

    `copay` is None where it is not known. `balance` is what the patient owes from before; `next_visit` the
    next one planned after this, None where there is none.
    """

    practice: PracticeHead
    patient: SlipPatient
    visit: SlipVisit
    procedures: tuple[SlipGroup, ...]
    diagnoses: tuple[SlipChoice, ...]
    copay: Money | None
    balance: Money
    next_visit: date | None = None


def compose_slip_groups(rows: Iterable[tuple[str, str, str]]) -> tuple[SlipGroup, ...]:
    """Group (category, code, name) rows by category in order of name, `other` last, by code within."""

    def place(row: tuple[str, str, str]) -> tuple[bool, str]:
        return (row[0] == LAST_CATEGORY, row[0])

    ordered = sorted(rows, key=lambda row: (*place(row), row[1]))
    return tuple(
        SlipGroup(
            category.replace("_", " ").capitalize(), tuple(SlipChoice(code, name) for _, code, name in group)
        )
        for (_, category), group in groupby(ordered, key=place)
    )
