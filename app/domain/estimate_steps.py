"""The steps of an estimate as data: what was done with each service, in the order in which it was done.

A step is a key of `app.domain.estimate_words` and the values of its sentence, so that the screen, the printed
sheet and the command line say the same in either language.
"""

from dataclasses import dataclass

from app.domain.benefits import COPAY_MODES, BenefitMode, BenefitRow
from app.domain.date_entry import format_date
from app.domain.estimates import Basis, Estimate, LineEstimate, PlanSide, needs_yearly_amounts
from app.domain.money import ZERO, Money

OF_ALL = -1


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence to be: its key, its values by name, and the line it is about (OF_ALL for the visit)."""

    key: str
    values: tuple[tuple[str, str], ...] = ()
    line: int = OF_ALL


def explain_steps(estimate: Estimate) -> tuple[Step, ...]:
    """The steps of an estimate, service by service, then what they come to."""
    steps: list[Step] = []
    for at, line in enumerate(estimate.lines):
        steps += [_at(at, each) for each in _line_steps(estimate, at, line)]
    return (*steps, *_closing(estimate))


def explain_assumptions(estimate: Estimate) -> tuple[Step, ...]:
    """What the estimate rests on: the yearly amounts and their day, and whatever makes it less sure."""
    sides = [side for side in estimate.question.sides[:2] if needs_yearly_amounts(side)]
    told = [_step("as_of", **_as_of(side)) for side in sides if side.terms.accumulators.as_of is not None]
    return (*told, *(_step(f"doubt_{reason}") for reason in estimate.reasons))


def _line_steps(estimate: Estimate, at: int, line: LineEstimate) -> list[Step]:
    sides = estimate.question.sides
    steps = [_step("charge", charge=line.line.charge.dollars)]
    if not sides:
        return [*steps, _step("self_pay", amount=line.patient.dollars)]
    first = sides[0]
    benefit = first.benefits[at]
    steps += _price_steps(first, line)
    steps += _share_steps(first, benefit, line)
    if len(sides) > 1:
        key = "second_pays" if line.second.paid else "second_nothing"
        steps.append(_step(key, plan=sides[1].name, amount=line.second.paid.dollars, rule=sides[1].method))
    if line.second.forgiven:
        steps.append(_step("forgiven", amount=line.second.forgiven.dollars))
    return [*steps, _step("line_share", amount=line.patient.dollars)]


def _price_steps(first: PlanSide, line: LineEstimate) -> list[Step]:
    price = line.price
    if price.basis is Basis.UNKNOWN:
        return [_step("price_unknown", plan=first.name, charge=line.line.charge.dollars)]
    allowed = (price.allowed or ZERO).dollars
    return [_step(f"price_{price.basis}", plan=first.name, allowed=allowed, how=price.words)]


def _share_steps(first: PlanSide, benefit: BenefitRow | None, line: LineEstimate) -> list[Step]:
    share = line.share
    if benefit is None:
        return [_step("benefit_unknown", plan=first.name)]
    if benefit.mode is BenefitMode.NOT_COVERED:
        key = "not_covered" if share.not_covered else "not_covered_ours"
        return [_step(key, plan=first.name, amount=line.line.charge.dollars)]
    steps = [_step(key, amount=amount.dollars) for key, amount in _parts(benefit, line) if amount]
    if benefit.copay and not share.copay and not share.capped:
        steps.append(_step(_why_no_copay(benefit, line), copay=benefit.copay.dollars, plan=first.name))
    if not share.cost_share and not share.balance:
        steps.append(_step("nothing_shared", plan=first.name))
    if share.capped:
        steps.append(_step("capped", amount=share.capped.dollars))
    if share.balance:
        steps.append(_step("balance", amount=share.balance.dollars, plan=first.name))
    steps.append(_step("plan_pays", plan=first.name, amount=share.plan.dollars))
    if share.held_back:
        steps.append(_step("held_back", amount=share.held_back.dollars))
    return steps


def _parts(benefit: BenefitRow, line: LineEstimate) -> list[tuple[str, Money]]:
    share = line.share
    copay = ("copay", share.copay)
    deductible = ("deductible", share.deductible)
    fixed = [copay, deductible] if benefit.mode.startswith("COPAY") else [deductible, copay]
    return [*fixed, ("coinsurance", share.coinsurance)]


def _why_no_copay(benefit: BenefitRow, line: LineEstimate) -> str:
    """Why a copay of the plan is not asked for: the kind of service, the deductible, or once a visit."""
    if benefit.mode not in COPAY_MODES:
        return "copay_not_asked"
    return "copay_after_deductible" if line.share.deductible == line.price.allowed else "copay_once"


def _closing(estimate: Estimate) -> list[Step]:
    question = estimate.question
    key = "total_range" if estimate.is_range else "total"
    steps = [_step(key, amount=estimate.patient.dollars, low=estimate.low.dollars)]
    if question.paid:
        steps.append(_step("paid", paid=question.paid.dollars, due=estimate.due.dollars))
    if estimate.too_much:
        steps.append(_step("too_much", amount=estimate.too_much.dollars))
    return steps


def _as_of(side: PlanSide) -> dict[str, str]:
    told = side.terms.accumulators
    amounts = {
        "deductible": told.deductible_left,
        "family": told.family_deductible_left,
        "cap": told.oop_left,
    }
    shown = {name: "–" if amount is None else amount.dollars for name, amount in amounts.items()}
    return {"plan": side.name, "on": format_date(told.as_of) if told.as_of else "", **shown}


def _at(line: int, step: Step) -> Step:
    return Step(step.key, step.values, line)


def _step(key: str, **values: str) -> Step:
    return Step(key, tuple(values.items()))
