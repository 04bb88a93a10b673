"""One line of a visit's charges: what may be typed, and the practice's fee for it on the day of service."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.date_entry import format_date
from app.domain.findings import Finding, Severity
from app.domain.money import ZERO, Money

MOST_DIAGNOSES = 12
MOST_POINTERS = 4
MOST_MODIFIERS = 4
MOST_UNITS = 999
POINTER_LETTERS = "ABCDEFGHIJKL"
_CODE = re.compile(r"[0-9]{5}|[0-9]{4}[FTUAM]|[A-V][0-9]{4}")
_MODIFIER = re.compile(r"[0-9A-Z]{2}")
_PLACE = re.compile(r"[0-9]{2}")


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One service as typed; `pointers` are places in the visit's diagnoses, 1 for A, main reason first."""

    code: str
    service_date: date
    place: str
    pointers: tuple[int, ...]
    charge: Money
    units: int = 1
    modifiers: tuple[str, ...] = ()
    last_date: date | None = None


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What a line is checked against: the visit's diagnoses in order, today, and the patient's life."""

    diagnoses: tuple[str, ...]
    today: date
    birth_date: date | None = None
    died_on: date | None = None


@dataclass(frozen=True, slots=True)
class FeeRow:
    """The practice's fee for one unit of a code, with or without a modifier, in force on both end days."""

    code: str
    amount: Money
    effective: date
    modifier: str = ""
    ends: date | None = None


def choose_fee(code: str, modifiers: Sequence[str], on: date, rows: Sequence[FeeRow]) -> Money | None:
    """Choose the fee of the day of service: that of the first modifier with a fee, else the plain one.

    None when the practice has no fee for it. Of two rows in force the later one counts.
    """
    in_force = [row for row in rows if row.code == code and row.effective <= on <= (row.ends or date.max)]
    for wanted in (*modifiers, ""):
        found = [row for row in in_force if row.modifier == wanted]
        if found:
            return max(found, key=lambda row: row.effective).amount
    return None


def is_procedure_code(code: str) -> bool:
    """Tell whether a code has the shape of a CPT or HCPCS code, in capitals; it may still not exist."""
    return _CODE.fullmatch(code) is not None


def read_pointers(text: str) -> tuple[int, ...]:
    """Read pointers typed as letters or digits: `AB`, `a,b` and `12` give 1 and 2; other signs give 0.

    A 0 is a place that no visit has, so the check names it.
    """
    letters = text.upper().replace(",", "").replace(" ", "")
    return tuple(int(sign) if sign in "123456789" else POINTER_LETTERS.find(sign) + 1 for sign in letters)


def check_diagnoses(diagnoses: Sequence[str]) -> tuple[Finding, ...]:
    """Check a visit's list of diagnoses: one to twelve, none twice."""
    if not diagnoses:
        return (_error("diagnoses", "No diagnosis is given.", "Type the code from the visit note."),)
    findings = []
    if len(diagnoses) > MOST_DIAGNOSES:
        text = f"A claim holds {MOST_DIAGNOSES} diagnoses; there are {len(diagnoses)}."
        findings.append(_error("diagnoses", text, "Keep those that were treated."))
    findings += [
        _error("diagnoses", f"{code} stands twice among the diagnoses.", "Take one out.")
        for code in sorted({code for code in diagnoses if list(diagnoses).count(code) > 1})
    ]
    return tuple(findings)


def check_charge_line(line: ChargeLine, visit: VisitFacts) -> tuple[Finding, ...]:
    """Check one line: the shape of its code and modifiers, pointers, units, dates, place and charge."""
    return (
        *_check_code(line),
        *_check_modifiers(line.modifiers),
        *_check_pointers(line.pointers, len(visit.diagnoses)),
        *_check_amounts(line),
        *_check_dates(line, visit),
    )


def _check_code(line: ChargeLine) -> list[Finding]:
    findings = []
    if not is_procedure_code(line.code):
        text = f"“{line.code}” is not a procedure code." if line.code else "The procedure code is missing."
        findings.append(_error("code", text, "Type five signs, like 99213 or J1885."))
    if not _PLACE.fullmatch(line.place):
        findings.append(
            _error("place", "The place of service is missing.", "Type two digits: 11 is the office.")
        )
    return findings


def _check_modifiers(modifiers: tuple[str, ...]) -> list[Finding]:
    findings = [
        _error("modifiers", f"“{modifier}” is not a modifier.", "A modifier has two letters or digits.")
        for modifier in modifiers
        if not _MODIFIER.fullmatch(modifier)
    ]
    if len(modifiers) > MOST_MODIFIERS:
        findings.append(_error("modifiers", f"A line holds {MOST_MODIFIERS} modifiers.", "Take one out."))
    if len(set(modifiers)) < len(modifiers):
        findings.append(_error("modifiers", "A modifier stands twice.", "Take one out."))
    return findings


def _check_pointers(pointers: tuple[int, ...], diagnoses: int) -> list[Finding]:
    link = "Link each service to a diagnosis."
    if not pointers:
        return [_error("pointers", "The service has no diagnosis.", link)]
    findings = []
    if len(pointers) > MOST_POINTERS:
        findings.append(
            _error("pointers", f"A line points to {MOST_POINTERS} diagnoses at most.", "Keep the main ones.")
        )
    if len(set(pointers)) < len(pointers):
        findings.append(_error("pointers", "The service points to a diagnosis twice.", "Take one out."))
    if any(not 1 <= place <= diagnoses for place in pointers):
        findings.append(
            _error("pointers", "The service points to a diagnosis that the visit does not have.", link)
        )
    return findings


def _check_amounts(line: ChargeLine) -> list[Finding]:
    findings = []
    if not 1 <= line.units <= MOST_UNITS:
        findings.append(_error("units", f"Units go from 1 to {MOST_UNITS}.", "Check the number of units."))
    if line.charge < ZERO:
        findings.append(
            _error("charge", "A charge cannot be less than zero.", "Void a charge to take it back.")
        )
    elif not line.charge:
        text = "The charge is $0.00."
        findings.append(
            Finding(Severity.WARNING, "charge", text, "Type the fee, or add it to the fee schedule.")
        )
    return findings


def _check_dates(line: ChargeLine, visit: VisitFacts) -> list[Finding]:
    last = line.last_date or line.service_date
    faults = []
    if last < line.service_date:
        faults.append(("last_date", "The service ends before it begins."))
    if max(last, line.service_date) > visit.today:
        faults.append(("service_date", "The date of service lies in the future."))
    if visit.birth_date and line.service_date < visit.birth_date:
        faults.append(("service_date", f"The patient was born on {format_date(visit.birth_date)}."))
    if visit.died_on and last > visit.died_on:
        faults.append(("service_date", f"The patient died on {format_date(visit.died_on)}."))
    return [_error(field, text, "Check the date of service.") for field, text in faults]


def _error(field: str, text: str, fix: str) -> Finding:
    return Finding(Severity.ERROR, field, text, fix)
