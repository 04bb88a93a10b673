"""Claims sent again, corrected and voided by what happened, and those kept from going out."""

import pytest

from app.domain.claim_corrections import WhatHappened
from app.domain.errors import RuleError
from app.domain.findings import Severity
from app.domain.form_grid import NO_OFFSET
from app.models.claims import Claim, ClaimVersion
from app.models.database import writing
from app.models.records import Payer
from app.models.submissions import ClaimCorrection
from app.queries.account_summaries import find_account
from app.queries.claim_checks import find_checked_claim
from app.queries.claim_filters import ClaimFilter
from app.queries.claims import list_claims
from app.queries.insurer_answers import find_answerable_claim
from app.services.claim_corrections import correct_claim, hold_claim, release_claim
from app.services.claims import print_claims
from tests.claim_ways import answer, reject, send
from tests.practice_fixtures import adjusted


@pytest.fixture
def denied(practice):
    """Scenario 4: 20610 is paid, 99213 denied as CO-97, and the payer's number is on the answer."""
    practice.visit = practice.a_visit(practice.an_insured_patient(), ("20610", "90.00"), ("99213", "150.00"))
    send(practice, practice.visit.claim_id)
    paid, refused = practice.visit.charge_ids
    answer(
        practice,
        practice.visit.claim_id,
        (paid, "70.00", "70.00", adjusted("CO-45 20.00")),
        (refused, None, "0.00", adjusted("CO-97 150.00")),
    )
    return practice


def correct(practice, what, number="", note=""):
    return correct_claim(practice.session, practice.visit.claim_id, what, number, note)


def claim_of(practice):
    return Claim.get_by_id(practice.visit.claim_id)


def balances(practice):
    account = practice.session.ask(find_account, 1)
    return str(account.patient_owes), str(account.insurance_owes)


def test_a_denied_line_is_corrected_with_the_payers_number_and_paid_once(denied):
    first = ClaimVersion.get().__data__
    plan = correct(denied, WhatHappened.WRONG_DETAIL, note="modifier 25 was missing")
    assert (plan.code, plan.reference) == ("7", "2026081A4417")
    claim = claim_of(denied)
    assert (claim.state, claim.resubmission_code, claim.original_reference) == ("ready", "7", "2026081A4417")
    assert claim.sent_on is None
    kept = ClaimCorrection.get()
    assert (kept.after_version, kept.what_happened, kept.note) == (
        1,
        "wrong_detail",
        "modifier 25 was missing",
    )
    assert balances(denied) == ("0.00", "150.00")
    send(denied, claim.id)
    answerable = denied.session.ask(find_answerable_claim, claim.id)
    assert [each.line.charge_id for each in answerable.lines] == [denied.visit.charge_ids[1]]
    parts = adjusted("CO-45 51.80", "PR-3 20.00")
    answer(denied, claim.id, (denied.visit.charge_ids[1], "98.20", "78.20", parts))
    assert balances(denied) == ("20.00", "0.00")
    account = denied.session.ask(find_account, 1)
    assert sum(item.insurance_paid.cents for item in account.items) == 14820
    assert ClaimVersion.get_by_id(first["id"]).__data__ == first


def test_a_claim_that_should_not_have_been_billed_is_voided_with_8(denied):
    correct(denied, WhatHappened.SHOULD_NOT_BE, "ICN-9")
    claim = claim_of(denied)
    assert (claim.resubmission_code, claim.original_reference) == ("8", "ICN-9")


def test_a_decided_claim_takes_no_second_original(denied):
    for what in (WhatHappened.REJECTED, WhatHappened.NOT_ON_FILE):
        with pytest.raises(RuleError, match="a second original would be a duplicate"):
            correct(denied, what)
    assert (claim_of(denied).state, ClaimCorrection.select().count()) == ("answered", 0)


def test_a_corrected_claim_needs_the_payers_number(practice):
    practice.visit = practice.a_visit(practice.an_insured_patient())
    send(practice, practice.visit.claim_id)
    parts = adjusted("CO-97 165.00")
    answer(practice, practice.visit.claim_id, (practice.visit.charge_ids[0], None, "0.00", parts), control="")
    with pytest.raises(RuleError, match="needs Prairie Health’s own number of the claim"):
        correct(practice, WhatHappened.WRONG_DETAIL)
    assert correct(practice, WhatHappened.WRONG_DETAIL, " A-1 ").reference == "A-1"


def test_a_claim_only_rejected_goes_out_as_an_original_and_never_as_7(practice):
    practice.visit = practice.a_visit(practice.an_insured_patient())
    send(practice, practice.visit.claim_id)
    with pytest.raises(RuleError, match="No rejection of claim 10001 is on record"):
        correct(practice, WhatHappened.REJECTED)
    reject(practice, practice.visit.claim_id)
    with pytest.raises(RuleError, match="has not decided claim 10001: a corrected claim would be refused"):
        correct(practice, WhatHappened.WRONG_DETAIL, "X1")
    plan = correct(practice, WhatHappened.REJECTED)
    assert (plan.code, plan.reference) == ("1", "")
    assert (claim_of(practice).state, claim_of(practice).resubmission_code) == ("ready", "")
    send(practice, practice.visit.claim_id)
    assert claim_of(practice).state == "sent"


@pytest.mark.parametrize("what", [WhatHappened.REJECTED, WhatHappened.NOT_ON_FILE])
def test_a_correction_that_never_arrived_goes_out_again_as_that_correction(denied, what):
    correct(denied, WhatHappened.WRONG_DETAIL)
    send(denied, denied.visit.claim_id)
    if what is WhatHappened.REJECTED:
        reject(denied, denied.visit.claim_id)
    plan = correct(denied, what)
    assert (plan.code, plan.reference) == ("7", "2026081A4417")
    claim = claim_of(denied)
    assert (claim.state, claim.resubmission_code, claim.original_reference) == ("ready", "7", "2026081A4417")
    send(denied, claim.id)
    assert (claim_of(denied).state, ClaimVersion.select().count()) == ("sent", 3)


def test_a_claim_only_sent_again_is_not_taken_for_decided_where_7_is_typed(practice):
    practice.visit = practice.a_visit(practice.an_insured_patient())
    claim = practice.visit.claim_id
    send(practice, claim)
    correct(practice, WhatHappened.NOT_ON_FILE)
    with writing():
        Claim.update(resubmission_code="7", original_reference="X1").where(Claim.id == claim).execute()
    found = practice.session.ask(find_checked_claim, claim, practice.clock().date()).findings
    assert [each.severity for each in found if each.rule == "CLM-03"] == [Severity.ERROR]


def test_a_rejection_of_a_claim_that_another_insurer_passed_on_is_not_lost(practice):
    patient = practice.an_insured_patient()
    practice.a_policy(patient, practice.lists.medigap, rank=2)
    practice.visit = practice.a_visit(patient)
    send(practice, practice.visit.claim_id)
    parts = adjusted("CO-45 65.00", "PR-2 20.00")
    paid = (practice.visit.charge_ids[0], "100.00", "80.00", parts)
    answer(practice, practice.visit.claim_id, paid, forwarded=True)
    second = Claim.get(Claim.rank == 2)
    assert second.state == "sent"
    reject(practice, second.id, field="i1a")
    today = practice.clock().date()
    assert practice.session.ask(list_claims, ClaimFilter(rejected=True), today) == (second.id,)
    assert print_claims(practice.session, [second.id], NO_OFFSET).claim_ids == ()
    assert correct_claim(practice.session, second.id, WhatHappened.REJECTED).code == "1"
    assert print_claims(practice.session, [second.id], NO_OFFSET).claim_ids == (second.id,)


def test_a_claim_not_on_file_is_sent_again_as_an_original(practice):
    practice.visit = practice.a_visit(practice.an_insured_patient())
    with pytest.raises(RuleError, match="has not been sent yet"):
        correct(practice, WhatHappened.NOT_ON_FILE)
    send(practice, practice.visit.claim_id)
    assert correct(practice, WhatHappened.NOT_ON_FILE).code == "1"
    assert (claim_of(practice).state, claim_of(practice).sent_on) == ("ready", None)


def test_medicare_part_b_takes_no_7(practice):
    patient = practice.a_patient()
    practice.a_policy(patient, practice.lists.medicare, member_id="1EG4TE5MK73")
    practice.visit = practice.a_visit(patient)
    send(practice, practice.visit.claim_id)
    answer(
        practice,
        practice.visit.claim_id,
        (practice.visit.charge_ids[0], None, "0.00", adjusted("CO-97 165.00")),
    )
    with pytest.raises(RuleError, match="Medicare Part B takes no corrected or voided claims"):
        correct(practice, WhatHappened.WRONG_DETAIL)
    assert claim_of(practice).state == "answered"


def test_a_payer_that_takes_no_replacement_is_believed(denied):
    with writing():
        Payer.update(takes_replacement=False).where(Payer.name == "Prairie Health").execute()
    with pytest.raises(RuleError, match="takes no corrected claims"):
        correct(denied, WhatHappened.WRONG_DETAIL)


def test_correcting_asks_for_a_further_right_than_resending(denied):
    desk = denied.session_of("receptionist")
    with pytest.raises(RuleError, match="may not correct, void or bill anew a sent claim as receptionist"):
        correct_claim(desk, denied.visit.claim_id, WhatHappened.WRONG_DETAIL)
    with pytest.raises(RuleError, match="a second original"):
        correct_claim(desk, denied.visit.claim_id, WhatHappened.NOT_ON_FILE)


def test_a_claim_is_held_with_a_reason_before_it_goes_out_only(practice):
    practice.visit = practice.a_visit(practice.an_insured_patient())
    claim = practice.visit.claim_id
    with pytest.raises(RuleError, match="Say what the claim waits for"):
        hold_claim(practice.session, claim, 1, " ")
    hold_claim(practice.session, claim, 1, " the referral ")
    assert Claim.get_by_id(claim).held == "the referral"
    with pytest.raises(RuleError):
        release_claim(practice.session, claim, 1)
    release_claim(practice.session, claim, 2)
    assert Claim.get_by_id(claim).held == ""
    send(practice, claim)
    with pytest.raises(RuleError, match="is sent and stays as it was sent"):
        hold_claim(practice.session, claim, Claim.get_by_id(claim).version, "too late")
