"""Diagnoses: DX-02 to DX-05, AGE-02 and SEX-01 by diagnosis; their shape is checked in box 21."""

import re
from collections.abc import Iterator

from app.domain.claim_form_boxes import DIAGNOSIS_LETTERS
from app.domain.code_edits import Standing
from app.domain.date_entry import age_on, format_date
from app.domain.findings import Finding
from app.domain.scrubbing.scrubbed_claim import Rule, ScrubbedClaim

NEWBORN_DAYS = 28
FERTILE = (9, 64)
ADULT = 18
DX_02 = Rule("DX-02", "visit")
DX_03 = Rule("DX-03", "visit")
DX_04 = Rule("DX-04", "visit")
DX_05 = Rule("DX-05", "visit")
AGE_02 = Rule("AGE-02", "visit")
SEX_01 = Rule("SEX-01", "patient")
_SIDES = {"RT": ("right", "left"), "LT": ("left", "right")}
_OPEN_SIDE = re.compile(
    r"\bunspecified (side|eye|ear|breast|shoulder|arm|upper arm|elbow|forearm|wrist|hand|finger|hip|"
    r"thigh|knee|leg|lower leg|ankle|foot|toe|limb|upper limb|lower limb|upper extremity|lower extremity)\b"
)
_FEMALE = re.compile(r"O|N7[0-7]|N8[0-9]|N9[0-8]|C5[1-8]|D25|D26|D27|Z3[2349]")
_MALE = re.compile(r"N4[0-9]|N5[0-3]|C6[0-3]|D29")


def _numbered(claim: ScrubbedClaim) -> Iterator[tuple[str, str]]:
    """Every diagnosis that has a letter, with its box."""
    for letter, code in zip(DIAGNOSIS_LETTERS, claim.content.diagnoses, strict=False):
        yield f"i21_{letter.lower()}", code


def check_in_force(claim: ScrubbedClaim) -> Iterator[Finding]:
    """DX-02, DX-03: a code that was not in force on the day, or only heads others."""
    day = claim.first_day
    edits = claim.edits(day) if day else None
    if edits is None or day is None:
        return
    for field, code in _numbered(claim):
        standing = edits.diagnosis(code)
        if standing is Standing.NOT_VALID:
            yield DX_02.error(
                field, f"{code} was not valid on {format_date(day)}.", "Look the diagnosis up again."
            )
        elif standing is Standing.NEEDS_MORE:
            yield DX_03.error(field, f"{code} needs more characters.", "Choose the exact code below it.")


def check_first(claim: ScrubbedClaim) -> Iterator[Finding]:
    """DX-04: an external cause (V00 to Y99) stands first."""
    if claim.content.diagnoses and claim.content.diagnoses[0][:1] in "VWXY":
        text = f"{claim.content.diagnoses[0]} cannot be the first diagnosis."
        yield DX_04.warning("i21_a", text, "Put the injury or illness first.")


def check_sides(claim: ScrubbedClaim) -> Iterator[Finding]:
    """DX-05: a side left open where the code has one, or another side than the line's RT or LT."""
    names = claim.facts.diagnosis_names
    for field, code in _numbered(claim):
        if _OPEN_SIDE.search(names.get(code, "").lower()):
            yield DX_05.warning(
                field, f"{code} leaves the side open.", "A more exact diagnosis may be needed."
            )
    for line in claim.lines:
        for modifier, (side, other) in _SIDES.items():
            if modifier not in line.modifiers:
                continue
            for code in claim.pointed(line.line):
                words = names.get(code, "").lower().replace(",", " ").split()
                if other in words and side not in words:
                    text = f"Line {line.number} says {modifier}, but {code} is of the {other} side."
                    yield DX_05.warning(
                        line.modifier_box(modifier), text, "Check the side in the visit note."
                    )


def check_ages(claim: ScrubbedClaim) -> Iterator[Finding]:
    """AGE-02: a diagnosis of the newborn, of motherhood or of a check-up at another age."""
    born, day = claim.content.patient.birth_date, claim.first_day
    if born is None or day is None or born > day:
        return
    age, days = age_on(born, day), (day - born).days
    for field, code in _numbered(claim):
        if _is_wrong_age(code.replace(".", ""), age, days):
            text = f"{code} does not fit a patient of {_age(age, days)}."
            yield AGE_02.warning(field, text, "Check the diagnosis for this age.")


def _is_wrong_age(code: str, age: int, days: int) -> bool:
    if re.match(r"P[0-8]|P9[0-6]", code):
        return days > NEWBORN_DAYS
    if code.startswith("O"):
        return not FERTILE[0] <= age <= FERTILE[1]
    if code.startswith("Z0012"):
        return age >= ADULT
    return code.startswith("Z000") and age < ADULT


def _age(age: int, days: int) -> str:
    if age == 0:
        return f"{days} days"
    return "1 year" if age == 1 else f"{age} years"


def check_sexes(claim: ScrubbedClaim) -> Iterator[Finding]:
    """SEX-01: a diagnosis of the other sex than is recorded; never an error, and nothing where none is."""
    sex = claim.content.patient.sex
    for field, code in _numbered(claim):
        bare = code.replace(".", "")
        is_other = (sex == "M" and _FEMALE.match(bare)) or (sex == "F" and _MALE.match(bare))
        if is_other:
            text = f"{code} is seldom used with the recorded sex {sex}."
            yield SEX_01.warning(field, text, "Ask privately; KX or the payer’s indicator may be needed.")


DIAGNOSIS_CHECKS = (check_in_force, check_first, check_sides, check_ages, check_sexes)
