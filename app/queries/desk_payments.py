"""What is known at the desk before a payment is taken: who pays, what is open, and the copay of today."""

from dataclasses import dataclass
from datetime import date

from app.domain.allocation import CopayDue, OpenItem
from app.domain.benefits import BenefitMode, BenefitRow, copay_of_visit
from app.domain.money import ZERO, Money, total
from app.domain.rights import Right
from app.models.database import select
from app.models.records import Benefit, GuarantorAccount, Patient, Policy
from app.queries.adjudications import policies_in_order
from app.queries.asking import asks
from app.queries.standing import IS_VOIDED


@dataclass(frozen=True, slots=True)
class OpenItemLine:
    """A service for which the patient's side owes, in words."""

    item: OpenItem
    patient: str
    description: str


@dataclass(frozen=True, slots=True)
class PayingAccount:
    """An account that may be paid at the desk."""

    id: int
    number: str
    name: str
    credit: Money
    items: tuple[OpenItemLine, ...]
    no_checks: bool = False

    @property
    def owes(self) -> Money:
        """What the open services come to."""
        return total(line.item.owes for line in self.items)


@dataclass(frozen=True, slots=True)
class DeskPayment:
    """A patient at the desk: the accounts that pay for him, his own last, and the copay of today's visit."""

    patient_id: int
    patient: str
    accounts: tuple[PayingAccount, ...]
    copay: CopayDue | None

    @property
    def proposed(self) -> Money:
        """The amount to ask for: the copay of today, else what is owed."""
        return self.copay.amount if self.copay else self.accounts[0].owes


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_desk_payment(patient_id: int, today: date) -> DeskPayment:
    """What a patient may pay today, and for what."""
    patient = Patient.get_by_id(patient_id)
    ids = [patient.account_id]
    if patient.own_account_id and patient.own_account_id != patient.account_id:
        ids.append(patient.own_account_id)
    name = f"{patient.first} {patient.last}".strip()
    copay = None if patient.self_pay else _copay_due(patient_id, today)
    return DeskPayment(patient_id, name, tuple(_account(each) for each in ids), copay)


@asks(Right.SEE_PATIENT)
def list_open_items(account_id: int) -> tuple[OpenItemLine, ...]:
    """The services for which an account owes, the oldest first."""
    rows = select(
        "select c.id, c.patient_id, t.last || ', ' || t.first, c.service_on, coalesce(r.name, c.code), "
        "b.cents, c.visit_id from (select distinct charge_id from entry where guarantor_id = ?1 "
        "and account = 'patient_ar') e join charge_balance b on b.charge_id = e.charge_id "
        "and b.account = 'patient_ar' and b.guarantor_id = ?1 and b.cents > 0 "
        "join charge c on c.id = e.charge_id join patient t on t.id = c.patient_id "
        "left join procedure r on r.code = c.code order by c.service_on, c.id",
        account_id,
    )
    return tuple(
        OpenItemLine(
            OpenItem(charge, patient_id, date.fromisoformat(on), Money(owes), visit), name, description
        )
        for charge, patient_id, name, on, description, owes, visit in rows
    )


def _account(account_id: int) -> PayingAccount:
    row = GuarantorAccount.get_by_id(account_id)
    credit = select(
        "select coalesce(sum(-cents), 0) from account_balance where guarantor_id = ? "
        "and account = 'unapplied'",
        account_id,
    )[0][0]
    name = f"{row.first} {row.last}".strip()
    return PayingAccount(
        account_id, row.number, name, Money(credit), list_open_items(account_id), row.no_checks
    )


def _copay_due(patient_id: int, today: date) -> CopayDue | None:
    """The copay of the latest visit of today that was neither answered nor paid yet."""
    visits = select(
        "select v.id from visit v where v.patient_id = ? and v.on_date = ? and v.state <> 'cancelled' "
        "and v.self_pay = 0 and not exists(select 1 from claim m join adjudication a on a.claim_id = m.id "
        "where m.visit_id = v.id and not exists(select 1 from adjudication_void w "
        "where w.adjudication_id = a.id)) order by v.id desc",
        patient_id,
        today.isoformat(),
    )
    policies = policies_in_order(patient_id, today) if visits else ()
    if not policies:
        return None
    plan = Policy.get_by_id(policies[0]).plan_id
    benefits = [
        BenefitRow(row.category, BenefitMode[row.mode], row.copay, row.coinsurance_bp)
        for row in Benefit.select().where(Benefit.plan == plan)
    ]
    for (visit_id,) in visits:
        left = _copay_left(visit_id, benefits)
        if left > ZERO:
            return CopayDue(visit_id, left)
    return None


def _copay_left(visit_id: int, benefits: list[BenefitRow]) -> Money:
    categories = select(
        "select distinct coalesce(r.category, 'other') from charge c "
        "left join procedure r on r.code = c.code where c.visit_id = ?",
        visit_id,
    )
    copay = copay_of_visit([category for (category,) in categories], benefits) or ZERO
    paid = select(
        f"select coalesce(sum(p.cents), 0) from payment p where p.visit_id = ? and not {IS_VOIDED}",
        visit_id,
    )[0][0]
    return copay - Money(paid)
