"""Who may hear of an account: two things confirmed, and a permission; pure, in plain words for the desk."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.date_entry import age_on, format_date

NEEDED = 2
ADULT = 18
# What is said to a caller who may hear nothing, in English and Spanish: it tells of no patient of ours.
SAID_TO_REFUSED = (
    "To protect privacy, I can talk about an account only with the person it belongs to, or with someone "
    "that person has named to us in writing. I can tell you how and where to pay, and when we are open.",
    "Para proteger la privacidad, solo puedo hablar de una cuenta con la persona a quien pertenece, o con "
    "alguien que esa persona nos haya nombrado por escrito. Puedo decirle cómo y dónde pagar, y cuándo "
    "abrimos.",
)
INSURER_ASKS = (
    "These are answers to patients. An insurer hears of its own claims alone: open the claim it asks about."
)


class Relationship(StrEnum):
    """What a caller says he is to the patient."""

    PATIENT = "patient"
    GUARANTOR = "guarantor"
    PERMITTED = "permitted"
    INSURER = "insurer"
    OTHER = "other"


class Identifier(StrEnum):
    """What a caller may confirm; each is compared with the record, never read out to him."""

    NAME = "name"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    PHONE = "phone"
    MEMBER_ID = "member_id"


class Scope(StrEnum):
    """How much may be said: nothing, what is owed and paid, or everything at the desk."""

    NOTHING = ""
    MONEY = "money"
    ALL = "all"


IDENTIFIER_WORDS = {
    Identifier.NAME: "full name",
    Identifier.BIRTH_DATE: "birth date",
    Identifier.ADDRESS: "address",
    Identifier.PHONE: "phone’s last 4",
    Identifier.MEMBER_ID: "insurance member number",
}


@dataclass(frozen=True, slots=True)
class Permission:
    """A permission that a patient gave to a person, from a day on, until a day or until it was ended."""

    name: str
    scope: Scope
    since: date
    until: date | None = None
    is_ended: bool = False

    def holds_on(self, day: date) -> bool:
        """Tell whether it is in force on a day."""
        return not self.is_ended and self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class CalledPatient:
    """What of a patient's record decides who may hear of it; `has_own_account` beside the family's.

    `pays` tells that the patient is the one who gets the bill.
    """

    name: str
    birth_date: date | None
    is_confidential: bool = False
    has_own_account: bool = False
    pays: bool = False


@dataclass(frozen=True, slots=True)
class CallerVerdict:
    """Whether the caller may hear of the account, how much, and in words what may be said now."""

    passed: bool
    scope: Scope
    words: str


def judge_caller(
    patient: CalledPatient,
    relationship: Relationship,
    confirmed: Collection[Identifier],
    permission: Permission | None,
    today: date,
) -> CallerVerdict:
    """Judge a caller: a permission first, for without one nothing needs to be confirmed; then two things.

    `permission` is the one of the permitted person who calls. Rule: HIPAA 164.510(b) and 164.514(h), kept
    to the minimum a desk needs.
    """
    granted = _permission(patient, relationship, permission, today)
    if not granted.passed:
        return granted
    if relationship is Relationship.INSURER and Identifier.MEMBER_ID not in confirmed:
        return _refused(
            "An insurer must name the insurance member number first. Say nothing of the account yet."
        )
    if len(set(confirmed)) < NEEDED:
        return _refused(_ask_more(len(set(confirmed))))
    return granted


def _permission(
    patient: CalledPatient, relationship: Relationship, permission: Permission | None, today: date
) -> CallerVerdict:
    if relationship is Relationship.PATIENT:
        return _granted(Scope.ALL, "This is the patient. You may talk about everything on the account.")
    if relationship is Relationship.GUARANTOR:
        return _guarantor(patient, today)
    if relationship is Relationship.PERMITTED and permission is not None:
        return _permitted(patient, permission, today)
    if relationship is Relationship.INSURER:
        return _granted(
            Scope.MONEY,
            "You may talk about claims billed to this insurer, and about nothing else. "
            "When in doubt, call back at the number on the card.",
        )
    return _refused(
        f"Nobody has written down that this person may hear of {patient.name}’s account. "
        f"{_MAY_BE_SAID} The patient can give permission in writing."
    )


def _guarantor(patient: CalledPatient, today: date) -> CallerVerdict:
    if patient.is_confidential:
        return _refused(
            f"{patient.name} is confidential: who pays the bill hears nothing, not even of a visit. "
            f"{_MAY_BE_SAID}"
        )
    beside = " Say nothing of visits kept off the family’s bill." if patient.has_own_account else ""
    if patient.birth_date is not None and age_on(patient.birth_date, today) < ADULT:
        return _granted(
            Scope.ALL, f"This person pays for a minor. You may talk about the family’s account.{beside}"
        )
    return _granted(
        Scope.MONEY,
        "This person pays for an adult. You may talk about what is owed and paid, and not about why the "
        f"patient was seen.{beside}",
    )


def _permitted(patient: CalledPatient, permission: Permission, today: date) -> CallerVerdict:
    if permission.holds_on(today):
        until = f" until {format_date(permission.until)}" if permission.until else ""
        what = "everything" if permission.scope is Scope.ALL else "what is owed and paid only"
        whose = f"{patient.name}’s own visits" + (" and those of minors on the bill" * patient.pays)
        return _granted(
            permission.scope,
            f"{patient.name} lets {permission.name} hear of it{until}. Talk about {what}, for {whose}.",
        )
    if permission.is_ended:
        why = "was ended"
    elif permission.since > today:
        why = f"begins on {format_date(permission.since)}"
    else:
        why = f"ran out on {format_date(permission.until)}" if permission.until else "is not in force"
    return _refused(
        f"The permission for {permission.name} {why}. {_MAY_BE_SAID} Ask the patient for a new one."
    )


_MAY_BE_SAID = "Say only how and where to pay and when we are open; do not say that we know the patient."


def _ask_more(count: int) -> str:
    lacks = "Nothing is" if count == 0 else "Only one thing is"
    return (
        f"{lacks} confirmed. Ask for two: full name, birth date, address, last 4 of the phone, or member "
        "number. Say nothing of the account yet."
    )


def _granted(scope: Scope, words: str) -> CallerVerdict:
    return CallerVerdict(True, scope, words)


def _refused(words: str) -> CallerVerdict:
    return CallerVerdict(False, Scope.NOTHING, words)
