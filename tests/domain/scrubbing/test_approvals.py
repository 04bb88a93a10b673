"""What payers ask for a service: each rule trips on the claim where it should, and only there."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.authorizations import Authorization, CareRecord, Kind, Status
from app.domain.guidelines import Answer, Approval, Guideline
from app.domain.service_counts import ServiceCharge
from tests.claim_samples import claim
from tests.domain.scrub_samples import ERROR, HINT, WARNING, Case, check_case, coded, scrub

THERAPY = claim(coded("97110"), authorization_number="A-77")
UNNUMBERED = claim(coded("97110"))
APPROVED = Authorization(
    1, Kind.AUTHORIZATION, Status.APPROVED, "A-77", payer_id=7, codes=("97110",), approved=12,
    ends=date(2026, 12, 31),
)  # fmt: skip
REFERRAL = replace(APPROVED, kind=Kind.REFERRAL, number="R-5")
SENT_BY = claim(coded("97110"), referral_number="R-5")
FREQUENT = Guideline(3, 3, 1, date(2026, 1, 1), payer_id=7, codes=("97110",), most=1)
DONE = ServiceCharge(4, 4, "97110", date(2026, 4, 1), 1, frozenset({7}))


def says(**what) -> tuple[Guideline, ...]:
    return (Guideline(2, 2, 1, date(2026, 1, 1), payer_id=7, codes=("97110",), **what),)


ALWAYS = says(approval=Approval.ALWAYS)


def care(*records: Authorization, guidelines=(), charges=()) -> dict:
    return {"care": CareRecord(charges, records), "guidelines": guidelines, "visit_id": 50}


CASES = [
    Case(
        "AUTH-01",
        ERROR,
        UNNUMBERED,
        facts=care(guidelines=ALWAYS),
        good_facts=care(),
        box="i23",
    ),
    Case(
        "AUTH-01",
        ERROR,
        UNNUMBERED,
        THERAPY,
        facts=care(APPROVED, guidelines=ALWAYS),
        box="i23",
    ),
    Case(
        "AUTH-02",
        ERROR,
        THERAPY,
        facts=care(replace(APPROVED, diagnosis="M54"), guidelines=ALWAYS),
        good_facts=care(replace(APPROVED, diagnosis="J06"), guidelines=ALWAYS),
        box="i23",
    ),
    Case(
        "AUTH-03",
        ERROR,
        THERAPY,
        facts=care(replace(APPROVED, ends=date(2026, 5, 2))),
        good_facts=care(APPROVED),
        box="i23",
    ),
    Case(
        "AUTH-03",
        ERROR,
        THERAPY,
        facts=care(replace(APPROVED, used_before=12)),
        good_facts=care(APPROVED),
        box="i23",
    ),
    Case(
        "AUTH-04",
        ERROR,
        THERAPY,
        facts=care(replace(APPROVED, status=Status.DENIED)),
        good_facts=care(APPROVED),
        box="i23",
    ),
    Case(
        "AUTH-04",
        ERROR,
        THERAPY,
        facts=care(replace(APPROVED, status=Status.PENDED)),
        good_facts=care(APPROVED),
        box="i23",
    ),
    Case(
        "REF-01", ERROR, UNNUMBERED, facts=care(guidelines=says(referral=True)), good_facts=care(), box="i23"
    ),
    Case(
        "REF-02",
        WARNING,
        SENT_BY,
        facts=care(replace(REFERRAL, used_before=12)),
        good_facts=care(REFERRAL),
        box="i23",
    ),
    Case(
        "COV-05",
        WARNING,
        UNNUMBERED,
        facts=care(guidelines=says(answer=Answer.NOT_COVERED)),
        good_facts=care(),
        box="24.1.d_code",
    ),
    Case(
        "LCD-02",
        HINT,
        UNNUMBERED,
        facts=care(guidelines=says(documents=("Plan of care",))),
        good_facts=care(),
        box="24.1.d_code",
    ),
    Case(
        "FREQ-01",
        WARNING,
        UNNUMBERED,
        facts=care(guidelines=(FREQUENT,), charges=(DONE,)),
        good_facts=care(guidelines=(FREQUENT,)),
        box="24.1.d_code",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_the_payer_asks_is_checked(case):
    check_case(case)


def test_an_approval_leads_to_the_authorizations_and_a_guideline_to_the_guidelines():
    found = scrub(UNNUMBERED, **care(guidelines=(*ALWAYS, FREQUENT), charges=(DONE,)))
    assert {(each.rule, each.mend) for each in found} >= {
        ("AUTH-01", "authorization"),
        ("FREQ-01", "guideline"),
    }
