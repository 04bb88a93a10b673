"""Taking an answer back because the insurer does (X12 835 CLP02 = 22): exactly, or not without a look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.adjudication import AdjudicationPlan
from app.domain.answers import ClaimLine
from app.domain.date_entry import format_date
from app.domain.money import ZERO, Money
from app.domain.remittances import RemittedClaim


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """What an answer did to one line: what left the insurer's bucket, and the patient's share paid since."""

    charge_id: int
    taken: Money
    used: Money


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """The answer that stands for a claim.

    `is_passed_on` tells that the next insurer has answered what it was asked for; then nothing is taken back.
    """

    id: int
    received_on: date
    paid: Money
    lines: tuple[EarlierLine, ...]
    is_passed_on: bool = False


def check_reversal(
    remitted: RemittedClaim, earlier: EarlierAnswer | None, correction: AdjudicationPlan | None
) -> tuple[str, ...]:
    """Say why an earlier answer can not be taken back as it stands; nothing where it can.

    `correction` is the plan of the new answer in the same remittance: then what the patient has already paid
    may be used, as long as it is owed again.
    """
    if earlier is None:
        return ("The insurer takes an answer back, but none stands for this claim.",)
    reasons = []
    if Money(-remitted.paid) != earlier.paid:
        reasons.append(
            f"The insurer takes {Money(-remitted.paid).dollars} back; the answer of "
            f"{format_date(earlier.received_on)} paid {earlier.paid.dollars}."
        )
    if earlier.is_passed_on:
        reasons.append("The next insurer has answered what this answer handed on. Take that back first.")
    freed = _not_owed_again(earlier, correction)
    if freed:
        reasons.append(
            f"{freed.dollars} of what this answer left to the patient is paid already. Free that first."
        )
    return tuple(reasons)


def lines_after(lines: Sequence[ClaimLine], earlier: EarlierAnswer) -> tuple[ClaimLine, ...]:
    """The lines of a claim as they are open once its earlier answer is taken back."""
    taken = {line.charge_id: line.taken for line in earlier.lines}
    return tuple(
        ClaimLine(
            line.charge_id,
            line.charge,
            line.open_balance + taken.get(line.charge_id, ZERO),
            line.open_with_earlier,
        )
        for line in lines
    )


def _not_owed_again(earlier: EarlierAnswer, correction: AdjudicationPlan | None) -> Money:
    """What the patient has paid of the earlier share and would not owe any more."""
    owed: dict[int, Money] = {}
    for line in correction.lines if correction else ():
        owed[line.charge_id] = Money(
            sum(part.amount.cents for part in line.transfers if part.to_policy_id is None)
        )
    over = [max(ZERO, line.used - owed.get(line.charge_id, ZERO)) for line in earlier.lines]
    return Money(sum(each.cents for each in over))
