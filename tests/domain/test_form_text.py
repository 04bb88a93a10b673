import pytest

from app.domain.form_text import fold_text, split_phone, stray_letters


@pytest.mark.parametrize(
    ("text", "text_format", "folded"),
    [
        ("O’Neil-Núñez, José, Á", "name_lfm", "ONEIL-NUNEZ, JOSE, A"),
        ("Łukasz Groß Ærø", "name_fml", "LUKASZ GROSS AERO"),
        ("Maria L. Lopez, M.D.", "name_fml", "MARIA L LOPEZ MD"),
        ("Smith & Sons / North", "text", "SMITH AND SONS NORTH"),
        ("12-34 Main St., #5", "address", "12 34 MAIN ST 5"),
        ("A   B", "text", "A   B"),
        ("N400026064871   ml1.5", "supplemental", "N400026064871   ML1.5"),
        ("  free text", "supplemental", "  FREE TEXT"),
        ("W-123 45.6", "id", "W123456"),
        ("E11.9", "dx", "E119"),
        ("12-3456789", "taxid", "123456789"),
        ("627041234", "zip", "62704-1234"),
        ("a, b", "pointer", "AB"),
        ("5/20/2026", "date_free", "5 20 2026"),
        ("two\nlines\tand\u00a0more\u200f", "text", "TWO LINES AND MORE"),
        ("-12", "dollars", "-12"),
    ],
)
def test_text_is_folded_as_the_box_wants_it(text, text_format, folded):
    assert fold_text(text, text_format) == folded
    if folded != "-12":
        assert stray_letters(folded, text_format) == ""


@pytest.mark.parametrize("name", ["李小龙", "Анна", "محمد", "Ana 😀"])
def test_what_cannot_be_folded_stays_to_be_named(name):
    assert stray_letters(fold_text(name, "name_lfm"), "name_lfm")


def test_a_minus_is_named_in_an_amount():
    assert stray_letters("-12", "dollars") == "-"


@pytest.mark.parametrize(
    ("phone", "parts"),
    [
        ("(217) 555-0142", ("217", "5550142")),
        ("+1 217 555 0142", ("217", "5550142")),
        ("5550142", ("", "5550142")),
    ],
)
def test_a_phone_number_parts_into_area_and_number(phone, parts):
    assert split_phone(phone) == parts
