"""What a receipt says of a payment: how the ledger stood when the payment was taken."""

from datetime import date

from app.domain.money import Money
from app.domain.receipts import ReceiptLine
from app.models.database import select
from app.models.ledger import Payment


def last_posting_of_taking(payment: Payment) -> int:
    """The last posting written when the payment was taken: its uses bear the same time to the microsecond."""
    rows = select(
        "select max(p.id) from posting p join entry e on e.posting_id = p.id "
        "where e.payment_id = ? and p.at = ? and p.reverses is null",
        payment.id,
        payment.at,
    )
    return int(rows[0][0])


def receipt_lines(payment_id: int, last: int, language: str) -> tuple[ReceiptLine, ...]:
    """What a payment was used for up to a posting, by date of service."""
    rows = select(
        "select t.first || ' ' || t.last, c.service_on, coalesce(r.name, c.code), coalesce(r.name_es, ''), "
        "-sum(e.cents) from entry e join charge c on c.id = e.charge_id "
        "join patient t on t.id = c.patient_id left join procedure r on r.code = c.code "
        "where e.payment_id = ? and e.posting_id <= ? and e.account = 'patient_ar' "
        "group by c.id order by c.service_on, c.id",
        payment_id,
        last,
    )
    return tuple(
        ReceiptLine(
            patient.strip(),
            date.fromisoformat(on),
            (language == "es" and spanish) or english,
            Money(cents),
        )
        for patient, on, english, spanish, cents in rows
    )


def balance_after(posting_id: int, account_id: int, ledger_account: str) -> Money:
    """What stood on a ledger account of a guarantor after a posting."""
    rows = select(
        "select coalesce(sum(cents), 0) from entry "
        "where guarantor_id = ? and account = ? and posting_id <= ?",
        account_id,
        ledger_account,
        posting_id,
    )
    return Money(rows[0][0])
