"""The fields of a patient's record, and what they say about its completeness."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.catalogs import languages
from app.domain.completeness import PatientFacts
from app.domain.duplicates import PersonFacts
from app.domain.identifiers import read_zip
from app.domain.people import Address, PersonName
from app.views.common.fields import Field, Kind
from app.views.common.office_fields import STATES

SEXES = (("", "Not known"), ("F", "Female"), ("M", "Male"), ("U", "Unspecified"))
LANGUAGES = tuple((language.code, language.name) for language in languages())

NAME = (
    Field("last", "Last name", required=True),
    Field("first", "First name", required=True),
    Field("middle", "Middle name"),
    Field("suffix", "Suffix"),
)
ADDRESS = (
    Field("street", "Street"),
    Field("street2", "Apartment"),
    Field("city", "City"),
    Field("state", "State", Kind.CHOICE, choices=STATES),
    Field("zip", "ZIP", Kind.CODE, read=read_zip),
)
PERSON = (
    *NAME,
    Field("birth_date", "Birth date", Kind.BIRTH_DATE),
    Field("sex", "Sex on the insurance card", Kind.CHOICE, choices=SEXES),
    Field("phone", "Phone", Kind.PHONE),
    Field("phone2", "Second phone", Kind.PHONE),
    Field("email", "E-mail"),
    *ADDRESS,
    Field("language", "Language", Kind.CHOICE, choices=LANGUAGES),
    Field("emergency_name", "Emergency contact"),
    Field("emergency_phone", "Emergency phone", Kind.PHONE),
    Field("privacy_on", "Privacy notice signed", Kind.DATE),
    Field("release_on", "Release of information signed", Kind.DATE),
    Field("assignment_on", "Assignment of benefits signed", Kind.DATE),
)
MARKS = (
    Field("self_pay", "Self-pay", Kind.CHECK, help="No insurance is billed."),
    Field(
        "confidential",
        "Confidential",
        Kind.CHECK,
        help="Kept off the family's statements, receipts and letters: charges go to an account of the "
        "patient's own.",
    ),
)
NOTE = Field("note", "Note", Kind.NOTE, wide=True)
FIELDS = (*PERSON, *MARKS, NOTE)
DETAIL_FIELDS = (
    *PERSON,
    Field("deceased_on", "Died on", Kind.DATE),
    *MARKS,
    Field("returned_mail", "Mail came back", Kind.CHECK, help="Statements wait for a new address."),
    NOTE,
)
# Where a finding of the record is mended, if not in the field of its own name.
PLACES = {"address": "street", "emergency_contact": "emergency_name"}


def facts_of(values: Mapping[str, Any], before: PatientFacts) -> PatientFacts:
    """The facts of a record as its form now stands; policies, guarantor and confirmation as `before`."""
    return replace(
        before,
        name=PersonName(values["last"], values["first"], values["middle"], values["suffix"]),
        birth_date=values["birth_date"],
        sex=str(values["sex"] or ""),
        address=Address(*(str(values[field.name] or "") for field in ADDRESS)),
        phone=values["phone"] or "",
        language=str(values["language"] or ""),
        self_pay=bool(values["self_pay"]),
        release_on=values["release_on"],
        assignment_on=values["assignment_on"],
        privacy_on=values["privacy_on"],
        emergency_contact=f"{values['emergency_name']} {values['emergency_phone'] or ''}".strip(),
    )


def person_of(values: Mapping[str, Any], person_id: int = 0) -> PersonFacts:
    """Who is typed, as far as a search for duplicates needs it."""
    return PersonFacts(
        person_id,
        values["last"],
        values["first"],
        values["birth_date"],
        tuple(phone for phone in (values["phone"], values["phone2"]) if phone),
        (),
        values["street"],
        values["zip"] or "",
    )


def columns_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the record: a text that is not known is empty, a date that is not known is none."""
    dates = {"birth_date", "release_on", "assignment_on", "privacy_on", "deceased_on", "confirmed_on"}
    return {name: value if name in dates or value is not None else "" for name, value in values.items()}
