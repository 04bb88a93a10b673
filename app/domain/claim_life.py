"""The life of a claim: its states, the moves allowed between them, and the words that a list shows.

`READY` also holds claims that need fixing (faults are worked out, never stored). A claim that a payer or
clearinghouse rejected was never adjudicated: it goes back to `READY` and out again as an original. One that
was answered goes back only by a correction, with the payer's number. Source: the practice's rules for claims.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.domain.claim_responses import Outcome
from app.domain.date_entry import format_date
from app.domain.errors import RuleError


class ClaimState(StrEnum):
    """Where a claim stands; the values are stored."""

    READY = "ready"
    BATCHED = "printed"
    SENT = "sent"
    ANSWERED = "answered"
    CLOSED = "closed"
    VOID = "void"


class Move(StrEnum):
    """What may happen to a claim; the value completes “can not be …”."""

    TYPE = "changed"
    BATCH = "put into a batch"
    UNDO = "taken out of its batch"
    CONFIRM = "confirmed as sent"
    REJECT = "rejected"
    RESEND = "sent again"
    FORWARD = "marked as forwarded"
    ANSWER = "answered"
    TAKE_BACK = "answered anew"
    CORRECT = "corrected"
    CLOSE = "closed"
    VOID = "voided"


MOVES: Mapping[ClaimState, Mapping[Move, ClaimState]] = MappingProxyType(
    {
        ClaimState.READY: {
            Move.TYPE: ClaimState.READY,
            Move.BATCH: ClaimState.BATCHED,
            Move.FORWARD: ClaimState.SENT,
            Move.ANSWER: ClaimState.ANSWERED,
            Move.CLOSE: ClaimState.CLOSED,
            Move.VOID: ClaimState.VOID,
        },
        ClaimState.BATCHED: {
            Move.TYPE: ClaimState.READY,
            Move.BATCH: ClaimState.BATCHED,
            Move.UNDO: ClaimState.READY,
            Move.CONFIRM: ClaimState.SENT,
            Move.REJECT: ClaimState.READY,
            Move.ANSWER: ClaimState.ANSWERED,
            Move.CLOSE: ClaimState.CLOSED,
            Move.VOID: ClaimState.VOID,
        },
        ClaimState.SENT: {
            Move.REJECT: ClaimState.READY,
            Move.RESEND: ClaimState.READY,
            Move.ANSWER: ClaimState.ANSWERED,
            Move.CLOSE: ClaimState.CLOSED,
            Move.VOID: ClaimState.VOID,
        },
        ClaimState.ANSWERED: {
            Move.TAKE_BACK: ClaimState.SENT,
            Move.CORRECT: ClaimState.READY,
            Move.CLOSE: ClaimState.CLOSED,
        },
        ClaimState.CLOSED: {Move.TAKE_BACK: ClaimState.SENT},
        ClaimState.VOID: {},
    }
)
_IS = {
    ClaimState.READY: "is not sent yet",
    ClaimState.BATCHED: "waits in a batch",
    ClaimState.SENT: "is sent and stays as it was sent",
    ClaimState.ANSWERED: "is answered",
    ClaimState.CLOSED: "is closed",
    ClaimState.VOID: "is void: its visit or the answer before it was taken back",
}
_INSTEAD = {
    Move.TYPE: "Use Correct or resend to send it again.",
    Move.BATCH: "Use Correct or resend to send it again, or open its kept copy to print that.",
    Move.UNDO: "Only a batch that is not confirmed can be undone.",
    Move.RESEND: "Choose what happened to it.",
    Move.CORRECT: "Only a claim that the insurer has decided is corrected.",
}


def next_state(number: int, state: str, move: Move) -> ClaimState:
    """The state after a move; raises RuleError with a sentence where the move is not allowed."""
    now = ClaimState(state)
    after = MOVES[now].get(move)
    if after is None:
        instead = _INSTEAD.get(move, "Open the claim to see where it stands.")
        raise RuleError(
            f"Claim {number} {_IS[now]}, so it cannot be {move.value}. Nothing was changed. {instead}"
        )
    return after


def is_allowed(state: str, move: Move) -> bool:
    """Tell whether a move is allowed from a state."""
    return move in MOVES[ClaimState(state)]


@dataclass(frozen=True, slots=True)
class ClaimStanding:
    """What a claim's words are made of.

    `errors` is None while it is not checked; `outcome` the worst that was said of the version sent last;
    `on_paper` tells the kind of its last batch; `was_paid` is None before an answer.
    """

    state: ClaimState
    errors: int | None = None
    held: str = ""
    resubmission_code: str = ""
    on_paper: bool = True
    outcome: Outcome | None = None
    was_paid: bool | None = None


_SENT_WORDS = {
    Outcome.RECEIVED: "Received",
    Outcome.ACCEPTED: "Accepted",
    Outcome.PENDED: "In review",
    Outcome.FINAL: "Decided, answer due",
    Outcome.LOOK: "Reply to look at",
}


def explain_state(standing: ClaimStanding) -> str:
    """Say in two or three words where a claim stands."""
    if standing.state is ClaimState.READY:
        return _before_sending(standing)
    if standing.state is ClaimState.BATCHED:
        return "Printed, not mailed" if standing.on_paper else "File made, not sent"
    if standing.state is ClaimState.SENT:
        return _SENT_WORDS.get(standing.outcome or Outcome.NO_CHANGE, "Sent")
    if standing.state is ClaimState.ANSWERED:
        return "Not paid" if standing.was_paid is False else "Answered"
    return standing.state.value.capitalize()


def _before_sending(standing: ClaimStanding) -> str:
    if standing.held:
        return "On hold"
    if standing.outcome is Outcome.REJECTED:
        return "Rejected"
    if standing.errors is None:
        return "Ready"
    if standing.errors:
        return "Needs fixing"
    return {"7": "Corrected, ready", "8": "Void, ready"}.get(standing.resubmission_code, "Ready")


def explain_silence(sent_on: date, today: date, answer_days: int) -> str:
    """Say how long a claim has been out, and whether that is longer than this payer takes."""
    days = (today - sent_on).days
    late = days - answer_days
    said = f"Sent {format_date(sent_on)}, {days} {'day' if days == 1 else 'days'} ago"
    return f"{said}; an answer was due {late} {'day' if late == 1 else 'days'} ago" if late > 0 else said
