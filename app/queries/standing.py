"""What still stands in the ledger: postings not taken back, what they left open, and the credit not used."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.money import ZERO, Money, total
from app.models.database import select

# Of a payment `p`: that it was taken back.
IS_VOIDED = (
    "exists(select 1 from posting o join posting r on r.reverses = o.id "
    "where o.source_key = 'payment/' || p.id)"
)
_STANDS = "p.reverses is null and not exists(select 1 from posting r where r.reverses = p.id)"


@dataclass(frozen=True, slots=True)
class PatientDebt:
    """What the patient's side owes for a charge, and the account that owes it."""

    charge_id: int
    account_id: int
    owes: Money
    is_confidential: bool


def standing_postings(payment_id: int) -> tuple[tuple[int, str], ...]:
    """The postings of a payment that were not taken back, latest first, each with its kind."""
    rows = select(
        "select distinct p.id, p.kind from posting p join entry e on e.posting_id = p.id "
        f"where e.payment_id = ? and {_STANDS} order by p.id desc",
        payment_id,
    )
    return tuple((posting, kind) for posting, kind in rows)


def uses_of_charge(payment_id: int, charge_id: int) -> tuple[int, ...]:
    """The standing uses of a payment that name a charge, latest first."""
    rows = select(
        "select distinct p.id from posting p join entry e on e.posting_id = p.id "
        f"where e.payment_id = ? and e.charge_id = ? and p.kind = 'allocation' and {_STANDS} "
        "order by p.id desc",
        payment_id,
        charge_id,
    )
    return tuple(posting for (posting,) in rows)


def parts_of(postings: Sequence[int]) -> tuple[tuple[int, Money], ...]:
    """What uses give to charges together, as (charge id, amount)."""
    marks = ", ".join("?" * len(postings))
    rows = select(
        f"select charge_id, -sum(cents) from entry where posting_id in ({marks}) and account = 'patient_ar' "
        "group by charge_id order by charge_id",
        *postings,
    )
    return tuple((charge, Money(cents)) for charge, cents in rows)


def came_into_drawer(payment_id: int) -> bool:
    """Tell whether a payment was put into the drawer of the day, and not taken over from elsewhere."""
    rows = select("select 1 from entry where payment_id = ? and account = 'cash_drawer' limit 1", payment_id)
    return bool(rows)


def standing_charge_postings(visit_id: int) -> tuple[int, ...]:
    """The postings of a visit's charges that were not taken back."""
    rows = select(
        "select distinct p.id from posting p join entry e on e.posting_id = p.id "
        f"join charge c on c.id = e.charge_id where c.visit_id = ? and p.kind = 'charge' and {_STANDS}",
        visit_id,
    )
    return tuple(posting for (posting,) in rows)


def is_more_than_charged(visit_id: int) -> bool:
    """Tell whether anything but the charges themselves stands on a visit: an answer, or a payment used."""
    rows = select(
        "select 1 from posting p join entry e on e.posting_id = p.id join charge c on c.id = e.charge_id "
        f"where c.visit_id = ? and p.kind <> 'charge' and {_STANDS} limit 1",
        visit_id,
    )
    return bool(rows)


def last_line_number(visit_id: int) -> int:
    """The highest line number among all the charges a visit ever had, 0 where it had none."""
    return int(select("select coalesce(max(line_number), 0) from charge where visit_id = ?", visit_id)[0][0])


def is_voided(payment_id: int) -> bool:
    """Tell whether a payment was taken back."""
    return bool(select(f"select 1 from payment p where p.id = ? and {IS_VOIDED}", payment_id))


def is_returned(payment_id: int) -> bool:
    """Tell whether a payment was a check that the bank returned."""
    return bool(select("select 1 from returned_check where payment_id = ?", payment_id))


def credit_of(payment_id: int) -> Money:
    """What is left of a payment."""
    rows = select("select -cents from payment_balance where payment_id = ?", payment_id)
    return Money(rows[0][0]) if rows else ZERO


def debt_of(charge_id: int) -> PatientDebt | None:
    """What the patient's side owes for a charge; None where it owes nothing."""
    rows = select(
        "select b.guarantor_id, b.cents, a.confidential from charge_balance b "
        "join guarantor_account a on a.id = b.guarantor_id "
        "where b.charge_id = ? and b.account = 'patient_ar' and b.cents > 0",
        charge_id,
    )
    if not rows:
        return None
    ((account_id, cents, is_confidential),) = rows
    return PatientDebt(charge_id, account_id, Money(cents), bool(is_confidential))


def owed_by(account_id: int) -> Money:
    """What the patients of an account owe; less than nothing where lines were overpaid."""
    rows = select(
        "select cents from account_balance where guarantor_id = ? and account = 'patient_ar'", account_id
    )
    return total(Money(cents) for (cents,) in rows)
