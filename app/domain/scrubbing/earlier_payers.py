"""Claims after another payer: MSP-01 and COB-01.

Source: 005010X222A1, loops 2320 and 2430: each line's charge is what was paid and adjusted of it.
"""

import re
from collections.abc import Iterator
from datetime import date

from app.domain.claim_content import EarlierLine, EarlierPayer
from app.domain.date_entry import age_on
from app.domain.findings import Finding
from app.domain.money import ZERO, total
from app.domain.scrubbing.scrubbed_claim import Rule, ScrubbedClaim

MSP_TYPES = frozenset({"12", "13", "14", "15", "16", "41", "42", "43", "47"})
WORKING_AGED, DISABLED = "12", "43"
MEDICARE_AGE = 65
GROUPS = frozenset({"CO", "PR", "OA", "PI", "CR"})
_REASON = re.compile(r"[0-9]{1,3}|[A-Z][0-9]{1,2}")
MSP_01 = Rule("MSP-01", "policy")
COB_01 = Rule("COB-01", "answer")


def check_why_second(claim: ScrubbedClaim) -> Iterator[Finding]:
    """MSP-01: Medicare pays second, and nobody says why, or the reason does not fit the age."""
    content = claim.content
    if not content.is_medicare or content.payer_order == 1:
        return
    why, born, day = content.policy.msp_type, content.patient.birth_date, claim.first_day
    fix = "Choose the reason in the patient’s Medicare policy."
    if why not in MSP_TYPES:
        yield MSP_01.error("i11", "Say why Medicare pays second.", fix)
    elif born and day and (fault := _age_fault(why, born, day)):
        yield MSP_01.error("i11", fault, fix)


def _age_fault(why: str, born: date, day: date) -> str:
    age = age_on(born, day)
    if why == WORKING_AGED and age < MEDICARE_AGE:
        return f"Reason 12 is for people who work at 65 or older; the patient is {age}."
    if why == DISABLED and age >= MEDICARE_AGE:
        return f"Reason 43 is for the disabled under 65; the patient is {age}."
    return ""


def check_first_answers(claim: ScrubbedClaim) -> Iterator[Finding]:
    """COB-01: the results of the payers before are missing or do not add up."""
    content = claim.content
    if content.payer_order == 1:
        return
    field = "i11c" if content.is_medicare else "i9d"
    if not content.earlier_payers:
        text = "The first insurance’s results are missing."
        yield COB_01.error(field, text, "Enter its answer, with the payment date and all adjustments.")
    for earlier in content.earlier_payers:
        for fault in _faults_of(claim, earlier):
            name = earlier.payer.name or "The first insurance"
            yield COB_01.error(field, f"{name}: {fault}", "Compare the posted answer with its letter.")


def _faults_of(claim: ScrubbedClaim, earlier: EarlierPayer) -> Iterator[str]:
    if earlier.paid_on is None:
        yield "the date of its payment is missing."
    answered = {line.number: line for line in earlier.lines}
    for line in claim.lines:
        answer = answered.get(line.number)
        if answer is None:
            yield f"it has no result for line {line.number}."
            continue
        explained = answer.paid + total(amount for _, _, amount in answer.adjustments)
        if explained != line.line.charge:
            yield (
                f"line {line.number} was charged {line.line.charge.dollars}, but paid and adjusted are "
                f"{explained.dollars}."
            )
        yield from _adjustment_faults(answer)


def _adjustment_faults(answer: EarlierLine) -> Iterator[str]:
    if answer.paid < ZERO:
        yield f"its payment for line {answer.number} is below zero."
    for group, code, _amount in answer.adjustments:
        if group not in GROUPS:
            yield f"{group or 'An empty group'} of line {answer.number} is no group of adjustments."
        if not _REASON.fullmatch(code):
            yield f"{code or 'An empty box'} of line {answer.number} is no reason code."


EARLIER_PAYER_CHECKS = (check_why_second, check_first_answers)
