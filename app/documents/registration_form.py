"""Draws the registration form on one page: blanks with what is known in them, and four signatures."""

from collections.abc import Sequence
from datetime import date

from app.documents.desk_head import draw_desk_head, draw_page_number, draw_signature, paper_tag
from app.documents.desk_labels import desk_label
from app.documents.letter_page import LABEL, LEFT, RIGHT, SMALL, LetterPen, Style
from app.domain.explanations import explain_date
from app.domain.registration_form import RegisteredPolicy, RegistrationForm

_SECTION, _VALUE = Style(9.5, bold=True), Style(9.5)
_ROW, _SECTION_ROW, _GAP = 24.0, 13.0, 8.0
_TEXT = Style(8)
_LEAD = 9.6
_SEXES = {"F": "F", "M": "M"}
_Blank = tuple[str, str, float]
"""A blank: the key of its word, what is known, and its part of the row's width."""


def draw_registration_form(form: RegistrationForm, mark: str = "") -> bytes:
    """Draw one form; `mark` is a framed word at the head, such as DEMO."""
    language = form.language
    title = desk_label("registration_update" if form.number else "registration", language)
    pen = LetterPen(f"{title} {form.number}".strip(), paper_tag(language))
    facts = [(desk_label("printed", language), explain_date(form.printed_on))]
    if form.number:
        facts.insert(0, (desk_label("number", language), form.number))
    draw_desk_head(pen, form.practice, language, title, facts)
    pen.stamp(mark)
    words = desk_label("correct_it" if form.number else "write_clearly", language)
    pen.fitted(LEFT, 153, words, SMALL, RIGHT - LEFT)
    y = _draw_person(pen, form, 160)
    y = _draw_guarantor(pen, form, y)
    for key, policy in zip(("first_insurance", "second_insurance"), form.policies_shown, strict=True):
        y = _draw_section(pen, language, key, _policy_rows(policy, language), y)
    emergency: list[_Blank] = [
        ("name", form.emergency_name, 0.45),
        ("phone", form.emergency_phone, 0.27),
        ("how_related", "", 0.28),
    ]
    y = _draw_section(pen, language, "emergency", [emergency], y)
    _draw_agreements(pen, language, y)
    draw_page_number(pen, language, 1)
    pen.end_page()
    return pen.finish()


def _draw_person(pen: LetterPen, form: RegistrationForm, y: float) -> float:
    person, language = form.person, form.language
    street = ", ".join(part for part in (person.address.street, person.address.street2) if part)
    spoken = desk_label(person.language, language) if person.language in ("en", "es") else person.language
    rows: list[list[_Blank]] = [
        [
            ("name", person.name, 0.55),
            ("birth_date", _day(person.birth_date), 0.25),
            ("sex", _SEXES.get(person.sex, ""), 0.2),
        ],
        [("address", street, 0.55), ("", person.address.city_line, 0.45)],
        [
            ("phone", person.phone, 0.22),
            ("phone2", person.phone2, 0.22),
            ("email", person.email, 0.36),
            ("language", spoken, 0.2),
        ],
    ]
    return _draw_section(pen, language, "person", rows, y)


def _draw_guarantor(pen: LetterPen, form: RegistrationForm, y: float) -> float:
    payer = form.guarantor
    rows: list[list[_Blank]] = [
        [("name", payer.name, 0.55), ("phone", payer.phone, 0.45)],
        [("address", ", ".join(payer.address.lines), 0.55), ("email", payer.email, 0.45)],
    ]
    return _draw_section(pen, form.language, "guarantor", rows, y)


def _policy_rows(policy: RegisteredPolicy, language: str) -> list[list[_Blank]]:
    relationship = desk_label(policy.relationship, language) if policy.relationship else ""
    return [
        [
            ("plan", policy.insurance, 0.46),
            ("member_id", policy.member_id, 0.3),
            ("group_number", policy.group_number, 0.24),
        ],
        [
            ("holder", policy.holder, 0.46),
            ("holder_birth_date", _day(policy.holder_birth_date), 0.3),
            ("relationship", relationship, 0.24),
        ],
    ]


def _draw_section(
    pen: LetterPen, language: str, key: str, rows: Sequence[Sequence[_Blank]], y: float
) -> float:
    """Draw a heading and rows of blanks; what is known stands on the line, its word below it."""
    pen.text(LEFT, y + 9, desk_label(key, language), _SECTION)
    y += _SECTION_ROW
    for row in rows:
        x = LEFT
        for word, value, part in row:
            width = part * (RIGHT - LEFT) - _GAP
            pen.fitted(x + 2, y + 11, value, _VALUE, width - 4)
            pen.rule(x, y + 13.5, x + width, 0.5)
            if word:
                pen.fitted(x, y + 21, desk_label(word, language), LABEL, width)
            x += width + _GAP
        y += _ROW
    return y + 2


def _draw_agreements(pen: LetterPen, language: str, y: float) -> None:
    pen.rule(LEFT, y + 2, RIGHT, 0.75)
    pen.text(LEFT, y + 14, desk_label("agreements", language), _SECTION)
    y += 26
    for key in ("release", "assignment", "responsibility", "contact"):
        head = desk_label(f"{key}_head", language)
        words = _TEXT.wrap(desk_label(key, language), RIGHT - LEFT)
        pen.text(LEFT, y, head, Style(8, bold=True))
        pen.paragraph(LEFT, y + _LEAD, words, _TEXT, _LEAD)
        draw_signature(pen, y + 43, desk_label("signed_by", language), desk_label("date", language))
        y += 65


def _day(day: date | None) -> str:
    return explain_date(day) if day else ""
