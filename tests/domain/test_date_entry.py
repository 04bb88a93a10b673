"""Dates as they are typed at the desk."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.date_entry import age_on, format_date, read_date
from app.domain.errors import InputError

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("t", date(2026, 11, 23)),
        ("T", date(2026, 11, 23)),
        ("+", date(2026, 11, 24)),
        ("-", date(2026, 11, 22)),
        ("+30", date(2026, 12, 23)),
        ("-7", date(2026, 11, 16)),
        ("t+7", date(2026, 11, 30)),
        ("t-1", date(2026, 11, 22)),
        ("w", date(2026, 11, 22)),
        ("k", date(2026, 11, 28)),
        ("m", date(2026, 11, 1)),
        ("h", date(2026, 11, 30)),
        ("y", date(2026, 1, 1)),
        ("r", date(2026, 12, 31)),
        ("15", date(2026, 11, 15)),
        ("6/3", date(2026, 6, 3)),
        ("6/3/26", date(2026, 6, 3)),
        ("6-3-2026", date(2026, 6, 3)),
        ("6.3.26", date(2026, 6, 3)),
        ("060324", date(2024, 6, 3)),
        ("06032026", date(2026, 6, 3)),
        ("2026-06-03", date(2026, 6, 3)),
        (" 6/3/26 ", date(2026, 6, 3)),
        ("1/1/46", date(2046, 1, 1)),
        ("12/31/60", date(1960, 12, 31)),
    ],
)
def test_what_is_typed_for_a_visit_is_read(typed, expected):
    assert read_date(typed, MONDAY) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("03041961", date(1961, 3, 4)),
        ("3/4/61", date(1961, 3, 4)),
        ("030461", date(1961, 3, 4)),
        ("3/4/1961", date(1961, 3, 4)),
        ("11/23/26", date(2026, 11, 23)),
        ("11/24/26", date(1926, 11, 24)),
        ("2/29/24", date(2024, 2, 29)),
        ("t", date(2026, 11, 23)),
        ("11/23/1916", date(1916, 11, 23)),
    ],
)
def test_a_birth_never_lies_in_the_future(typed, expected):
    assert read_date(typed, MONDAY, birth=True) == expected


@pytest.mark.parametrize(
    "typed", ["", "x", "13/1/26", "2/30/26", "31.", "1/2/3", "123", "6/3/026", "2/29/2025", "32", "++"]
)
def test_what_is_no_date_is_refused_with_an_example(typed):
    with pytest.raises(InputError, match="is not a date"):
        read_date(typed, MONDAY)


def test_foreign_digits_and_markup_are_refused_as_plain_text():
    for typed in ("٣/٤/٦١", "<b>t</b>", "t" * 300):
        with pytest.raises(InputError):
            read_date(typed, MONDAY)


def test_birth_refusals_say_why():
    with pytest.raises(InputError, match="12/23/2026 lies in the future"):
        read_date("+30", MONDAY, birth=True)
    with pytest.raises(InputError, match="make the patient 111 years old"):
        read_date("11/23/1915", MONDAY, birth=True)
    with pytest.raises(InputError, match="year of birth"):
        read_date("3/4", MONDAY, birth=True)
    with pytest.raises(InputError, match="not a date"):
        read_date("15", MONDAY, birth=True)


@pytest.mark.parametrize("typed", ["1/1/1899", "1/1/2200", "0001-01-01"])
def test_a_year_that_cannot_be_right_is_refused(typed):
    with pytest.raises(InputError, match=r"year \d{4} cannot be right"):
        read_date(typed, MONDAY)


def test_week_of_a_sunday_and_a_saturday():
    assert read_date("w", date(2026, 11, 22)) == date(2026, 11, 22)
    assert read_date("k", date(2026, 11, 28)) == date(2026, 11, 28)
    assert read_date("h", date(2028, 2, 29)) == date(2028, 2, 29)


@given(st.dates(date(1930, 1, 1), MONDAY))
def test_what_is_written_is_read_back(day):
    written = format_date(day)
    assert read_date(written, MONDAY) == day
    assert read_date(written, MONDAY, birth=True) == day
    assert read_date(written.replace("/", ""), MONDAY, birth=True) == day
    assert read_date(day.isoformat(), MONDAY, birth=True) == day


@given(st.dates(MONDAY - timedelta(days=365 * 99), MONDAY), st.sampled_from(["{0:%m/%d/%y}", "{0:%m%d%y}"]))
def test_two_digits_of_a_birth_year_are_enough_for_99_years(day, pattern):
    assert read_date(pattern.format(day), MONDAY, birth=True) == day


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    for birth in (False, True):
        try:
            assert isinstance(read_date(text, MONDAY, birth), date)
        except InputError:
            continue


def test_age():
    assert age_on(date(1961, 3, 4), date(2026, 3, 3)) == 64
    assert age_on(date(1961, 3, 4), date(2026, 3, 4)) == 65
    assert age_on(date(2024, 2, 29), date(2025, 2, 28)) == 0
    assert age_on(date(2024, 2, 29), date(2025, 3, 1)) == 1
