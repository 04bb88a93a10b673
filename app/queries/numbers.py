"""Accounts and receipts by the numbers that stand on their papers."""

from app.domain.errors import InputError
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks


@asks(Right.SEE_PATIENT)
def find_account_id(number: str) -> int:
    """The id of an account by its number, like `A1001`; raises InputError when there is none."""
    rows = select("select id from guarantor_account where number = ?", number.strip().upper())
    if not rows:
        raise InputError(f"There is no account “{number}” in this practice. Check the number.")
    return int(rows[0][0])


@asks(Right.SEE_PATIENT)
def find_receipt_number(payment_id: int) -> int:
    """The receipt number of a payment."""
    return int(select("select receipt_number from payment where id = ?", payment_id)[0][0])
