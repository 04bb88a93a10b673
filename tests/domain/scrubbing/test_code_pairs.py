"""Official edits of codes together: each check trips where it should, and only there."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.scrub_facts import EarlierService
from tests.claim_samples import claim, line
from tests.domain.scrub_samples import (
    ERROR,
    MAY_3,
    WARNING,
    Case,
    check_case,
    coded,
    edits,
    limit,
    pair,
    rules_found,
)

BOTH = claim(coded("80053"), coded("80048"))
SURGERY = EarlierService(date(2026, 4, 24), "10060", global_days=10, provider_id=4)


def after(surgery: EarlierService) -> dict:
    return {"history": (surgery,), "provider_id": 4}


CASES = [
    Case(
        "NCCI-01",
        ERROR,
        BOTH,
        facts=pair("80053", "80048", "0"),
        good_facts=pair("80053", "80048", "9"),
        box="24.2.d_code",
    ),
    Case("NCCI-01", ERROR, BOTH, claim(coded("80053")), facts=pair("80053", "80048", "0"), box="24.2.d_code"),
    Case(
        "NCCI-01",
        WARNING,
        BOTH,
        claim(coded("80053"), coded("80048", "59")),
        facts=pair("80053", "80048", "1"),
        box="24.2.d_code",
    ),
    Case(
        "NCCI-01",
        WARNING,
        claim(coded("80048"), coded("80053")),
        claim(coded("80048"), coded("80053", "XU")),
        facts=pair("80053", "80048", "1"),
        box="24.1.d_code",
    ),
    Case(
        "NCCI-01",
        ERROR,
        BOTH,
        claim(coded("80053"), coded("80048", service_from=date(2026, 5, 4))),
        facts=pair("80053", "80048", "0"),
        box="24.2.d_code",
    ),
    Case(
        "NCCI-02", WARNING, claim(), claim(line(modifiers=("24",))), facts=after(SURGERY), box="24.1.d_code"
    ),
    Case(
        "NCCI-02",
        WARNING,
        claim(),
        facts=after(SURGERY),
        good_facts=after(replace(SURGERY, on=date(2026, 4, 22))),
        box="24.1.d_code",
    ),
    Case(
        "NCCI-02",
        WARNING,
        claim(),
        facts=after(SURGERY),
        good_facts=after(replace(SURGERY, provider_id=5)),
        box="24.1.d_code",
    ),
    Case(
        "MUE-01",
        WARNING,
        claim(line(units="3")),
        claim(line(units="2")),
        facts=limit("99213", 2, "1"),
        box="24.1.g",
    ),
    Case(
        "MUE-01",
        ERROR,
        claim(line(), line(modifiers=("76",))),
        claim(line()),
        facts=limit("99213", 1, "2"),
        box="24.1.g",
    ),
    Case(
        "MUE-01",
        WARNING,
        claim(line(units="3")),
        claim(line(units="2")),
        facts=limit("99213", 2, "3"),
        box="24.1.g",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_official_edits_are_used(case):
    check_case(case)


def test_a_pair_is_seen_across_two_claims_of_one_provider_and_day():
    earlier = {"history": (EarlierService(MAY_3, "80053", provider_id=4),), "provider_id": 4}
    both = {**pair("80053", "80048", "0"), **earlier}
    assert "NCCI-01" in rules_found(claim(coded("80048")), both)


def test_two_lines_each_within_the_limit_of_a_line_are_sound():
    two = claim(line(units="2"), line(units="2", modifiers=("76",)))
    assert "MUE-01" not in rules_found(two, limit("99213", 2, "1"))
    assert "MUE-01" in rules_found(two, limit("99213", 2, "3"))


def test_without_a_file_no_pair_is_called_sound_or_wrong():
    assert "NCCI-01" in rules_found(BOTH, edits(loaded=frozenset(), pairs=None)), (
        "a hint says it was not checked"
    )
