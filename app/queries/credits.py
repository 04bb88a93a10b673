"""What is known of credits beside their payments: the choice of the patient, and who is of the family."""

from dataclasses import dataclass
from datetime import date

from app.domain.errors import InputError
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks


@dataclass(frozen=True, slots=True)
class CreditChoiceLine:
    """What the patient's side last said of a payment's credit."""

    payment_id: int
    choice: str
    note: str
    on: date


@asks(Right.SEE_PATIENT)
def list_credit_choices() -> tuple[CreditChoiceLine, ...]:
    """The latest choice for every payment that still has credit."""
    rows = select(
        "select c.payment_id, c.choice, c.note, substr(c.at, 1, 10) from credit_choice c "
        "where c.id = (select max(x.id) from credit_choice x where x.payment_id = c.payment_id) "
        "and exists(select 1 from payment_balance b where b.payment_id = c.payment_id and b.cents < 0) "
        "order by c.payment_id"
    )
    return tuple(
        CreditChoiceLine(payment, choice, note, date.fromisoformat(on)) for payment, choice, note, on in rows
    )


def family_member(account_id: int) -> int:
    """A patient of an account, the first one registered; raises InputError where there is none."""
    rows = select("select min(id) from patient where account_id = ?1 or own_account_id = ?1", account_id)
    if rows[0][0] is None:
        raise InputError("This account has no patient, so no fee can be charged on it. Take the mark out.")
    return int(rows[0][0])
