"""What insurers said of coverage, and the network: each check trips where it should, and only there."""

from datetime import date, timedelta

import pytest

from app.domain.scrub_facts import EligibilityFacts
from tests.claim_samples import claim
from tests.domain.scrub_samples import ERROR, HINT, MAY_3, WARNING, Case, check_case, scrub

GOOD = EligibilityFacts(3, MAY_3, True)
CASES = [
    Case(
        "SUB-02",
        WARNING,
        claim(),
        facts={"eligibility": EligibilityFacts(3, MAY_3, True, differs="birth date 04/03/1961")},
        good_facts={"eligibility": GOOD},
        box="i2",
    ),
    Case(
        "COV-02",
        ERROR,
        claim(),
        facts={"eligibility": EligibilityFacts(3, MAY_3, True, "Other Mutual pays first")},
        good_facts={"eligibility": GOOD},
        box="i11d_y",
    ),
    Case(
        "COV-04",
        HINT,
        claim(),
        facts={"eligibility": EligibilityFacts(3)},
        good_facts={"eligibility": GOOD},
        box="24.1.a_from_mm",
    ),
    Case(
        "COV-04",
        HINT,
        claim(),
        facts={"eligibility": EligibilityFacts(3, MAY_3 - timedelta(days=4), True)},
        good_facts={"eligibility": EligibilityFacts(30, MAY_3 - timedelta(days=30), True)},
        box="24.1.a_from_mm",
    ),
    Case(
        "COV-03",
        WARNING,
        claim(),
        facts={"eligibility": EligibilityFacts(3, MAY_3, False)},
        good_facts={"eligibility": GOOD},
        box="24.1.a_from_mm",
    ),
    Case(
        "NET-01",
        WARNING,
        claim(),
        facts={"in_network": False},
        good_facts={"in_network": None},
        box="24.1.j_npi",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_check_trips_here_and_not_beside(case):
    check_case(case)


def test_a_practice_that_keeps_no_checks_is_accused_of_nothing():
    assert scrub(claim(), eligibility=None, in_network=None) == ()


def test_a_check_made_after_the_visit_counts():
    later = EligibilityFacts(3, date(2026, 5, 20), True)
    assert scrub(claim(), eligibility=later) == ()
