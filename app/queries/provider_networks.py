"""Whether our providers take a patient's insurance: the networks as the practice wrote them down."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.people import PersonName
from app.domain.rights import Right
from app.models.database import select
from app.models.eligibility import ProviderNetwork
from app.models.records import Plan
from app.queries.asking import asks


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """A provider in or out of a network; `plan` is empty where it holds for every plan of the payer."""

    id: int
    version: int
    provider: str
    payer: str
    plan: str
    in_network: bool
    effective: date
    ends: date | None
    active: bool
    values: dict[str, Any]


@asks(Right.SEE_OFFICE)
def list_networks() -> tuple[NetworkLine, ...]:
    """All networks by payer, plan and provider."""
    rows = select(
        "select w.id, p.last, p.first, p.middle, p.suffix, y.name, coalesce(n.name, '') "
        "from provider_network w join provider p on p.id = w.provider_id join payer y on y.id = w.payer_id "
        "left join plan n on n.id = w.plan_id order by y.name, 7, p.last, p.first, w.effective desc"
    )
    kept = {row.id: row for row in ProviderNetwork.select()}
    return tuple(
        _line(kept[row_id], str(PersonName(*name)), payer, plan) for row_id, *name, payer, plan in rows
    )


def is_in_network(provider_id: int, plan_id: int, on: date) -> bool | None:
    """Tell whether a provider is in a plan's network on a day; None where nobody wrote it down.

    Inside another question. A line of the plan goes before one of the payer, a later before an earlier.
    """
    plan = Plan.get_by_id(plan_id)
    rows = select(
        "select in_network from provider_network where provider_id = ?1 and payer_id = ?2 and active = 1 "
        "and (plan_id = ?3 or plan_id is null) and effective <= ?4 and (ends is null or ends >= ?4) "
        "order by plan_id is null, effective desc, id desc limit 1",
        provider_id,
        plan.payer_id,
        plan_id,
        on.isoformat(),
    )
    return bool(rows[0][0]) if rows else None


def _line(row: ProviderNetwork, provider: str, payer: str, plan: str) -> NetworkLine:
    values = {name: value for name, value in row.__data__.items() if name not in ("id", "version")}
    return NetworkLine(
        row.id,
        row.version,
        provider,
        payer,
        plan,
        row.in_network,
        row.effective,
        row.ends,
        row.active,
        values,
    )
