"""Lists and ranges of codes are read as typed, and name a code exactly, by range, or any."""

import pytest

from app.domain.code_ranges import ANY, EXACT, RANGE, names_code, read_codes, score_code, write_codes
from app.domain.errors import InputError


def test_a_list_is_read_in_capitals_and_each_code_once():
    codes = read_codes(" 97110; 97140 – 97150, j1885 97110")
    assert codes == ("97110", "97140-97150", "J1885")
    assert write_codes(codes) == "97110, 97140-97150, J1885"
    assert read_codes("  ") == ()


@pytest.mark.parametrize("text", ["9711", "97110-", "ABC", "97110-J1885", "97150-97110", "97110-97110"])
def test_what_is_no_code_or_runs_backward_is_refused(text):
    with pytest.raises(InputError):
        read_codes(text)


@pytest.mark.parametrize(
    ("code", "score"),
    [("97110", EXACT), ("97145", RANGE), ("97150", RANGE), ("97151", None), ("J1885", None)],
)
def test_a_code_is_named_exactly_or_by_range(code, score):
    codes = ("97110", "97140-97150")
    assert score_code(codes, code) == score
    assert names_code(codes, code) is (score is not None)


def test_an_empty_list_names_any_code():
    assert score_code((), "97110") == ANY
