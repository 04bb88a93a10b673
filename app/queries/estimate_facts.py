"""All that an estimate of a visit is made of: its services, the plans that pay, their prices and amounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.benefits import find_benefit
from app.domain.cob import CobMethod
from app.domain.errors import RuleError
from app.domain.estimate_shares import SEQUESTRATION_BP, Network, PlanTerms
from app.domain.estimates import Basis, EstimateQuestion, PlannedLine, PlanSide, Price
from app.domain.expected_allowed import BilledService
from app.domain.money import ZERO, Money
from app.domain.scrubbing.code_families import is_visit
from app.models.database import select
from app.models.ledger import Visit
from app.models.records import Patient
from app.queries.adjudications import policies_in_order
from app.queries.contract_rates import RateSource
from app.queries.contracts import list_all_contracts
from app.queries.estimate_amounts import yearly_amounts
from app.queries.estimate_prices import PricedPlan, prices_of
from app.queries.visits import VisitDetail, benefits_of, find_visit

WAITING = ("printed", "sent")
# Where a hospital or a surgery center gives the room, the law protects from bills above the plan's price.
PROTECTED_PLACES = frozenset({"19", "21", "22", "23", "24"})
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
class _Visit:
    """The visit with its services as they are priced; `place` is the place of service code."""

    detail: VisitDetail
    lines: tuple[PlannedLine, ...]
    billed: tuple[BilledService, ...]
    place: str

    @property
    def on(self) -> date:
        return self.detail.line.on_date


def estimate_question(visit_id: int, patient_id: int, today: date) -> EstimateQuestion:
    """What the estimate of a visit is made of; raises RuleError while nothing, or no fee, is planned."""
    visit = _find_visit(find_visit(visit_id, patient_id))
    policies = () if is_self_pay(visit.detail, patient_id) else policies_in_order(patient_id, visit.on)
    plans = [_plan(policy) for policy in policies]
    sides = _sides(visit, plans)
    return EstimateQuestion(
        visit.on,
        today,
        visit.lines,
        tuple(sides),
        paid_before(visit_id),
        _count_waiting(plans[0].policy_id) if plans else 0,
        not plans or _is_network_known(visit, plans[0], sides[0]),
    )


def is_self_pay(visit: VisitDetail, patient_id: int) -> bool:
    """Tell whether no insurance is billed for a visit because the patient, or the visit, says so."""
    return bool(visit.values["self_pay"]) or bool(Patient.get_by_id(patient_id).self_pay)


def paid_before(visit_id: int) -> Money:
    """What was taken for a visit and is not used for anything yet."""
    rows = select(
        "select coalesce(sum(-b.cents), 0) from payment p join payment_balance b on b.payment_id = p.id "
        "where p.visit_id = ? and b.cents < 0",
        visit_id,
    )
    return Money(rows[0][0])


def _find_visit(detail: VisitDetail) -> _Visit:
    if not detail.pattern.lines:
        raise RuleError("Nothing is planned for this visit yet. Type the planned services first.")
    codes = [line.code for line in detail.pattern.lines]
    known = _procedures(codes)
    row = Visit.get_by_id(detail.line.id)
    place = row.place.pos if row.place else ""
    lines, billed = [], []
    for at, line in enumerate(detail.pattern.lines):
        if line.amount == ZERO:
            raise RuleError(f"{line.code} has no fee on that day. Type its charge beside the code.")
        name, name_es, category = known.get(line.code, (line.code, "", "other"))
        lines.append(
            PlannedLine(
                line.code, line.amount, line.units, line.modifiers, name, name_es, is_visit(line.code)
            )
        )
        where = line.pos or place
        billed.append(BilledService(at, line.code, line.amount, line.units, line.modifiers, where, category))
    return _Visit(detail, tuple(lines), tuple(billed), place)


def _procedures(codes: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    marks = ", ".join("?" * len(codes))
    rows = select(f"select code, name, name_es, category from procedure where code in ({marks})", *codes)
    return {code: (name, name_es, category) for code, name, name_es, category in rows}


def _plan(policy_id: int) -> _Plan:
    named = dict(zip(_Plan.__slots__, select(_PLANS, policy_id)[0], strict=True))
    flags = {name: bool(named[name]) for name in ("is_qmb", "is_medicare")}
    return _Plan(**{**named, **flags})


def _sides(visit: _Visit, plans: Sequence[_Plan]) -> list[PlanSide]:
    source = RateSource(list_all_contracts()) if plans else None
    sides: list[PlanSide] = []
    for rank, plan in enumerate(plans):
        assert source is not None
        network = _network(visit, plan)
        priced = PricedPlan(plan.payer_id, plan.plan_id, network, plan.is_medicare)
        prices = prices_of(visit.billed, priced, visit.on, source)
        if sides:
            prices = _like_first(prices, sides[0].prices)
        amounts = yearly_amounts(plan.policy_id, plan.plan_id, visit.on)
        rows = benefits_of(plan.plan_id)
        sides.append(
            PlanSide(
                plan.policy_id,
                plan.name,
                PlanTerms(
                    amounts.told,
                    plan.family_kind == "aggregate",
                    network=network,
                    sequestration_bp=SEQUESTRATION_BP if plan.is_medicare else 0,
                ),
                prices,
                tuple(find_benefit(line.category, rows) for line in visit.billed),
                _method(plan, plans[0], rank),
                plan.is_qmb,
                amounts.figures_only,
                _without_notice(visit, plan),
            )
        )
    return sides


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


def _network(visit: _Visit, plan: _Plan) -> Network:
    rows = _network_rows(visit, plan)
    if not rows or rows[0][0]:
        return Network.IN
    if plan.is_medicare:
        return Network.NONPARTICIPATING
    return Network.PROTECTED if visit.place in PROTECTED_PLACES else Network.OUT


def _network_rows(visit: _Visit, plan: _Plan) -> list[tuple[Any, ...]]:
    provider = visit.detail.values["provider"]
    return list(select(_NETWORK, plan.payer_id, provider, plan.plan_id, visit.on.isoformat()))


def _is_network_known(visit: _Visit, plan: _Plan, side: PlanSide) -> bool:
    by_contract = any(price.basis is Basis.CONTRACT for price in side.prices)
    return by_contract or plan.is_medicare or bool(_network_rows(visit, plan))


def _without_notice(visit: _Visit, plan: _Plan) -> tuple[int, ...]:
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


def _count_waiting(policy_id: int) -> int:
    marks = ", ".join("?" * len(WAITING))
    rows = select(
        f"select count(*) from claim where policy_id = ? and state in ({marks})", policy_id, *WAITING
    )
    return int(rows[0][0])
