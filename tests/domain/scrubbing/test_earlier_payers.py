"""Claims after another payer: each check trips where it should, and only there."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.claim_content import BilledPolicy, EarlierLine
from app.domain.money import Money
from tests.claim_samples import MBI, MEDICARE, PATIENT, claim
from tests.domain.scrub_samples import ERROR, PAYER_BEFORE, Case, check_case, scrub, second

OLD = replace(PATIENT, birth_date=date(1955, 1, 1))


def medicare_second(why: str, patient=PATIENT):
    return second(payer=MEDICARE, policy=BilledPolicy(MBI, msp_type=why), patient=patient)


def answered(*adjustments: tuple[str, str, int], paid: int = 80_00):
    line = EarlierLine(
        1, Money(paid), tuple((group, code, Money(cents)) for group, code, cents in adjustments)
    )
    return second(earlier_payers=(replace(PAYER_BEFORE, lines=(line,)),))


CASES = [
    Case("MSP-01", ERROR, medicare_second(""), medicare_second("12", OLD), box="i11"),
    Case("MSP-01", ERROR, medicare_second("99"), medicare_second("43"), box="i11"),
    Case("MSP-01", ERROR, medicare_second("12"), medicare_second("12", OLD), box="i11"),
    Case("MSP-01", ERROR, medicare_second("43", OLD), medicare_second("43"), box="i11"),
    Case("COB-01", ERROR, second(earlier_payers=()), claim(), box="i9d"),
    Case("COB-01", ERROR, second(earlier_payers=(replace(PAYER_BEFORE, paid_on=None),)), second(), box="i9d"),
    Case("COB-01", ERROR, second(earlier_payers=(replace(PAYER_BEFORE, lines=()),)), second(), box="i9d"),
    Case("COB-01", ERROR, answered(("CO", "45", 44_99)), answered(("CO", "45", 45_00)), box="i9d"),
    Case("COB-01", ERROR, answered(("XX", "45", 45_00)), answered(("OA", "45", 45_00)), box="i9d"),
    Case("COB-01", ERROR, answered(("CO", "4545", 45_00)), answered(("CO", "45", 45_00)), box="i9d"),
    Case("COB-01", ERROR, answered(("CO", "45", 130_00), paid=-5_00), second(), box="i9d"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_payers_before_are_checked(case):
    check_case(case)


def test_what_does_not_add_up_is_told_to_the_cent():
    (found,) = [each for each in scrub(answered(("CO", "45", 44_99))) if each.rule == "COB-01"]
    assert "$125.00" in found.text
    assert "$124.99" in found.text
