"""Which planned visits still need their coverage verified, and how old a check may be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.eligibility import CheckStatus
from app.domain.errors import InputError

LONGEST = 365
SERIES_VISITS = 3
_SPAN = timedelta(days=30)
_FOUND_OUT = (CheckStatus.ACTIVE, CheckStatus.INACTIVE)


@dataclass(frozen=True, slots=True)
class VerifyRule:
    """How many days before a visit its coverage may have been checked; a series of visits has its own."""

    days: int = 3
    series_days: int = 30

    def days_for(self, *, is_series: bool) -> int:
        """The days that count for a visit."""
        return self.series_days if is_series else self.days


@dataclass(frozen=True, slots=True)
class LastCheck:
    """The latest check of a policy."""

    checked_on: date
    status: CheckStatus


def check_verify_rule(rule: VerifyRule) -> None:
    """Refuse days outside 0 to 365."""
    if not all(0 <= days <= LONGEST for days in (rule.days, rule.series_days)):
        raise InputError(f"Type days from 0 to {LONGEST}. Nothing was changed.")


def is_series(on: date, visits: Iterable[date]) -> bool:
    """Tell whether a visit is one of a series: three or more within 30 days before it and after it."""
    return sum(abs(day - on) <= _SPAN for day in visits) >= SERIES_VISITS


def is_verified(on: date, today: date, last: LastCheck | None, days: int) -> bool:
    """Tell whether the last check is recent enough for a visit on a day.

    A visit further ahead than the days that count is verified by a check of today; it comes due again later.
    """
    if last is None or last.status not in _FOUND_OUT:
        return False
    counted = min(on, today + timedelta(days=days)) if on > today else on
    return (counted - last.checked_on).days <= days
