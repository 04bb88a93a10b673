"""Letters of disputes: the right kind, merged without gaps, and not printed while something is missing."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.disputes.cases import CaseKind
from app.domain.disputes.letters import (
    DisputedService,
    DisputeLetterFacts,
    DisputeLetterKind,
    DisputeLetterPaper,
    DisputeLetterText,
    check_letter,
    compose_letter,
    kind_for,
)
from app.domain.letterhead import PracticeHead
from app.domain.money import Money
from app.domain.people import Address

FACTS = DisputeLetterFacts(
    practice=PracticeHead(
        "Cedar Clinic", Address("1 Main St", "", "Peoria", "IL", "61602"), tax_id="12-3456789"
    ),
    practice_npi="1234567893",
    addressee=("Prairie Health", "Appeals", "PO Box 9", "Chicago IL 60601"),
    written_on=date(2026, 3, 27),
    case_number=1001,
    claim_number=77,
    payer="Prairie Health",
    patient="Ana Rivera",
    birth_date=date(1961, 3, 4),
    member_id="XYZ123",
    group_number="",
    payer_control="2026081A4417",
    provider="Dr. Wei Chen",
    provider_npi="1993999998",
    level=1,
    level_name="Internal appeal",
    codes="CO-197",
    meaning="No approval number was on file for a service that needed one.",
    decided_on=date(2026, 3, 20),
    deadline=date(2026, 9, 16),
    services=(DisputedService("76700", date(2026, 3, 2), Money(420_00), Money(420_00)),),
    signer="Maria Lee",
    authorization="A-771203",
    authorization_from=date(2026, 2, 1),
    authorization_to=date(2026, 4, 30),
)


def test_the_letter_answers_exactly_the_reason():
    letter = compose_letter(DisputeLetterKind.AUTHORIZATION, FACTS)
    assert letter.subject == "Internal appeal: approval was on file"
    assert (
        "On 03/20/2026 you answered it with CO-197. We understand this to mean: No approval number was on "
        "file for a service that needed one."
    ) in letter.body
    assert (
        "authorization A-771203 covers 76700 from 02/01/2026 to 04/30/2026. The services were given within "
        "these dates."
    ) in letter.body
    assert "- 76700 of 03/02/2026: billed $420.00, in dispute $420.00" in letter.body
    assert "**Please review the claim, correct your decision and pay $420.00" in letter.body


@pytest.mark.parametrize("kind", DisputeLetterKind)
def test_no_kind_leaves_a_gap_where_a_fact_is_not_known(kind):
    bare = replace(
        FACTS, authorization="", authorization_from=None, authorization_to=None, guideline="", filing=""
    )
    for facts in (FACTS, bare):
        letter = compose_letter(kind, facts)
        assert "{" not in letter.body + letter.subject
        assert "$420.00" in letter.body
        assert check_letter(DisputeLetterPaper(facts, letter)) == ()


def test_the_kind_follows_reason_level_and_insurer():
    assert kind_for(CaseKind.DENIAL, "authorization", 1, "commercial") is DisputeLetterKind.AUTHORIZATION
    assert kind_for(CaseKind.DENIAL, "authorization", 1, "medicare") is DisputeLetterKind.REDETERMINATION
    assert kind_for(CaseKind.DENIAL, "timely", 2, "commercial") is DisputeLetterKind.SECOND_LEVEL
    assert kind_for(CaseKind.UNDERPAYMENT, "", 1, "commercial") is DisputeLetterKind.UNDERPAYMENT
    assert kind_for(CaseKind.DENIAL, "enrolment", 1, "commercial") is DisputeLetterKind.GENERAL


def test_what_is_missing_is_named_and_stops_the_letter():
    letter = compose_letter(DisputeLetterKind.GENERAL, FACTS)
    bare = replace(FACTS, member_id="", addressee=("Prairie Health",))
    texts = [finding.text for finding in check_letter(DisputeLetterPaper(bare, letter))]
    assert texts == [
        "The insurer’s address is missing. The letter cannot be printed.",
        "The member ID is missing. The letter cannot be printed.",
    ]
    gap = DisputeLetterText(letter.kind, letter.subject, "Authorization {authorization} was given.")
    (found,) = check_letter(DisputeLetterPaper(FACTS, gap))
    assert "“{authorization}” still stands in the letter" in found.text


def test_the_references_name_the_claim_and_leave_out_what_is_not_known():
    letter = compose_letter(DisputeLetterKind.GENERAL, FACTS)
    rows = dict(DisputeLetterPaper(FACTS, letter).references)
    assert rows["Claim number"] == "2026081A4417"
    assert rows["Provider"] == "Dr. Wei Chen, NPI 1993999998"
    assert "Group" not in rows
