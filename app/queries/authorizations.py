"""Authorizations and referrals, with what is left of them counted from the charges that stand."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.authorizations import (
    Authorization,
    CareRecord,
    Kind,
    Status,
    count_used,
    explain_left,
    weigh_left,
)
from app.domain.code_ranges import read_codes
from app.domain.findings import Severity
from app.domain.rights import Right
from app.domain.service_counts import CountBy, ServiceCharge
from app.models import authorizations as tables
from app.models.database import select
from app.queries.asking import asks


@dataclass(frozen=True, slots=True)
class AuthorizationLine:
    """An authorization as lists show it; `weight` is None in order, a warning or an error otherwise."""

    id: int
    version: int
    authorization: Authorization
    insurance: str
    used: int
    left: str
    weight: Severity | None
    values: dict[str, Any]


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_authorizations(patient_id: int, today: date) -> tuple[AuthorizationLine, ...]:
    """A patient's authorizations and referrals with what is left of each; those that end last come first."""
    rows = _rows("where a.patient_id = ? and a.active = 1", patient_id)
    charges = service_charges("c.patient_id = ?", patient_id)[patient_id]
    lines = [_line(row, charges, today) for row in rows]
    return tuple(sorted(lines, key=lambda line: (line.authorization.ends or date.max, line.id), reverse=True))


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_care_record(patient_id: int) -> CareRecord:
    """What is known of a patient's care: posted charges, authorizations and referrals."""
    charges = service_charges("c.patient_id = ?", patient_id)[patient_id]
    rows = _rows("where a.patient_id = ? and a.active = 1", patient_id)
    return CareRecord(charges, tuple(row.authorization for row in rows))


def service_charges(where: str, *params: Any) -> Mapping[int, tuple[ServiceCharge, ...]]:
    """The charges billed to insurers as limits count them, by patient; inside another question only.

    `where` speaks of the charge `c` and the plan `n` it was billed to. What was taken back is left out, as is
    what no insurer was asked for, or what was billed anew to another.
    """
    found: dict[int, list[ServiceCharge]] = defaultdict(list)
    for patient, *facts, payers in select(_CHARGES.format(where), *params):
        charge, visit, code, on, units, category, authorization, referral = facts
        found[patient].append(
            ServiceCharge(
                charge,
                visit,
                code,
                date.fromisoformat(on),
                units,
                frozenset(int(payer) for payer in payers.split(",")),
                category,
                authorization_number=authorization,
                referral_number=referral,
            )
        )
    return defaultdict(tuple, {patient: tuple(charges) for patient, charges in found.items()})


_CHARGES = """
    select c.patient_id, c.id, c.visit_id, c.code, c.service_on, c.units, coalesce(r.category, ''),
      v.authorization_number, v.referral_number, group_concat(distinct n.payer_id)
    from charge c join visit v on v.id = c.visit_id join claim_line l on l.charge_id = c.id
      join claim k on k.id = l.claim_id and k.state not in ('void', 'closed')
      join policy o on o.id = k.policy_id join plan n on n.id = o.plan_id
      left join procedure r on r.code = c.code
    where {} and exists(
      select 1 from entry e join posting p on p.id = e.posting_id where e.charge_id = c.id
        and p.kind = 'charge' and not exists(select 1 from posting b where b.reverses = p.id))
    group by c.id order by c.service_on, c.visit_id, c.id
"""


@dataclass(frozen=True, slots=True)
class _Row:
    """An authorization with its insurance."""

    insurance: str
    authorization: Authorization
    version: int
    values: dict[str, Any]


def _rows(where: str, *params: Any) -> list[_Row]:
    found = select(
        "select a.id, y.id, y.name, n.name from authorization a join policy o on o.id = a.policy_id "
        f"join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id {where} order by a.id",
        *params,
    )
    kept = {row.id: row for row in _fetched([each[0] for each in found])}
    return [
        _Row(
            f"{payer} {plan}",
            _authorization(kept[key], payer_id, payer),
            kept[key].version,
            _values(kept[key]),
        )
        for key, payer_id, payer, plan in found
    ]


def _fetched(ids: list[int]) -> list[tables.Authorization]:
    wanted = tables.Authorization.id.in_(ids)
    return list(tables.Authorization.select().where(wanted)) if ids else []


def _values(row: tables.Authorization) -> dict[str, Any]:
    return {name: value for name, value in row.__data__.items() if name not in ("id", "version", "patient")}


def _authorization(row: tables.Authorization, payer_id: int, payer: str) -> Authorization:
    return Authorization(
        row.id,
        Kind(row.kind),
        Status(row.status),
        row.number,
        payer_id,
        payer,
        row.policy_id,
        read_codes(row.codes),
        row.diagnosis,
        row.provider_id,
        row.place_id,
        CountBy(row.count_by),
        row.approved,
        row.used_before,
        row.starts,
        row.ends,
        row.requested_on,
        row.decided_on,
        row.denial_reason,
        row.call_reference,
        row.referred_by,
        row.referred_by_npi,
    )


def _line(row: _Row, charges: tuple[ServiceCharge, ...], today: date) -> AuthorizationLine:
    authorization = row.authorization
    used = count_used(authorization, charges)
    return AuthorizationLine(
        authorization.id,
        row.version,
        authorization,
        row.insurance,
        used,
        explain_left(authorization, used, today),
        weigh_left(authorization, used, today),
        row.values,
    )
