"""What waits for a decision, what to do about it, and what a new answer means for a case."""

from datetime import date

import pytest

from app.domain.disputes.cases import CaseKind
from app.domain.disputes.guidance import Action
from app.domain.disputes.outcomes import Result
from app.domain.money import Money
from app.queries.dispute_proposals import list_proposals
from app.queries.triage import find_advice, list_triage
from tests.dispute_samples import ANSWERED, deny

TODAY = date(2026, 3, 21)


@pytest.fixture
def denied(practice):
    return deny(practice)


def test_a_denied_line_waits_until_it_is_in_a_case(denied):
    (line,) = list_triage(TODAY)
    assert (line.kind, line.charge_id, line.at_stake) == (CaseKind.DENIAL, denied.charge, Money(420_00))
    assert (line.reason, line.due, line.patient_id) == ("CO-197", date(2026, 9, 16), denied.patient)
    denied.open()
    assert list_triage(TODAY) == ()


def test_the_advice_knows_the_approval_on_file(denied):
    ask = (denied.claim, denied.charge, denied.patient, TODAY)
    assert find_advice(*ask).action is Action.CALL
    denied.approve()
    advice = find_advice(*ask)
    assert advice.action is Action.CORRECT
    assert "A-771203 covers the service, but the claim did not bear its number" in advice.why


def test_a_new_answer_proposes_what_the_case_came_to(denied):
    case = denied.open()
    assert list_proposals() == ()
    denied.pay()
    (found,) = list_proposals(case)
    assert (found.outcome.result, found.outcome.won) == (Result.WON, Money(150_00))
    assert found.outcome.decided_on == ANSWERED
