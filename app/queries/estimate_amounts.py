"""What is left of a policy's yearly amounts: as the insurer said last, else the plan's own whole figures."""

from dataclasses import dataclass
from datetime import date

from app.domain.accumulators import Accumulators
from app.models.records import Plan
from app.queries.eligibility import find_accumulators


@dataclass(frozen=True, slots=True)
class YearlyAmounts:
    """The amounts that count; `figures_only` where nobody said how much of the plan's figures was used."""

    told: Accumulators
    figures_only: bool = False


def yearly_amounts(policy_id: int, plan_id: int, on: date, *, outside: bool = False) -> YearlyAmounts:
    """The amounts of a policy on a day of service; a part of the question about an estimate.

    A plan's own figures are those of its network: `outside` nothing is known but what the insurer said.
    """
    told = find_accumulators(policy_id, on, outside=outside)
    if told is not None or outside:
        return YearlyAmounts(told or Accumulators())
    plan = Plan.get_by_id(plan_id)
    figures = Accumulators(plan.deductible, plan.family_deductible, plan.oop, plan.family_oop)
    is_known = plan.deductible is not None or plan.family_deductible is not None
    return YearlyAmounts(figures, figures_only=is_known)
