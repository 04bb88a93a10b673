"""Dates: each check trips where it should, and only there."""

from datetime import date

import pytest

from app.domain.claim_content import AccidentFacts, ClaimDates
from tests.claim_samples import claim, line
from tests.domain.scrub_samples import ERROR, WARNING, Case, check_case

HOSPITAL = line(place_code="21", code="99231")
INJECTION = line(day=30, code="96372", service_to=date(2026, 6, 2))
CASES = [
    Case(
        "DTE-01",
        ERROR,
        claim(),
        facts={"died_on": date(2026, 5, 2)},
        good_facts={"died_on": date(2026, 5, 3)},
        box="24.1.a_from_mm",
    ),
    Case("DTE-02", ERROR, claim(line(service_to=date(2026, 5, 2))), claim(), box="24.1.a_to_mm"),
    Case(
        "DTE-02",
        ERROR,
        claim(line(service_to=date(2026, 5, 4))),
        claim(line(code="96372", service_to=date(2026, 5, 4))),
        box="24.1.a_to_mm",
    ),
    Case(
        "DTE-02",
        ERROR,
        claim(INJECTION),
        claim(line(day=30, code="96372", service_to=date(2026, 5, 31))),
        box="24.1.a_to_mm",
    ),
    Case(
        "DTE-03",
        ERROR,
        claim(dates=ClaimDates(onset=date(2026, 5, 4))),
        claim(dates=ClaimDates(onset=date(2026, 5, 3))),
        box="i14_mm",
    ),
    Case(
        "DTE-03",
        ERROR,
        claim(accident=AccidentFacts(other=True, happened_on=date(2026, 5, 4))),
        claim(accident=AccidentFacts(other=True, happened_on=date(2026, 5, 3))),
        box="i14_mm",
    ),
    Case(
        "DTE-03",
        ERROR,
        claim(HOSPITAL, dates=ClaimDates(admitted=date(2026, 5, 4))),
        claim(HOSPITAL, dates=ClaimDates(admitted=date(2026, 5, 2))),
        box="i18_from_mm",
    ),
    Case("DTE-03", WARNING, claim(HOSPITAL), claim(), box="i18_from_mm"),
    Case("DTE-03", ERROR, claim(HOSPITAL), claim(), facts={"electronic": True}, box="i18_from_mm"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_dates_are_checked(case):
    check_case(case)
