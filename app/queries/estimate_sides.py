"""The plans that pay for a visit, in their order: their prices, benefits, amounts left and how they pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.cob import CobMethod
from app.domain.estimate_shares import SEQUESTRATION_BP, Network, PlanTerms
from app.domain.estimates import Basis, PlannedLine, PlanSide, Price
from app.domain.expected_allowed import BilledService
from app.models.database import select
from app.queries.contract_rates import RateSource
from app.queries.contracts import list_all_contracts
from app.queries.estimate_amounts import yearly_amounts
from app.queries.estimate_guidelines import GuidedVisit, guided_benefits
from app.queries.estimate_prices import PricedPlan, prices_of
from app.queries.visits import VisitDetail, benefits_of

# Where a hospital or a surgery center gives the room, the law protects from bills above the plan's price.
PROTECTED_PLACES = frozenset({"19", "21", "22", "23", "24"})
OUTSIDE = "outside_shares"
_PLANS = (
    "select o.id, o.qmb, n.id, y.id, y.name, lower(n.kind || ' ' || n.name), "
    "n.cob_method, n.family_deductible_kind, y.line_of_business, y.line_of_business = 'medicare' or "
    "(y.form_kind = 'medicare' and y.line_of_business <> 'medicare_advantage') "
    "from policy o join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id where o.id = ?"
)
_NETWORK = (
    "select in_network from provider_network where payer_id = ?1 and effective <= ?4 and active = 1 "
    "and (ends is null or ends >= ?4) and provider_id = ?2 and (plan_id is null or plan_id = ?3) "
    "order by plan_id is null, effective desc, id desc limit 1"
)


@dataclass(frozen=True, slots=True)
class _Plan:
    policy_id: int
    is_qmb: bool
    plan_id: int
    payer_id: int
    name: str
    kind: str
    cob_method: str
    family_kind: str
    business: str
    is_medicare: bool


@dataclass(frozen=True, slots=True)
class VisitServices:
    """The visit with its services as they are priced; `place` is the place of service code."""

    detail: VisitDetail
    lines: tuple[PlannedLine, ...]
    billed: tuple[BilledService, ...]
    place: str

    @property
    def on(self) -> date:
        """The day of the visit."""
        return self.detail.line.on_date


def plan_sides(visit: VisitServices, policies: Sequence[int], today: date) -> tuple[PlanSide, ...]:
    """What each plan makes of the visit's services, the one that pays first in front."""
    if not policies:
        return ()
    plans = [_plan(policy) for policy in policies]
    source = RateSource(list_all_contracts())
    first = prices_of(visit.billed, _priced(visit, plans[0]), visit.on, source)
    later = (
        _like_first(prices_of(visit.billed, _priced(visit, plan), visit.on, source), first)
        for plan in plans[1:]
    )
    return tuple(
        _side(visit, plan, prices, _method(plan, plans[0], rank), today)
        for rank, (plan, prices) in enumerate(zip(plans, (first, *later), strict=True))
    )


def is_network_known(visit: VisitServices, policy_id: int, side: PlanSide) -> bool:
    """Tell whether a contract, a record or Medicare's own rules say how the provider stands to a plan."""
    plan = _plan(policy_id)
    by_contract = any(price.basis is Basis.CONTRACT for price in side.prices)
    return by_contract or plan.is_medicare or bool(_network_rows(visit, plan))


def _side(
    visit: VisitServices, plan: _Plan, prices: tuple[Price, ...], method: CobMethod, today: date
) -> PlanSide:
    line, pattern = visit.detail.line, visit.detail.pattern
    guided = guided_benefits(
        GuidedVisit(line.patient_id, visit.billed, pattern.diagnoses, visit.on, today),
        (plan.payer_id, plan.plan_id, plan.business),
        benefits_of(plan.plan_id),
    )
    network = _network(visit, plan)
    is_outside = network is Network.OUT
    amounts = yearly_amounts(plan.policy_id, plan.plan_id, visit.on, outside=is_outside)
    terms = PlanTerms(
        amounts.told,
        plan.family_kind == "aggregate",
        network=network,
        sequestration_bp=SEQUESTRATION_BP if plan.is_medicare else 0,
    )
    return PlanSide(
        plan.policy_id,
        plan.name,
        terms,
        prices,
        guided.rows,
        method,
        plan.is_qmb,
        amounts.figures_only,
        _without_notice(visit, plan),
        (*guided.doubts, *((OUTSIDE,) if is_outside else ())),
    )


def _priced(visit: VisitServices, plan: _Plan) -> PricedPlan:
    return PricedPlan(plan.payer_id, plan.plan_id, _network(visit, plan), plan.is_medicare)


def _like_first(prices: Sequence[Price], first: Sequence[Price]) -> tuple[Price, ...]:
    """A second plan without a price of its own is taken to allow what the first one does."""
    return tuple(
        Price(other.allowed, Basis.FIRST) if price.allowed is None and other.allowed is not None else price
        for price, other in zip(prices, first, strict=True)
    )


def _method(plan: _Plan, first: _Plan, rank: int) -> CobMethod:
    if rank and plan.business == "medicaid":
        return CobMethod.MEDICAID
    if rank and first.is_medicare and ("medigap" in plan.kind or "supplement" in plan.kind):
        return CobMethod.MEDIGAP
    return CobMethod.MEDICARE if rank and plan.is_medicare else CobMethod(plan.cob_method)


def _network(visit: VisitServices, plan: _Plan) -> Network:
    rows = _network_rows(visit, plan)
    if not rows or rows[0][0]:
        return Network.IN
    if plan.is_medicare:
        return Network.NONPARTICIPATING
    return Network.PROTECTED if visit.place in PROTECTED_PLACES else Network.OUT


def _network_rows(visit: VisitServices, plan: _Plan) -> list[tuple[Any, ...]]:
    provider = visit.detail.values["provider"]
    return list(select(_NETWORK, plan.payer_id, provider, plan.plan_id, visit.on.isoformat()))


def _without_notice(visit: VisitServices, plan: _Plan) -> tuple[int, ...]:
    """The lines that a Medicare patient need not pay if not covered: no signed notice names them."""
    if not plan.is_medicare:
        return ()
    rows = select(
        "select codes from advance_notice where patient_id = ? and visit_id = ? and signed_on is not null",
        visit.detail.line.patient_id,
        visit.detail.line.id,
    )
    noticed = {code for (codes,) in rows for code in codes.split()}
    return tuple(at for at, line in enumerate(visit.lines) if line.code not in noticed)


def _plan(policy_id: int) -> _Plan:
    named = dict(zip(_Plan.__slots__, select(_PLANS, policy_id)[0], strict=True))
    flags = {name: bool(named[name]) for name in ("is_qmb", "is_medicare")}
    return _Plan(**{**named, **flags})
