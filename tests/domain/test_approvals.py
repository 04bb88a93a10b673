"""Who needs a second person, by role, kind and sums; and how long a signature lives."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.approvals import (
    ApprovalLimits,
    Need,
    RequestKind,
    RequestSums,
    check_approver,
    check_limits,
    check_waited,
    find_need,
    is_alive,
    read_limits,
)
from app.domain.errors import RuleError
from app.domain.money import Money
from app.domain.rights import Role
from tests.practice_fixtures import money

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
K = RequestKind


def sums(amount, claim=None, patient=None, day=None):
    return RequestSums(*(money(each or amount) for each in (amount, claim, patient, day)))


@pytest.mark.parametrize(
    ("kind", "role", "given", "need"),
    [
        (K.COURTESY, Role.BILLER, sums("50.00"), Need.NOTHING),
        (K.COURTESY, Role.BILLER, sums("50.01"), Need.SECOND_PERSON),
        (K.TIMELY_FILING, Role.BILLER, sums("49.00", patient="100.01"), Need.SECOND_PERSON),
        (K.COURTESY, Role.BILLER, sums("49.00", day="500.01"), Need.SECOND_PERSON),
        (K.COURTESY, Role.BILLER, sums("1.00", claim="50.01"), Need.SECOND_PERSON),
        (K.SMALL_BALANCE, Role.BILLER, sums("1.00"), Need.SECOND_PERSON),
        (K.HARDSHIP, Role.BILLER, sums("1.00"), Need.SECOND_PERSON),
        (K.CONTRACTUAL, Role.BILLER, sums("1.00"), Need.SECOND_PERSON),
        (K.BAD_DEBT, Role.BILLER, sums("1.00"), Need.SECOND_PERSON),
        (K.HARDSHIP, Role.MANAGER, sums("1000.00"), Need.NOTHING),
        (K.HARDSHIP, Role.MANAGER, sums("1000.01"), Need.SECOND_PERSON),
        (K.PATIENT_REFUND, Role.MANAGER, sums("0.01"), Need.SECOND_PERSON),
        (K.CREDIT_TRANSFER, Role.MANAGER, sums("0.01"), Need.SECOND_PERSON),
        (K.PAYER_REFUND, Role.BILLER, sums("0.01"), Need.SECOND_PERSON),
    ],
)
def test_who_needs_a_second_person(kind, role, given, need):
    assert find_need(kind, role, given, ApprovalLimits(), others=True) is need


@pytest.mark.parametrize(("amount", "need"), [("1000.00", Need.EXCEPTION), ("1000.01", Need.LATE_EXCEPTION)])
def test_one_person_alone_leaves_a_line_for_the_doctor_and_waits_a_day_for_much(amount, need):
    assert find_need(K.PATIENT_REFUND, Role.MANAGER, sums(amount), ApprovalLimits(), others=False) is need


def test_a_day_is_a_whole_day():
    limits = ApprovalLimits()
    check_waited(NOW, NOW, money("1000.00"), limits)
    with pytest.raises(RuleError, match="until 11/24/2026 09:00 AM"):
        check_waited(NOW, NOW + timedelta(hours=23, minutes=59), money("1000.01"), limits)
    check_waited(NOW, NOW + timedelta(hours=24), money("1000.01"), limits)


def test_nobody_approves_his_own_unless_he_is_alone():
    check_approver(2, 1, is_alone=False)
    check_approver(1, 1, is_alone=True)
    with pytest.raises(RuleError, match="another person approves it"):
        check_approver(1, 1, is_alone=False)


@pytest.mark.parametrize(("minutes", "lives"), [(0, True), (15, True), (15.1, False), (-1, False)])
def test_an_approval_lives_for_a_quarter_of_an_hour(minutes, lives):
    assert is_alive(NOW, NOW + timedelta(minutes=minutes)) is lives


def test_limits_are_read_as_they_were_set():
    assert read_limits({}) == ApprovalLimits()
    read = read_limits({"limit_claim": "75.00", "limit_copay_waivers": "2", "limit_x": "9"})
    assert (read.claim, read.copay_waivers, read.patient) == (Money(7500), 2, Money(10000))


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (ApprovalLimits(manager=Money(100_001)), "nobody raises his own limit"),
        (ApprovalLimits(alone=Money(100_001)), "nobody raises his own limit"),
        (ApprovalLimits(claim=Money(-1)), "never less than 0.00"),
        (ApprovalLimits(copay_waivers=-1), "never less than 0.00"),
    ],
)
def test_limits_that_mean_nothing_or_raise_ones_own_are_refused(limits, words):
    with pytest.raises(RuleError, match=words):
        check_limits(limits)
