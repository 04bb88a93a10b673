"""Where a claim stands, as a chip: the same words and colours wherever claims are listed."""

from app.domain.claim_life import ClaimStanding, ClaimState, explain_state
from app.domain.claim_responses import Outcome
from app.views.common.chip import Chip
from app.views.common.theme import ChipKind

_KINDS = {
    ClaimState.BATCHED: ChipKind.BILLED,
    ClaimState.SENT: ChipKind.BILLED,
    ClaimState.ANSWERED: ChipKind.DRAFT,
    ClaimState.CLOSED: ChipKind.DRAFT,
    ClaimState.VOID: ChipKind.DRAFT,
}
_TO_LOOK_AT = (Outcome.LOOK, Outcome.FINAL)


def claim_chip(standing: ClaimStanding) -> Chip:
    """The chip of a claim: its words, with what needs a person marked."""
    return Chip(_kind(standing), explain_state(standing))


def _kind(standing: ClaimStanding) -> ChipKind:
    if standing.state is ClaimState.READY:
        return _kind_before_sending(standing)
    if standing.was_paid is False:
        return ChipKind.DENIED
    if standing.state is ClaimState.SENT and standing.outcome in _TO_LOOK_AT:
        return ChipKind.DUE
    return _KINDS[standing.state]


def _kind_before_sending(standing: ClaimStanding) -> ChipKind:
    if standing.held:
        return ChipKind.DUE
    is_faulty = standing.outcome is Outcome.REJECTED or bool(standing.errors)
    return ChipKind.DENIED if is_faulty else ChipKind.PAID
