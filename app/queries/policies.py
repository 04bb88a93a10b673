"""Policies of a patient, and the plans a policy can be of."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.coverage import PolicyTerm
from app.domain.names import fold
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
    active: bool
    line_of_business: str
    is_medicare: bool = False


@dataclass(frozen=True, slots=True)
class HolderLine:
    """Somebody whose facts can be copied into a policy; `values` are the policy's columns."""

    name: str
    values: dict[str, Any]


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_policies(patient_id: int) -> tuple[PolicyLine, ...]:
    """A patient's policies by rank, the newest of a rank first."""
    plans = {plan.id: plan for plan in _all_plans()}
    rows = Policy.select().where(Policy.patient == patient_id).order_by(Policy.rank, Policy.effective.desc())
    return tuple(_line(row, plans[row.plan_id]) for row in rows)


@asks(Right.SEE_PATIENT)
def list_plans() -> tuple[PlanLine, ...]:
    """The plans in use, by payer and name."""
    return tuple(plan for plan in _all_plans() if plan.active)


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_holders(patient_id: int) -> tuple[HolderLine, ...]:
    """People of the family who may hold a policy: who pays, the account's others, holders named before."""
    rows = select(_HOLDERS, patient_id)
    found: dict[tuple[str, str], HolderLine] = {}
    for last, first, middle, suffix, born, sex, street, street2, city, state, zip_code, phone in rows:
        values = {
            "holder_last": last,
            "holder_first": first,
            "holder_middle": middle,
            "holder_suffix": suffix,
            "holder_birth_date": date.fromisoformat(born) if born else None,
            "holder_sex": sex,
            "street": street,
            "street2": street2,
            "city": city,
            "state": state,
            "zip": zip_code,
            "holder_phone": phone,
        }
        key = (fold(last), fold(first))
        known = found.get(key)
        if known is None or known.values["holder_birth_date"] is None:
            found[key] = HolderLine(f"{first} {last}".strip(), values)
    return tuple(found.values())


def _all_plans() -> tuple[PlanLine, ...]:
    rows = select(
        "select n.id, y.id, y.name, n.name, n.active and y.active, y.line_of_business, "
        "'medicare' in (y.line_of_business, y.form_kind) from plan n "
        "join payer y on y.id = n.payer_id order by y.name, n.name, n.id"
    )
    return tuple(
        PlanLine(plan, payer, of, name, bool(active), business, bool(medicare))
        for plan, payer, of, name, active, business, medicare in rows
    )


_HOLDERS = """
    with me as (select account_id from patient where id = ?1)
    select last, first, middle, suffix, null, '', street, street2, city, state, zip, phone
      from guarantor_account where id = (select account_id from me)
    union all
    select last, first, middle, suffix, birth_date, sex, street, street2, city, state, zip, phone
      from patient where account_id = (select account_id from me) and id <> ?1
    union all
    select holder_last, holder_first, holder_middle, holder_suffix, holder_birth_date, holder_sex, o.street,
      o.street2, o.city, o.state, o.zip, holder_phone
      from policy o join patient t on t.id = o.patient_id
      where t.account_id = (select account_id from me) and o.relationship <> 'self' and holder_last <> ''
"""


def _line(row: Policy, plan: PlanLine) -> PolicyLine:
    term = PolicyTerm(
        row.id,
        row.rank,
        row.effective,
        row.termination,
        plan.payer,
        plan.name,
        plan.line_of_business,
        row.relationship,
    )
    values = {name: value for name, value in row.__data__.items() if name not in ("id", "version", "patient")}
    holder = f"{row.holder_first} {row.holder_last}".strip()
    return PolicyLine(row.id, row.version, term, row.plan_id, row.member_id, row.group_number, holder, values)


def has_claims_out(policy_id: int) -> bool:
    """Tell whether any claim to this policy went out or was answered."""
    rows = select(
        "select 1 from claim m where m.policy_id = ?1 and (m.state not in ('ready', 'void') "
        "or exists(select 1 from claim_version v where v.claim_id = m.id)) limit 1",
        policy_id,
    )
    return bool(rows)
