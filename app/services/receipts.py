"""Receipts: the first print of each is kept and reprinted byte by byte; a copy is drawn with its mark."""

from dataclasses import dataclass
from hashlib import sha256

from app.documents.receipt import draw_receipt
from app.domain.errors import RuleError
from app.domain.posting import PATIENT_AR, UNAPPLIED
from app.domain.receipts import PaymentMethod, PaymentReceipt, check_receipt_ties
from app.domain.rights import Right
from app.models.ledger import Payment
from app.models.office import User
from app.models.records import GuarantorAccount, StoredFile
from app.queries.letterheads import find_letterhead
from app.queries.receipts import balance_after, last_posting_of_taking, receipt_lines
from app.queries.standing import is_returned, is_voided
from app.services.files import NewFile, keep_file, paper_mark
from app.services.rows import fetch
from app.services.session import Session

KIND = "receipt"


@dataclass(frozen=True, slots=True)
class PrintedReceipt:
    """A receipt on paper; `file_id` is the kept first print, None for a marked copy."""

    number: int
    pdf: bytes
    file_name: str
    file_id: int | None


def print_receipt(session: Session, payment_id: int, copy: bool = False) -> PrintedReceipt:
    """Print a payment's receipt as it stood when the payment was taken.

    The first print is kept, and given again byte by byte; a `copy` bears COPY. A voided payment's receipt
    always bears VOID, and that of a returned check RETURNED, so that nobody is handed a sound one.
    """
    session.require(Right.TAKE_PAYMENT)
    with session.transaction() as transaction:
        payment = fetch(Payment, payment_id, "payment")
        mark = _mark_of(payment_id, copy)
        kept = None if mark else _kept_print(payment_id)
        name = f"receipt-{payment.receipt_number}{'-' + mark.lower() if mark else ''}.pdf"
        pdf = bytes(kept.content) if kept else _draw(payment, mark)
        file_id = kept.id if kept else None
        if not mark and kept is None:
            paper = NewFile(KIND, name, pdf, "payment", payment_id, payment.patient_id, pages=1)
            file_id = keep_file(transaction, paper)
        transaction.record(
            "payment",
            payment_id,
            "reprint_receipt" if kept or mark else "print_receipt",
            patient=payment.patient_id,
            after={"receipt": payment.receipt_number, "mark": mark, "sha256": sha256(pdf).hexdigest()},
        )
        return PrintedReceipt(payment.receipt_number, pdf, name, file_id)


def _mark_of(payment_id: int, copy: bool) -> str:
    if is_returned(payment_id):
        return "RETURNED"
    if is_voided(payment_id):
        return "VOID"
    return "COPY" if copy else ""


def _kept_print(payment_id: int) -> StoredFile | None:
    here = (StoredFile.subject == "payment") & (StoredFile.subject_id == payment_id)
    row: StoredFile | None = StoredFile.get_or_none(here & (StoredFile.kind == KIND))
    return row


def _draw(payment: Payment, mark: str) -> bytes:
    account = fetch(GuarantorAccount, payment.account_id, "account")
    last = last_posting_of_taking(payment)
    receipt = PaymentReceipt(
        number=str(payment.receipt_number),
        language=account.language,
        practice=find_letterhead(),
        account_number=account.number,
        payer=payment.payer_name or f"{account.first} {account.last}".strip(),
        received_on=payment.received_on,
        method=PaymentMethod(payment.method),
        reference=payment.reference,
        amount=payment.amount,
        lines=receipt_lines(payment.id, last, account.language),
        credit=-balance_after(last, payment.account_id, UNAPPLIED),
        balance=balance_after(last, payment.account_id, PATIENT_AR),
        cashier=fetch(User, payment.user_id, "user").display_name,
    )
    faults = check_receipt_ties(receipt)
    if faults:
        raise RuleError(" ".join(f"{found.text} {found.fix}" for found in faults))
    return draw_receipt(receipt, " ".join(word for word in (paper_mark(), mark) if word))
