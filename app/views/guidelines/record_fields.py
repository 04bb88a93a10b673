"""A guideline as a form in plain words: its fields, and what is typed read for the use cases."""

from collections.abc import Mapping
from typing import Any

from app.domain.code_ranges import tidy_codes
from app.domain.errors import InputError
from app.domain.guideline_entry import LINES_OF_BUSINESS
from app.domain.guideline_explanations import ANSWER_NAMES, BUSINESS_NAMES, PERIOD_NAMES
from app.domain.guidelines import Answer, Approval, DiagnosisRule
from app.domain.service_counts import CountBy
from app.views.common.fields import Field, Kind

NOT_SAID = (None, "It does not say")
_ANSWERS = ((Answer.NOT_SAID.value, NOT_SAID[1]), *((key.value, word) for key, word in ANSWER_NAMES.items()))
_APPROVALS = (
    (Approval.NOT_SAID.value, NOT_SAID[1]),
    (Approval.NOT_NEEDED.value, "No approval needed"),
    (Approval.ALWAYS.value, "Approval always"),
    (Approval.AFTER.value, "Approval after so many"),
)
_REFERRALS = (NOT_SAID, (True, "A referral is needed"), (False, "No referral needed"))
_DIAGNOSES = (
    (DiagnosisRule.NOT_SAID.value, "Any diagnosis"),
    (DiagnosisRule.ANY.value, "Only with one of these"),
    (DiagnosisRule.NONE.value, "Only without these"),
)
_SEXES = (("", "Any"), ("F", "Women"), ("M", "Men"))
_COUNTS = ((CountBy.VISITS.value, "Visits"), (CountBy.UNITS.value, "Units"))
_PERIODS = tuple((key.value, word) for key, word in PERIOD_NAMES.items())
_BUSINESSES = (
    ("", "No kind"),
    *((each, BUSINESS_NAMES[each][:1].upper() + BUSINESS_NAMES[each][1:]) for each in LINES_OF_BUSINESS),
)
MOST_DIGITS = 5
FOR_WHOM = "Only for some plans, services or patients"


def read_number(text: str) -> str:
    """Read a whole number; raises InputError for anything else."""
    if not text.isascii() or not text.isdigit() or len(text) > MOST_DIGITS:
        raise InputError("Type a whole number, like 12.")
    return str(int(text))


def _number(name: str, label: str, **more: Any) -> Field:
    return Field(name, label, Kind.CODE, read=read_number, width=6, **more)


MAIN: tuple[Field, ...] = (
    Field("payer", "Insurer", Kind.CHOICE, heading="Who says it"),
    Field("plan", "Plan", Kind.CHOICE),
    Field(
        "codes",
        "Codes",
        Kind.CODE,
        read=tidy_codes,
        help="Like 97110 or 97110-97150.",
        heading="Which service, and what it says",
    ),
    Field("answer", "Is it covered?", Kind.CHOICE, choices=_ANSWERS),
    Field("conditions", "Under which conditions", Kind.NOTE, wide=True),
    Field("approval", "Approval beforehand", Kind.CHOICE, choices=_APPROVALS),
    _number("approval_after", "After how many"),
    Field("referral", "Referral", Kind.CHOICE, choices=_REFERRALS),
    Field("documents", "What the note must hold", Kind.NOTE, wide=True, help="One paper a line."),
    Field("effective", "Counts from", Kind.DATE, required=True, heading="Since when, and where it says so"),
    Field("source_title", "Where it says so", help="The bulletin or page, by its title."),
    Field("source_page", "Page", width=6),
    Field("confirmed_by", "Looked up by"),
    Field("confirmed_on", "Looked up on", Kind.DATE),
)
MORE: tuple[Field, ...] = (
    Field("line_of_business", "Every plan of a kind", Kind.CHOICE, choices=_BUSINESSES, heading=FOR_WHOM),
    Field("category", "Kind of service", help="Like imaging; without it and codes: any service."),
    Field("modifiers", "Only with a modifier", Kind.CODE, help="Like 25 59."),
    Field("places", "Only at a place of service", Kind.CODE, help="Like 11, 22."),
    Field("diagnosis_rule", "Diagnoses", Kind.CHOICE, choices=_DIAGNOSES),
    Field("diagnoses", "These diagnoses", help="Like M54, S33.5: the beginning is enough."),
    _number("age_from", "From age"),
    _number("age_to", "Up to age"),
    Field("sex", "Only for", Kind.CHOICE, choices=_SEXES),
    _number("most", "Paid at most so often", heading="How often, and how to ask and bill"),
    Field("count_by", "Counted in", Kind.CHOICE, choices=_COUNTS),
    Field("period", "Counted over", Kind.CHOICE, choices=_PERIODS),
    Field("ask_how", "How to ask for approval"),
    _number("turnaround_days", "Days until they answer"),
    Field("benefit_category", "Benefit that pays it", help="As in the plan, like office or imaging."),
    Field("billing_tips", "How to bill it", Kind.NOTE, wide=True),
    _number("filing_days", "Days to file", heading="Deadlines, where they differ from the insurer’s"),
    _number("corrected_days", "Days to correct"),
    _number("appeal_days", "Days to appeal"),
    Field(
        "ends", "Counts to", Kind.DATE, help="Empty while it counts.", heading="Until when, and the source"
    ),
    Field("source_link", "Link"),
    Field("call_reference", "Reference of the call"),
    Field("review_on", "Look up again on", Kind.DATE, help="Empty: in 90 or 180 days."),
    Field(
        "patient_en",
        "What we say, in English",
        Kind.NOTE,
        wide=True,
        help="Empty: it is made from what is above.",
        heading="To the patient, in plain words",
    ),
    Field("patient_es", "What we say, in Spanish", Kind.NOTE, wide=True),
    Field("note", "Note for the desk", Kind.NOTE, wide=True),
)
FIELDS: tuple[Field, ...] = (*MAIN, *MORE)
NAMES = tuple(field.name for field in FIELDS)
_NUMBERS = frozenset(field.name for field in FIELDS if field.read is read_number)
_TEXTS = frozenset(
    field.name for field in FIELDS if field.kind in (Kind.TEXT, Kind.NOTE, Kind.CODE)
).difference(_NUMBERS)
FRESH: dict[str, Any] = {
    "answer": Answer.NOT_SAID.value,
    "approval": Approval.NOT_SAID.value,
    "diagnosis_rule": DiagnosisRule.NOT_SAID.value,
    "sex": "",
    "line_of_business": "",
    "count_by": CountBy.VISITS.value,
    "period": "year",
}


def has_more(shown: Mapping[str, Any]) -> bool:
    """Tell whether a form shows something in the fields that are folded away."""
    return any(shown[field.name] not in (FRESH.get(field.name), None, "") for field in MORE)


def values_to_show(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a version as the form shows them; what is missing is empty."""
    shown = {**dict.fromkeys(NAMES), **FRESH, **{name: values[name] for name in NAMES if name in values}}
    return {
        name: str(value) if name in _NUMBERS and value is not None else value for name, value in shown.items()
    }


def values_to_keep(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the form holds, as the use cases take it."""
    return {name: _kept(name, value) for name, value in values.items()}


def _kept(name: str, value: Any) -> Any:
    if name in _NUMBERS:
        return int(value) if value else None
    return (value or "") if name in _TEXTS else value
