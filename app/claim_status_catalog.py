"""The codes of claim answers in our own words, read once from `resources/` into domain values."""

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from app.config import resource
from app.domain.claim_responses import ClaimStatusCode, StatusCategory, StatusWords


@cache
def status_words() -> StatusWords:
    """All words for claim answers, as `explain_status` takes them."""
    return StatusWords(status_categories(), claim_status_codes(), entity_names())


@cache
def status_categories() -> Mapping[str, StatusCategory]:
    """Categories of claim answers (A1, F2, ...) by code."""
    rows = (StatusCategory(**entry) for entry in _file()["categories"])
    return MappingProxyType({row.code: row for row in rows})


@cache
def claim_status_codes() -> Mapping[str, ClaimStatusCode]:
    """The frequent claim status codes by code, with the boxes of the claim form they point at."""
    rows = (
        ClaimStatusCode(**entry | {"boxes": MappingProxyType(entry["boxes"])})
        for entry in _file()["statuses"]
    )
    return MappingProxyType({row.code: row for row in rows})


@cache
def entity_names() -> Mapping[str, str]:
    """Whom an answer is about (`85` the billing provider), by code."""
    return MappingProxyType({entry["code"]: entry["name"] for entry in _file()["entities"]})


@cache
def _file() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(resource("claim-status-codes.json").read_text(encoding="utf-8"))
    return content
