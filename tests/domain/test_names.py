"""Names as they are searched and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.names import fold, similarity


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
