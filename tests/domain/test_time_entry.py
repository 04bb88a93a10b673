"""Times as they are typed."""

import pytest

from app.domain.errors import InputError
from app.domain.time_entry import format_time, read_time


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("9", "09:00"),
        ("930", "09:30"),
        ("9:30", "09:30"),
        ("1415", "14:15"),
        ("2p", "14:00"),
        ("2:15 PM", "14:15"),
        ("2", "14:00"),
        ("7", "07:00"),
        ("12 a.m.", "00:00"),
        ("12pm", "12:00"),
        ("02:15", "02:15"),
    ],
)
def test_a_time_is_read(typed, time):
    assert read_time(typed) == time


@pytest.mark.parametrize("typed", ["", "25", "9:75", "noon", "24:00", "13:00:00"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(InputError, match="is not a time"):
        read_time(typed)


def test_a_time_is_written_as_people_read_it():
    assert [format_time(time) for time in ("09:30", "14:05", "00:00", "12:00", "")] == [
        "9:30 AM",
        "2:05 PM",
        "12:00 AM",
        "12:00 PM",
        "",
    ]
