"""Patients' money: taken with a receipt number, used for visits, taken back by reversal only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.domain.errors import InputError, RuleError
from app.domain.money import ZERO, Money, total
from app.domain.payment_references import holds_card_number
from app.domain.posting import LARGEST_LINE, Share, plan_allocation_posting, plan_payment, plan_reversal
from app.domain.rights import Right
from app.models.ledger import Payment, Visit
from app.models.postings import append, entries_of
from app.models.records import GuarantorAccount
from app.queries.standing import credit_of, debt_of, standing_postings
from app.services.days import open_for_posting
from app.services.rows import fetch, next_number
from app.services.session import Session, Transaction

METHODS = ("cash", "check", "card", "hsa", "ach", "other")
JUST_TAKEN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class PaymentEntry:
    """A payment as typed; `shares` say what it is used for, charge by charge, and the rest stays credit."""

    account_id: int
    amount: Money
    method: str
    reference: str = ""
    payer_name: str = ""
    memo: str = ""
    patient_id: int | None = None
    visit_id: int | None = None
    shares: tuple[tuple[int, Money], ...] = ()


def take_payment(session: Session, entry: PaymentEntry) -> int:
    """Take a payment, give it the next receipt number, use it for the shares named; give the payment's id."""
    session.require(Right.TAKE_PAYMENT, patient=entry.patient_id)
    _check_payment(entry)
    with session.transaction() as transaction:
        return post_payment(session, transaction, entry)


def post_payment(
    session: Session, transaction: Transaction, entry: PaymentEntry, received_on: date | None = None
) -> int:
    """Write a payment, its postings and its uses inside the open transaction.

    `received_on` is the day of a payment taken over from elsewhere: it is posted today with that day as its
    effective day, and its money is not in today's drawer.
    """
    fetch(GuarantorAccount, entry.account_id, "account")
    _check_visit(entry)
    today, at = session.today(), session.now().isoformat()
    open_for_posting(session, transaction, today)
    row = Payment.create(
        receipt_number=next_number("receipt"),
        account=entry.account_id,
        patient=entry.patient_id,
        visit=entry.visit_id,
        received_on=received_on or today,
        method=entry.method,
        reference=entry.reference.strip(),
        payer_name=entry.payer_name.strip(),
        memo=entry.memo.strip(),
        amount=entry.amount,
        user=session.user.id,
        at=at,
    )
    method = "other" if received_on else entry.method
    postings = [plan_payment(row.id, entry.account_id, entry.amount, method, today)]
    if entry.shares:
        shares = _shares(entry.account_id, entry.shares, entry.amount)
        postings.append(plan_allocation_posting(row.id, entry.account_id, shares, today))
    append([replace(posting, effective_on=received_on) for posting in postings], session.user.id, at)
    transaction.record(
        "payment",
        row.id,
        "take_payment",
        patient=entry.patient_id,
        after={"receipt": row.receipt_number, "amount": entry.amount, "method": entry.method},
    )
    return int(row.id)


def use_credit(session: Session, payment_id: int, shares: Sequence[tuple[int, Money]]) -> None:
    """Use what is left of a payment for charges."""
    session.require(Right.ALLOCATE)
    with session.transaction() as transaction:
        payment = fetch(Payment, payment_id, "payment")
        if not shares:
            raise InputError("Choose a service and type how much of the credit it gets.")
        today = session.today()
        open_for_posting(session, transaction, today)
        planned = plan_allocation_posting(
            payment.id,
            payment.account_id,
            _shares(payment.account_id, shares, credit_of(payment_id)),
            today,
        )
        append([planned], session.user.id, session.now().isoformat())
        transaction.record(
            "payment",
            payment_id,
            "use_credit",
            patient=payment.patient_id,
            after={"charges": [(charge, str(amount)) for charge, amount in shares]},
        )


def free_payment(session: Session, payment_id: int, reason: str) -> None:
    """Take all uses of a payment back by reversal, so that the whole of it is credit again."""
    session.require(Right.ALLOCATE)
    with session.transaction() as transaction:
        payment = fetch(Payment, payment_id, "payment")
        uses = [posting for posting, kind in standing_postings(payment_id) if kind == "allocation"]
        if not uses:
            raise RuleError("Nothing of this payment is in use. Nothing was changed.")
        open_for_posting(session, transaction, session.today())
        _reverse(session, uses, "allocation_void", reason)
        transaction.record(
            "payment", payment_id, "free_payment", patient=payment.patient_id, reason=reason.strip()
        )


def void_payment(session: Session, payment_id: int, reason: str) -> None:
    """Take a payment and all its uses back by reversal; the receipt number stays taken."""
    payment = _allowed_to_void(session, payment_id)
    with session.transaction() as transaction:
        open_for_posting(session, transaction, session.today())
        reverse_payment(session, transaction, payment, reason)


def reverse_payment(session: Session, transaction: Transaction, payment: Payment, reason: str) -> None:
    """Mirror every posting of a payment that still stands, latest first."""
    standing = standing_postings(payment.id)
    if not any(kind == "payment" for _, kind in standing):
        raise RuleError("This payment was voided before. Nothing was changed.")
    _reverse(session, [posting for posting, _ in standing], "payment_void", reason)
    transaction.record(
        "payment", payment.id, "void_payment", patient=payment.patient_id, reason=reason.strip()
    )


def _reverse(session: Session, postings: Sequence[int], kind: str, reason: str) -> None:
    for posting in postings:
        planned = plan_reversal(posting, kind, entries_of(posting), session.today(), reason)
        append([planned], session.user.id, session.now().isoformat())


def check_voidable(session: Session, payment_id: int) -> None:
    """Refuse, in words, a void that this person may not do now; nothing is written."""
    _allowed_to_void(session, payment_id)


def _allowed_to_void(session: Session, payment_id: int) -> Payment:
    session.require(Right.VOID_OWN_PAYMENT)
    payment: Payment = fetch(Payment, payment_id, "payment")
    if session.may(Right.VOID_ANY_PAYMENT):
        return payment
    # A clock set back makes the age negative; that is no way to void for longer.
    age = session.now() - datetime.fromisoformat(payment.at)
    if payment.user_id == session.user.id and timedelta(0) <= age <= JUST_TAKEN:
        return payment
    raise RuleError(
        f"Receipt {payment.receipt_number} was taken more than ten minutes ago or by another person, so "
        "voiding it is the manager’s. Nothing was changed. Ask the manager."
    )


def _check_payment(entry: PaymentEntry) -> None:
    if entry.method not in METHODS:
        raise InputError("Choose how it was paid: cash, check, card, HSA, ACH or other.")
    if not ZERO < entry.amount <= LARGEST_LINE:
        raise InputError(
            f"A payment lies between $0.01 and {LARGEST_LINE.dollars}. Type the amount that was handed over."
        )
    if holds_card_number(entry.method, entry.reference, entry.payer_name, entry.memo):
        raise InputError("Never type a full card number. Type the last four digits or the approval code.")


def _check_visit(entry: PaymentEntry) -> None:
    if entry.visit_id is not None and fetch(Visit, entry.visit_id, "visit").patient_id != entry.patient_id:
        raise InputError("That visit does not belong to this patient. Nothing was posted. Open it again.")


def _shares(account_id: int, shares: Sequence[tuple[int, Money]], available: Money) -> list[Share]:
    """Turn shares into entries; refuses more than a line owes or the payment holds.

    A confidential line is paid from its own account only: the payer's ledger would tell of it.
    """
    if total(amount for _, amount in shares) > available:
        raise RuleError("More is used than the payment holds. Nothing was posted. Lower one of the amounts.")
    if len({charge_id for charge_id, _ in shares}) < len(shares):
        raise InputError("One line stands twice among the shares. Nothing was posted. Type it once.")
    planned = []
    for charge_id, amount in shares:
        debt = debt_of(charge_id)
        owed = debt.owes if debt else ZERO
        if debt is None or not ZERO < amount <= owed:
            raise RuleError(
                f"One line owes {owed.dollars} now, so {amount.dollars} cannot be used for it. "
                "Nothing was posted. Look at the amounts again."
            )
        if debt.is_confidential and debt.account_id != account_id:
            raise RuleError(
                "One line belongs to a confidential account, and this money to another one. Nothing was "
                "posted. Take a payment on the confidential account for it."
            )
        planned.append(Share(charge_id, debt.account_id, amount))
    return planned
