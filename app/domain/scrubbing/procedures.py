"""Procedure codes by themselves: CPT-01 to CPT-07, UNIT-01, AGE-01 and SEX-01 by procedure."""

from collections.abc import Iterator
from datetime import date

from app.domain.charges import MOST_UNITS, is_procedure_code
from app.domain.code_edits import OfficialKind, Standing
from app.domain.date_entry import age_on, format_date
from app.domain.findings import Finding
from app.domain.money import Money
from app.domain.scrubbing.code_families import (
    FACILITY_PLACES,
    UNLISTED,
    is_between,
    is_new_patient_visit,
    is_surgery,
    is_visit,
)
from app.domain.scrubbing.scrubbed_claim import NumberedLine, Rule, ScrubbedClaim

ADD_ON = "ZZZ"
YEARS_OF_NEW_PATIENT = 3
BUNDLED = frozenset({"B", "P"})
NOT_PAID_BY_MEDICARE = frozenset({"N", "I", "X", "E"})
_AGE_BANDS = (
    (("99381", "99391"), 0, 0),
    (("99382", "99392"), 1, 4),
    (("99383", "99393"), 5, 11),
    (("99384", "99394"), 12, 17),
    (("99385", "99395"), 18, 39),
    (("99386", "99396"), 40, 64),
    (("99387", "99397"), 65, 150),
    (("90460", "90461"), 0, 18),
)
_FEMALE = (("56405", "59899"),)
_MALE = (("54000", "55899"),)
_MILEAGE = "A04"
OLDEST_NAMED = 100
CPT_01 = Rule("CPT-01", "visit")
CPT_02 = Rule("CPT-02", "visit")
CPT_03 = Rule("CPT-03", "visit")
CPT_04 = Rule("CPT-04", "visit")
CPT_05 = Rule("CPT-05", "visit")
CPT_06 = Rule("CPT-06", "visit")
CPT_07 = Rule("CPT-07", "practice")
UNIT_01 = Rule("UNIT-01", "visit")
AGE_01 = Rule("AGE-01", "visit")
SEX_01 = Rule("SEX-01", "patient")


def check_shapes(claim: ScrubbedClaim) -> Iterator[Finding]:
    """CPT-01: no procedure code by its shape."""
    for line in claim.lines:
        if not is_procedure_code(line.code):
            text = f"{line.code or 'An empty box'} is not a procedure code format."
            yield CPT_01.error(line.box("d_code"), text, "Type five signs, like 99213 or J1885.")


def check_known(claim: ScrubbedClaim) -> Iterator[Finding]:
    """CPT-02: a code that the official file does not have on the day, or that the practice does not list."""
    for line in claim.lines:
        edits = claim.edits(line.on)
        if edits and edits.hcpcs(line.code) is Standing.NOT_VALID:
            text = f"{line.code} was not valid on {format_date(line.on)}."
            yield CPT_02.error(line.box("d_code"), text, "Look the code up again.")
        elif not line.facts.is_listed:
            text = f"{line.code} is not in the practice’s list of procedures."
            yield CPT_02.warning(line.box("d_code"), text, "Check the code, or add it to the list.")


def check_unlisted(claim: ScrubbedClaim) -> Iterator[Finding]:
    """CPT-03: an unlisted code without words."""
    for line in claim.lines:
        if line.code in UNLISTED and not (line.line.description or claim.content.additional_info):
            text = f"{line.code} is an unlisted code and says nothing without words."
            yield CPT_03.warning(line.box("supplemental"), text, "Describe the service and attach notes.")


def check_status(claim: ScrubbedClaim) -> Iterator[Finding]:
    """CPT-04: a code that the fee schedule bundles, or, for Medicare, does not pay."""
    for line in claim.lines:
        edits = claim.edits(line.on)
        facts = edits.service(line.code, line.modifiers) if edits else None
        refused = BUNDLED | NOT_PAID_BY_MEDICARE if claim.follows_medicare else BUNDLED
        if facts and facts.status in refused:
            text = f"{claim.payer} may not pay {line.code} on its own (fee schedule status {facts.status})."
            yield CPT_04.warning(line.box("d_code"), text, "Bill it with its service, or tell the patient.")


def check_add_ons(claim: ScrubbedClaim) -> Iterator[Finding]:
    """CPT-05: an add-on code without a main service of the same day."""
    for line in claim.lines:
        if not _is_add_on(claim, line.on, line.code):
            continue
        others = [each.code for each in claim.lines if each.on == line.on]
        others += [each.code for each in claim.facts.history if each.on == line.on]
        if all(_is_add_on(claim, line.on, code) for code in others):
            text = f"{line.code} must go with its main service."
            yield CPT_05.error(line.box("d_code"), text, "Add the main service of the same day.")


def _is_add_on(claim: ScrubbedClaim, on: date, code: str) -> bool:
    edits = claim.checked_edits(on, OfficialKind.FEES)
    facts = edits.service(code) if edits else None
    return facts is not None and facts.global_days == ADD_ON


def check_new_patient(claim: ScrubbedClaim) -> Iterator[Finding]:
    """CPT-06: a visit of a new patient who was seen in the last three years; laboratory work is no seeing."""
    for line in claim.lines:
        if not is_new_patient_visit(line.code):
            continue
        since = _years_before(line.on, YEARS_OF_NEW_PATIENT)
        seen = [
            each.on
            for each in claim.facts.history
            if since < each.on < line.on and (is_visit(each.code) or is_surgery(each.code))
        ]
        if seen:
            text = f"This patient is not new (last seen {format_date(max(seen))})."
            yield CPT_06.warning(line.box("d_code"), text, "Use the code for a known patient.")


def _years_before(day: date, years: int) -> date:
    last_of_february = day.month == 2 and day.day == 29
    return day.replace(year=day.year - years, day=28 if last_of_february else day.day)


def check_fees(claim: ScrubbedClaim) -> Iterator[Finding]:
    """CPT-07: the practice has no fee for the code, or charges less than Medicare or the contract pays."""
    for line in claim.lines:
        if line.facts.charge_id and line.facts.fee is None:
            text = f"The practice has no fee for {line.code} on {format_date(line.on)}."
            yield CPT_07.warning(line.box("f_dollars"), text, "Check the charge, or add the fee.")
        price = line.facts.agreed or _medicare_price(claim, line)
        if price and line.line.charge < price:
            text = f"The charge for {line.code} is lower than {claim.payer} would pay."
            yield CPT_07.warning(line.box("f_dollars"), text, "Raise the fee above the fee schedule.")


def _medicare_price(claim: ScrubbedClaim, line: NumberedLine) -> Money | None:
    """What Medicare pays for all units of a line at its place, where the payer follows it."""
    edits = claim.edits(line.on) if claim.follows_medicare else None
    facts = edits.service(line.code, line.modifiers) if edits else None
    if facts is None:
        return None
    in_facility = line.line.place_code in FACILITY_PLACES
    price = facts.facility if in_facility else facts.non_facility
    return price * int(line.units) if price else None


def check_units(claim: ScrubbedClaim) -> Iterator[Finding]:
    """UNIT-01: too many units, or parts of one; none at all is checked in box 24G."""
    for line in claim.lines:
        text = ""
        if not 0 < line.units <= MOST_UNITS:
            text = f"Line {line.number} has {line.line.units or 'no'} units; 1 to {MOST_UNITS} are possible."
        elif line.units != int(line.units) and not line.code.startswith(_MILEAGE):
            text = f"Line {line.number} has {line.line.units} units; {line.code} takes whole ones."
        if text:
            yield UNIT_01.error(line.box("g"), text, "Check the number of units.")


def check_age_bands(claim: ScrubbedClaim) -> Iterator[Finding]:
    """AGE-01: a code for another age than the patient's on the day."""
    born = claim.content.patient.birth_date
    for line in claim.lines:
        if born is None or born > line.on:
            continue
        age = age_on(born, line.on)
        for codes, youngest, oldest in _AGE_BANDS:
            if line.code in codes and not youngest <= age <= oldest:
                text = f"{line.code} is for age {_band(youngest, oldest)}; patient is {age}."
                yield AGE_01.warning(line.box("d_code"), text, "Choose the code for this age.")


def _band(youngest: int, oldest: int) -> str:
    if oldest == 0:
        return "under 1"
    return f"{youngest} and over" if oldest > OLDEST_NAMED else f"{youngest} to {oldest}"


def check_sex_of_codes(claim: ScrubbedClaim) -> Iterator[Finding]:
    """SEX-01: a procedure of the other sex than is recorded; never an error."""
    sex = claim.content.patient.sex
    for line in claim.lines:
        if _is_of_other_sex(line, sex):
            text = f"{line.code} is seldom used with the recorded sex {sex}."
            yield SEX_01.warning(
                line.box("d_code"), text, "Ask privately; KX or the payer’s indicator may be needed."
            )


def _is_of_other_sex(line: NumberedLine, sex: str) -> bool:
    bands = {"M": _FEMALE, "F": _MALE}.get(sex, ())
    return any(is_between(line.code, band) for band in bands)


PROCEDURE_CHECKS = (
    check_shapes,
    check_known,
    check_unlisted,
    check_status,
    check_add_ons,
    check_new_patient,
    check_fees,
    check_units,
    check_age_bands,
    check_sex_of_codes,
)
