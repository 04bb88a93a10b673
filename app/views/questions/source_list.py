"""The records behind an answer; Enter opens one where it lives."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.domain.questions.answer import AnswerSource
from app.views.common.columns import Column

if TYPE_CHECKING:
    from app.views.common.tab import Tab

_KINDS = {
    "account": "Account",
    "authorization": "Authorization",
    "charge": "Service",
    "claim": "Claim",
    "dispute": "Dispute",
    "eligibility": "Coverage check",
    "estimate": "Estimate",
    "fee": "Fee",
    "guideline": "Guideline",
    "network": "Network",
    "notice": "Advance notice",
    "payment": "Payment",
    "permission": "Permission",
    "policy": "Insurance",
    "refund": "Refund",
    "setting": "Setting",
    "statement": "Statement",
    "visit": "Visit",
}
_PAGES = {
    **dict.fromkeys(("account", "charge", "payment", "refund", "statement"), "Account"),
    **dict.fromkeys(("policy", "eligibility", "network"), "Insurance"),
    **dict.fromkeys(("visit", "estimate"), "Visits"),
    "authorization": "Authorizations",
    "notice": "Documents",
    "permission": "Calls & notes",
}
_PARTS = {"setting": "Answers to patients", "fee": "Procedures and fees"}
SOURCE_COLUMNS = (
    Column("Record", lambda source: _KINDS.get(source.kind, source.kind), width=16),
    Column("Which", lambda source: source.text),
)


def open_source(tab: "Tab", patient_id: int, source: AnswerSource) -> None:
    """Go to the record behind an answer."""
    ways: dict[str, Callable[[], object]] = {
        "claim": partial(tab.claim_asked.emit, source.id),
        "dispute": partial(tab.act_asked.emit, "show_dispute", source.id),
        "guideline": partial(tab.act_asked.emit, "show_guideline_version", source.id),
        "visit": partial(tab.visit_asked.emit, patient_id, source.id),
    }
    if source.kind in ways:
        ways[source.kind]()
    elif source.kind in _PARTS:
        tab.part_asked.emit(_PARTS[source.kind])
    else:
        tab.page_asked.emit(patient_id, _PAGES.get(source.kind, "Account"))
