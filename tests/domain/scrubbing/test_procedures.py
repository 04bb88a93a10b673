"""Procedure codes: each check trips where it should, and only there."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.code_edits import ServiceFacts, Standing
from app.domain.money import Money
from app.domain.scrub_facts import EarlierService, LineFacts
from tests.claim_samples import PATIENT, claim, line
from tests.domain.scrub_samples import (
    ERROR,
    WARNING,
    Case,
    check_case,
    coded,
    edits,
    medicare,
    rules_found,
    service,
)

ADD_ON = edits(
    services={
        "99417": (ServiceFacts("99417", global_days="ZZZ"),),
        "99215": (ServiceFacts("99215", global_days="XXX"),),
    }
)
MAN = replace(PATIENT, sex="M")


def seen(on: date, code: str = "99213") -> dict:
    return {"history": (EarlierService(on, code),)}


def known(**facts) -> dict:
    return {"lines": (LineFacts(**facts),)}


def born(year: int):
    return replace(PATIENT, birth_date=date(year, 5, 3))


CASES = [
    Case("CPT-01", ERROR, claim(coded("9921")), claim(), box="24.1.d_code"),
    Case("CPT-01", ERROR, claim(coded("Z1234")), claim(coded("0042T")), box="24.1.d_code"),
    Case(
        "CPT-02",
        ERROR,
        claim(coded("J1885")),
        facts=edits(level_two={"J1885": Standing.NOT_VALID}),
        good_facts=edits(level_two={"J1885": Standing.VALID}),
        box="24.1.d_code",
    ),
    Case("CPT-02", WARNING, claim(), facts=known(is_listed=False), good_facts=known(), box="24.1.d_code"),
    Case(
        "CPT-03",
        WARNING,
        claim(coded("64999")),
        claim(coded("64999", description="NERVE BLOCK")),
        box="24.1.supplemental",
    ),
    Case(
        "CPT-03",
        WARNING,
        claim(coded("64999")),
        claim(coded("64999"), additional_info="SEE NOTES"),
        box="24.1.supplemental",
    ),
    Case(
        "CPT-04",
        WARNING,
        claim(coded("99070")),
        facts=service("99070", status="B"),
        good_facts=service("99070", status="A"),
        box="24.1.d_code",
    ),
    Case(
        "CPT-04",
        WARNING,
        medicare(coded("99396")),
        claim(coded("99396")),
        facts=service("99396", status="N"),
        box="24.1.d_code",
    ),
    Case(
        "CPT-05",
        ERROR,
        claim(coded("99417")),
        claim(coded("99215"), coded("99417")),
        facts=ADD_ON,
        box="24.1.d_code",
    ),
    Case(
        "CPT-06",
        WARNING,
        claim(coded("99203")),
        facts=seen(date(2023, 5, 4)),
        good_facts=seen(date(2023, 5, 3)),
        box="24.1.d_code",
    ),
    Case(
        "CPT-06",
        WARNING,
        claim(coded("99203")),
        facts=seen(date(2025, 1, 1)),
        good_facts=seen(date(2025, 1, 1), "85025"),
        box="24.1.d_code",
    ),
    Case(
        "CPT-07",
        WARNING,
        claim(),
        facts=known(charge_id=5),
        good_facts=known(charge_id=5, fee=Money(125_00)),
        box="24.1.f_dollars",
    ),
    Case(
        "CPT-07",
        WARNING,
        medicare(line(cents=80_00)),
        claim(line(cents=80_00)),
        facts=service("99213", non_facility=Money(80_01)),
        box="24.1.f_dollars",
    ),
    Case(
        "CPT-07",
        WARNING,
        medicare(line(cents=80_00)),
        medicare(line(cents=80_00, place_code="22")),
        facts=service("99213", facility=Money(80_00), non_facility=Money(80_01)),
        box="24.1.f_dollars",
    ),
    Case(
        "CPT-07",
        WARNING,
        medicare(line(cents=80_00, units="2")),
        medicare(line(cents=80_00, units="1")),
        facts=service("99213", non_facility=Money(80_00)),
        box="24.1.f_dollars",
    ),
    Case(
        "CPT-07",
        WARNING,
        claim(line(cents=80_00)),
        facts=known(agreed=Money(80_01)),
        good_facts=known(agreed=Money(80_00)),
        box="24.1.f_dollars",
    ),
    Case("UNIT-01", ERROR, claim(line(units="0")), claim(), box="24.1.g"),
    Case("UNIT-01", ERROR, claim(line(units="1000")), claim(line(units="999")), box="24.1.g"),
    Case(
        "UNIT-01", ERROR, claim(coded("J1885", units="1.5")), claim(coded("A0425", units="1.5")), box="24.1.g"
    ),
    Case("AGE-01", WARNING, claim(coded("99395")), claim(coded("99396")), box="24.1.d_code"),
    Case(
        "AGE-01", WARNING, claim(coded("99391")), claim(coded("99391"), patient=born(2026)), box="24.1.d_code"
    ),
    Case(
        "AGE-01", WARNING, claim(coded("90460")), claim(coded("90460"), patient=born(2008)), box="24.1.d_code"
    ),
    Case("SEX-01", WARNING, claim(coded("58100"), patient=MAN), claim(coded("58100")), box="24.1.d_code"),
    Case("SEX-01", WARNING, claim(coded("55250")), claim(coded("55250"), patient=MAN), box="24.1.d_code"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_procedures_are_checked(case):
    check_case(case)


def test_units_that_are_no_number_are_named_and_stop_no_other_check():
    rules = rules_found(medicare(line(units="x")), service("99213", non_facility=Money(1)))
    assert "UNIT-01" in rules
