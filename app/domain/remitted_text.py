"""A remitted claim as one line of JSON and back, so that it can be posted later exactly as it was sent.

The values stand by their places, without names; the first is the version of this form.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from app.domain.remittances import (
    RemittanceContact,
    RemittedAdjustment,
    RemittedClaim,
    RemittedLine,
    RemittedParty,
)

VERSION = 1
_Value = TypeVar("_Value")


def write_remitted(claim: RemittedClaim) -> str:
    """Write a claim."""
    return json.dumps([VERSION, claim], separators=(",", ":"), ensure_ascii=False, default=str)


def read_remitted(text: str) -> RemittedClaim:
    """Read a claim; raises ValueError for a form that this program does not know."""
    version, values = json.loads(text)
    if version != VERSION:
        raise ValueError(f"a remitted claim of form {version} is not known")
    named = dict(zip(RemittedClaim._fields, values, strict=True))
    for name, read in _CLAIM.items():
        named[name] = read(named[name])
    return RemittedClaim(**named)


def _texts(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(values)


def _pairs(values: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
    return tuple((name, value) for name, value in values)


def _dates(values: Sequence[Sequence[str]]) -> tuple[tuple[str, date], ...]:
    return tuple((name, date.fromisoformat(value)) for name, value in values)


def _numbers(values: Sequence[Sequence[str]]) -> tuple[tuple[str, Decimal], ...]:
    return tuple((name, Decimal(value)) for name, value in values)


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _all(read: Callable[[Sequence[Any]], _Value]) -> Callable[[Sequence[Sequence[Any]]], tuple[_Value, ...]]:
    return lambda values: tuple(read(value) for value in values)


def _adjustment(values: Sequence[Any]) -> RemittedAdjustment:
    group, code, amount, quantity = values
    return RemittedAdjustment(group, code, amount, _number(quantity))


def _contact(values: Sequence[Any]) -> RemittanceContact:
    kind, name, numbers = values
    return RemittanceContact(kind, name, _pairs(numbers))


def _line(values: Sequence[Any]) -> RemittedLine:
    named = dict(zip(RemittedLine._fields, values, strict=True))
    for name, read in _LINE.items():
        named[name] = read(named[name])
    return RemittedLine(**named)


_LINE: dict[str, Callable[[Any], Any]] = {
    "modifiers": _texts,
    "units": Decimal,
    "billed_modifiers": _texts,
    "billed_units": _number,
    "service_from": _day,
    "service_to": _day,
    "adjustments": _all(_adjustment),
    "remarks": _texts,
    "references": _pairs,
    "amounts": _pairs,
    "quantities": _numbers,
}
_CLAIM: dict[str, Callable[[Any], Any]] = {
    "parties": _all(RemittedParty._make),
    "adjustments": _all(_adjustment),
    "remarks": _texts,
    "outpatient": _texts,
    "inpatient": _texts,
    "references": _pairs,
    "dates": _dates,
    "amounts": _pairs,
    "quantities": _numbers,
    "contacts": _all(_contact),
    "lines": _all(_line),
}
