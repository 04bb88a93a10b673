"""What a dispute came to: proposed from the insurer's next answer, with the dollars that it brought.

What was won is the money that came in on the disputed lines beyond the first answer; the share that became
the patient's is not counted, though it makes the answer a win: the insurer covers the service. A reversal
and the corrected answer that follows it count as one: the net.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.date_entry import format_date
from app.domain.money import ZERO, Money, total


class Result(StrEnum):
    """What a level, or the whole case, came to; the values are stored."""

    WON = "won"
    PARTLY = "partly"
    LOST = "lost"
    CORRECTED = "corrected"
    OTHER_PAYER = "other_payer"
    PATIENT = "patient"
    WRITTEN_OFF = "written_off"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


RESULT_NAMES = {
    Result.WON: "Won",
    Result.PARTLY: "Partly won",
    Result.LOST: "Lost",
    Result.CORRECTED: "Corrected claim",
    Result.OTHER_PAYER: "Billed to another insurer",
    Result.PATIENT: "Billed to the patient",
    Result.WRITTEN_OFF: "Written off",
    Result.WITHDRAWN: "Withdrawn",
    Result.REOPENED: "Reopened",
}
CLOSING = frozenset(Result) - {Result.LOST, Result.REOPENED}


@dataclass(frozen=True, slots=True)
class LineAtStake:
    """A disputed line: what was at stake, and what had been paid when the case was opened."""

    charge_id: int
    at_stake: Money
    paid_before: Money = ZERO


@dataclass(frozen=True, slots=True)
class LaterAnswer:
    """A later answer to the claim that stands: what it paid by charge, and what it still refuses.

    `share` is what it left to the patient or the next insurer; `refused` what it holds back without making it
    anybody's share or a discount.
    """

    adjudication_id: int
    received_on: date
    paid: Mapping[int, Money]
    share: Mapping[int, Money]
    refused: Mapping[int, Money]


@dataclass(frozen=True, slots=True)
class ProposedOutcome:
    """What happened since seems to mean for the case; a person confirms it.

    `adjudication_id` is the answer that says so, None where it was no answer.
    """

    result: Result
    won: Money
    decided_on: date
    adjudication_id: int | None
    words: str


def propose_written_off(amount: Money, posted_on: date) -> ProposedOutcome:
    """Propose the end of a case whose write-off was approved and posted."""
    words = f"The write-off of {amount.dollars} was approved and posted on {format_date(posted_on)}."
    return ProposedOutcome(Result.WRITTEN_OFF, ZERO, posted_on, None, words)


def propose_outcome(
    lines: Sequence[LineAtStake], answer: LaterAnswer, won_before: Money = ZERO
) -> ProposedOutcome | None:
    """Propose what a later answer means for a dispute; None where it says nothing of the disputed lines.

    `won_before` was counted as won by earlier outcomes of the case, and is not won a second time.
    """
    about = [line for line in lines if line.charge_id in answer.paid]
    if not about:
        return None
    came = max(total(answer.paid[line.charge_id] - line.paid_before for line in about), ZERO)
    won = max(came - won_before, ZERO)
    share = total(answer.share.get(line.charge_id, ZERO) for line in about)
    refused = total(answer.refused.get(line.charge_id, ZERO) for line in about)
    result = _result(came + share, refused)
    words = _words(result, won, refused)
    return ProposedOutcome(result, won, answer.received_on, answer.adjudication_id, words)


def _result(allowed: Money, refused: Money) -> Result:
    if allowed <= ZERO:
        return Result.LOST
    return Result.PARTLY if refused > ZERO else Result.WON


def _words(result: Result, won: Money, refused: Money) -> str:
    if result is Result.WON:
        return f"The insurer answered again and holds nothing back: {won.dollars} came in."
    if result is Result.PARTLY:
        return f"The insurer paid {won.dollars} more and still holds back {refused.dollars}."
    return "The insurer answered again and pays nothing for the disputed services."
