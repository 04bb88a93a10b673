"""A minor who turns 18: the bill of later visits is his own, unless he agrees otherwise."""

from dataclasses import dataclass
from datetime import date

from app.domain.date_entry import age_on, format_date
from app.domain.findings import Finding, Severity

FULL_AGE = 18  # the age of majority in most states; 19 in Alabama and Nebraska, 21 in Mississippi
WARNED_DAYS_BEFORE = 90


@dataclass(frozen=True, slots=True)
class FamilyPlace:
    """Where a patient stands in the family: who pays, and how many claims are still open."""

    birth_date: date | None
    pays_himself: bool
    account_name: str
    open_claims: int = 0


def check_coming_of_age(place: FamilyPlace, today: date) -> tuple[Finding, ...]:
    """Warn from 90 days before the 18th birthday until he is 19, while another person's account pays."""
    if place.birth_date is None or place.pays_himself:
        return ()
    birthday = _birthday(place.birth_date, FULL_AGE)
    if (birthday - today).days > WARNED_DAYS_BEFORE or age_on(place.birth_date, today) > FULL_AGE:
        return ()
    turns = "turned" if birthday <= today else "turns"
    text = f"The patient {turns} {FULL_AGE} on {format_date(birthday)} and {place.account_name} pays."
    if place.open_claims:
        count, verb = place.open_claims, "is" if place.open_claims == 1 else "are"
        text += f" {count} claim{'' if count == 1 else 's'} {verb} open and will stay with that account."
    fix = "Give an account of his or her own for later visits."
    return (Finding(Severity.WARNING, "guarantor", text, fix),)


def _birthday(birth: date, age: int) -> date:
    """The day on which an age is reached; a leap-day birthday falls on March 1."""
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return date(birth.year + age, 3, 1)
