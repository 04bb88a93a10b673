"""The list of coverage to verify: who is on it, in which order, and when they leave it."""

from datetime import timedelta

import pytest

from app.domain.eligibility import CheckStatus, CheckWay
from app.domain.eligibility_due import VerifyRule
from app.models.records import Policy
from app.queries.eligibility_due import count_coverage_to_verify, list_coverage_to_verify
from app.services.eligibility import CheckEntry, log_check, set_verify_rule
from app.services.eligibility_requests import Ask, ask_coverage
from app.services.policies import change_policy
from app.services.visits import change_visit, plan_visit
from tests.partner_samples import a_partner
from tests.practice_fixtures import TODAY


@pytest.fixture
def book(practice):
    """The appointment book with one patient who comes in two days."""
    return Book(practice)


class Book:
    """Shortcuts for planned visits and checks; a patient's policy has the number of the patient."""

    def __init__(self, practice):
        self.practice = practice
        self.today = TODAY

    def a_visit(self, last="Rivera", ahead=2, **facts):
        patient = self.practice.an_insured_patient(last)
        return patient, plan_visit(self.practice.session, patient, TODAY + timedelta(days=ahead), facts)

    def check(self, patient, days_ago=0, status=CheckStatus.ACTIVE):
        policy = Policy.get(Policy.patient == patient).id
        reason = "System down" if status is CheckStatus.REJECTED else ""
        entry = CheckEntry(
            policy,
            TODAY,
            status,
            CheckWay.PHONE,
            checked_on=TODAY - timedelta(days=days_ago),
            reject_reason=reason,
        )
        return log_check(self.practice.session, patient, entry)

    def lines(self, days=7):
        return self.practice.session.ask(list_coverage_to_verify, TODAY, days)

    def names(self, days=7):
        return [line.patient.split(",")[0] for line in self.lines(days)]


def test_a_planned_visit_stays_on_the_list_until_its_coverage_was_found_out(book):
    patient, visit = book.a_visit(at_time="09:15")
    (line,) = book.lines()
    assert (line.visit_id, line.patient_id, line.at_time, line.rank) == (visit, patient, "09:15", 1)
    assert (line.checked_on, line.status, line.takes_questions) == (None, None, False)
    book.check(patient, status=CheckStatus.REJECTED)
    assert book.lines()[0].status is CheckStatus.REJECTED
    book.check(patient)
    assert book.lines() == ()


def test_an_old_check_does_not_count_and_the_days_are_the_practices_own(book):
    patient, _ = book.a_visit(ahead=2)
    book.check(patient, days_ago=2)
    assert book.names() == ["Rivera"]
    set_verify_rule(book.practice.session, VerifyRule(4, 30))
    assert book.names() == []


def test_the_earliest_visit_comes_first_by_day_and_time(book):
    book.a_visit("Later", ahead=3, at_time="08:00")
    old, _ = book.a_visit("Old", ahead=1, at_time="14:30")
    older, _ = book.a_visit("Older", ahead=1, at_time="12:00")
    book.a_visit("Never", ahead=1, at_time="09:00")
    book.check(old, days_ago=20)
    book.check(older, days_ago=40)
    assert book.names() == ["Never", "Older", "Old", "Later"]
    assert book.practice.session.ask(count_coverage_to_verify, TODAY, 7) == 4
    assert book.names(days=1) == ["Never", "Older", "Old"]


def test_coverage_that_is_not_active_stays_until_the_visit_is_billed_otherwise(book):
    patient, visit = book.a_visit()
    book.check(patient, status=CheckStatus.INACTIVE)
    (line,) = book.lines()
    assert (line.status, line.is_to_ask) == (CheckStatus.INACTIVE, False)
    assert "not active" in line.why
    change_visit(book.practice.session, visit, 1, {"self_pay": True})
    assert book.lines() == ()


def test_who_pays_himself_is_not_coming_or_has_no_policy_then_is_not_on_it(book):
    book.a_visit("Alone", self_pay=True)
    _, cancelled = book.a_visit("Gone")
    change_visit(book.practice.session, cancelled, 1, {"state": "cancelled"})
    ended, _ = book.a_visit("Ended")
    policy = Policy.get(Policy.patient == ended).id
    change_policy(book.practice.session, ended, policy, 1, {"termination": TODAY})
    assert book.names() == []


def test_each_policy_in_force_is_verified_for_itself(book):
    patient, _ = book.a_visit()
    book.practice.a_policy(patient, book.practice.lists.medigap, rank=2)
    assert [line.rank for line in book.lines()] == [1, 2]


def test_a_series_of_visits_counts_the_longer_days(book):
    patient, _ = book.a_visit()
    book.check(patient, days_ago=20)
    assert book.names() == ["Rivera"]
    for ahead in (9, 16):
        plan_visit(book.practice.session, patient, TODAY + timedelta(days=ahead), {})
    assert book.names() == []


def test_what_was_asked_and_not_answered_says_so(book):
    patient, _ = book.a_visit()
    a_partner(book.practice)
    ask_coverage(book.practice.session, [Ask(Policy.get(Policy.patient == patient).id, TODAY)])
    (line,) = book.lines()
    assert (line.asked_on, line.takes_questions) == (TODAY, True)
