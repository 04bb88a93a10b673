"""What the completeness of patients' records depends on, for one patient or for many."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from app.domain.completeness import PatientFacts, PolicyFacts
from app.domain.coverage import PolicyTerm
from app.domain.people import Address, PersonName
from app.models.database import select

_PATIENTS = (
    "select t.id, t.last, t.first, t.middle, t.suffix, t.birth_date, t.sex, t.street, t.street2, t.city, "
    "t.state, t.zip, t.phone, t.language, trim(a.first || ' ' || a.last), t.self_pay, t.release_on, "
    "t.assignment_on, t.privacy_on, t.returned_mail or a.returned_mail, t.confirmed_on, "
    "trim(t.emergency_name || ' ' || t.emergency_phone) "
    "from patient t join guarantor_account a on a.id = t.account_id where t.id in ({marks})"
)
_POLICIES = (
    "select o.patient_id, o.id, o.rank, o.effective, o.termination, y.name, n.name, y.line_of_business, "
    "o.relationship, o.member_id, o.holder_last, o.holder_first, o.holder_birth_date, o.street, o.street2, "
    "o.city, o.state, o.zip from policy o join plan n on n.id = o.plan_id "
    "join payer y on y.id = n.payer_id where o.patient_id in ({marks}) order by o.rank, o.effective desc"
)


def load_facts(patient_ids: Sequence[int]) -> dict[int, PatientFacts]:
    """The facts of some patients by id; for other questions of this floor."""
    marks = ", ".join("?" * len(patient_ids))
    policies: dict[int, list[PolicyFacts]] = defaultdict(list)
    for row in select(_POLICIES.format(marks=marks), *patient_ids):
        policies[row[0]].append(_policy(row))
    rows = select(_PATIENTS.format(marks=marks), *patient_ids)
    return {row[0]: _patient(row, tuple(policies[row[0]])) for row in rows}


def day(text: str | None) -> date | None:
    """A date as the file keeps it."""
    return date.fromisoformat(text) if text else None


def _patient(row: tuple[Any, ...], policies: tuple[PolicyFacts, ...]) -> PatientFacts:
    return PatientFacts(
        name=PersonName(*row[1:5]),
        birth_date=day(row[5]),
        sex=row[6],
        address=Address(*row[7:12]),
        phone=row[12],
        language=row[13],
        guarantor=row[14],
        self_pay=bool(row[15]),
        policies=policies,
        release_on=day(row[16]),
        assignment_on=day(row[17]),
        privacy_on=day(row[18]),
        returned_mail=bool(row[19]),
        confirmed_on=day(row[20]),
        emergency_contact=row[21],
    )


def _policy(row: tuple[Any, ...]) -> PolicyFacts:
    _patient_id, policy, rank, effective, ends, payer, plan, business, relationship, member = row[:10]
    term = PolicyTerm(
        policy, rank, date.fromisoformat(effective), day(ends), payer, plan, business, relationship
    )
    return PolicyFacts(term, member, PersonName(row[10], row[11]), day(row[12]), Address(*row[13:18]))
