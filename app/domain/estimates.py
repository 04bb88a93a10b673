"""The estimate of a visit before it: what each plan pays of each service, what the patient owes, and why.

Amounts are whole cents. What is not known is never guessed away: it is worked out at its worst and at its
best, and the estimate is a range from `low` to `patient`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.accumulators import Accumulators
from app.domain.benefits import WHOLE, BenefitMode, BenefitRow
from app.domain.cob import CobMethod, FirstPlan, SecondPayment, SecondPlan, pay_second
from app.domain.estimate_shares import (
    UNLIMITED,
    CostShare,
    Network,
    PlanTerms,
    PricedLine,
    effective_deductible,
    limiting_price,
    share_costs,
)
from app.domain.money import ZERO, Money, total

FREE = BenefitRow("", BenefitMode.NONE)
ALL_THE_PATIENTS = BenefitRow("", BenefitMode.COINS_ONLY, coinsurance_bp=WHOLE)


class Basis(StrEnum):
    """Where a plan's price of a service comes from, the surest first."""

    CONTRACT = "contract"
    SCHEDULE = "schedule"
    USUAL = "usual"
    MEDICARE = "medicare"
    FIRST = "first"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """How far an estimate can be relied on."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A service as it is planned, with the charge of all its units; names are the practice's own."""

    code: str
    charge: Money
    units: int = 1
    modifiers: tuple[str, ...] = ()
    name: str = ""
    name_es: str = ""
    is_visit: bool = False


@dataclass(frozen=True, slots=True)
class Price:
    """What a plan allows for a line of all its units; None is not known. `words` tell how it was found."""

    allowed: Money | None = None
    basis: Basis = Basis.UNKNOWN
    words: str = ""


@dataclass(frozen=True, slots=True)
class PlanSide:
    """A plan that pays for the visit: its terms, and for each line its price and the benefit that counts.

    `figures_only`: the yearly amounts are the plan's own, and nobody said what was used of them. `uncovered`
    names the lines that may not be billed to the patient where the plan does not cover them, `doubts` what
    the plan's guidelines ask for first.
    """

    policy_id: int
    name: str
    terms: PlanTerms
    prices: tuple[Price, ...]
    benefits: tuple[BenefitRow | None, ...]
    method: CobMethod = CobMethod.STANDARD
    is_protected: bool = False
    figures_only: bool = False
    uncovered: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EstimateQuestion:
    """All that an estimate is made of; without `sides` the patient pays the charges himself.

    `paid` was taken for the visit before; `open_claims` still wait for this insurer's answer; `network_known`
    tells whether a contract or a record says how the provider stands to the first plan.
    """

    visit_on: date
    made_on: date
    lines: tuple[PlannedLine, ...]
    sides: tuple[PlanSide, ...] = ()
    paid: Money = ZERO
    open_claims: int = 0
    network_known: bool = True


@dataclass(frozen=True, slots=True)
class LineEstimate:
    """One service of an estimate: charge = patient + plan + second + written off (with what is held back)."""

    line: PlannedLine
    price: Price
    share: CostShare
    second: SecondPayment
    second_price: Price | None = None

    @property
    def patient(self) -> Money:
        """What the patient owes for it after every plan."""
        return self.second.patient

    @property
    def write_off(self) -> Money:
        """What nobody pays: the agreed discount, and what a plan or the law takes off."""
        return self.line.charge - self.patient - self.share.plan - self.second.paid


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a visit is expected to cost; `low` differs from `patient` where something is not known."""

    question: EstimateQuestion
    lines: tuple[LineEstimate, ...]
    left: Accumulators
    low: Money
    confidence: Confidence
    reasons: tuple[str, ...]

    @property
    def patient(self) -> Money:
        """The patient's share, at most."""
        return total(each.patient for each in self.lines)

    @property
    def is_range(self) -> bool:
        """Tell whether something is not known, so that the share lies between two amounts."""
        return self.low != self.patient

    @property
    def charge(self) -> Money:
        """What all services are charged."""
        return total(each.line.charge for each in self.lines)

    @property
    def plan(self) -> Money:
        """What the plans pay."""
        return total(each.share.plan + each.second.paid for each in self.lines)

    @property
    def due(self) -> Money:
        """What is left to pay after what was taken for the visit before."""
        return max(self.patient - self.question.paid, ZERO)

    @property
    def too_much(self) -> Money:
        """What was taken beyond the share, to be given back once the insurer says so too."""
        return max(self.question.paid - self.patient, ZERO)


def compose_estimate(question: EstimateQuestion) -> Estimate:
    """Work out an estimate at its worst for the patient, and what it is at its best."""
    lines, left = _work_out(question, at_best=False)
    best, _ = _work_out(question, at_best=True)
    dearest = total(each.patient for each in lines)
    low = min(total(each.patient for each in best), dearest)
    reasons = tuple(_reasons(question))
    return Estimate(question, lines, left, low, _confidence(reasons), reasons)


def _work_out(question: EstimateQuestion, *, at_best: bool) -> tuple[tuple[LineEstimate, ...], Accumulators]:
    if not question.sides:
        return tuple(_pays_himself(line) for line in question.lines), Accumulators()
    first, *others = (
        _assume(each, question, rank, at_best=at_best) for rank, each in enumerate(question.sides)
    )
    shares, left = share_costs(_priced(first, question), first.terms)
    seconds = _seconds(question, first, shares, others[0] if others else None)
    return tuple(
        LineEstimate(
            line,
            first.prices[at],
            shares[at],
            seconds[at],
            others[0].prices[at] if others else None,
        )
        for at, line in enumerate(question.lines)
    ), left


def _pays_himself(line: PlannedLine) -> LineEstimate:
    share = CostShare(not_covered=line.charge)
    return LineEstimate(line, Price(), share, SecondPayment(ZERO, line.charge))


def _assume(side: PlanSide, question: EstimateQuestion, rank: int, *, at_best: bool) -> PlanSide:
    """Put the best or the worst for the patient where a price, a benefit or a yearly amount is not known."""
    prices = tuple(
        price
        if price.allowed is not None
        else replace(price, allowed=_assume_price(side, line.charge, rank)[at_best])
        for price, line in zip(side.prices, question.lines, strict=True)
    )
    unknown = FREE if at_best else ALL_THE_PATIENTS
    benefits = tuple(benefit or unknown for benefit in side.benefits)
    return replace(side, prices=prices, benefits=benefits, terms=_assume_terms(side, at_best=at_best))


def _assume_price(side: PlanSide, charge: Money, rank: int) -> tuple[Money, Money]:
    """The price that is the worst for the patient, and the best.

    In a network a high price is the worst. Outside it a low one is, for the rest of the charge is the
    patient's; without assignment the highest that lets the whole charge be asked. A plan that pays second
    pays the less the lower its price.
    """
    if rank or side.terms.network is Network.OUT:
        return ZERO, charge
    if side.terms.network is Network.NONPARTICIPATING:
        return limiting_price(charge), ZERO
    return charge, ZERO


def _assume_terms(side: PlanSide, *, at_best: bool) -> PlanTerms:
    told = side.terms.accumulators
    if side.figures_only and at_best:
        told = replace(told, deductible_left=ZERO, family_deductible_left=ZERO)
    elif told.deductible_left is None and told.family_deductible_left is None:
        told = replace(told, deductible_left=ZERO if at_best else UNLIMITED)
    return replace(side.terms, accumulators=told)


def _priced(side: PlanSide, question: EstimateQuestion) -> list[PricedLine]:
    return [
        PricedLine(
            line.charge,
            side.prices[at].allowed or ZERO,
            side.benefits[at] or FREE,
            line.is_visit,
            at not in side.uncovered,
        )
        for at, line in enumerate(question.lines)
    ]


def _seconds(
    question: EstimateQuestion, first: PlanSide, shares: Sequence[CostShare], second: PlanSide | None
) -> tuple[SecondPayment, ...]:
    if second is None:
        return tuple(_alone(first, share) for share in shares)
    priced = _priced(second, question)
    own, _ = share_costs(priced, second.terms)
    found = []
    for at, share in enumerate(shares):
        _, before = share_costs(priced[:at], second.terms)
        does = SecondPlan(
            second.method,
            priced[at].allowed,
            own[at].plan + own[at].held_back,
            effective_deductible(before, second.terms),
            is_covered=priced[at].benefit.mode is not BenefitMode.NOT_COVERED,
        )
        made = _first_plan(question.lines[at], first.prices[at], share)
        found.append(pay_second(made, does, first.is_protected or second.is_protected))
    return tuple(found)


def _alone(side: PlanSide, share: CostShare) -> SecondPayment:
    if side.is_protected:
        return SecondPayment(ZERO, ZERO, share.patient)
    return SecondPayment(ZERO, share.patient)


def _first_plan(line: PlannedLine, price: Price, share: CostShare) -> FirstPlan:
    allowed = price.allowed or ZERO
    return FirstPlan(
        line.charge,
        allowed,
        share.plan + share.held_back,
        share.patient,
        share.deductible,
        allowed if price.basis is Basis.CONTRACT else None,
        share.not_covered + share.balance,
    )


def _reasons(question: EstimateQuestion) -> list[str]:
    """Name what makes an estimate less sure, as keys of its words; the weightiest first."""
    if not question.sides:
        return []
    found = [key for key, holds in _doubts(question) if holds]
    found += dict.fromkeys(doubt for side in question.sides[:2] for doubt in side.doubts)
    if len(question.sides) > 2:
        found.append("third_plan")
    return found


def _doubts(question: EstimateQuestion) -> list[tuple[str, bool]]:
    sides, first = question.sides[:2], question.sides[0]
    bases = {price.basis for side in sides for price in side.prices}
    is_shared = any(needs_yearly_amounts(side) for side in sides)
    told = [side.terms.accumulators for side in sides if needs_yearly_amounts(side)]
    return [
        ("no_price", Basis.UNKNOWN in bases),
        ("no_benefit", any(benefit is None for side in sides for benefit in side.benefits)),
        (
            "plan_figures",
            is_shared and any(side.figures_only for side in sides if needs_yearly_amounts(side)),
        ),
        ("no_yearly_amounts", any(_is_unknown(each) for each in told)),
        ("medicare_price", Basis.MEDICARE in bases),
        ("network_assumed", not question.network_known),
        ("old_amounts", any(_is_old(each, question.made_on) for each in told)),
        ("usual_price", bool(bases & {Basis.USUAL, Basis.FIRST})),
        ("open_claims", bool(question.open_claims) and needs_yearly_amounts(first)),
    ]


def needs_yearly_amounts(side: PlanSide) -> bool:
    """Tell whether any line of the visit is shared by deductible or coinsurance."""
    return any(benefit is not None and ("DED" in benefit.mode) for benefit in side.benefits)


def _is_unknown(told: Accumulators) -> bool:
    return told.deductible_left is None and told.family_deductible_left is None


def _is_old(told: Accumulators, today: date) -> bool:
    return told.as_of is not None and not told.is_fresh(today)


_LOW = frozenset(
    {
        *("no_price", "no_benefit", "plan_figures", "no_yearly_amounts", "medicare_price", "third_plan"),
        "outside_shares",
    }
)


def _confidence(reasons: Sequence[str]) -> Confidence:
    if not reasons:
        return Confidence.HIGH
    return Confidence.LOW if _LOW.intersection(reasons) else Confidence.MEDIUM
