"""The ids of a trading partner as they are typed, and the short code lists of the 837P."""

import pytest

from app.domain.errors import InputError
from app.domain.filing_codes import DRUG_UNITS, FILING_CODES, ID_QUALIFIERS, MSP_TYPES
from app.domain.partner_ids import read_interchange_id, read_submitter_id
from app.domain.scrubbing import earlier_payers


@pytest.mark.parametrize(
    ("typed", "kept"), [("maple01", "MAPLE01"), ("  12  34 ", "12 34"), ("A-1", "A-1"), ("X" * 15, "X" * 15)]
)
def test_an_id_is_kept_in_capitals_with_single_blanks(typed, kept):
    assert read_interchange_id(typed) == kept


@pytest.mark.parametrize("typed", ["", "A", "X" * 16, "MAPLE*01", "MAPLE~", "A:B", "A^B", "É1", "-A"])
def test_an_id_that_would_break_the_file_is_refused(typed):
    with pytest.raises(InputError, match="2 to 15 letters and digits"):
        read_interchange_id(typed)


def test_a_submitter_id_may_be_longer():
    assert read_submitter_id("x" * 80) == "X" * 80
    with pytest.raises(InputError, match="2 to 80"):
        read_submitter_id("X" * 81)


@pytest.mark.parametrize("codes", [DRUG_UNITS, FILING_CODES, ID_QUALIFIERS, MSP_TYPES])
def test_no_code_and_no_words_stand_twice_in_a_list(codes):
    assert len({code for code, _ in codes}) == len({words for _, words in codes}) == len(codes)
    assert all(code and words for code, words in codes)


def test_what_may_be_chosen_is_what_the_check_accepts():
    assert {code for code, _ in MSP_TYPES} == earlier_payers.MSP_TYPES
