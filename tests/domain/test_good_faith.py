"""Due dates of Good Faith Estimates to the day, and the 400 dollars to the cent."""

from datetime import date

import pytest

from app.domain.good_faith import (
    GoodFaithBill,
    explain_over,
    good_faith_due,
    is_owed,
    renewal_due,
)
from app.domain.money import Money

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("booked", "visit", "due"),
    [
        (MONDAY, date(2026, 3, 4), None),  # 2 business days ahead
        (MONDAY, date(2026, 3, 5), date(2026, 3, 3)),  # 3: within 1
        (MONDAY, date(2026, 3, 13), date(2026, 3, 3)),  # 9: within 1
        (MONDAY, date(2026, 3, 16), date(2026, 3, 5)),  # 10: within 3
        (date(2026, 3, 6), date(2026, 3, 11), date(2026, 3, 9)),  # over a weekend
        (date(2026, 11, 25), date(2026, 12, 2), date(2026, 11, 27)),  # over Thanksgiving
    ],
)
def test_it_is_due_by_how_far_ahead_the_visit_was_booked(booked, visit, due):
    assert good_faith_due(visit, booked) == due


def test_a_request_gives_three_business_days_even_for_a_visit_that_is_near():
    assert good_faith_due(date(2026, 3, 3), MONDAY, asked_on=MONDAY) == date(2026, 3, 5)
    assert good_faith_due(date(2026, 3, 13), MONDAY, asked_on=MONDAY) == date(2026, 3, 3)
    assert good_faith_due(date(2026, 3, 13), None) is None


def test_a_new_one_is_due_a_business_day_before():
    assert renewal_due(date(2026, 3, 16)) == date(2026, 3, 13)


@pytest.mark.parametrize(
    ("billed", "may"), [("100000", True), ("99999", False), ("60000", False), ("10000", False)]
)
def test_four_hundred_dollars_above_may_be_disputed(billed, may):
    bill = GoodFaithBill(Money(600_00), Money(int(billed)), date(2026, 3, 16))
    assert bill.may_be_disputed is may


def test_the_warning_names_amounts_and_the_last_day():
    bill = GoodFaithBill(Money(600_00), Money(1_000_00), date(2026, 3, 16))
    assert bill.dispute_until == date(2026, 7, 14)
    assert explain_over(bill).startswith(
        "Billed $1,000.00, which is $400.00 above the Good Faith Estimate of $600.00. "
        "The patient may dispute the bill until 07/14/2026."
    )


def test_members_of_federal_programs_are_owed_none():
    assert is_owed(pays_himself=True, lines_of_business=["commercial"])
    assert is_owed(pays_himself=True, lines_of_business=[])
    assert not is_owed(pays_himself=True, lines_of_business=["medicare"])
    assert not is_owed(pays_himself=False, lines_of_business=[])
