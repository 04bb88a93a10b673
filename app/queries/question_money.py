"""Payments, refunds, bills and estimates of an account, as answers to questions need them."""

from datetime import date

from app.domain.money import ZERO, Money
from app.domain.questions.facts import BillFacts, PaymentFacts, RefundFacts
from app.models.database import select
from app.queries.record_facts import day
from app.queries.standing import IS_VOIDED

_PAYMENTS = (
    "select p.id, p.receipt_number, p.received_on, p.cents, p.method, r.returned_on, c.cents "
    "from payment p left join returned_check r on r.payment_id = p.id "
    "left join charge c on c.id = r.fee_charge_id "
    f"where p.account_id = ? and (r.payment_id is not null or not {IS_VOIDED}) order by p.received_on, p.id"
)
_REFUNDS = (
    "select q.id, q.cents, coalesce(r.method, ''), r.issued_on from approval_request q "
    "left join refund r on r.request_id = q.id and r.state <> 'void' "
    "where q.account_id = ? and q.kind = 'patient_refund' and (r.id is not null or q.state = 'waiting') "
    "order by q.id"
)


def payments_of(account_id: int) -> tuple[PaymentFacts, ...]:
    """The payments of an account that stand, and those whose check came back, the oldest first."""
    return tuple(
        PaymentFacts(
            payment,
            receipt,
            date.fromisoformat(on),
            Money(cents),
            method,
            day(returned),
            ZERO if fee is None else Money(fee),
        )
        for payment, receipt, on, cents, method, returned, fee in select(_PAYMENTS, account_id)
    )


def refunds_of(account_id: int) -> tuple[RefundFacts, ...]:
    """The refunds to the patient's side that were sent or wait for approval, the oldest first."""
    return tuple(
        RefundFacts(request, Money(cents), method, day(issued))
        for request, cents, method, issued in select(_REFUNDS, account_id)
    )


def count_bills(account_id: int) -> BillFacts:
    """How many statements were made for an account, and the last one."""
    rows = select("select id, on_date from statement where account_id = ? order by on_date, id", account_id)
    if not rows:
        return BillFacts()
    last, on = rows[-1]
    return BillFacts(len(rows), last, date.fromisoformat(on))
