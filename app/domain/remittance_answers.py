"""A remitted claim as answers to the lines of ours, ready to be planned and posted.

What the payer adjusts of the claim as a whole is shared out over its lines in proportion to their charges, so
that each line balances by itself: charge - adjustments = paid.
"""

from collections.abc import Sequence

from app.domain.answers import Adjustment, LineAnswer
from app.domain.money import Money, split
from app.domain.remittance_matching import KnownLine
from app.domain.remittances import RemittedAdjustment, RemittedClaim, RemittedLine


def answer_lines(remitted: RemittedClaim, charges: Sequence[int]) -> tuple[LineAnswer, ...]:
    """Turn the remitted lines into answers to `charges`, one each in the same order."""
    answers = tuple(map(_answer, remitted.lines, charges))
    if not remitted.adjustments:
        return answers
    weights = [max(line.charge, 0) for line in remitted.lines]
    return _share_out(remitted.adjustments, answers, weights)


def answer_whole(remitted: RemittedClaim, lines: Sequence[KnownLine]) -> tuple[LineAnswer, ...]:
    """Turn a claim that was answered without lines into answers to all of its lines."""
    bare = tuple(LineAnswer(line.charge_id, None, Money(line.charge)) for line in lines)
    return _share_out(remitted.adjustments, bare, [line.charge for line in lines])


def _answer(line: RemittedLine, charge_id: int) -> LineAnswer:
    allowed = line.allowed
    parts = tuple(
        Adjustment(group, code, Money(amount)) for group, code, amount, _ in line.adjustments if amount
    )
    return LineAnswer(charge_id, None if allowed is None else Money(allowed), Money(line.paid), parts)


def _share_out(
    adjustments: Sequence[RemittedAdjustment], answers: Sequence[LineAnswer], weights: list[int]
) -> tuple[LineAnswer, ...]:
    """Lower the payment of each line by its share of what was adjusted of the whole."""
    more: list[list[Adjustment]] = [[] for _ in answers]
    if not any(weights):
        weights = [1] * len(answers)
    for part in adjustments:
        for at, amount in enumerate(split(Money(part.amount), weights)):
            if amount:
                more[at].append(Adjustment(part.group, part.code, amount))
    return tuple(
        LineAnswer(
            answer.charge_id,
            answer.allowed,
            answer.paid - Money(sum(part.amount.cents for part in added)),
            (*answer.adjustments, *added),
        )
        for answer, added in zip(answers, more, strict=True)
    )
