"""The claim as a whole: CLM-01 to CLM-06, ACC-01, and what was typed into boxes that no file carries."""

import re
from collections.abc import Iterator

from app.domain.findings import Finding
from app.domain.scrubbing.scrubbed_claim import Rule, ScrubbedClaim

MOST_LINES = 50
MOST_POINTERS = 4
LONGEST_ACCOUNT = 20
CORRECTIONS = frozenset({"7", "8"})
_INJURY = re.compile(r"[ST][0-9A-Z]{2}\.?[0-9A-Z]{3}A")
# T36 to T65 and T78 tell of drugs, poisons and allergies, which need no accident.
_NO_ACCIDENT = re.compile(r"T(3[6-9]|[45][0-9]|6[0-5]|78|8[0-8])")
CLM_01 = Rule("CLM-01", "visit")
CLM_03 = Rule("CLM-03")
CLM_04 = Rule("CLM-04", "visit")
CLM_06 = Rule("CLM-06", "patient")
ACC_01 = Rule("ACC-01", "visit")
TYPED = Rule("TYP-01")


def check_size(claim: ScrubbedClaim) -> Iterator[Finding]:
    """CLM-01: too many lines for a file, or an account number that the payer would cut."""
    if len(claim.lines) > MOST_LINES:
        text = f"The claim has {len(claim.lines)} lines; an electronic claim takes {MOST_LINES}."
        make = CLM_01.error if claim.facts.electronic else CLM_01.warning
        yield make(f"24.{MOST_LINES + 1}.d_code", text, "Split the claim.")
    account = claim.content.account_number or claim.content.claim_number
    if claim.facts.electronic and len(account) > LONGEST_ACCOUNT:
        text = f"The account number {account} has more than {LONGEST_ACCOUNT} letters."
        yield CLM_01.error("i26", text, "Give the patient a shorter number.")


def check_correction(claim: ScrubbedClaim) -> Iterator[Finding]:
    """CLM-03: a correction that this payer does not take, or before it decided; the number is in box 22."""
    code = claim.content.resubmission_code
    if code not in CORRECTIONS:
        return
    if claim.content.is_medicare or not claim.content.payer.takes_replacement:
        text = f"{claim.payer} takes no replacement or void of a claim."
        yield CLM_03.error("i22_code", text, "Ask for a reopening, or send a new claim.")
    elif not claim.facts.was_decided:
        text = f"{claim.payer} has not decided on the claim yet, so it cannot be corrected."
        yield CLM_03.error("i22_code", text, "Wait for its answer, or send it again as an original.")


def check_pointers(claim: ScrubbedClaim) -> Iterator[Finding]:
    """CLM-04: more than four pointers; missing and empty ones are checked in box 24E."""
    for line in claim.lines:
        pointers = line.line.pointers.replace(",", "").replace(" ", "")
        if len(pointers) > MOST_POINTERS:
            text = f"Line {line.number} points to {len(pointers)} diagnoses; four are the most."
            yield CLM_04.error(line.box("e"), text, "Keep the main ones.")


def check_assignment(claim: ScrubbedClaim) -> Iterator[Finding]:
    """CLM-06: the assignment of benefits is not on file; Medicare needs none of its own."""
    if not claim.content.signatures.insured_on_file and not claim.content.is_medicare:
        text = "The assignment of benefits is not on file, so the insurer may pay the patient."
        yield CLM_06.warning("i13_sig", text, "Have the patient sign, or note the signature on file.")


def check_accident(claim: ScrubbedClaim) -> Iterator[Finding]:
    """ACC-01: an injury without its cause, or an accident without its date."""
    accident = claim.content.accident
    if accident.employment or accident.auto or accident.other:
        if accident.happened_on is None and claim.content.dates.onset is None:
            make = ACC_01.error if claim.facts.electronic else ACC_01.warning
            yield make("i14_mm", "The date of the accident is missing.", "Enter it in the visit.")
        return
    injuries = [code for code in claim.content.diagnoses if _is_injury(code)]
    if injuries:
        text = f"{injuries[0]} tells of an injury: was it work, car or other accident?"
        yield ACC_01.warning("i10a_y", text, "Ask the patient and mark item 10, with date and state.")


def _is_injury(code: str) -> bool:
    return _INJURY.fullmatch(code) is not None and _NO_ACCIDENT.match(code) is None


def check_uncarried(claim: ScrubbedClaim) -> Iterator[Finding]:
    """TYP-01: a box typed over whose text has no place in an electronic claim."""
    if not claim.facts.electronic:
        return
    for field in claim.facts.uncarried:
        text = "What was typed into this box cannot go into an electronic claim."
        yield TYPED.error(field, text, "Correct the record instead and take the typing back.")


SHAPE_CHECKS = (
    check_size,
    check_correction,
    check_pointers,
    check_assignment,
    check_accident,
    check_uncarried,
)
