from datetime import date

import pytest

from app.domain.deposits import (
    DepositSlip,
    SlipItem,
    check_deposit,
    count_coins,
    plan_deposit,
    plan_drawer_difference,
)
from app.domain.errors import InputError, RuleError
from app.domain.money import Money, total

DAY = date(2026, 11, 23)


def test_a_slip_adds_cash_and_checks_up():
    items = (
        SlipItem("cash", Money(8500)),
        SlipItem("short", Money(-200)),
        SlipItem("check", Money(14000), "2231"),
        SlipItem("check", Money(10000), "88"),
    )
    slip = DepositSlip("Maple", "First Bank", 7, DAY, "Rita Moss", items)
    assert (slip.cash, slip.amount) == (Money(8300), Money(32300))
    assert [item.reference for item in slip.checks] == ["2231", "88"]


def test_a_deposit_is_above_nothing_and_below_a_million():
    assert check_deposit([Money(500), Money(-200)], "First Bank") == Money(300)
    with pytest.raises(RuleError, match="this one is -"):
        check_deposit([Money(-200)], "First Bank")
    with pytest.raises(RuleError, match="lies between"):
        check_deposit([Money(60_000_000), Money(60_000_000)], "First Bank")


def test_a_deposit_moves_the_drawer_to_the_bank_once():
    planned = plan_deposit(3, Money(32500), DAY, DAY)
    assert [(entry.account, entry.amount.cents) for entry in planned.entries] == [
        ("bank", 32500),
        ("cash_drawer", -32500),
    ]
    assert planned.source_key == "deposit/3"


def test_coins_are_counted_to_the_cent():
    assert count_coins({10000: 1, 2000: 2, 25: 3, 1: 4}) == Money(14079)
    for wrong in ({300: 1}, {100: -1}):
        with pytest.raises(InputError, match="how many there are"):
            count_coins(wrong)


@pytest.mark.parametrize(("counted", "posted"), [(8700, 200), (8400, -100)])
def test_a_difference_is_posted_with_its_reason(counted, posted):
    planned = plan_drawer_difference(Money(8500), Money(counted), DAY, " not known ")
    assert [(entry.account, entry.amount.cents) for entry in planned.entries] == [
        ("cash_drawer", posted),
        ("drawer_difference", -posted),
    ]
    assert planned.reason == "not known"
    assert not total(entry.amount for entry in planned.entries)
    with pytest.raises(InputError, match="over" if posted > 0 else "short"):
        plan_drawer_difference(Money(8500), Money(counted), DAY, " ")


def test_no_difference_posts_nothing():
    assert plan_drawer_difference(Money(8500), Money(8500), DAY, "") is None
