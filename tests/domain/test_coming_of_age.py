"""A minor who turns 18 is named in time, as long as another person pays."""

from datetime import date

import pytest

from app.domain.coming_of_age import FamilyPlace, check_coming_of_age

BIRTH = date(2009, 6, 9)


def words(today, **facts):
    place = FamilyPlace(**{"birth_date": BIRTH, "pays_himself": False, "account_name": "Ana Rivera", **facts})
    return [f"{finding.text} {finding.fix}" for finding in check_coming_of_age(place, today)]


def test_open_claims_are_named_before_the_birthday():
    assert words(date(2027, 5, 1), open_claims=1) == [
        "The patient turns 18 on 06/09/2027 and Ana Rivera pays. 1 claim is open and will stay with that "
        "account. Give an account of his or her own for later visits."
    ]


@pytest.mark.parametrize(
    ("today", "is_warned"),
    [
        (date(2027, 3, 10), False),
        (date(2027, 3, 11), True),
        (date(2027, 6, 9), True),
        (date(2028, 6, 8), True),
        (date(2028, 6, 9), False),
    ],
)
def test_the_warning_stands_from_90_days_before_until_19(today, is_warned):
    assert bool(words(today)) is is_warned


def test_on_the_birthday_it_has_happened():
    assert words(date(2027, 6, 9))[0].startswith("The patient turned 18 on 06/09/2027")


def test_nobody_is_warned_who_pays_himself_or_has_no_birth_date():
    assert words(date(2027, 6, 9), pays_himself=True) == []
    assert words(date(2027, 6, 9), birth_date=None) == []


def test_a_leap_day_birthday_falls_on_march_1():
    assert "on 03/01/2026" in words(date(2026, 2, 20), birth_date=date(2008, 2, 29))[0]
