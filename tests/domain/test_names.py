"""Names as they are searched and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.names import fold, similarity, split_spoken_name
from app.domain.people import PersonName


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Núñez-O’Neil", "nunez oneil"),
        ("  RIVERA,  Ana M.", "rivera ana m"),
        ("Łukasz Sørensen", "lukasz sorensen"),
        ("STRAẞE", "strasse"),
        ("Nguyễn", "nguyen"),
        ("李 小龍", "李 小龍"),
        ("😀", ""),
        ("", ""),
    ],
)
def test_accents_capitals_and_marks_do_not_count(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_alike_names_score_high_and_others_low():
    assert similarity("Muñoz", "MUNOZ") == 100
    assert similarity("Ana Rivera", "Rivera, Ana") == 100
    assert similarity("Rivera", "Riviera") >= 90
    assert similarity("Smith", "Jones") < 60
    assert similarity("", "Jones") == similarity("", "") == 0


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_order_of_the_two_does_not_matter(one, other):
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 100


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Jane Q. Roe MD", ("Roe", "Jane", "Q.", "")),
        ("Dr. Jane Roe", ("Roe", "Jane", "", "")),
        ("Jane Roe, M.D., Ph.D.", ("Roe", "Jane", "", "")),
        ("John A Smith Jr., DO", ("Smith", "John", "A", "Jr")),
        ("John Smith, III", ("Smith", "John", "", "III")),
        ("Maria de la Cruz NP", ("de la Cruz", "Maria", "", "")),
        ("Roe, Jane Q", ("Roe", "Jane", "Q", "")),
        ("ROE JR, JANE MD", ("ROE", "JANE", "", "JR")),
        ("Anna Lee FNP-C", ("Lee", "Anna", "", "")),
        ("Kim Do", ("Do", "Kim", "", "")),
        ("Roe MD", ("Roe", "", "", "")),
        ("Roe", ("Roe", "", "", "")),
        (" , ", ("", "", "", "")),
    ],
)
def test_a_spoken_name_is_parted(text, parts):
    assert split_spoken_name(text) == PersonName(*parts)


@given(st.text())
def test_any_text_can_be_parted(text):
    name = split_spoken_name(text)
    assert set(name.spoken.split()) <= {word.strip(".") for word in text.replace(",", " ").split()} | set(
        text.replace(",", " ").split()
    )
