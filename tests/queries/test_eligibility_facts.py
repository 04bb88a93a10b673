"""Answers about coverage stand among the findings of a claim, as long as nobody decided otherwise."""

from datetime import date, timedelta

import pytest

from app.domain.eligibility import Benefit, BenefitKind, CheckStatus, CheckWay
from app.domain.findings import Severity
from app.models.eligibility import EligibilityCheck
from app.queries.claim_checks import find_checked_claim
from app.queries.claim_faults import list_ready_stamps
from app.services.eligibility import CheckEntry, keep_difference, log_check
from app.services.provider_networks import add_network
from tests.practice_fixtures import TODAY

RULES = {"SUB-02", "COV-02", "COV-03", "COV-04", "NET-01"}


@pytest.fixture
def seen(practice):
    """A patient with a visit of today: patient and claim."""
    patient = practice.an_insured_patient()
    return patient, practice.a_visit(patient).claim_id


def log(practice, patient, policy=1, **values):
    facts = {"for_date": TODAY, "status": CheckStatus.ACTIVE, "way": CheckWay.PHONE, **values}
    return log_check(practice.session, patient, CheckEntry(policy, **facts))


def found(practice, claim):
    checked = find_checked_claim(claim, TODAY)
    return {each.rule: each.severity for each in checked.findings if each.rule in RULES}


def test_a_practice_without_checks_or_networks_hears_nothing(practice, seen):
    assert found(practice, seen[1]) == {}


def test_a_visit_without_a_recent_check_is_named_once_checks_are_kept(practice, seen):
    patient, claim = seen
    other = practice.an_insured_patient("Stone", "Lee")
    log(practice, other, policy=2)
    assert found(practice, claim) == {"COV-04": Severity.HINT}
    log(practice, patient, checked_on=TODAY - timedelta(days=4))
    assert found(practice, claim) == {"COV-04": Severity.HINT}
    log(practice, patient, checked_on=TODAY - timedelta(days=3))
    assert found(practice, claim) == {}


def test_another_payer_blocks_until_somebody_decides(practice, seen):
    patient, claim = seen
    other = Benefit(BenefitKind.OTHER_PAYER, name="OTHER MUTUAL", rank=1)
    check = log(practice, patient, benefits=[other])
    before = {line.id: line.stamp for line in list_ready_stamps()}
    assert found(practice, claim) == {"COV-02": Severity.ERROR}
    keep_difference(practice.session, patient, check, "policy.rank")
    assert found(practice, claim) == {}
    assert {line.id: line.stamp for line in list_ready_stamps()} != before


def test_a_policy_that_is_not_active_and_another_name_are_told(practice, seen):
    patient, claim = seen
    said = {"patient.first": "JOANNA", "patient.street": "9 ELM ST"}
    log(practice, patient, status=CheckStatus.INACTIVE, said=said)
    assert found(practice, claim) == {"COV-03": Severity.WARNING, "SUB-02": Severity.WARNING}
    checked = find_checked_claim(claim, TODAY)
    (text,) = [each.text for each in checked.findings if each.rule == "SUB-02"]
    assert text == "Prairie Health knows the patient otherwise: first name Joanna."


def test_an_answer_about_another_time_says_nothing_of_this_visit(practice, seen):
    patient, claim = seen
    log(practice, patient, status=CheckStatus.INACTIVE, for_date=date(2026, 9, 1))
    assert found(practice, claim) == {"COV-04": Severity.HINT}
    assert EligibilityCheck.select().count() == 1


def test_a_provider_out_of_network_is_named(practice, seen):
    lists = practice.lists
    facts = {"provider": lists.provider, "payer": lists.payer, "effective": date(2026, 1, 1)}
    add_network(practice.session, {**facts, "in_network": False})
    assert found(practice, seen[1]) == {"NET-01": Severity.WARNING}
    add_network(practice.session, {**facts, "plan": lists.plan})
    assert found(practice, seen[1]) == {}
