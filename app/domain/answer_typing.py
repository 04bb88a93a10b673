"""An insurer's answer as it is typed from the paper: one row a service, most of it filled by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.adjudication import compose_answer
from app.domain.answers import GROUPS, Adjustment, ClaimLine, LineAnswer
from app.domain.errors import InputError
from app.domain.money import ZERO, Money, read_money, total

_BARE = re.compile(r"(?:([A-Z]{2})[- ]?)?([A-Z]?[0-9]{1,3})")
_ONE = re.compile(r"([A-Z]{2})[- ]?([A-Z]?[0-9]{1,3})[ =:]+(\(?-?\$?[0-9][0-9,]*(?:\.[0-9]{0,2})?\)?)")


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One row as typed; None where the field is empty. `accepted` writes the denied part off."""

    charge_id: int
    allowed: Money | None = None
    paid: Money | None = None
    deductible: Money | None = None
    coinsurance: Money | None = None
    copay: Money | None = None
    others: tuple[Adjustment, ...] = ()
    accepted: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed: such a line is not answered and stays open."""
        typed = (self.allowed, self.paid, self.deductible, self.coinsurance, self.copay)
        return not self.others and all(amount is None for amount in typed)


def read_adjustments(text: str, rest: Money | None = None) -> tuple[Adjustment, ...]:
    """Read `CO-197 420.00` or `CO-253 2.08; OA-23 184`; raises InputError with a sentence.

    With a `rest`, a code alone takes what the others leave of it; without a group it is CO, for what is
    denied is never the patient's by itself.
    """
    found: list[Adjustment] = []
    for part in text.upper().split(";"):
        if not part.strip():
            continue
        left = (rest or ZERO) - total(each.amount for each in found)
        bare = _BARE.fullmatch(part.strip())
        if bare and (bare[1] or "CO") in GROUPS and left > ZERO:
            found.append(Adjustment(bare[1] or "CO", bare[2], left))
            continue
        match = _ONE.fullmatch(part.strip())
        if match is None:
            raise InputError(
                f"“{part.strip()}” is not understood. Type group, code and amount, like CO-197 420.00, "
                "and a semicolon before the next."
            )
        if match[1] not in GROUPS:
            raise InputError(f"“{match[1]}” is not a group. Type CO, PR, OA or PI, as on the paper.")
        found.append(Adjustment(match[1], match[2], read_money(match[3])))
    return tuple(found)


def write_adjustments(adjustments: Sequence[Adjustment]) -> str:
    """Write them the way they are read."""
    return "; ".join(f"{part.name} {part.amount}" for part in adjustments)


def compose_typed_answer(line: ClaimLine, typed: TypedLine, rank: int) -> LineAnswer:
    """Make the answer to a line from what was typed, and fill what the paper leaves unsaid.

    The first insurer's discount is charge - allowed (CO-45). For a later insurer what the earlier ones paid
    and took off is charge - open (OA-23), unless it was typed.
    """
    shares = (("1", typed.deductible), ("2", typed.coinsurance), ("3", typed.copay))
    adjustments = [Adjustment("PR", code, amount) for code, amount in shares if amount]
    adjustments += [replace(part, accepted=typed.accepted) for part in typed.others]
    answer = LineAnswer(line.charge_id, typed.allowed, typed.paid or ZERO, tuple(adjustments))
    if rank == 1:
        return compose_answer(line.charge, answer)
    earlier = line.charge - line.open_balance
    if not earlier or any(part.repeats_earlier_payer for part in adjustments):
        return answer
    return replace(answer, adjustments=(Adjustment("OA", "23", earlier), *adjustments))


def find_rest(line: ClaimLine, typed: TypedLine, rank: int) -> Money:
    """What a code typed without an amount stands for: all that the other amounts leave of the line.

    An allowed amount of nothing is no discount then: the line is denied.
    """
    bare = replace(typed, allowed=typed.allowed or None, others=())
    return left_to_explain(line, compose_typed_answer(line, bare, rank))


def left_to_explain(line: ClaimLine, answer: LineAnswer) -> Money:
    """What of the charge the answer neither pays nor adjusts; zero when the line balances."""
    return line.charge - answer.paid - total(part.amount for part in answer.adjustments)


def patient_part(answer: LineAnswer) -> Money:
    """What the insurer leaves to the patient or to the next insurer."""
    return total(part.amount for part in answer.adjustments if part.is_share)


def discount_part(answer: LineAnswer) -> Money:
    """What the plan's contract takes off, typed or filled."""
    return total(part.amount for part in answer.adjustments if part.write_off_kind and not part.accepted)
