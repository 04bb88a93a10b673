"""The claim as a whole: each check trips where it should, and only there."""

from dataclasses import replace

import pytest

from app.domain.claim_content import AccidentFacts, ClaimDates, Signatures
from tests.claim_samples import PAYER, claim, line
from tests.domain.scrub_samples import ERROR, MAY_3, WARNING, Case, check_case, medicare

FILE = {"electronic": True}
UNDECIDED = {"was_decided": False}
REPLACING = claim(resubmission_code="7", original_reference="A1")
ACCIDENT = AccidentFacts(auto=True, auto_state="IL")
HURT = ("S93.401A",)
CASES = [
    Case("CLM-01", ERROR, claim(*[line()] * 51), claim(*[line()] * 50), facts=FILE, box="24.51.d_code"),
    Case("CLM-01", WARNING, claim(*[line()] * 51), claim(*[line()] * 50), box="24.51.d_code"),
    Case(
        "CLM-01", ERROR, claim(account_number="9" * 21), claim(account_number="9" * 20), facts=FILE, box="i26"
    ),
    Case("CLM-03", ERROR, medicare(resubmission_code="7"), REPLACING, box="i22_code"),
    Case(
        "CLM-03",
        ERROR,
        replace(REPLACING, payer=replace(PAYER, takes_replacement=False)),
        REPLACING,
        box="i22_code",
    ),
    Case("CLM-03", ERROR, REPLACING, claim(), facts=UNDECIDED, box="i22_code"),
    Case("CLM-04", ERROR, claim(line(pointers="ABCDE")), claim(line(pointers="AB")), box="24.1.e"),
    Case(
        "CLM-06",
        WARNING,
        claim(signatures=Signatures(True, False, "Jane Roe MD", MAY_3)),
        claim(),
        box="i13_sig",
    ),
    Case(
        "CLM-06",
        WARNING,
        claim(signatures=Signatures(True)),
        medicare(signatures=Signatures(True)),
        box="i13_sig",
    ),
    Case("ACC-01", WARNING, claim(diagnoses=HURT), claim(diagnoses=("T45.1X5A",)), box="i10a_y"),
    Case(
        "ACC-01",
        WARNING,
        claim(diagnoses=HURT),
        claim(diagnoses=HURT, accident=replace(ACCIDENT, happened_on=MAY_3)),
        box="i10a_y",
    ),
    Case(
        "ACC-01",
        WARNING,
        claim(accident=ACCIDENT),
        claim(accident=replace(ACCIDENT, happened_on=MAY_3)),
        box="i14_mm",
    ),
    Case(
        "ACC-01",
        ERROR,
        claim(accident=ACCIDENT),
        claim(accident=ACCIDENT, dates=ClaimDates(onset=MAY_3)),
        facts=FILE,
        box="i14_mm",
    ),
    Case(
        "TYP-01",
        ERROR,
        claim(),
        facts={**FILE, "uncarried": ("i10d",)},
        good_facts={"uncarried": ("i10d",)},
        box="i10d",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_shape_of_the_claim_is_checked(case):
    check_case(case)
