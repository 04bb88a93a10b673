"""How long an insurer leaves for a step, as a form in plain words, and the words of a rule in the list."""

from collections.abc import Mapping
from typing import Any

from app.domain.disputes.deadline_rules import CountsFrom, DeadlineRule, Unit
from app.domain.errors import InputError
from app.domain.guideline_entry import LINES_OF_BUSINESS
from app.views.common.fields import Field, Kind
from app.views.disputes.words import DEADLINE_NAMES

UNIT_NAMES = {
    Unit.DAYS: "days",
    Unit.BUSINESS_DAYS: "business days",
    Unit.MONTHS: "months",
    Unit.YEARS: "years",
}
START_NAMES = {
    CountsFrom.NOTICE: "the day on the notice",
    CountsFrom.RECEIPT: "the day it was received",
    CountsFrom.SERVICE: "the day of service",
    CountsFrom.DECISION: "the day of the decision before",
    CountsFrom.REQUEST: "the day of the request",
}
_BUSINESSES = (("", "Any kind"), *((each, each.replace("_", " ").capitalize()) for each in LINES_OF_BUSINESS))
MOST_DIGITS = 4


def read_number(text: str) -> str:
    """Read a whole number; raises InputError for anything else."""
    if not text.isascii() or not text.isdigit() or len(text) > MOST_DIGITS:
        raise InputError("Type a whole number, like 180.")
    return str(int(text))


def _number(name: str, label: str, **more: Any) -> Field:
    return Field(name, label, Kind.CODE, read=read_number, width=6, **more)


FIELDS = (
    Field("payer", "Insurer", Kind.CHOICE, heading="Whose"),
    Field("plan", "Plan", Kind.CHOICE),
    Field("line_of_business", "Or every plan of a kind", Kind.CHOICE, choices=_BUSINESSES),
    Field(
        "kind", "What is to be done", Kind.CHOICE, choices=tuple(DEADLINE_NAMES.items()), heading="How long"
    ),
    _number("amount", "How many", required=True),
    Field("unit", "Of what", Kind.CHOICE, choices=tuple(UNIT_NAMES.items())),
    Field("counts_from", "Counted from", Kind.CHOICE, choices=tuple(START_NAMES.items())),
    _number("receipt_days", "Days in the mail", help="Where it counts from receipt."),
    _number("level", "Level", required=True, help="1 is the first appeal."),
    Field("name", "What the insurer calls it"),
    _number("decided_in", "They answer within", help="How many days; empty where nothing is said."),
    Field("addressee", "Sent to"),
    Field("effective", "Counts from", Kind.DATE, required=True, heading="Since when, and where it says so"),
    Field("ends", "Counts to", Kind.DATE, help="Empty while it counts."),
    Field("source", "Where it says so", required=True, help="The contract or manual, with its page."),
    Field("note", "Note", Kind.NOTE, wide=True),
    Field("withdrawn", "It does not count any more", Kind.CHECK),
)
_NUMBERS = ("amount", "receipt_days", "level", "decided_in")
_TEXTS = ("name", "addressee", "source", "note", "line_of_business")
FRESH: dict[str, Any] = {
    **dict.fromkeys(field.name for field in FIELDS),
    "kind": "appeal",
    "unit": "days",
    "counts_from": "notice",
    "level": 1,
    "line_of_business": "",
    "withdrawn": False,
}


def values_to_show(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a version as the form shows them."""
    shown = {**FRESH, **{field.name: values[field.name] for field in FIELDS if field.name in values}}
    for name in _NUMBERS:
        shown[name] = "" if shown[name] is None else str(shown[name])
    return shown


def values_to_keep(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the form holds, as the use cases take it."""
    kept = dict(values)
    for name in _NUMBERS:
        kept[name] = int(kept[name]) if kept[name] else None
    kept["receipt_days"] = kept["receipt_days"] or 0
    kept.update({name: kept[name] or "" for name in _TEXTS})
    return kept


def length_words(rule: DeadlineRule) -> str:
    """How long there is: `180 days from the day on the notice`."""
    unit = UNIT_NAMES[rule.unit]
    length = f"{rule.amount} {unit.removesuffix('s') if rule.amount == 1 else unit}"
    mail = f" ({rule.receipt_days} days in the mail)" if rule.receipt_days else ""
    return f"{length} from {START_NAMES[rule.counts_from]}{mail}"
