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


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("00002143380", "00002143380"),
        ("0002-1433-80", "00002143380"),
        ("50242-040-62", "50242004062"),
        ("00021-433-80", "00021043380"),
        ("60505-0004-1", "60505000401"),
        ("00002-1433-80", "00002143380"),
        (" 0002 1433 80 ", "00002143380"),
        ("0002–1433–80", "00002143380"),
    ],
)
def test_a_drug_number_is_kept_as_eleven_digits(typed, kept):
    assert identifiers.read_ndc(typed) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0002143380", "with its hyphens"),
        ("000-21433-80", "with its hyphens"),
        ("0002-143-380", "with its hyphens"),
        ("0002143", "10 or 11 digits; this has 7"),
        ("000021433801", "10 or 11 digits; this has 12"),
        ("0002-1433-8X", "10 or 11 digits"),
        ("", "10 or 11 digits"),
    ],
)
def test_a_drug_number_that_could_mean_two_drugs_is_refused(typed, said):
    with pytest.raises(InputError, match=said):
        identifiers.read_ndc(typed)


@pytest.mark.parametrize(("typed", "kept"), [("2", "2"), (" 0.5 ", "0.5"), (".125", ".125"), ("100", "100")])
def test_a_drug_quantity_is_kept_as_typed(typed, kept):
    assert identifiers.read_drug_quantity(typed) == kept


@pytest.mark.parametrize("typed", ["", "0", "0.000", "-1", "1.2345", "1,5", "two", "123456789"])
def test_a_drug_quantity_that_is_none_is_refused(typed):
    with pytest.raises(InputError, match="how much of the drug"):
        identifiers.read_drug_quantity(typed)


def test_a_lab_certificate_has_ten_characters_and_a_d():
    assert identifiers.read_clia(" 14d-0123456 ") == "14D0123456"
    for typed in ("", "14D012345", "14D01234567", "14E0123456"):
        with pytest.raises(InputError, match="like 14D0123456"):
            identifiers.read_clia(typed)
