"""Percents are read as people type them and come back the same way."""

import pytest

from app.domain.errors import InputError
from app.domain.percents import read_percent, read_percents, write_percent, write_percents


@pytest.mark.parametrize(
    ("typed", "points", "written"),
    [
        ("80", 8000, "80 %"),
        (" 80 % ", 8000, "80 %"),
        ("112.5%", 11250, "112.5 %"),
        ("0.05", 5, "0.05 %"),
        ("1000", 100_000, "1000 %"),
    ],
)
def test_a_percent_is_read_and_written(typed, points, written):
    assert read_percent(typed) == points
    assert write_percent(points) == written
    assert read_percent(written) == points


@pytest.mark.parametrize("typed", ["", "0", "1000.01", "half", "-5", "50,5", "12.345"])
def test_what_is_no_percent_is_refused_in_words(typed):
    with pytest.raises(InputError, match="is not a percent"):
        read_percent(typed)


def test_a_list_of_percents():
    assert read_percents("50, 25 %") == (5000, 2500)
    assert read_percents(" ") == ()
    assert write_percents((5000, 2550)) == "50 %, 25.5 %"
