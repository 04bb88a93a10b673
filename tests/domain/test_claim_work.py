"""Days left to file, the marks before the limit, and the window turned round."""

from datetime import date, timedelta

import pytest

from app.domain.claim_work import (
    FilingMark,
    WorkTotals,
    explain_filing,
    explain_totals,
    filing_mark,
    latest_start,
    short_day,
)
from app.domain.money import Money
from app.domain.payer_windows import MEDICARE, PayerFacts, windows_of

TODAY = date(2026, 1, 21)


@pytest.mark.parametrize(
    ("left", "mark", "words"),
    [
        (31, FilingMark.FAR, "31 days left, Feb 21"),
        (30, FilingMark.MONTH, "30 days left, Feb 20"),
        (15, FilingMark.MONTH, "15 days left, Feb 5"),
        (14, FilingMark.TWO_WEEKS, "14 days left, Feb 4"),
        (12, FilingMark.TWO_WEEKS, "12 days left, Feb 2"),
        (4, FilingMark.TWO_WEEKS, "4 days left, Jan 25"),
        (3, FilingMark.THREE_DAYS, "3 days left, Jan 24"),
        (1, FilingMark.THREE_DAYS, "1 day left, Jan 22"),
        (0, FilingMark.THREE_DAYS, "Last day, Jan 21"),
        (-1, FilingMark.PASSED, "Passed Jan 20"),
        (-200, FilingMark.PASSED, "Passed Jul 5, 2025"),
    ],
)
def test_days_left_are_said_and_marked(left, mark, words):
    until = TODAY + timedelta(days=left)
    assert filing_mark(until, TODAY) is mark
    assert explain_filing(until, TODAY) == words


def test_a_day_far_away_bears_its_year():
    assert short_day(date(2027, 2, 2), TODAY) == "Feb 2, 2027"


@pytest.mark.parametrize(
    ("end", "start"),
    [
        (date(2026, 2, 2), date(2025, 2, 2)),
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 29)),
        (date(2026, 3, 31), date(2025, 3, 31)),
    ],
)
def test_a_year_is_turned_round_with_its_leap_days(end, start):
    window = windows_of(PayerFacts(MEDICARE)).filing
    assert latest_start(window, end) == start
    assert window.ends(start) <= end < window.ends(start + timedelta(days=1))


def test_days_are_turned_round():
    window = windows_of(PayerFacts(filing_days=90)).filing
    assert latest_start(window, date(2026, 2, 2)) == date(2025, 11, 4)


@pytest.mark.parametrize(
    ("count", "cents", "days", "words"),
    [
        (12, 234000, 41, "12 claims, $2,340.00, oldest 41 days"),
        (1, 16500, 1, "1 claim, $165.00, oldest 1 day"),
        (1200, 16500, 0, "1,200 claims, $165.00"),
        (0, 0, 0, ""),
    ],
)
def test_a_list_says_what_it_comes_to(count, cents, days, words):
    totals = WorkTotals(count, Money(cents), TODAY - timedelta(days=days))
    assert explain_totals(totals, "claim", TODAY) == words
