"""Business days: weekends and federal holidays left out, also where a holiday is kept on another day."""

from datetime import date

import pytest

from app.domain.business_days import (
    add_business_days,
    business_day_on_or_before,
    business_days_between,
    federal_holidays,
    is_business_day,
    last_business_day_before,
)


def test_the_holidays_of_a_year_are_those_of_the_law():
    assert sorted(federal_holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 1, 19),
        date(2026, 2, 16),
        date(2026, 5, 25),
        date(2026, 6, 19),
        date(2026, 7, 3),  # July 4 is a Saturday
        date(2026, 9, 7),
        date(2026, 10, 12),
        date(2026, 11, 11),
        date(2026, 11, 26),
        date(2026, 12, 25),
    ]


def test_new_year_on_a_saturday_is_kept_in_the_old_year():
    assert date(2021, 12, 31) in federal_holidays(2021)
    assert date(2022, 1, 1) not in federal_holidays(2022)


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (date(2026, 11, 24), 1, date(2026, 11, 25)),
        (date(2026, 11, 25), 1, date(2026, 11, 27)),  # over Thanksgiving
        (date(2026, 11, 27), 3, date(2026, 12, 2)),  # over a weekend
        (date(2026, 12, 31), 1, date(2027, 1, 4)),  # over New Year and a weekend
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
    ],
)
def test_business_days_are_counted_on(day, count, then):
    assert add_business_days(day, count) == then
    assert business_days_between(day, then) == count


def test_the_business_day_before():
    assert business_day_on_or_before(date(2026, 5, 2)) == date(2026, 5, 1)
    assert business_day_on_or_before(date(2026, 5, 1)) == date(2026, 5, 1)
    assert last_business_day_before(date(2026, 5, 26)) == date(2026, 5, 22)
    assert not is_business_day(date(2026, 5, 25))
