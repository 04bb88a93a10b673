"""The words and chips by which requests about money are shown."""

from datetime import datetime

from app.domain.approvals import Need, RequestKind
from app.domain.money import Money
from app.domain.write_offs import KIND_WORDS
from app.queries.approvals import ApprovalLine
from app.services.money_requests import Requested
from app.views.common.chip import Chip
from app.views.common.theme import ChipKind

WRITE_OFF_CHOICES = tuple(
    (kind.value, KIND_WORDS[kind])
    for kind in RequestKind
    if kind.is_write_off and kind is not RequestKind.SMALL_BALANCE
)
REFUND_CHOICES = (
    ("check", "Check"),
    ("card", "Back to the same card"),
    ("hsa", "Back to the HSA or FSA card"),
    ("ach", "Bank transfer"),
)
_STATES = {
    "waiting": Chip(ChipKind.DUE, "Waiting"),
    "approved": Chip(ChipKind.BILLED, "Approved"),
    "posted": Chip(ChipKind.PAID, "Posted"),
    "rejected": Chip(ChipKind.DENIED, "Turned down"),
    "withdrawn": Chip(ChipKind.DRAFT, "Withdrawn"),
    "stale": Chip(ChipKind.DRAFT, "Overtaken"),
    "taken_back": Chip(ChipKind.DRAFT, "Taken back"),
}
_FACTS = {
    "payee": "Pay to",
    "method": "How",
    "check_number": "Check number",
    "consent": "Agreed",
    "below": "Accounts under",
}


def state_chip(line: ApprovalLine) -> Chip:
    """How a request stands."""
    return _STATES[line.state]


def short_time(at: datetime | None) -> str:
    """Write a moment as `11/23/2026 9:05 AM`."""
    return f"{at:%m/%d/%Y} {at:%I:%M %p}" if at else ""


def explain_decision(line: ApprovalLine) -> str:
    """Say who decided what, and when."""
    decision = line.decision
    words = {
        "approved": "Approved by",
        "rejected": "Turned down by",
        "exception": "Exception line, nobody else could approve:",
    }
    if not decision.what:
        return "Within the limits, nobody else was asked" if line.state == "posted" else ""
    said = f"{words[decision.what]} {decision.by}, {short_time(decision.at)}"
    return f"{said}: {decision.note}" if decision.note else said


def explain_facts(facts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The facts of a request that people read."""
    methods = dict(REFUND_CHOICES)
    return tuple(
        (_FACTS[name], methods.get(value, value) if name == "method" else value)
        for name, value in facts
        if name in _FACTS
    )


def explain_requested(requested: Requested, amount: Money, what: str) -> str:
    """Say for the toast what became of a request."""
    if requested.is_posted:
        return f"{what} of {amount.dollars} is posted."
    waits = {
        Need.SECOND_PERSON: "waits for another person’s approval",
        Need.EXCEPTION: "waits for your own signature; it goes on the exception list",
        Need.LATE_EXCEPTION: "waits a day for your own signature; it goes on the exception list",
    }
    return f"{what} of {amount.dollars} {waits[requested.need]}."
