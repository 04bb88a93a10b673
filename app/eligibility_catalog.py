"""The codes of answers about coverage in our own words, read once from `resources/`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from app.config import resource


@dataclass(frozen=True, slots=True)
class RefusalReason:
    """Why a payer did not answer (AAA03): what it means, and what to do now."""

    code: str
    meaning: str
    action: str


@cache
def service_names() -> Mapping[str, str]:
    """Service types (EB03) by code."""
    return _names("services")


@cache
def benefit_names() -> Mapping[str, str]:
    """What a benefit is (EB01) by code."""
    return _names("benefits")


@cache
def period_names() -> Mapping[str, str]:
    """The time an amount is for (EB06) by code, as it stands behind an amount: `a calendar year`."""
    return _names("periods")


@cache
def quantity_names() -> Mapping[str, str]:
    """What is counted (EB09) by code."""
    return _names("quantities")


@cache
def plan_type_names() -> Mapping[str, str]:
    """Kinds of insurance (EB04) by code."""
    return _names("plan_types")


@cache
def follow_up_names() -> Mapping[str, str]:
    """What to do after a refusal (AAA04) by code, as a sentence."""
    return _names("follow_ups")


@cache
def refusal_reasons() -> Mapping[str, RefusalReason]:
    """Why payers refuse to answer, by code."""
    return MappingProxyType({entry["code"]: RefusalReason(**entry) for entry in _file()["reasons"]})


def explain_refusal(reason: str, follow_up: str = "") -> str:
    """Say in words why a payer did not answer and what to do; a code without words is named."""
    known = refusal_reasons().get(reason)
    if known:
        return f"{known.meaning} {known.action}"
    next_step = follow_up_names().get(follow_up, "Call the payer and ask what the code means.")
    return f"They refused with the code {reason[:10]}. {next_step}"


def _names(kind: str) -> Mapping[str, str]:
    return MappingProxyType({entry["code"]: entry["name"] for entry in _file()[kind]})


@cache
def _file() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(resource("eligibility-codes.json").read_text(encoding="utf-8"))
    return content
