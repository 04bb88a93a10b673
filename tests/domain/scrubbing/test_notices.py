"""Advance notices and prevention: each check trips where it should, and only there."""

from datetime import date

import pytest

from app.domain.scrub_facts import NoticeFacts
from tests.claim_samples import claim
from tests.domain.scrub_samples import ERROR, MAY_3, WARNING, Case, check_case, coded, medicare, rules_found

SIGNED = {"notices": (NoticeFacts(("80053",), MAY_3),)}
UNSIGNED = {"notices": (NoticeFacts(("80053",)),)}
LATE = {"notices": (NoticeFacts(("80053",), date(2026, 5, 4)),)}
BOX = "24.1.d_mod1"
SCREENING = {"diagnoses": ("Z12.11",)}


def marked(modifier: str):
    return medicare(coded("80053", modifier))


CASES = [
    Case("ABN-01", ERROR, marked("GA"), facts=UNSIGNED, good_facts=SIGNED, box=BOX),
    Case("ABN-01", ERROR, marked("GA"), facts=LATE, good_facts=SIGNED, box=BOX),
    Case("ABN-01", ERROR, marked("GX"), facts={"notices": ()}, good_facts=SIGNED, box=BOX),
    Case("ABN-01", ERROR, marked("GZ"), facts=SIGNED, good_facts={"notices": ()}, box=BOX),
    Case(
        "PREV-01",
        WARNING,
        claim(coded("45385"), **SCREENING),
        claim(coded("45385", "33"), **SCREENING),
        box=BOX,
    ),
    Case(
        "PREV-01",
        WARNING,
        medicare(coded("45385", "33"), **SCREENING),
        medicare(coded("45385", "PT"), **SCREENING),
        box=BOX,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_notices_and_prevention_are_checked(case):
    check_case(case)


def test_where_notices_are_not_known_nothing_is_said_of_them():
    assert "ABN-01" not in rules_found(marked("GA"), {"notices": None})
