"""Small balances with why not, hardship to the cent, and copays that are not spared by habit."""

from dataclasses import replace

import pytest

from app.domain.approvals import ApprovalLimits, RequestKind
from app.domain.errors import InputError, RuleError
from app.domain.write_offs import (
    SmallBalance,
    check_copay_waiver,
    check_hardship_form,
    plan_hardship,
    plan_small_balances,
    read_percent,
)
from tests.practice_fixtures import money

SMALL = SmallBalance(1, "A1001", "Holm, Bo", money("4.99"))


@pytest.mark.parametrize(
    ("changed", "why_not"),
    [
        ({}, ""),
        ({"has_copay": True}, "It is a copay"),
        ({"with_insurance": money("20.00")}, "$20.00 is still with insurance"),
        ({"credit": money("1.00")}, "a credit of $1.00"),
        ({"is_bankrupt": True}, "bankruptcy"),
    ],
)
def test_an_account_is_taken_or_left_out_with_the_reason(changed, why_not):
    (line,) = plan_small_balances([replace(SMALL, **changed)], money("5.00"))
    assert why_not in line.why_not
    assert bool(line.why_not) is bool(why_not)


def test_only_what_lies_below_the_limit_is_listed():
    accounts = [replace(SMALL, owes=money(owes)) for owes in ("5.00", "0.01", "0.00", "5.01")]
    assert [str(line.account.owes) for line in plan_small_balances(accounts, money("5.00"))] == ["0.01"]
    with pytest.raises(InputError, match=r"above 0\.00"):
        plan_small_balances(accounts, money("0.00"))


def test_a_percent_is_laid_over_the_lines_to_the_cent():
    owed = [(1, money("100.01")), (2, money("100.01")), (3, money("111.99"))]
    parts = plan_hardship(owed, 5000)
    assert [str(part) for _, part in parts] == ["50.01", "50.00", "56.00"]
    assert plan_hardship([(1, money("312.00"))], 5000) == ((1, money("156.00")),)
    with pytest.raises(InputError, match="Nothing is owed"):
        plan_hardship([], 5000)


@pytest.mark.parametrize(("typed", "points"), [("50", 5000), ("12.5 %", 1250), ("100%", 10000)])
def test_a_percent_is_read_as_typed(typed, points):
    assert read_percent(typed) == points


@pytest.mark.parametrize("typed", ["", "0", "0.5", "101", "-5", "ten", "5.555"])
def test_what_is_no_percent_is_refused(typed):
    with pytest.raises(InputError, match="1 to 100"):
        read_percent(typed)


def test_copays_are_not_spared_by_habit():
    limits = ApprovalLimits()
    check_copay_waiver(RequestKind.COURTESY, True, 0, limits)
    check_copay_waiver(RequestKind.COURTESY, False, 9, limits)
    check_copay_waiver(RequestKind.HARDSHIP, True, 9, limits)
    for kind, before in ((RequestKind.COURTESY, 1), (RequestKind.SMALL_BALANCE, 0)):
        with pytest.raises(RuleError, match="at most once a year"):
            check_copay_waiver(kind, True, before, limits)


def test_hardship_needs_its_form():
    check_hardship_form(RequestKind.HARDSHIP, 3)
    check_hardship_form(RequestKind.COURTESY, None)
    with pytest.raises(RuleError, match="signed form"):
        check_hardship_form(RequestKind.HARDSHIP, None)
