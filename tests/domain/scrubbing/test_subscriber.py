"""The insured person: each check trips where it should, and only there."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.claim_content import BilledPolicy, FormPerson, Relationship
from app.domain.people import Address
from tests.claim_samples import HOLDER, MBI, MEDICARE, PATIENT, claim
from tests.domain.scrub_samples import CHILD, ERROR, PAYER_BEFORE, WARNING, Case, check_case, second

MEDICARE_BEFORE = replace(PAYER_BEFORE, payer=MEDICARE, policy=BilledPolicy(MBI))
BAD_MEDICARE = replace(MEDICARE_BEFORE, policy=BilledPolicy("1EG4TE5MK7S"))
NOT_SELF = BilledPolicy("W1", relationship=Relationship.SPOUSE)


def held_by(holder: FormPerson):
    return claim(policy=replace(CHILD, relationship=Relationship.SPOUSE, subscriber=holder))


WHOLE = held_by(HOLDER)
CASES = [
    Case(
        "SUB-03",
        ERROR,
        second(earlier_payers=(BAD_MEDICARE,)),
        second(earlier_payers=(MEDICARE_BEFORE,)),
        box="i9a",
    ),
    Case("SUB-04", ERROR, held_by(replace(HOLDER, birth_date=None)), WHOLE, box="i11a_mm"),
    Case("SUB-04", ERROR, held_by(replace(HOLDER, address=Address("1 Elm"))), WHOLE, box="i7_street"),
    Case("SUB-04", WARNING, held_by(replace(HOLDER, sex="")), WHOLE, box="i11a_m"),
    Case(
        "SUB-05",
        ERROR,
        claim(policy=replace(NOT_SELF, relationship=Relationship.SELF, subscriber=HOLDER)),
        claim(policy=replace(NOT_SELF, relationship=Relationship.SELF, subscriber=PATIENT)),
        box="i6_self",
    ),
    Case("SUB-05", ERROR, claim(policy=NOT_SELF), WHOLE, box="i6_self"),
    Case("SUB-06", ERROR, claim(patient=replace(PATIENT, birth_date=date(2026, 5, 4))), claim(), box="i3_mm"),
    Case("SUB-06", ERROR, claim(patient=replace(PATIENT, birth_date=date(1904, 5, 4))), claim(), box="i3_mm"),
    Case("SUB-07", WARNING, claim(), facts={"returned_mail": True}, good_facts={}, box="i5_street"),
    Case(
        "COV-08",
        WARNING,
        claim(policy=CHILD),
        claim(policy=CHILD, patient=replace(PATIENT, birth_date=date(2000, 6, 1))),
        box="i6_child",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_insured_person_is_checked(case):
    check_case(case)


def test_a_child_is_covered_until_the_day_of_the_26th_birthday():
    young = claim(policy=CHILD, patient=replace(PATIENT, birth_date=date(2000, 5, 4)))
    check_case(Case("COV-08", WARNING, claim(policy=CHILD), young, box="i6_child"))
