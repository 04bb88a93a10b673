"""The columns of the list of claims, and how a claim's standing is shown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from app.domain.claim_life import ClaimState
from app.domain.claim_responses import Outcome
from app.domain.claim_work import FilingMark, explain_filing, filing_mark
from app.queries.claims import ClaimLine
from app.views.common.chip import Chip
from app.views.common.claim_chip import claim_chip
from app.views.common.columns import Column
from app.views.common.theme import ChipKind

Errors = Callable[[int], int | None]
Today = Callable[[], date]
# The columns that give way when the list is narrow, the first to go first.
GIVING_WAY = ("Lines", "Claim", "Payer", "Sent", "Service", "Days")

_MARKS = {
    FilingMark.PASSED: ChipKind.DENIED,
    FilingMark.THREE_DAYS: ChipKind.DENIED,
    FilingMark.TWO_WEEKS: ChipKind.DUE,
    FilingMark.MONTH: ChipKind.DRAFT,
}


def standing(line: ClaimLine, errors: int | None) -> Chip:
    """The chip of a claim; `errors` of a ready claim is None while it has not been checked."""
    stands = line.standing
    is_known = errors is not None or stands.held or stands.outcome is Outcome.REJECTED
    if stands.state is ClaimState.READY and not is_known:
        return Chip(ChipKind.DUE, "Checking")
    return claim_chip(replace(stands, errors=errors))


def file_by(until: date | None, today: date) -> Chip | None:
    """The chip of a filing limit: how many days are left and the last day; None where none is near."""
    if until is None:
        return None
    kind = _MARKS.get(filing_mark(until, today))
    return Chip(kind, explain_filing(until, today)) if kind else None


def claim_columns(errors_of: Errors, today: Today) -> tuple[Column, ...]:
    """The list's columns; `errors_of` knows how many faults a ready claim has."""
    return (
        Column("State", lambda line: standing(line, errors_of(line.id)), width=16),
        Column("Patient", lambda line: line.patient),
        Column("Payer", lambda line: line.payer, width=14),
        Column("Service", lambda line: line.service_on, width=10),
        Column("Sent", lambda line: line.sent_on, width=10),
        Column("File by", lambda line: file_by(line.file_until, today()), width=19),
        Column("Days", lambda line: (today() - line.since).days, right=True, width=4),
        Column("Lines", lambda line: line.lines, right=True, width=4),
        Column("Amount", lambda line: line.charged, right=True, width=8),
        Column("Claim", lambda line: line.number, right=True, width=6),
    )
