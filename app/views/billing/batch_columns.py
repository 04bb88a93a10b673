"""The columns of the list of batches and of the claims in one."""

from collections.abc import Callable
from datetime import date

from app.domain.batch_list import BatchState
from app.domain.claim_life import ClaimStanding, ClaimState, explain_state
from app.queries.claim_batches import BatchClaimLine, ClaimBatchLine
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.theme import ChipKind

# The columns that give way where the lists are narrow, the first to go first.
BATCH_GIVING_WAY = ("Method", "Made by", "Days", "Claims", "Made on")
CLAIM_GIVING_WAY = ("Insurer", "Part", "Amount")


def standing(line: ClaimBatchLine, today: date) -> Chip:
    """The chip of a batch; a file that nobody acknowledged in time is an alarm."""
    if line.days_silent(today):
        return Chip(ChipKind.DUE, "No reply")
    chips = {
        BatchState.WAITING: Chip(ChipKind.DUE, "Not mailed" if line.on_paper else "Not sent"),
        BatchState.CONFIRMED: Chip(ChipKind.BILLED, "Mailed" if line.on_paper else "Sent"),
        BatchState.ANSWERED: Chip(ChipKind.PAID, "Answered"),
        BatchState.UNDONE: Chip(ChipKind.DRAFT, "Taken back"),
    }
    return chips[line.state]


def batch_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """The columns of the list of batches."""
    return (
        Column("State", lambda line: standing(line, today()), width=13),
        Column("Batch", lambda line: line.number, right=True, width=6),
        Column("Goes", lambda line: line.partner or "On paper"),
        Column("Made on", lambda line: line.made_on, width=10),
        Column("Days", lambda line: line.days_waiting(today()), right=True, width=5),
        Column("Claims", lambda line: line.claims, right=True, width=6),
        Column("Amount", lambda line: line.amount, right=True, width=11),
        Column("Made by", lambda line: line.user, width=14),
        Column("Method", lambda line: line.method, width=14),
    )


def claim_columns() -> tuple[Column, ...]:
    """The columns of the claims in a batch."""
    return (
        Column("Claim", lambda line: line.listed.number, right=True, width=7),
        Column("Patient", lambda line: line.listed.patient),
        Column("Insurer", lambda line: line.listed.payer, width=16),
        Column("Part", _places, right=True, width=8),
        Column("Amount", lambda line: line.listed.amount, right=True, width=10),
        Column("Now", _now, width=18),
    )


def _places(line: BatchClaimLine) -> str:
    """Its pages in the paper, or its segments in the file."""
    first, last = line.listed.first, line.listed.last
    return str(first) if first == last else f"{first}–{last}"


def _now(line: BatchClaimLine) -> str:
    """Where the claim stands now; one that went out again since is told from the rest."""
    said = explain_state(ClaimStanding(ClaimState(line.state), on_paper=line.on_paper))
    return said if line.is_last else f"{said}, sent anew"
