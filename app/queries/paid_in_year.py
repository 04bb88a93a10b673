"""Payments of an account in a year or on a day, with what each was used for and what was given back."""

from collections import defaultdict
from datetime import date

from app.domain.money import ZERO, Money
from app.domain.rights import Right
from app.domain.walkouts import PaidNow
from app.domain.year_end import PaymentUse, YearPayment
from app.models.database import select
from app.queries.asking import asks
from app.queries.standing import IS_VOIDED

_STANDS = "p.reverses is null and not exists(select 1 from posting r where r.reverses = p.id)"
_PAID = (
    "select p.id, p.received_on, p.receipt_number, p.method, p.cents from payment p where p.account_id = ? "
    f"and p.received_on >= ? and p.received_on < ? and not {IS_VOIDED} order by p.received_on, p.id"
)
_USES = (
    "select e.payment_id, e.charge_id, e.guarantor_id, -sum(e.cents) from payment y "
    "join entry e on e.payment_id = y.id join posting p on p.id = e.posting_id where y.account_id = ? "
    "and y.received_on >= ? and y.received_on < ? and e.account = 'patient_ar' and p.kind = 'allocation' "
    f"and {_STANDS} group by e.payment_id, e.charge_id, e.guarantor_id order by e.payment_id, e.charge_id"
)
_GIVEN_BACK = (
    "select e.payment_id, sum(e.cents) from payment y join entry e on e.payment_id = y.id "
    "join posting p on p.id = e.posting_id where y.account_id = ? and y.received_on >= ? "
    f"and y.received_on < ? and e.account = 'unapplied' and p.kind = 'refund' and {_STANDS} "
    "group by e.payment_id"
)


@asks(Right.SEE_PATIENT)
def list_year_payments(account_id: int, year: int) -> tuple[YearPayment, ...]:
    """The payments of an account that were received in a year and stand, the oldest first."""
    span = (account_id, date(year, 1, 1).isoformat(), date(year + 1, 1, 1).isoformat())
    uses: dict[int, list[PaymentUse]] = defaultdict(list)
    for payment, charge, account, cents in select(_USES, *span):
        uses[payment].append(PaymentUse(charge, account, Money(cents)))
    given_back = {payment: Money(cents) for payment, cents in select(_GIVEN_BACK, *span)}
    return tuple(
        YearPayment(
            date.fromisoformat(on),
            str(receipt),
            method,
            Money(cents),
            tuple(uses[payment]),
            given_back.get(payment, ZERO),
        )
        for payment, on, receipt, method, cents in select(_PAID, *span)
    )


@asks(Right.SEE_PATIENT, patient="patient_id")
def list_paid_now(account_id: int, patient_id: int, on: date) -> tuple[PaidNow, ...]:
    """The payments of a day on an account that were taken for a patient, or for nobody named."""
    rows = select(
        "select p.receipt_number, p.method, p.cents from payment p where p.account_id = ? "
        "and p.received_on = ? and coalesce(p.patient_id, ?) = ? "
        f"and not {IS_VOIDED} order by p.id",
        account_id,
        on.isoformat(),
        patient_id,
        patient_id,
    )
    return tuple(PaidNow(str(receipt), method, Money(cents)) for receipt, method, cents in rows)
