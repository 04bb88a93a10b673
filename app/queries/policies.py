"""Policies of a patient, and the plans a policy can be of."""

from dataclasses import dataclass
from typing import Any

from app.domain.coverage import PolicyTerm
from app.domain.rights import Right
from app.models.database import select
from app.models.records import Policy
from app.queries.asking import asks


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A policy as lists and the claim see it; `values` are its columns as the form changes them."""

    id: int
    version: int
    term: PolicyTerm
    plan_id: int
    member_id: str
    group_number: str
    holder: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan that a policy can be of, with its payer."""

    id: int
    payer_id: int
    payer: str
    name: str


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_policies(patient_id: int) -> tuple[PolicyLine, ...]:
    """A patient's policies by rank, the newest of a rank first."""
    plans = {plan.id: plan for plan in list_plans()}
    business = dict(select("select id, line_of_business from payer"))
    rows = Policy.select().where(Policy.patient == patient_id).order_by(Policy.rank, Policy.effective.desc())
    return tuple(_line(row, plans[row.plan_id], business) for row in rows)


@asks(Right.SEE_OFFICE)
def list_plans() -> tuple[PlanLine, ...]:
    """Every plan by payer and name."""
    rows = select(
        "select n.id, y.id, y.name, n.name from plan n join payer y on y.id = n.payer_id "
        "order by y.name, n.name, n.id"
    )
    return tuple(PlanLine(*row) for row in rows)


def _line(row: Policy, plan: PlanLine, business: dict[int, str]) -> PolicyLine:
    term = PolicyTerm(
        row.id,
        row.rank,
        row.effective,
        row.termination,
        plan.payer,
        plan.name,
        business[plan.payer_id],
        row.relationship,
    )
    values = {name: value for name, value in row.__data__.items() if name not in ("id", "version", "patient")}
    holder = f"{row.holder_first} {row.holder_last}".strip()
    return PolicyLine(row.id, row.version, term, row.plan_id, row.member_id, row.group_number, holder, values)
