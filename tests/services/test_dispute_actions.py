"""One decision, one step: what is decided about a dispute is done, and the case says so."""

from datetime import date

import pytest

from app.domain.approvals import Need
from app.domain.disputes.cases import CaseKind, Stage
from app.domain.disputes.guidance import Action
from app.domain.disputes.outcomes import Result
from app.domain.errors import InputError, RuleError
from app.domain.money import Money
from app.domain.rights import Role
from app.models.approvals import ApprovalRequest
from app.models.claims import Claim
from app.models.records import Policy
from app.queries.account_summaries import find_account
from app.queries.dispute_proposals import list_proposals
from app.queries.disputes import find_case
from app.services.dispute_actions import Decision, decide_case, decide_lines
from app.services.dispute_outcomes import OutcomeEntry, record_outcome
from app.services.disputes import CaseEntry
from app.services.money_requests import Requested
from app.services.policies import change_policy
from tests.claim_ways import send
from tests.dispute_samples import deny
from tests.practice_fixtures import adjusted
from tests.services.money_hands import sign

CORRECT = Decision(Action.CORRECT, "The number was not on the claim", "2026081A4417")


@pytest.fixture
def denied(practice):
    return deny(practice)


def test_a_correction_makes_the_claim_ready_with_the_payers_number(denied):
    case = denied.open()
    said = decide_case(denied.practice.session, case, CORRECT)
    claim = Claim.get_by_id(denied.claim)
    assert (claim.state, claim.resubmission_code, claim.original_reference) == ("ready", "7", "2026081A4417")
    line = find_case(case, denied.patient).line
    assert (line.stage, line.next_step) == (Stage.WORKING, "Mend the claim and send it")
    assert said.endswith("Mend it under Billing forms and send it.")


def test_a_write_off_waits_for_its_approval_and_the_amount_stays_with_the_insurer(denied):
    practice = denied.practice
    case = denied.open()
    bea = practice.session_of(Role.BILLER)
    said = decide_case(bea, case, Decision(Action.WRITE_OFF, "No approval was ever asked for"))
    assert said == "The write-off waits for approval under Payments, Approvals."
    assert find_case(case, denied.patient).line.stage is Stage.LOST
    assert find_account(1).insurance_owes == Money(420_00)


def test_an_approved_write_off_is_proposed_as_the_end_of_the_case(denied):
    practice, case = denied.practice, denied.open()
    decide_case(practice.session_of(Role.BILLER), case, Decision(Action.WRITE_OFF, "Never asked for"))
    assert list_proposals(case) == ()
    asked = ApprovalRequest.get()
    sign(practice, Requested(asked.id, Need.SECOND_PERSON, asked.hash))
    (found,) = list_proposals(case)
    assert (found.outcome.result, found.outcome.won) == (Result.WRITTEN_OFF, Money(0))
    assert "$420.00 was approved" in found.outcome.words
    ended = OutcomeEntry(found.outcome.result, found.outcome.decided_on)
    record_outcome(practice.session, case, ended)
    assert find_case(case, denied.patient).line.stage is Stage.CLOSED
    assert list_proposals(case) == ()


def test_no_more_is_written_off_than_is_in_dispute(denied):
    session = denied.practice.session
    part = CaseEntry(CaseKind.DENIAL, denied.claim, ((denied.charge, Money(20_00)),))
    decide_lines(session, [part], Decision(Action.WRITE_OFF, "Below the contract"))
    assert find_account(1).insurance_owes == Money(400_00)


def test_what_was_paid_since_is_not_written_off(denied):
    session, case = denied.practice.session, denied.open()
    denied.pay()
    with pytest.raises(RuleError, match="holds nothing of this back"):
        decide_case(session, case, Decision(Action.WRITE_OFF, "Too late"))
    assert find_case(case, denied.patient).line.stage is Stage.WORKING


def test_what_the_insurer_did_not_make_the_patients_never_becomes_his(denied):
    case = denied.open()
    with pytest.raises(RuleError, match="did not make this the patient’s"):
        decide_case(denied.practice.session, case, Decision(Action.BILL_PATIENT, "He agreed"))
    assert find_case(case, denied.patient).line.stage is Stage.WORKING


def test_an_ended_plan_is_billed_to_the_new_one_and_closes_the_case(practice):
    practice.clock.move_to(date(2026, 1, 20))
    patient = practice.an_insured_patient(release_on=date(2026, 1, 5), assignment_on=date(2026, 1, 5))
    visit = practice.a_visit(patient, ("99213", "165.00"))
    send(practice, visit.claim_id)
    (charge,) = visit.charge_ids
    practice.an_answer(visit.claim_id, (charge, None, "0.00", adjusted("PR-27 165.00")))
    old = Policy.get(Policy.patient == patient)
    decided = decide_lines(
        practice.session,
        [CaseEntry(CaseKind.DENIAL, visit.claim_id, ((charge, None),))],
        Decision(Action.WAIT, "The patient looks for the new card"),
    )
    (case,) = decided.cases
    assert decided.words == ("The case waits on the insurer.",)
    assert find_account(1).patient_owes == Money(0)
    with pytest.raises(RuleError, match="Add it under Insurance first"):
        decide_case(practice.session, case, Decision(Action.BILL_OTHER, "New card"))
    change_policy(practice.session, patient, old.id, old.version, {"termination": date(2026, 1, 10)})
    practice.a_policy(patient, effective=date(2026, 1, 11))
    said = decide_case(practice.session, case, Decision(Action.BILL_OTHER, "New card"))
    assert said.startswith("Billed to Prairie Health")
    closed = find_case(case, patient)
    assert (closed.line.stage, closed.line.result) == (Stage.CLOSED, Result.OTHER_PAYER)
    assert Claim.get_by_id(visit.claim_id).state == "closed"


def test_lines_are_decided_together_or_not_at_all(denied):
    practice = denied.practice
    entries = [
        CaseEntry(CaseKind.DENIAL, denied.claim, ((charge, None),)) for charge in (denied.charge, denied.paid)
    ]
    with pytest.raises(RuleError, match="Nothing of 99214 can be disputed"):
        decide_lines(practice.session, entries, CORRECT)
    assert Claim.get_by_id(denied.claim).state == "answered"
    with pytest.raises(InputError, match="Say why"):
        decide_lines(practice.session, entries[:1], Decision(Action.WAIT, " "))
    with pytest.raises(InputError, match="Open the case to do this"):
        decide_lines(practice.session, entries[:1], Decision(Action.APPEAL, "x"))


def test_the_receptionist_decides_only_what_she_may(denied):
    rita = denied.practice.session_of(Role.RECEPTIONIST)
    case = denied.open()
    with pytest.raises(RuleError, match="correct, void or bill anew"):
        decide_case(rita, case, CORRECT)
