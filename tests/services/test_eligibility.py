"""What insurers say of coverage is kept for good; the record changes only where a person says so."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from peewee import DatabaseError

from app.domain.eligibility import Benefit, BenefitKind, CheckStatus, CheckWay, Network, Person
from app.domain.eligibility_due import VerifyRule
from app.domain.errors import InputError, RuleError
from app.models.database import database, select, writing
from app.models.records import Patient, Policy
from app.queries.eligibility import (
    find_accumulators,
    find_eligibility,
    find_verify_rule,
    list_checks,
    list_eligibility,
)
from app.services.eligibility import (
    CheckEntry,
    keep_difference,
    log_check,
    set_verify_rule,
    take_difference,
)
from tests.practice_fixtures import TODAY, money

ACTIVE, INACTIVE, REJECTED = CheckStatus.ACTIVE, CheckStatus.INACTIVE, CheckStatus.REJECTED


def left(amount, kind=BenefitKind.DEDUCTIBLE_LEFT):
    return Benefit(kind, "30", Person.INDIVIDUAL, Network.IN, money(amount))


@pytest.fixture
def insured(practice):
    """A patient and his policy."""
    patient = practice.an_insured_patient()
    return patient, Policy.get(Policy.patient == patient).id


def log(practice, insured, **values):
    patient, policy = insured
    facts = {"policy_id": policy, "for_date": TODAY, "status": ACTIVE, "way": CheckWay.PHONE, **values}
    return log_check(practice.session, patient, CheckEntry(**facts))


def eligibility_of(practice, patient):
    (found,) = practice.session.ask(list_eligibility, patient, practice.clock().date())
    return found


def test_a_check_by_phone_is_kept_whole_and_answers_like_a_file(practice, insured):
    patient, policy = insured
    benefits = (left("420.50"), left("3100.00", BenefitKind.OOP_LEFT))
    log(
        practice,
        insured,
        benefits=benefits,
        representative="Dana",
        reference="R-1",
        plan_name="Gold",
        note="Copay unclear",
    )
    (line,) = practice.session.ask(list_checks, patient)
    assert (line.status, line.way, line.checked_on, line.user) == (ACTIVE, CheckWay.PHONE, TODAY, "Maria Lee")
    assert (line.representative, line.reference, line.plan_name) == ("Dana", "R-1", "Gold")
    assert line.benefits == benefits
    assert line.summary.inside.deductible_left == money("420.50")
    found = find_accumulators(policy, TODAY)
    assert (found.deductible_left, found.oop_left, found.as_of) == (money("420.50"), money("3100.00"), TODAY)
    trail = select("select action, patient_id from audit where subject = 'eligibility'")
    assert trail == [("keep_eligibility", patient)]


def test_the_latest_answer_of_the_benefit_year_counts_and_a_failed_one_hides_nothing(practice, insured):
    patient, policy = insured
    log(practice, insured, benefits=[left("900.00")], checked_on=TODAY - timedelta(days=40))
    log(practice, insured, benefits=[left("420.50")])
    log(practice, insured, status=REJECTED, reject_reason="System down")
    assert find_accumulators(policy, TODAY).deductible_left == money("420.50")
    assert practice.session.ask(find_eligibility, policy, TODAY).status is ACTIVE
    found = eligibility_of(practice, patient)
    assert found.latest.status is REJECTED
    assert found.telling.summary.inside.deductible_left == money("420.50")


def test_what_was_left_last_year_says_nothing_of_this_year(practice, insured):
    _, policy = insured
    log(practice, insured, benefits=[left("1.00")], for_date=date(2025, 12, 30))
    assert find_accumulators(policy, TODAY) is None
    assert find_accumulators(policy, date(2025, 12, 31)).deductible_left == money("1.00")


def test_the_plans_own_year_reaches_over_new_years_eve(practice, insured):
    _, policy = insured
    year = {"begins": date(2026, 7, 1), "ends": date(2027, 6, 30)}
    log(practice, insured, benefits=[left("1.00")], **year)
    assert find_accumulators(policy, date(2027, 6, 30)).deductible_left == money("1.00")
    assert find_accumulators(policy, date(2027, 7, 1)) is None


def test_an_answer_that_is_not_active_gives_no_accumulators(practice, insured):
    _, policy = insured
    log(practice, insured, status=INACTIVE, benefits=[left("1.00")])
    assert find_accumulators(policy, TODAY) is None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"way": CheckWay.FILE}, "how it was learned"),
        ({"checked_on": TODAY + timedelta(days=1)}, "future"),
        ({"begins": TODAY, "ends": TODAY - timedelta(days=1)}, "ends before"),
        ({"status": REJECTED}, "why the payer"),
        ({"benefits": [left("-1.00")]}, "less than 0.00"),
    ],
)
def test_what_cannot_be_so_is_not_kept(practice, insured, values, words):
    with pytest.raises(InputError, match=words):
        log(practice, insured, **values)
    assert select("select count(*) from eligibility_check") == [(0,)]


def test_a_policy_is_checked_at_its_own_patient_only(practice, insured):
    other = practice.a_patient("Holm")
    with pytest.raises(InputError, match="does not belong to this patient"):
        log(practice, (other, insured[1]))


@pytest.mark.parametrize("table", ["eligibility_check", "eligibility_benefit"])
def test_the_database_itself_keeps_answers_as_they_came(practice, insured, table):
    log(practice, insured, benefits=[left("1.00")])
    column = "note" if table == "eligibility_check" else "detail"
    for change in (f"update {table} set {column} = 'x'", f"delete from {table}"):
        with pytest.raises(DatabaseError, match="never"), writing():
            database.execute_sql(change)


SAID = {
    "patient.street": "7 ELM ST",
    "policy.member_id": "NEW77",
    "policy.effective": "2026-02-01",
    "patient.last": "RIVERA",
}


def test_differences_are_offered_and_only_what_is_taken_changes(practice, insured):
    patient, policy = insured
    check = log(practice, insured, said=SAID)
    offered = eligibility_of(practice, patient).differences
    assert [each.field for each in offered] == ["patient.street", "policy.member_id", "policy.effective"]
    assert Policy.get_by_id(policy).member_id == "XYZ11"
    take_difference(practice.session, patient, check, "policy.member_id")
    keep_difference(practice.session, patient, check, "patient.street")
    assert Policy.get_by_id(policy).member_id == "NEW77"
    assert Patient.get_by_id(patient).street == "5 Oak St"
    assert [each.field for each in eligibility_of(practice, patient).differences] == ["policy.effective"]
    before, after = select("select before, after from audit where action = 'change_policy'")[0]
    assert (json.loads(before), json.loads(after)) == ({"member_id": "XYZ11"}, {"member_id": "NEW77"})


def test_what_was_kept_is_not_offered_again_until_the_insurer_says_something_else(practice, insured):
    patient, _ = insured
    first = log(practice, insured, said=SAID)
    keep_difference(practice.session, patient, first, "patient.street")
    log(practice, insured, said=SAID)
    assert "patient.street" not in [each.field for each in eligibility_of(practice, patient).differences]
    log(practice, insured, said={**SAID, "patient.street": "9 PINE ST"})
    assert "patient.street" in [each.field for each in eligibility_of(practice, patient).differences]


def test_a_difference_is_decided_once_and_never_against_what_is_there_by_now(practice, insured):
    patient, policy = insured
    check = log(practice, insured, said={**SAID, "policy.termination": "2025-06-30"})
    take_difference(practice.session, patient, check, "policy.member_id")
    for decide in (take_difference, keep_difference):
        with pytest.raises(RuleError, match="Nothing was changed"):
            decide(practice.session, patient, check, "policy.member_id")
    with pytest.raises(RuleError, match="end before it begins"):
        take_difference(practice.session, patient, check, "policy.termination")
    assert Policy.get_by_id(policy).termination is None
    with pytest.raises(InputError, match="does not belong"):
        take_difference(practice.session, practice.a_patient("Holm"), check, "patient.street")


def test_another_insurer_that_pays_first_is_named_and_decided_by_hand(practice, insured):
    patient, _ = insured
    other = Benefit(BenefitKind.OTHER_PAYER, name="OTHER MUTUAL", rank=1)
    check = log(practice, insured, benefits=[other])
    (offered,) = eligibility_of(practice, patient).differences
    assert (offered.field, offered.theirs, offered.value) == ("policy.rank", "Other Mutual pays first", None)
    with pytest.raises(RuleError):
        take_difference(practice.session, patient, check, "policy.rank")
    keep_difference(practice.session, patient, check, "policy.rank")
    assert eligibility_of(practice, patient).differences == ()


def test_the_days_of_a_check_are_the_practices_own(practice):
    assert practice.session.ask(find_verify_rule) == VerifyRule(3, 30)
    set_verify_rule(practice.session, VerifyRule(5, 60))
    assert practice.session.ask(find_verify_rule) == VerifyRule(5, 60)
    with pytest.raises(InputError):
        set_verify_rule(practice.session, replace(VerifyRule(), days=-1))
