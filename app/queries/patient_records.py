"""A patient's record in one look: who it is, who owes what, and what the record lacks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.coming_of_age import FamilyPlace
from app.domain.completeness import PatientFacts
from app.domain.good_faith import GoodFaithBill
from app.domain.money import ZERO, Money
from app.domain.names import fold
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.good_faith import disputable_bills
from app.queries.record_facts import day, load_facts

CLOSED_STATES = "('closed', 'void')"


@dataclass(frozen=True, slots=True)
class Balances:
    """What an account owes: the patient's side, insurers, and its unused credit."""

    patient_owes: Money = ZERO
    insurance_owes: Money = ZERO
    credit: Money = ZERO


@dataclass(frozen=True, slots=True)
class PatientRecord:
    """A patient in one look; `owes_here` is his own part of what the family's account owes.

    `own` is the account kept off the family's bill. `claim_id` is the newest claim still open.
    """

    id: int
    number: str
    facts: PatientFacts
    confidential: bool
    deceased_on: date | None
    account_number: str
    family_size: int
    family: FamilyPlace
    balances: Balances
    own: Balances
    owes_here: Money
    last_statement_on: date | None
    last_payment_on: date | None
    last_payment: Money
    claim_id: int | None
    no_checks: bool = False
    above_estimate: tuple[GoodFaithBill, ...] = ()


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_record(patient_id: int) -> PatientRecord:
    """One patient in one look."""
    facts = load_facts((patient_id,))[patient_id]
    (row,) = select(_RECORD, patient_id)
    number, confidential, deceased, account_id, own_id, account_number, last, first, no_checks = row
    claim_id, open_claims = select(_OPEN_CLAIMS, patient_id)[0]
    paid = select(_LAST_PAYMENT, account_id)
    family = FamilyPlace(
        facts.birth_date,
        fold(f"{last} {first}") == fold(f"{facts.name.last} {facts.name.first}"),
        f"{first} {last}".strip(),
        open_claims,
    )
    return PatientRecord(
        id=patient_id,
        number=number,
        facts=facts,
        confidential=bool(confidential),
        deceased_on=day(deceased),
        account_number=account_number,
        family_size=_one("select count(*) from patient where active = 1 and account_id = ?", account_id),
        family=family,
        balances=_balances(account_id),
        own=_balances(own_id),
        owes_here=Money(_one(_OWES_HERE, patient_id, account_id)),
        last_statement_on=day(_one("select max(on_date) from statement where account_id = ?", account_id)),
        last_payment_on=day(paid[0][0]) if paid else None,
        last_payment=Money(paid[0][1]) if paid else ZERO,
        claim_id=claim_id,
        no_checks=bool(no_checks),
        above_estimate=disputable_bills(patient_id),
    )


_RECORD = (
    "select t.number, t.confidential, t.deceased_on, t.account_id, t.own_account_id, a.number, a.last, "
    "a.first, a.no_checks from patient t join guarantor_account a on a.id = t.account_id where t.id = ?"
)
# An answered claim is open while its insurer still owes on it, as after a denial.
_OPEN_CLAIMS = (
    f"select max(m.id), count(*) from claim m where m.patient_id = ? and m.state not in {CLOSED_STATES} "
    "and (m.state != 'answered' or exists(select 1 from claim_line l "
    "join charge_balance b on b.charge_id = l.charge_id where l.claim_id = m.id "
    "and b.account = 'insurance_ar' and b.policy_id = m.policy_id and b.cents > 0))"
)
_OWES_HERE = (
    "select coalesce(sum(b.cents), 0) from charge c join charge_balance b on b.charge_id = c.id "
    "where c.patient_id = ? and b.account = 'patient_ar' and b.guarantor_id = ?"
)
_LAST_PAYMENT = (
    "select received_on, cents from payment p where account_id = ? and not exists("
    "select 1 from posting o join posting r on r.reverses = o.id where o.source_key = 'payment/' || p.id) "
    "order by received_on desc, id desc limit 1"
)


def _balances(account_id: int | None) -> Balances:
    rows = select("select account, cents from account_balance where guarantor_id = ?", account_id)
    sums = dict(rows)
    return Balances(
        Money(sums.get("patient_ar", 0)),
        Money(sums.get("insurance_ar", 0)),
        Money(-sums.get("unapplied", 0)),
    )


def _one(sql: str, *params: Any) -> Any:
    return select(sql, *params)[0][0]
