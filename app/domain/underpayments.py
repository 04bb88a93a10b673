"""Whether an insurer allowed less than its contract says: beyond a tolerance, and never for what it denied.

A denied line has its own list; here only lines are looked at that the insurer priced.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.answers import Adjustment, LineAnswer, WriteOffKind
from app.domain.expected_allowed import ExpectedLine
from app.domain.money import Money, percent_of, total

LEAST = Money(1_00)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What is let pass: the larger of an amount and a share of the expected amount in basis points."""

    least: Money = LEAST
    percent_bp: int = 200

    def of(self, expected: Money) -> Money:
        """The difference that is let pass."""
        return max(self.least, percent_of(expected, self.percent_bp))


USUAL = Tolerance()


@dataclass(frozen=True, slots=True)
class Underpayment:
    """What the contract says, what was allowed, and how much is missing."""

    expected: Money
    allowed: Money

    @property
    def difference(self) -> Money:
        """How much was allowed too little."""
        return self.expected - self.allowed

    @property
    def words(self) -> str:
        """Say it: `Contract says $103.52; allowed is $95.00.`"""
        return f"Contract says {self.expected.dollars}; allowed is {self.allowed.dollars}."


def compare_allowed(
    expected: Money | None, allowed: Money | None, tolerance: Tolerance = USUAL
) -> Underpayment | None:
    """Compare one amount with the contract; None where it is near enough, or one of the two is not known."""
    if expected is None or allowed is None or expected - allowed <= tolerance.of(expected):
        return None
    return Underpayment(expected, allowed)


def find_underpayment(
    line: ExpectedLine, allowed: Mapping[int, Money], tolerance: Tolerance = USUAL
) -> Underpayment | None:
    """Compare a line with what was allowed by charge; lines of one case rate are compared together."""
    members = line.case or (line.charge_id,)
    known = [allowed[member] for member in members if member in allowed]
    return compare_allowed(line.amount, total(known) if len(known) == len(members) else None, tolerance)


def allowed_amount(answer: LineAnswer, rank: int = 1) -> Money | None:
    """What an insurer allowed for a line: as stated, else what it paid, left to the patient and cut from it.

    None for a line that was denied, wholly or in part, and for a later insurer's that states none: what it
    pays depends on those before it.
    """
    if any(_is_denied(part) for part in answer.adjustments):
        return None
    if answer.allowed is not None or rank > 1:
        return answer.allowed
    kept = total(part.amount for part in answer.adjustments if part.is_share or part.is_separate)
    return answer.paid + kept


def _is_denied(part: Adjustment) -> bool:
    if part.is_share or part.repeats_earlier_payer:
        return False
    return part.write_off_kind in (None, WriteOffKind.ACCEPTED_DENIAL)
