"""A person who is in the records already is shown, with the reason."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.duplicates import PersonFacts, find_likely_duplicates

ANA = PersonFacts(
    1, "Rivera", "Ana", date(1961, 3, 4), ("3125550142",), ("XYZ123",), street="12 Oak St.", zip="62704-1234"
)
TYPED = replace(ANA, person_id=0)


def reasons(typed, *people):
    return [(match.person_id, match.reasons) for match in find_likely_duplicates(typed, people)]


def test_the_same_person_scores_full_with_all_reasons():
    (match,) = find_likely_duplicates(TYPED, [ANA])
    assert match.score == 100
    assert match.reasons == (
        "same last name",
        "same first name",
        "same birth date",
        "same phone",
        "same member number",
        "same address",
    )


def test_nobody_is_a_duplicate_of_himself():
    assert find_likely_duplicates(ANA, [ANA]) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"last": "RIVERA", "first": "ána"}, "same first name"),
        ({"last": "Riviera"}, "last name sounds alike"),
        ({"last": "Ana", "first": "Rivera"}, "first and last name exchanged"),
        ({"birth_date": date(1961, 4, 3)}, "birth date nearly the same"),
        ({"birth_date": date(1962, 3, 4)}, "birth date nearly the same"),
    ],
)
def test_slips_of_typing_are_found_without_phone_and_card(changes, expected):
    bare = replace(TYPED, phones=(), member_ids=(), street="", **changes)
    ((_, found),) = reasons(bare, replace(ANA, phones=(), member_ids=(), street=""))
    assert expected in found


def test_a_married_name_is_found_by_birth_date_first_name():
    ((_, found),) = reasons(PersonFacts(0, "Okafor", "Ana", date(1961, 3, 4)), ANA)
    assert found == ("same first name", "same birth date")


def test_relatives_and_strangers_are_not_shown():
    son = PersonFacts(2, "Rivera", "Juan", date(1988, 11, 19), street="12 Oak St.", zip="62704")
    namesake = PersonFacts(3, "Rivera", "Bea", None)
    stranger = PersonFacts(4, "Chen", "Wei", date(1961, 3, 4))
    assert reasons(TYPED, son, namesake, stranger) == []


def test_half_typed_names_are_no_reason():
    assert reasons(PersonFacts(0, "", ""), ANA) == []
    assert (
        reasons(
            PersonFacts(0, "", "", phones=("",), member_ids=("",)),
            replace(ANA, phones=("",), member_ids=("",)),
        )
        == []
    )


def test_most_likely_first_and_ten_at_most():
    less = replace(ANA, person_id=5, member_ids=(), phones=(), street="", birth_date=date(1961, 3, 5))
    assert [match.person_id for match in find_likely_duplicates(TYPED, [less, ANA])] == [1, 5]
    many = [replace(ANA, person_id=number) for number in range(1, 20)]
    assert len(find_likely_duplicates(TYPED, many)) == 10
