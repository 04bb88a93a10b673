"""A check that came back: when it can be, what it posts, and its fee by policy only."""

from datetime import date, timedelta

import pytest

from app.domain.errors import RuleError
from app.domain.money import ZERO, total
from app.domain.returned_checks import FeePolicy, check_fee, check_returnable, plan_bank_return, plan_fee
from tests.practice_fixtures import TODAY, money

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("method", "back", "words"),
    [
        ("cash", TODAY, "Only a check"),
        ("check", TODAY - 10 * DAY, "between that day and today"),
        ("check", TODAY + DAY, "between that day and today"),
    ],
)
def test_what_cannot_be_returned_is_refused(method, back, words):
    with pytest.raises(RuleError, match=words):
        check_returnable(method, TODAY - 9 * DAY, back, TODAY)
    check_returnable("check", TODAY - 9 * DAY, TODAY, TODAY)


def test_a_fee_is_charged_only_where_the_signed_policy_names_one():
    assert check_fee(FeePolicy(), False) == ZERO
    assert check_fee(FeePolicy(True), True) == money("25.00")
    with pytest.raises(RuleError, match="names no fee"):
        check_fee(FeePolicy(), True)


def test_the_bank_gives_up_what_the_drawer_got():
    posting = plan_bank_return(5, money("140.00"), date(2026, 11, 23), "no funds")
    assert [(each.account, str(each.amount), each.guarantor_id) for each in posting.entries] == [
        ("cash_drawer", "140.00", None),
        ("bank", "-140.00", None),
    ]


def test_a_fee_is_the_patients():
    posting = plan_fee(7, 1, money("25.00"), TODAY, "no funds")
    assert [(each.account, str(each.amount)) for each in posting.entries] == [
        ("patient_ar", "25.00"),
        ("fee_income", "-25.00"),
    ]
    assert not total(each.amount for each in posting.entries)
