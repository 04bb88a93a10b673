"""The rows of a Synthea CSV folder as plain values.

Columns are found by name; those that are not needed are ignored. Amounts are decimal text and become whole
cents, half-up. Source: the CSV File Data Dictionary of the Synthea project.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Generic, TypeVar

from app.domain.errors import InputError
from app.domain.money import LARGEST, ZERO, Money

Row = Mapping[str, str]
NO_INSURANCE = "NO_INSURANCE"
MOST_UNITS = 9999
ALIASES = {
    "START_YEAR": ("START_YEAR", "START_DATE", "START"),
    "END_YEAR": ("END_YEAR", "END_DATE", "STOP"),
    "OWNERSHIP": ("OWNERSHIP", "PLAN_OWNERSHIP"),
    "OWNERNAME": ("OWNERNAME", "OWNER_NAME"),
    "MEMBERID": ("MEMBERID", "MEMBER_ID"),
    "SECONDARY_PAYER": ("SECONDARY_PAYER", "SECONDARYPAYER"),
}
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that cannot be read, by file and line (the header is line 1), and why."""

    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class ReadTable(Generic[Value]):
    """What a file holds: its values, its broken rows, and the columns it lacks."""

    values: tuple[Value, ...]
    faults: tuple[RowFault, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourcePatient:
    """A person; `state` as written there, in full."""

    id: str
    last: str
    first: str
    middle: str
    suffix: str
    birth_date: date
    death_date: date | None
    sex: str
    street: str
    city: str
    state: str
    zip: str


@dataclass(frozen=True, slots=True)
class SourceOffice:
    """A payer, an organization or a provider: a name with an address; `belongs_to` is its organization."""

    id: str
    name: str
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    phone: str = ""
    belongs_to: str = ""


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """A stretch of insurance; `end` is the first day on which it no longer holds."""

    patient_id: str
    payer_id: str
    secondary_id: str
    member_id: str
    start: date
    end: date | None
    ownership: str
    owner: str


@dataclass(frozen=True, slots=True)
class SourceEncounter:
    """Where a visit was and what it was about."""

    id: str
    organization_id: str
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class SourceClaim:
    """A claim; a payer id is '' where nobody is billed."""

    id: str
    patient_id: str
    provider_id: str
    payer_id: str
    secondary_id: str
    encounter_id: str
    service_on: date


@dataclass(frozen=True, slots=True)
class SourceTransaction:
    """A charge, payment, adjustment or one half of a transfer.

    `rounding` is what rounding to the cent added, as decimal text ('' for nothing). `number` names a transfer
    out, to which `transfer_of` of the other half points.
    """

    id: str
    claim_id: str
    patient_id: str
    kind: str
    amount: Money
    rounding: str
    method: str
    begins: date
    ends: date
    code: str
    name: str
    units: int
    number: str
    transfer_of: str
    transfer_to: str
    line: int


def read_table(
    file: str,
    header: Sequence[str],
    rows: Iterable[tuple[int, Row]],
    needed: Sequence[str],
    build: Callable[[Row, int], Value],
) -> ReadTable[Value]:
    """Build a value of each row that can be read, and name those that cannot."""
    values: list[Value] = []
    faults: list[RowFault] = []
    for line, row in rows:
        try:
            if not row:
                raise InputError("it has more or fewer cells than the header")
            values.append(build(row, line))
        except InputError as error:
            faults.append(RowFault(file, line, str(error)))
    lacking = tuple(name for name in needed if not any(each in header for each in ALIASES.get(name, (name,))))
    return ReadTable(tuple(values), tuple(faults), lacking)


def read_patient(row: Row, _line: int) -> SourcePatient:
    """Read a row of patients.csv."""
    sex = _text(row, "GENDER").upper()
    return SourcePatient(
        id=_needed(row, "ID"),
        last=_needed(row, "LAST"),
        first=_needed(row, "FIRST"),
        middle=_text(row, "MIDDLE"),
        suffix=_text(row, "SUFFIX"),
        birth_date=_day(_needed(row, "BIRTHDATE")),
        death_date=_maybe_day(_text(row, "DEATHDATE")),
        sex=sex if sex in ("M", "F") else "U",
        street=_text(row, "ADDRESS"),
        city=_text(row, "CITY"),
        state=_text(row, "STATE"),
        zip=_text(row, "ZIP"),
    )


def read_office(row: Row, _line: int) -> SourceOffice:
    """Read a row of payers.csv, organizations.csv or providers.csv."""
    return SourceOffice(
        id=_needed(row, "ID"),
        name=_needed(row, "NAME"),
        street=_text(row, "ADDRESS"),
        city=_text(row, "CITY"),
        state=_text(row, "STATE") or _text(row, "STATE_HEADQUARTERED"),
        zip=_text(row, "ZIP"),
        phone=_text(row, "PHONE"),
        belongs_to=_text(row, "ORGANIZATION"),
    )


def read_coverage(row: Row, _line: int) -> SourceCoverage:
    """Read a row of payer_transitions.csv; a bare year is that whole year."""
    start, end = _needed(row, "START_YEAR"), _text(row, "END_YEAR")
    return SourceCoverage(
        patient_id=_needed(row, "PATIENT"),
        payer_id=_needed(row, "PAYER"),
        secondary_id=_text(row, "SECONDARY_PAYER"),
        member_id=_text(row, "MEMBERID"),
        start=_day(f"{start}-01-01" if len(start) == 4 else start),
        end=_maybe_day(f"{int(end) + 1}-01-01" if len(end) == 4 and end.isdigit() else end),
        ownership=_text(row, "OWNERSHIP"),
        owner=_text(row, "OWNERNAME"),
    )


def read_encounter(row: Row, _line: int) -> SourceEncounter:
    """Read a row of encounters.csv."""
    reason = _text(row, "REASONDESCRIPTION")
    described = _text(row, "DESCRIPTION")
    return SourceEncounter(
        id=_needed(row, "ID"),
        organization_id=_text(row, "ORGANIZATION"),
        kind=_text(row, "ENCOUNTERCLASS").casefold(),
        description=f"{described}: {reason}" if reason else described,
    )


def read_claim(row: Row, _line: int) -> SourceClaim:
    """Read a row of claims.csv."""
    return SourceClaim(
        id=_needed(row, "ID"),
        patient_id=_needed(row, "PATIENTID"),
        provider_id=_text(row, "PROVIDERID"),
        payer_id=_payer(_text(row, "PRIMARYPATIENTINSURANCEID")),
        secondary_id=_payer(_text(row, "SECONDARYPATIENTINSURANCEID")),
        encounter_id=_text(row, "APPOINTMENTID"),
        service_on=_day(_needed(row, "SERVICEDATE")),
    )


def read_transaction(row: Row, line: int) -> SourceTransaction:
    """Read a row of claims_transactions.csv; an end before the beginning (1970-01-01) is no end."""
    begins = _day(_needed(row, "FROMDATE"))
    ends = _maybe_day(_text(row, "TODATE")) or begins
    kind = _needed(row, "TYPE").upper()
    amount, rounding = read_amount(_amount_text(row, kind))
    return SourceTransaction(
        id=_needed(row, "ID"),
        claim_id=_needed(row, "CLAIMID"),
        patient_id=_text(row, "PATIENTID"),
        kind=kind,
        amount=amount,
        rounding=rounding,
        method=_text(row, "METHOD").upper(),
        begins=begins,
        ends=max(begins, ends),
        code=_text(row, "PROCEDURECODE"),
        name=_text(row, "NOTES"),
        units=min(MOST_UNITS, max(1, int(_number(_text(row, "UNITS") or "1")))),
        number=_text(row, "CHARGEID"),
        transfer_of=_text(row, "TRANSFEROUTID"),
        transfer_to=_text(row, "TRANSFERTYPE").casefold(),
        line=line,
    )


def read_amount(text: str) -> tuple[Money, str]:
    """Read decimal text into whole cents, half-up, with what the rounding added ('' for nothing)."""
    if not text:
        return ZERO, ""
    exact = _number(text)
    if abs(exact) * 100 > LARGEST:
        raise InputError(f"“{text[:20]}” is too large for an amount")
    cents = (exact * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    added = cents / 100 - exact
    return Money(int(cents)), f"{added:f}" if added else ""


def add_roundings(roundings: Iterable[str]) -> str:
    """Add up what roundings added, exactly, as decimal text in dollars."""
    return f"{sum((Decimal(each) for each in roundings if each), Decimal(0)):f}"


def _amount_text(row: Row, kind: str) -> str:
    """Each type has its amount in a column of its own; AMOUNT where that one is empty."""
    column = {
        "PAYMENT": "PAYMENTS",
        "ADJUSTMENT": "ADJUSTMENTS",
        "TRANSFERIN": "TRANSFERS",
        "TRANSFEROUT": "TRANSFERS",
    }
    return _text(row, column.get(kind, "AMOUNT")) or _text(row, "AMOUNT")


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise InputError(f"“{text[:20]}” is not a number") from error
    if not number.is_finite():
        raise InputError(f"“{text[:20]}” is not a number")
    return number


def _text(row: Row, name: str) -> str:
    for alias in ALIASES.get(name, (name,)):
        if alias in row:
            return row[alias].strip()
    return ""


def _needed(row: Row, name: str) -> str:
    text = _text(row, name)
    if not text:
        raise InputError(f"{name} is empty")
    return text


def _day(text: str) -> date:
    """Take the calendar date of a time as written (`2023-01-27T16:17:47Z`), without moving its zone."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise InputError(f"“{text[:20]}” is not a date") from error


def _maybe_day(text: str) -> date | None:
    return _day(text) if text else None


def _payer(text: str) -> str:
    return "" if text == "0" else text
