"""The columns of the list of claims, and how a claim's standing is shown."""

from collections.abc import Callable
from datetime import date

from app.queries.claims import ClaimLine
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.theme import ChipKind

Errors = Callable[[int], int | None]
# The columns that give way when the list is narrow, the first to go first.
GIVING_WAY = ("Lines", "Claim", "Payer", "Days", "Service")

_CHIPS = {
    "printed": Chip(ChipKind.BILLED, "Printed"),
    "sent": Chip(ChipKind.BILLED, "Sent"),
    "answered": Chip(ChipKind.DRAFT, "Answered"),
    "closed": Chip(ChipKind.DRAFT, "Closed"),
    "void": Chip(ChipKind.DRAFT, "Void"),
}


def standing(line: ClaimLine, errors: int | None) -> Chip:
    """The chip of a claim; `errors` of a ready claim is None while it has not been checked."""
    if line.state != "ready":
        return _CHIPS[line.state]
    if errors is None:
        return Chip(ChipKind.DUE, "Checking")
    return Chip(ChipKind.DENIED, f"Fix {errors}") if errors else Chip(ChipKind.PAID, "Ready")


def claim_columns(errors_of: Errors, today: Callable[[], date]) -> tuple[Column, ...]:
    """The list's columns; `errors_of` knows how many faults a ready claim has."""
    return (
        Column("State", lambda line: standing(line, errors_of(line.id)), width=10),
        Column("Patient", lambda line: line.patient),
        Column("Payer", lambda line: line.payer, width=14),
        Column("Service", lambda line: line.service_on, width=10),
        Column("Days", lambda line: (today() - line.service_on).days, right=True, width=4),
        Column("Lines", lambda line: line.lines, right=True, width=4),
        Column("Amount", lambda line: line.charged, right=True, width=8),
        Column("Claim", lambda line: line.number, right=True, width=6),
    )
