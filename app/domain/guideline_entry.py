"""A guideline as it is typed and kept: tidied, refused where it cannot stand, and read back as a record.

Values are by column: lists as text (codes, diagnoses and places with commas, modifiers with spaces, documents
one a line), `payer` and `plan` as ids.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any

from app.domain.code_ranges import read_codes, tidy_codes
from app.domain.errors import InputError
from app.domain.guidelines import (
    Answer,
    Approval,
    DiagnosisRule,
    Guideline,
    Period,
    Status,
    review_due,
)
from app.domain.service_counts import CountBy

LINES_OF_BUSINESS = (
    *("commercial", "medicare", "medicare_advantage", "medicaid", "tricare", "workers_comp", "auto", "other"),
)
SEXES = ("", "F", "M")
# What a record holds beside its numbers, with what is meant where nothing was typed.
DEFAULTS: Mapping[str, Any] = {
    "status": Status.ACTIVE.value,
    **dict.fromkeys(("payer", "plan")),
    **dict.fromkeys(("line_of_business", "codes", "category", "modifiers", "places", "diagnoses"), ""),
    "diagnosis_rule": "",
    "age_from": None,
    "age_to": None,
    **dict.fromkeys(("sex", "answer", "conditions", "approval"), ""),
    "approval_after": None,
    "ask_how": "",
    **dict.fromkeys(("turnaround_days", "referral", "most")),
    "count_by": CountBy.VISITS.value,
    "period": Period.YEAR.value,
    **dict.fromkeys(("documents", "billing_tips", "benefit_category"), ""),
    **dict.fromkeys(("filing_days", "corrected_days", "appeal_days", "effective", "ends")),
    **dict.fromkeys(("source_title", "source_page", "source_link", "call_reference", "note"), ""),
    **dict.fromkeys(("patient_en", "patient_es", "confirmed_by"), ""),
    **dict.fromkeys(("confirmed_on", "review_on")),
}
_WORDS: Mapping[str, tuple[type[StrEnum], str]] = {
    "status": (Status, "Choose whether the guideline is a draft or counts."),
    "diagnosis_rule": (DiagnosisRule, "Choose whether one of the diagnoses must be there, or none may be."),
    "answer": (Answer, "Choose whether the service is covered."),
    "approval": (Approval, "Choose whether approval is needed."),
    "count_by": (CountBy, "Choose whether visits or units are counted."),
    "period": (Period, "Choose over what time is counted."),
}
_COUNTS = ("age_from", "age_to", "approval_after", "turnaround_days", "most")
_DAYS = ("filing_days", "corrected_days", "appeal_days")
_MODIFIER = re.compile(r"[A-Z0-9]{2}")
_PLACE = re.compile(r"[0-9]{2}")
_DIAGNOSIS = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?")
_LINK = re.compile(r"https?://\S+")
_SEPARATORS = re.compile(r"[,;\s]+")
_LINES = re.compile(r"[;\n]+")


def tidy_guideline(values: Mapping[str, Any]) -> dict[str, Any]:
    """Tidy what was typed into whole values by column, with what is meant where nothing was typed.

    Raises InputError with a sentence for what cannot stand.
    """
    facts = {**DEFAULTS, **{name: _stripped(name, value) for name, value in values.items()}}
    for name, (words, sentence) in _WORDS.items():
        if facts[name] not in list(words):
            raise InputError(sentence)
    _tidy_scope(facts)
    _tidy_said(facts)
    _check_dates(facts)
    if not make_guideline(facts).aspects and not any(facts[name] for name in _WORDS_ALONE):
        raise InputError("Say at least one thing: whether it is covered, what is needed, or a note.")
    return facts


def make_guideline(values: Mapping[str, Any], payer: str = "", plan: str = "") -> Guideline:
    """Read a record from values by column; `payer` and `plan` are the names of what is there by id."""
    read = {name: values[name] for name in _AS_KEPT if name in values}
    for name, convert in _READ.items():
        read[name] = convert(values[name])
    return Guideline(
        **{
            **dict.fromkeys(("id", "chain_id", "version"), 0),
            **read,
            "payer_id": values["payer"],
            "payer": payer,
            "plan_id": values["plan"],
            "plan": plan,
        }
    )


def _tidy_scope(facts: dict[str, Any]) -> None:
    if facts["line_of_business"] not in ("", *LINES_OF_BUSINESS):
        raise InputError(
            f"“{facts['line_of_business'][:20]}” is no line of business. Choose one of the list."
        )
    if facts["plan"] and not facts["payer"]:
        raise InputError("Choose the insurer of that plan.")
    facts["codes"] = tidy_codes(facts["codes"])
    facts["modifiers"] = " ".join(
        _parts(facts["modifiers"], _MODIFIER, "a modifier. Type two signs, like 25")
    )
    facts["places"] = ", ".join(
        _parts(facts["places"], _PLACE, "a place of service. Type two digits, like 11")
    )
    diagnoses = _parts(facts["diagnoses"], _DIAGNOSIS, "the beginning of a diagnosis code. Type it like M54")
    facts["diagnoses"] = ", ".join(diagnoses)
    if not diagnoses:
        facts["diagnosis_rule"] = DiagnosisRule.NOT_SAID.value
    elif not facts["diagnosis_rule"]:
        facts["diagnosis_rule"] = DiagnosisRule.ANY.value
    if facts["sex"] not in SEXES:
        raise InputError("Choose women, men, or both.")


def _tidy_said(facts: dict[str, Any]) -> None:
    for name in (*_COUNTS, *_DAYS):
        least = 1 if name in _DAYS else 0
        if facts[name] is not None and not (isinstance(facts[name], int) and facts[name] >= least):
            raise InputError("Type counts, ages and days as whole numbers, as 12.")
    if None not in (facts["age_from"], facts["age_to"]) and facts["age_from"] > facts["age_to"]:
        raise InputError("The ages run backward. Type the lower age first.")
    if facts["approval"] == Approval.AFTER and facts["approval_after"] is None:
        raise InputError("Type after how many visits or units approval is needed, as 12.")
    if facts["approval"] != Approval.AFTER:
        facts["approval_after"] = None
    if facts["answer"] == Answer.CONDITIONAL and not facts["conditions"]:
        raise InputError("Write the conditions under which it is covered.")
    if facts["source_link"] and not _LINK.fullmatch(facts["source_link"]):
        raise InputError("Type the whole link, as it begins: https://")
    facts["documents"] = "\n".join(_documents(facts["documents"]))


def _check_dates(facts: dict[str, Any]) -> None:
    effective, ends = facts["effective"], facts["ends"]
    if effective is None:
        raise InputError("Type the date from which the guideline counts.")
    if ends is not None and ends < effective:
        raise InputError("The guideline ends before it begins. Check the two dates.")
    if facts["confirmed_on"] and not facts["review_on"]:
        record = make_guideline(facts)
        facts["review_on"] = review_due(record.aspects, record.period, facts["confirmed_on"])


def _parts(text: str, pattern: re.Pattern[str], what: str) -> list[str]:
    parts = list(dict.fromkeys(part for part in _SEPARATORS.split(text.upper()) if part))
    for part in parts:
        if not pattern.fullmatch(part):
            raise InputError(f"“{part[:20]}” is not {what}.")
    return parts


def _documents(text: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in _LINES.split(text))
    return tuple(dict.fromkeys(line for line in lines if line))


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in _SEPARATORS.split(text) if part)


def _stripped(name: str, value: Any) -> Any:
    if value is None:
        return DEFAULTS[name]
    return value.strip() if isinstance(value, str) else value


def _flag(value: Any) -> bool | None:
    return None if value is None else bool(value)


_READ: Mapping[str, Callable[[Any], Any]] = {
    "status": Status,
    "codes": read_codes,
    "modifiers": _split,
    "places": _split,
    "diagnoses": _split,
    "diagnosis_rule": DiagnosisRule,
    "answer": Answer,
    "approval": Approval,
    "referral": _flag,
    "count_by": CountBy,
    "period": Period,
    "documents": _documents,
}
_AS_KEPT = tuple(
    field.name
    for field in fields(Guideline)
    if field.name not in _READ and field.name not in ("payer_id", "payer", "plan_id", "plan")
)
_WORDS_ALONE = ("note", "billing_tips", "benefit_category", "patient_en", "patient_es")
