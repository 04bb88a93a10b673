"""How the invented insurers answer: allowed by plan, the patient's share by its benefits, some denials."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.answers import Adjustment, LineAnswer
from app.domain.money import ZERO, Money, percent_of, total
from app.services.demo_scene import DemoPlan


@dataclass(frozen=True, slots=True)
class BilledLine:
    """A line as the insurer sees it."""

    charge_id: int
    category: str
    amount: Money


@dataclass(slots=True)
class Deductibles:
    """What each patient has still to pay before a plan pays, this year."""

    left: dict[tuple[int, int], Money] = field(default_factory=dict)

    def take(self, patient_id: int, plan: DemoPlan, amount: Money) -> Money:
        """Use up the deductible by at most an amount; gives what fell into it."""
        left = self.left.get((patient_id, plan.id), plan.deductible or ZERO)
        used = min(left, amount)
        self.left[patient_id, plan.id] = left - used
        return used


def compose_denial(lines: Sequence[BilledLine], code: str) -> tuple[LineAnswer, ...]:
    """Deny every line by a code of group CO."""
    return tuple(
        LineAnswer(line.charge_id, ZERO, ZERO, (Adjustment("CO", code, line.amount),)) for line in lines
    )


def compose_first_answer(
    patient_id: int, plan: DemoPlan, lines: Sequence[BilledLine], deductibles: Deductibles
) -> tuple[LineAnswer, ...]:
    """Answer as the insurer that pays first: discount, then copay, deductible and coinsurance."""
    return tuple(_first(patient_id, plan, line, deductibles) for line in lines)


def compose_later_answer(
    lines: Sequence[BilledLine], asked: dict[int, Money], patient_bp: int
) -> tuple[LineAnswer, ...]:
    """Answer as the supplement: pays what was passed on, less `patient_bp` of it; OA-23 repeats the rest."""
    answers = []
    for line in lines:
        passed_on = asked.get(line.charge_id, ZERO)
        share = percent_of(passed_on, patient_bp)
        parts = [Adjustment("OA", "23", line.amount - passed_on), Adjustment("PR", "2", share)]
        kept = tuple(part for part in parts if part.amount)
        answers.append(LineAnswer(line.charge_id, None, passed_on - share, kept))
    return tuple(answers)


def _first(patient_id: int, plan: DemoPlan, line: BilledLine, deductibles: Deductibles) -> LineAnswer:
    allowed = percent_of(line.amount, plan.allowed_bp)
    shares = [] if line.category == "preventive" else _shares(patient_id, plan, line, allowed, deductibles)
    discount = Adjustment("CO", "45", line.amount - allowed)
    parts = tuple(part for part in (discount, *shares) if part.amount)
    paid = allowed - total(part.amount for part in shares)
    return LineAnswer(line.charge_id, allowed, paid, parts)


def _shares(
    patient_id: int, plan: DemoPlan, line: BilledLine, allowed: Money, deductibles: Deductibles
) -> list[Adjustment]:
    if plan.copay and line.category == "office":
        return [Adjustment("PR", "3", min(plan.copay, allowed))]
    deductible = deductibles.take(patient_id, plan, allowed)
    coinsurance = percent_of(allowed - deductible, plan.coinsurance_bp)
    return [Adjustment("PR", "1", deductible), Adjustment("PR", "2", coinsurance)]
