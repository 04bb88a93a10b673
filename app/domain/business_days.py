"""Business days of US offices: Monday to Friday, without federal holidays (5 U.S.C. 6103).

A holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after.
"""

from datetime import date, timedelta
from functools import cache

SATURDAY, SUNDAY, MONDAY, THURSDAY = 5, 6, 0, 3
_DAY = timedelta(days=1)
_FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
# Month, weekday, and which of the month it is; -1 is the last.
_FLOATING = (
    (1, MONDAY, 3),
    (2, MONDAY, 3),
    (5, MONDAY, -1),
    (9, MONDAY, 1),
    (10, MONDAY, 2),
    (11, THURSDAY, 4),
)


@cache
def federal_holidays(year: int) -> frozenset[date]:
    """The days of a year on which federal offices are closed, as they are kept."""
    fixed = (date(each_year, month, day) for each_year in (year, year + 1) for month, day in _FIXED)
    floating = (_weekday_of(year, *each) for each in _FLOATING)
    kept = (*(_kept_on(day) for day in fixed), *floating)
    return frozenset(day for day in kept if day.year == year)


def is_business_day(day: date) -> bool:
    """Tell whether offices are open: no weekend and no federal holiday."""
    return day.weekday() < SATURDAY and day not in federal_holidays(day.year)


def add_business_days(day: date, count: int) -> date:
    """The day that lies so many business days after a day, which itself is not counted."""
    while count > 0:
        day += _DAY
        count -= is_business_day(day)
    return day


def business_days_between(day: date, later: date) -> int:
    """Count the business days after a day up to a later one, that one included."""
    return sum(is_business_day(day + _DAY * step) for step in range(1, (later - day).days + 1))


def business_day_on_or_before(day: date) -> date:
    """The day itself where offices are open, else the last business day before it."""
    while not is_business_day(day):
        day -= _DAY
    return day


def last_business_day_before(day: date) -> date:
    """The last business day before a day."""
    return business_day_on_or_before(day - _DAY)


def _kept_on(day: date) -> date:
    """The day on which a fixed holiday is kept."""
    return day + _DAY * {SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0)


def _weekday_of(year: int, month: int, weekday: int, which: int) -> date:
    if which > 0:
        first = date(year, month, 1)
        return first + _DAY * ((weekday - first.weekday()) % 7 + 7 * (which - 1))
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - _DAY * ((after.weekday() - weekday - 1) % 7 + 1)
