"""What could be given up: open lines of an account, small balances with why not, and which are copays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.allocation import OpenItem
from app.domain.money import ZERO, Money
from app.domain.posting import INSURANCE_AR, PATIENT_AR
from app.domain.rights import Right
from app.domain.write_offs import SmallBalance, SmallBalanceLine, plan_small_balances
from app.models.database import select
from app.queries.asking import asks
from app.queries.desk_payments import OpenItemLine


@dataclass(frozen=True, slots=True)
class OpenBucket:
    """What is open of a charge on one ledger account, for whom and with which policy."""

    charge_id: int
    account: str
    guarantor_id: int
    policy_id: int | None
    amount: Money


_COPAY = (
    "select 1 from adjudication_adjustment j join adjudication a on a.id = j.adjudication_id "
    "where j.charge_id = {charge} and j.group_code = 'PR' and j.reason_code = '3' and j.cents > 0 "
    "and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id)"
)


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_write_off_items(patient_id: int, of_insurer: bool) -> tuple[OpenItemLine, ...]:
    """A patient's lines for which the patient's side owes, or an insurer; the oldest first."""
    rows = select(
        "select c.id, c.patient_id, t.last || ', ' || t.first, c.service_on, coalesce(r.name, c.code), "
        "sum(b.cents), c.visit_id from charge c join patient t on t.id = c.patient_id "
        "join charge_balance b on b.charge_id = c.id and b.account = ? and b.cents > 0 "
        "left join procedure r on r.code = c.code where c.patient_id = ? "
        "group by c.id order by c.service_on, c.id",
        INSURANCE_AR if of_insurer else PATIENT_AR,
        patient_id,
    )
    return tuple(
        OpenItemLine(OpenItem(charge, patient, date.fromisoformat(on), Money(owes), visit), name, description)
        for charge, patient, name, on, description, owes, visit in rows
    )


@asks(Right.SEE_PATIENT)
def list_small_balances(below: Money) -> tuple[SmallBalanceLine, ...]:
    """The dry list: accounts that owe less than a limit, the smallest first, and why some are left out."""
    rows = select(
        "select a.id, a.number, trim(a.last || ', ' || a.first, ', '), b.cents, "
        "coalesce((select -u.cents from account_balance u where u.guarantor_id = a.id "
        "and u.account = 'unapplied'), 0), "
        "coalesce((select i.cents from account_balance i where i.guarantor_id = a.id "
        "and i.account = 'insurance_ar'), 0), "
        "exists(select 1 from charge_balance o where o.guarantor_id = a.id and o.account = 'patient_ar' "
        f"and o.cents > 0 and exists({_COPAY.format(charge='o.charge_id')})), a.bankruptcy "
        "from account_balance b join guarantor_account a on a.id = b.guarantor_id "
        "where b.account = 'patient_ar' and b.cents > 0 and b.cents < ? order by b.cents, a.id",
        below.cents,
    )
    accounts = [
        SmallBalance(
            *(account, number, name, Money(owes), Money(credit)),
            *(Money(insured), bool(is_copay), bool(bankrupt)),
        )
        for account, number, name, owes, credit, insured, is_copay, bankrupt in rows
    ]
    return plan_small_balances(accounts, below)


def open_buckets(charge_id: int, account: str) -> tuple[OpenBucket, ...]:
    """What is open of a charge on one ledger account, bucket by bucket."""
    rows = select(
        "select guarantor_id, policy_id, cents from charge_balance "
        "where charge_id = ? and account = ? and cents > 0 order by policy_id",
        charge_id,
        account,
    )
    return tuple(
        OpenBucket(charge_id, account, guarantor, policy or None, Money(cents))
        for guarantor, policy, cents in rows
    )


def owed_lines_of(account_id: int) -> tuple[OpenBucket, ...]:
    """The lines that an account owes, in order."""
    rows = select(
        "select b.charge_id, b.cents from (select distinct charge_id from entry where guarantor_id = ?1 "
        "and account = 'patient_ar') e join charge_balance b on b.charge_id = e.charge_id "
        "and b.account = 'patient_ar' and b.guarantor_id = ?1 where b.cents > 0 order by b.charge_id",
        account_id,
    )
    return tuple(OpenBucket(charge, PATIENT_AR, account_id, None, Money(cents)) for charge, cents in rows)


def touches_copay(charge_ids: Sequence[int]) -> bool:
    """Tell whether one of these lines is a copay that the patient owes."""
    return any(select(_COPAY.format(charge="?"), charge) for charge in charge_ids)


def copays_waived(patient_id: int, since: date) -> int:
    """How many copays a patient was spared as a courtesy since a day."""
    rows = select(
        "select count(distinct e.charge_id) from charge c join entry e on e.charge_id = c.id "
        "join posting p on p.id = e.posting_id where c.patient_id = ? and e.account = 'writeoff_courtesy' "
        "and p.kind = 'write_off' and p.posted_on >= ? "
        "and not exists(select 1 from posting r where r.reverses = p.id) "
        f"and exists({_COPAY.format(charge='c.id')})",
        patient_id,
        since.isoformat(),
    )
    return int(rows[0][0])


def patient_of_charge(charge_id: int) -> int:
    """Whose service a charge is."""
    return int(select("select patient_id from charge where id = ?", charge_id)[0][0])


def owed_of(items: Sequence[OpenItemLine]) -> tuple[tuple[int, Money], ...]:
    """What lines owe, as (charge id, amount)."""
    return tuple((line.item.charge_id, line.item.owes) for line in items if line.item.owes > ZERO)
