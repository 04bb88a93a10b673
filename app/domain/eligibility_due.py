"""Which planned visits still need their coverage verified, and how old a check may be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.date_entry import format_date
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


def explain_unverified(on: date, last: LastCheck | None, days: int) -> str:
    """Say why a policy is still to be verified for a visit on a day, and what to do."""
    if last is None:
        return "Nobody has asked this insurer yet. Ask the payer, or log what you learn."
    told = format_date(last.checked_on)
    if last.status is CheckStatus.INACTIVE:
        return (
            f"The insurer said on {told} that this coverage is not active. Enter another insurance, or mark "
            "the visit “Bill no insurance”."
        )
    if last.status is not CheckStatus.ACTIVE:
        return f"The check of {told} found nothing out. Ask again."
    before = (on - last.checked_on).days
    return (
        f"Active on {told}, but that is {_days(before)} before the visit; a check counts for {_days(days)}. "
        "Ask again."
    )


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
    Coverage that is not active stays to be dealt with until other insurance, or none, is to be billed.
    """
    return last is not None and last.status is CheckStatus.ACTIVE and _is_recent(on, today, last, days)


def is_to_ask(on: date, today: date, last: LastCheck | None, days: int) -> bool:
    """Tell whether asking the payer may bring news: not where it said lately that nothing is covered."""
    return last is None or last.status not in _FOUND_OUT or not _is_recent(on, today, last, days)


def _is_recent(on: date, today: date, last: LastCheck, days: int) -> bool:
    counted = min(on, today + timedelta(days=days)) if on > today else on
    return (counted - last.checked_on).days <= days


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
