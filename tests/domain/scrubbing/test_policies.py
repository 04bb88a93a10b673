"""Cover, filing limit and repeated services: each check trips where it should, and only there."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.payer_windows import PayerFacts, windows_of
from app.domain.scrub_facts import EarlierService
from tests.claim_samples import PAYER, claim, line
from tests.domain.scrub_samples import (
    ERROR,
    MAY_3,
    PAYER_BEFORE,
    POLICY,
    WARNING,
    Case,
    check_case,
    coded,
    scrub,
    second,
)

SENT = EarlierService(MAY_3, "99213", provider_id=4, claim_number="77", claim_state="sent")
OTHER_VISIT = replace(SENT, code="99214")
LAW = replace(PAYER, line_of_business="medicare")


def limited(days: int | None, on: date) -> dict:
    return {"windows": windows_of(PayerFacts(filing_days=days)), "today": on}


def history(*services: EarlierService) -> dict:
    return {"history": services, "provider_id": 4}


TWO_VISITS = claim(coded("99213"), coded("99396"))
CASES = [
    Case(
        "COV-03",
        ERROR,
        claim(),
        facts={"policy": replace(POLICY, effective=date(2026, 5, 4))},
        good_facts={},
        box="24.1.a_from_mm",
    ),
    Case(
        "COV-03",
        ERROR,
        claim(),
        facts={"policy": replace(POLICY, termination=date(2026, 5, 2))},
        good_facts={"policy": replace(POLICY, termination=MAY_3)},
        box="24.1.a_from_mm",
    ),
    Case(
        "COV-07",
        WARNING,
        claim(),
        facts={"other_policies": (replace(POLICY, id=2),)},
        good_facts={"other_policies": (replace(POLICY, id=2, rank=2),)},
        box="i11d_y",
    ),
    Case(
        "TFL-01",
        ERROR,
        claim(),
        facts=limited(90, date(2026, 8, 2)),
        good_facts=limited(90, date(2026, 8, 1)),
        box="carrier_1",
    ),
    Case(
        "TFL-01",
        WARNING,
        claim(),
        facts=limited(None, date(2026, 10, 31)),
        good_facts=limited(None, date(2026, 10, 30)),
        box="carrier_1",
    ),
    Case(
        "TFL-02",
        WARNING,
        claim(),
        facts=limited(90, date(2026, 7, 17)),
        good_facts=limited(90, date(2026, 7, 16)),
        box="carrier_1",
    ),
    Case("DUP-01", ERROR, claim(), claim(line(modifiers=("76",))), facts=history(SENT), box="24.1.d_code"),
    Case(
        "DUP-01",
        ERROR,
        claim(),
        facts=history(SENT),
        good_facts=history(replace(SENT, provider_id=5)),
        box="24.1.d_code",
    ),
    Case(
        "DUP-01",
        ERROR,
        claim(),
        facts=history(SENT),
        good_facts=history(replace(SENT, claim_state="void")),
        box="24.1.d_code",
    ),
    Case("DUP-02", WARNING, TWO_VISITS, claim(coded("99213", "25"), coded("99396")), box="24.2.d_code"),
    Case(
        "DUP-02",
        WARNING,
        claim(),
        claim(line(modifiers=("25",))),
        facts=history(OTHER_VISIT),
        box="24.1.d_code",
    ),
    Case(
        "DUP-03",
        WARNING,
        second(earlier_payers=(replace(PAYER_BEFORE, forwarded=True),)),
        second(),
        box="i11d_y",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_cover_and_limits_are_checked(case):
    check_case(case)


def test_the_year_of_medicare_is_law_and_blocks_though_nobody_confirmed_it():
    late = {"windows": windows_of(PayerFacts("medicare")), "today": date(2027, 5, 4)}
    (found,) = [each for each in scrub(claim(payer=LAW), **late) if each.rule == "TFL-01"]
    assert found.severity is ERROR
    assert "05/03/2027" in found.text


def test_a_second_claim_counts_from_the_first_answer_and_a_corrected_one_not_at_all():
    late = limited(30, date(2026, 6, 10))
    assert "TFL-01" in {each.rule for each in scrub(claim(), **late)}
    assert "TFL-01" not in {each.rule for each in scrub(second(), **late)}
    assert "TFL-01" not in {each.rule for each in scrub(claim(resubmission_code="7"), **late)}


def test_a_forwarded_claim_may_be_sent_after_thirty_days():
    forwarded = second(earlier_payers=(replace(PAYER_BEFORE, forwarded=True),))
    assert "DUP-03" not in {each.rule for each in scrub(forwarded, today=date(2026, 6, 19))}
