from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.errors import InputError
from app.domain.money import ZERO, Money
from app.domain.months import (
    Holder,
    Month,
    MonthRow,
    MonthState,
    MonthSums,
    check_month_closable,
    has_ended,
    month_of,
    read_month,
)

NOVEMBER = Month(2026, 11)


def test_a_month_knows_its_days_and_neighbours():
    assert (NOVEMBER.first, NOVEMBER.last) == (date(2026, 11, 1), date(2026, 11, 30))
    assert (NOVEMBER.key, NOVEMBER.name) == ("2026-11", "November 2026")
    assert (Month(2026, 12).next, Month(2027, 1).before) == (Month(2027, 1), Month(2026, 12))
    assert Month(2028, 2).last == date(2028, 2, 29)
    assert month_of(date(2026, 11, 30)) == NOVEMBER == read_month(" 2026-11 ")


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "11/2026", "0000-01", "2026-1"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(InputError, match="not a month like 2026-11"):
        read_month(text)


def row(*cents, holder=Holder.PATIENTS):
    return MonthRow(holder, "x", *map(Money, cents))


def test_sums_tie_only_if_every_row_does_and_nothing_is_lost_in_moving():
    sound = (row(100, 50, 20, 5, 10, 135), row(50, 0, 0, 0, -10, 40))
    assert MonthSums(NOVEMBER, sound).ties
    assert MonthSums(NOVEMBER, sound).equation == (
        "Opening A/R $1.50 + charges $0.50 − payments $0.20 − adjustments $0.05 = closing A/R $1.75"
    )
    assert not MonthSums(NOVEMBER, (row(100, 50, 20, 5, 0, 126),)).ties
    assert not MonthSums(NOVEMBER, (row(0, 0, 0, 0, 10, 10),)).ties
    assert MonthSums(NOVEMBER, ()).whole.closing == ZERO


def test_all_that_hinders_a_closing_is_named_at_once():
    state = MonthState(NOVEMBER, "none", (date(2026, 11, 23), date(2026, 11, 30)), Month(2026, 10))
    found = [each.text for each in check_month_closable(state, date(2026, 11, 30))]
    assert found == [
        "November 2026 is not over yet.",
        "Nov 23 is still open.",
        "Nov 30 is still open.",
        "October 2026 is not closed yet.",
    ]
    assert check_month_closable(MonthState(NOVEMBER, "reopened"), date(2026, 12, 1)) == ()


def test_a_reopening_lasts_a_day_and_no_longer_by_a_clock_set_back():
    at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert not has_ended(at, at + timedelta(hours=24))
    assert has_ended(at, at + timedelta(hours=24, seconds=1))
    assert has_ended(at, at - timedelta(seconds=1))
