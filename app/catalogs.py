"""The code lists of `resources/`, read once a run into domain values."""

import json
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from types import MappingProxyType
from typing import Any

from app.config import resource
from app.domain.code_lists import (
    AdjustmentGroup,
    Deadline,
    DenialCode,
    Language,
    PlaceOfService,
    RelationshipCode,
    RemarkCode,
    RetiredCode,
    State,
)

Entry = dict[str, Any]


@cache
def places_of_service() -> tuple[PlaceOfService, ...]:
    """Places of service in order of their codes."""
    return tuple(PlaceOfService(**entry) for entry in _read("places-of-service.json"))


@cache
def states() -> tuple[State, ...]:
    """States first, then territories and forces."""
    return tuple(State(**entry) for entry in _read("states.json"))


@cache
def relationships() -> tuple[RelationshipCode, ...]:
    """Relationships to the insured person, the common ones first."""
    return tuple(RelationshipCode(**entry) for entry in _read("relationships.json"))


@cache
def languages() -> tuple[Language, ...]:
    """Languages of patients, the common ones first."""
    return tuple(Language(**entry) for entry in _read("languages.json"))


@cache
def adjustment_groups() -> Mapping[str, AdjustmentGroup]:
    """Group codes of remittances (CO, PR, OA, PI, CR) by code."""
    return _by_code(AdjustmentGroup(**entry) for entry in _denial_file()["groups"])


@cache
def denial_codes() -> Mapping[str, DenialCode]:
    """Reason codes (CARC) in our own words, by code."""
    return _by_code(
        _row(DenialCode, entry, remark_needed="rarc_required") for entry in _denial_file()["carc"]
    )


@cache
def remark_codes() -> Mapping[str, RemarkCode]:
    """Remark codes (RARC) in our own words, by code."""
    return _by_code(_row(RemarkCode, entry, seen_with="seen_with_carc") for entry in _denial_file()["rarc"])


@cache
def retired_codes() -> Mapping[str, RetiredCode]:
    """Reason codes out of use, by code."""
    return _by_code(_row(RetiredCode, entry) for entry in _denial_file()["retired_carcs"])


@cache
def deadlines() -> Mapping[str, Deadline]:
    """Kinds of deadlines by key; the days are editable defaults."""
    return MappingProxyType({entry["key"]: Deadline(**entry) for entry in _denial_file()["deadlines"]})


@cache
def _denial_file() -> Entry:
    content: Entry = _read("denial-codes.json")
    return content


def _read(name: str) -> Any:
    return json.loads(resource(name).read_text(encoding="utf-8"))


def _by_code(rows: Any) -> Mapping[str, Any]:
    return MappingProxyType({row.code: row for row in rows})


def _row(kind: type, entry: Entry, **names: str) -> Any:
    """Make a value of a file's row, lists as tuples; `names` says what is called otherwise there."""
    fit = {slot.name: entry[names.get(slot.name, slot.name)] for slot in fields(kind)}
    return kind(**{name: tuple(found) if isinstance(found, list) else found for name, found in fit.items()})
