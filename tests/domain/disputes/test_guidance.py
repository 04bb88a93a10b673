"""Correct or appeal: the first thing to do, why, and what else is possible."""

import pytest

from app.catalogs import denial_codes
from app.domain.disputes.guidance import Action, DenialFacts, advise, may_bill_patient


def facts_of(code, group="CO", **more):
    return DenialFacts(denial_codes().get(code), group, **more)


def test_an_approval_that_the_claim_did_not_bear_is_put_on_a_corrected_claim():
    advice = advise(facts_of("197", approval="A-771203"))
    assert advice.action is Action.CORRECT
    assert advice.why == (
        "Authorization A-771203 covers the service, but the claim did not bear its number. "
        "A corrected claim may do; the appeal stays open."
    )
    assert Action.APPEAL in advice.others


@pytest.mark.parametrize(
    "more", [{"approval_on_claim": True}, {"was_corrected": True}, {"may_correct": False}]
)
def test_an_approval_that_was_there_is_appealed_with(more):
    assert advise(facts_of("197", approval="A-771203", **more)).action is Action.APPEAL


def test_what_could_not_be_processed_is_sent_anew_and_never_appealed():
    advice = advise(facts_of("16", remarks=("MA130",)))
    assert advice.action is Action.CORRECT
    assert Action.APPEAL not in advice.others


def test_late_filing_is_appealed_with_proof_and_else_written_off():
    assert advise(facts_of("29", filed_in_time=True)).action is Action.APPEAL
    without = advise(facts_of("29", filed_in_time=False))
    assert (without.action, "may not be billed" in without.why) == (Action.WRITE_OFF, True)


def test_another_insurer_of_that_day_is_billed():
    advice = advise(facts_of("27", other_policy="Prairie Health PPO"))
    assert (advice.action, advice.why) == (
        Action.BILL_OTHER,
        "Prairie Health PPO was in force on that day: bill it there.",
    )
    assert advise(facts_of("27")).action is Action.BILL_OTHER


def test_a_denial_that_contradicts_a_guideline_is_appealed():
    advice = advise(facts_of("96", guideline="97110 covered, bulletin 26-4, page 3."))
    assert advice.action is Action.APPEAL
    assert "bulletin 26-4, page 3" in advice.why


def test_a_claim_that_was_corrected_once_is_appealed_now():
    assert advise(facts_of("11")).action is Action.CORRECT
    assert advise(facts_of("11", was_corrected=True)).action is Action.APPEAL


def test_only_the_patients_own_share_goes_to_him_and_never_of_one_who_is_protected():
    assert advise(facts_of("204", "PR")).action is Action.BILL_PATIENT
    assert advise(facts_of("204", "CO")).action is Action.CALL
    assert not may_bill_patient(facts_of("204", "PR", is_protected=True))


@pytest.mark.parametrize("code", sorted(denial_codes()))
def test_every_code_has_an_advice_with_a_reason(code):
    for group in ("CO", "PR", "OA"):
        advice = advise(facts_of(code, group))
        assert advice.why
        assert advice.action not in advice.others
        if group != "PR":
            assert Action.BILL_PATIENT not in (advice.action, *advice.others)


def test_what_worked_before_is_told():
    assert advise(facts_of("197", worked=3, lost=1)).history == (
        "Here before, with this insurer and reason: 3 won, 1 lost."
    )
    assert advise(facts_of("197")).history == ""
