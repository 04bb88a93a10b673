"""What a plan allows for planned services: by contract, else its usual rate, else Medicare's price."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.contracts import Contract, ContractTerm, RateKind
from app.domain.estimate_shares import Network, nonparticipating_price
from app.domain.estimates import Basis, Price
from app.domain.expected_allowed import BilledService, ExpectedLine
from app.domain.money import ZERO, Money
from app.domain.percents import WHOLE
from app.domain.usual_rates import LOOK_BACK_DAYS, MOST_ANSWERS, usual_allowed
from app.models.database import select
from app.queries.contract_rates import RateSource, price_services

SECOND_PROCEDURES_BP = (5_000,)  # Medicare pays half for the second to fifth procedure of a day
_ALLOWED = """
    select l.allowed_cents from charge c join adjudication_line l on l.charge_id = c.id
      join adjudication a on a.id = l.adjudication_id join claim m on m.id = a.claim_id and m.rank = 1
      join policy o on o.id = a.policy_id join plan n on n.id = o.plan_id and n.payer_id = ?1
    where c.code = ?2 and c.service_on >= ?3 and c.units = ?4 and c.modifiers = ?5 and l.allowed_cents > 0
      and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id)
    order by c.service_on desc, c.id desc limit ?6
"""


@dataclass(frozen=True, slots=True)
class PricedPlan:
    """The plan whose prices are asked for, how the provider stands to it, and whether it is Medicare."""

    payer_id: int
    plan_id: int
    network: Network
    is_medicare: bool


def prices_of(
    lines: Sequence[BilledService], plan: PricedPlan, on: date, source: RateSource
) -> tuple[Price, ...]:
    """What the plan allows for each line of one day, in their order; `charge_id` is the line's own place."""
    contract = source.contract_on(plan.payer_id, plan.plan_id, on)
    agreed = price_services(lines, contract, on, source) if contract else ()
    found = {at: _agreed(each) for at, each in enumerate(agreed) if each.amount is not None}
    found |= {at: _with_another(each) for at, each in enumerate(agreed) if _is_in_case(each, agreed)}
    listed = _by_medicare(lines, plan, on, source)
    return tuple(found.get(at) or _usual(line, plan, on) or listed[at] for at, line in enumerate(lines))


def _agreed(line: ExpectedLine) -> Price:
    return Price(line.amount, Basis.CONTRACT, line.words)


def _is_in_case(line: ExpectedLine, lines: Sequence[ExpectedLine]) -> bool:
    return line.amount is None and any(line.charge_id in each.case for each in lines)


def _with_another(line: ExpectedLine) -> Price:
    """A service that is paid with another one by a case rate costs nothing by itself."""
    return Price(ZERO, Basis.CONTRACT, line.words)


def _usual(line: BilledService, plan: PricedPlan, on: date) -> Price | None:
    if plan.is_medicare:
        return None
    since = (on - timedelta(days=LOOK_BACK_DAYS)).isoformat()
    words = " ".join(line.modifiers)
    rows = select(_ALLOWED, plan.payer_id, line.code, since, line.units, words, MOST_ANSWERS)
    allowed = usual_allowed([Money(cents) for (cents,) in rows])
    if allowed is None:
        return None
    return Price(min(allowed, line.charge), Basis.USUAL, f"the middle of {len(rows)} earlier answers")


def _by_medicare(
    lines: Sequence[BilledService], plan: PricedPlan, on: date, source: RateSource
) -> tuple[Price, ...]:
    """Medicare's own price of each line; for another plan no more than a likeness."""
    term = ContractTerm(RateKind.MEDICARE, percent_bp=WHOLE)
    listed = Contract(0, 0, 0, plan.payer_id, on, (term,), multiple_bp=SECOND_PROCEDURES_BP)
    basis = Basis.SCHEDULE if plan.is_medicare else Basis.MEDICARE
    prices = [
        Price() if each.amount is None else Price(each.amount, basis, each.words)
        for each in price_services(lines, listed, on, source)
    ]
    if plan.is_medicare and plan.network is Network.NONPARTICIPATING:
        return tuple(_nonparticipating(price, line) for price, line in zip(prices, lines, strict=True))
    return tuple(prices)


def _nonparticipating(price: Price, line: BilledService) -> Price:
    if price.allowed is None:
        return price
    return replace(price, allowed=nonparticipating_price(price.allowed, line.charge)[0])
