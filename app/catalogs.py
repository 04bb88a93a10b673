"""The code lists of `resources/`, read once a run into domain values."""

import json
from collections.abc import Mapping
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
    return _by_code(_denial_code(entry) for entry in _denial_file()["carc"])


@cache
def remark_codes() -> Mapping[str, RemarkCode]:
    """Remark codes (RARC) in our own words, by code."""
    return _by_code(_remark_code(entry) for entry in _denial_file()["rarc"])


@cache
def retired_codes() -> Mapping[str, RetiredCode]:
    """Reason codes out of use, by code."""
    return _by_code(
        RetiredCode(entry["code"], entry["stopped"], tuple(entry["use_instead"]))
        for entry in _denial_file()["retired_carcs"]
    )


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


def _denial_code(entry: Entry) -> DenialCode:
    return DenialCode(
        code=entry["code"],
        category=entry["category"],
        groups=tuple(entry["groups"]),
        staff_explanation=entry["staff_explanation"],
        usual_cause=entry["usual_cause"],
        root_cause_stage=entry["root_cause_stage"],
        action=entry["action"],
        action_note=entry["action_note"],
        evidence=tuple(entry["evidence"]),
        deadline=entry["deadline"],
        appealable=entry["appealable"],
        patient_billable=entry["patient_billable"],
        patient_en=entry["patient_en"],
        patient_es=entry["patient_es"],
        remark_needed=entry["rarc_required"],
    )


def _remark_code(entry: Entry) -> RemarkCode:
    return RemarkCode(
        code=entry["code"],
        kind=entry["kind"],
        seen_with=tuple(entry["seen_with_carc"]),
        staff_explanation=entry["staff_explanation"],
        action_note=entry["action_note"],
        patient_en=entry["patient_en"],
        patient_es=entry["patient_es"],
    )
