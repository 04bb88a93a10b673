"""What the front desk types as a number is read or refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import identifiers
from app.domain.errors import InputError


@pytest.mark.parametrize("text", ["1234567893", " 123-456-7893 ", "1234 567 893"])
def test_the_published_example_npi_is_read(text):
    assert identifiers.read_npi(text) == "1234567893"


@pytest.mark.parametrize("text", ["1234567890", "3234567893", "0234567893"])
def test_an_npi_with_a_wrong_check_digit_or_start_is_refused(text):
    with pytest.raises(InputError, match="not a valid NPI"):
        identifiers.read_npi(text)


@pytest.mark.parametrize(("text", "count"), [("123456789", "9"), ("", "0"), ("12345678931", "11")])
def test_the_npi_sentence_counts_the_digits(text, count):
    with pytest.raises(InputError, match=f"10 digits; this has {count}"):
        identifiers.read_npi(text)


def test_letters_and_foreign_digits_are_no_npi():
    for text in ("12345A7893", "١٢٣٤٥٦٧٨٩٣"):
        with pytest.raises(InputError, match="other characters"):
            identifiers.read_npi(text)


@given(st.integers(min_value=0, max_value=99_999_999), st.integers(1, 9))
def test_exactly_one_check_digit_fits_and_one_slip_is_caught(body, slip):
    stem = f"1{body:08d}"
    valid = [
        f"{stem}{last}"
        for last in range(10)
        if not identifiers.explain_fault(identifiers.read_npi, f"{stem}{last}")
    ]
    assert len(valid) == 1
    place = body % 8 + 1
    wrong = str((int(valid[0][place]) + slip) % 10)
    mistyped = valid[0][:place] + wrong + valid[0][place + 1 :]
    assert identifiers.explain_fault(identifiers.read_npi, mistyped)


def test_ein():
    assert identifiers.read_ein("12-3456789") == "123456789"
    for text in ("12345678", "00-3456789", "12-345678X"):
        assert identifiers.explain_fault(identifiers.read_ein, text).startswith("A tax id")


@pytest.mark.parametrize("text", ["1EG4-TE5-MK73", "1eg4te5mk73", "9AA0A00AA00"])
def test_medicare_number_is_read_without_dashes(text):
    assert identifiers.read_mbi(text) == text.upper().replace("-", "")


@pytest.mark.parametrize(
    "text", ["0EG4TE5MK73", "1SG4TE5MK73", "1EG4TE5MK7", "1EGATE5MK73", "1EG4TE5M773", "123456789A", ""]
)
def test_medicare_number_that_breaks_the_pattern_is_refused(text):
    with pytest.raises(InputError, match="S L O I B Z"):
        identifiers.read_mbi(text)


@pytest.mark.parametrize("letter", "SLOIBZ")
@pytest.mark.parametrize("place", [1, 2, 4, 5, 7, 8])
def test_the_six_letters_never_stand_in_a_medicare_number(letter, place):
    text = "1EG4TE5MK73"
    assert identifiers.explain_fault(identifiers.read_mbi, text[:place] + letter + text[place + 1 :])


def test_taxonomy():
    assert identifiers.read_taxonomy("207q00000x") == "207Q00000X"
    assert "taxonomy" in identifiers.explain_fault(identifiers.read_taxonomy, "207Q00000")


def test_state_and_zip():
    assert identifiers.read_state(" il ") == "IL"
    assert "not a state" in identifiers.explain_fault(identifiers.read_state, "XX")
    assert len(identifiers.STATE_CODES) == 62
    assert identifiers.read_zip("62704") == "62704"
    assert identifiers.read_zip("627041234") == identifiers.read_zip("62704-1234") == "62704-1234"
    for text in ("6270", "627041", "ABCDE", "６２７０４"):
        assert "ZIP" in identifiers.explain_fault(identifiers.read_zip, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("e119", "E11.9"),
        ("E11.9", "E11.9"),
        ("I10", "I10"),
        ("s72001a", "S72.001A"),
        ("c7a00", "C7A.00"),
        ("QA0.8", "QA0.8"),
    ],
)
def test_diagnosis_code_gets_its_dot(text, code):
    assert identifiers.read_diagnosis_code(text) == code


@pytest.mark.parametrize("text", ["", "99213", "E1", "E11.99999", "EE1.9", "E11,9"])
def test_what_is_no_diagnosis_code_is_refused(text):
    with pytest.raises(InputError, match="not an ICD-10 code"):
        identifiers.read_diagnosis_code(text)
