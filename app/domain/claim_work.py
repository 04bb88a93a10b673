"""What waits in a list of work, in words: what it comes to, how old it is, and how long there is to file it.

Days are whole days; the limit's own day still counts. The marks are the practice's rule: a month, two weeks
and three days before a claim is too late.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.money import Money
from app.domain.payer_windows import Window

FILING_NEAR = 30
_MARKS = (3, 14, FILING_NEAR)
_OTHER_YEAR = 180


class FilingMark(StrEnum):
    """How near a filing limit is; the value names the mark that was passed."""

    FAR = "far"
    MONTH = "30 days"
    TWO_WEEKS = "14 days"
    THREE_DAYS = "3 days"
    PASSED = "passed"


_BY_DAYS = dict(zip(_MARKS, (FilingMark.THREE_DAYS, FilingMark.TWO_WEEKS, FilingMark.MONTH), strict=True))


@dataclass(frozen=True, slots=True)
class WorkTotals:
    """What the rows of a list come to; `oldest` is the day the oldest counts from."""

    count: int
    amount: Money
    oldest: date | None


def explain_totals(totals: WorkTotals, noun: str, today: date) -> str:
    """Say what a list comes to: `12 claims, $2,340.00, oldest 41 days`; nothing where it is empty."""
    if not totals.count:
        return ""
    age = (today - totals.oldest).days if totals.oldest else 0
    oldest = f", oldest {_days(age)}" if age > 0 else ""
    return f"{totals.count:,} {noun}{'' if totals.count == 1 else 's'}, {totals.amount.dollars}{oldest}"


def filing_mark(until: date, today: date) -> FilingMark:
    """Tell which mark before a filing limit was passed last."""
    left = (until - today).days
    if left < 0:
        return FilingMark.PASSED
    return next((mark for days, mark in _BY_DAYS.items() if left <= days), FilingMark.FAR)


def explain_filing(until: date, today: date) -> str:
    """Say how long there is to file, with the last day: `12 days left, Feb 2`."""
    left = (until - today).days
    if left < 0:
        return f"Passed {short_day(until, today)}"
    if left == 0:
        return f"Last day, {short_day(until, today)}"
    return f"{_days(left)} left, {short_day(until, today)}"


def short_day(day: date, today: date) -> str:
    """Write a day as people say it, `Feb 2`, with its year where that could be mistaken."""
    year = f", {day.year}" if abs((day - today).days) > _OTHER_YEAR else ""
    return f"{day:%b} {day.day}{year}"


def latest_start(window: Window, end: date) -> date:
    """The latest day from which a window runs out by `end`: the turned-round `Window.ends`."""
    if not window.is_year:
        return end - timedelta(days=window.days)
    start = end.replace(year=end.year - 1, day=min(end.day, 28))
    while window.ends(start + timedelta(days=1)) <= end:
        start += timedelta(days=1)
    return start


def _days(count: int) -> str:
    return f"{count:,} {'day' if count == 1 else 'days'}"
