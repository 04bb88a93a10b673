"""Patients' money: taken with a receipt number, used for visits, taken back by reversal only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.domain.credit_use import CreditOwner, CreditUse, check_credit_use
from app.domain.errors import InputError, RuleError
from app.domain.money import ZERO, Money, total
from app.domain.payment_references import holds_card_number
from app.domain.posting import LARGEST_LINE, Share, plan_allocation_posting, plan_payment, plan_reversal
from app.domain.rights import Right
from app.models.ledger import Payment, Visit
from app.models.postings import append, entries_of
from app.models.records import GuarantorAccount
from app.queries.deposits import deposit_of_payment
from app.queries.months import day_in_books
from app.queries.standing import credit_of, debt_of, parts_of, standing_postings, uses_of_charge
from app.queries.write_offs import patient_of_charge
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
    check_payment(entry)
    with session.transaction() as transaction:
        return post_payment(session, transaction, entry)


def post_payment(
    session: Session,
    transaction: Transaction,
    entry: PaymentEntry,
    received_on: date | None = None,
    *,
    is_late: bool = False,
) -> int:
    """Write a payment, its postings and its uses inside the open transaction.

    `received_on` is the day of a payment taken over from elsewhere: it is posted today with that day as its
    effective day, and its money is not in today's drawer unless it only `is_late`.
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
    method = "other" if received_on and not is_late else entry.method
    postings = [plan_payment(row.id, entry.account_id, entry.amount, method, today)]
    if entry.shares:
        shares = lay_shares(entry.account_id, entry.shares, entry.amount)
        postings.append(plan_allocation_posting(row.id, entry.account_id, shares, today))
    effective = day_in_books(received_on, session.now()) if received_on else None
    append([replace(posting, effective_on=effective) for posting in postings], session.user.id, at)
    transaction.record(
        "payment",
        row.id,
        "take_payment",
        patient=entry.patient_id,
        after={"receipt": row.receipt_number, "amount": entry.amount, "method": entry.method},
    )
    return int(row.id)


def use_credit(
    session: Session, payment_id: int, shares: Sequence[tuple[int, Money]], consent: str = ""
) -> None:
    """Use what is left of a payment for charges; `consent` says who agreed to pay for another of the family.

    Another account's lines are refused: they need an approval.
    """
    session.require(Right.ALLOCATE)
    with session.transaction() as transaction:
        payment = fetch(Payment, payment_id, "payment")
        if not shares:
            raise InputError("Choose a service and type how much of the credit it gets.")
        today = session.today()
        open_for_posting(session, transaction, today)
        laid_out = lay_shares(payment.account_id, shares, credit_of(payment_id))
        _check_use(payment, laid_out, consent)
        planned = plan_allocation_posting(payment.id, payment.account_id, laid_out, today)
        append([planned], session.user.id, session.now().isoformat())
        transaction.record(
            "payment",
            payment_id,
            "use_credit",
            patient=payment.patient_id,
            reason=consent.strip(),
            after={"charges": [(charge, str(amount)) for charge, amount in shares]},
        )


@dataclass(frozen=True, slots=True)
class MoveEntry:
    """What a payment gives to one charge and is meant for others: new shares, the reason, and who agreed."""

    payment_id: int
    from_charge: int
    shares: tuple[tuple[int, Money], ...]
    reason: str
    consent: str = ""


def move_payment(session: Session, entry: MoveEntry) -> None:
    """Move what a payment gives to one charge to others in one action; what is not given again is credit.

    The uses that name the charge are reversed, and what they gave to other charges is given again.
    """
    session.require(Right.ALLOCATE)
    with session.transaction() as transaction:
        payment = fetch(Payment, entry.payment_id, "payment")
        uses = uses_of_charge(entry.payment_id, entry.from_charge)
        if not uses:
            raise RuleError("Nothing of this payment is used for that service. Nothing was changed.")
        today, before = session.today(), credit_of(payment.id)
        open_for_posting(session, transaction, today)
        kept = [part for part in parts_of(uses) if part[0] != entry.from_charge]
        _reverse(session, uses, "allocation_void", entry.reason)
        again = [*kept, *entry.shares]
        freed = credit_of(payment.id) - before - total(amount for _, amount in kept)
        if total(amount for _, amount in entry.shares) > freed:
            raise RuleError(
                f"The service has {freed.dollars} of this payment, so no more can be moved. "
                "Nothing was changed. Lower one of the amounts."
            )
        if again:
            laid_out = lay_shares(payment.account_id, again, credit_of(payment.id))
            _check_use(payment, laid_out, entry.consent)
            planned = plan_allocation_posting(payment.id, payment.account_id, laid_out, today)
            append([planned], session.user.id, session.now().isoformat())
        transaction.record(
            "payment",
            payment.id,
            "move_payment",
            patient=payment.patient_id,
            reason=entry.reason.strip(),
            after={"from": entry.from_charge, "to": [(charge, str(part)) for charge, part in entry.shares]},
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
        _refuse_deposited(payment)
        open_for_posting(session, transaction, session.today())
        reverse_payment(session, transaction, payment, reason)


def reverse_payment(
    session: Session,
    transaction: Transaction,
    payment: Payment,
    reason: str,
    kind: str = "payment_void",
) -> None:
    """Mirror every posting of a payment that still stands, latest first.

    What was used of it is owed again as of its own days: a mirror never counts as a new debt.
    """
    standing = standing_postings(payment.id)
    kinds = {each for _, each in standing}
    if "payment" not in kinds:
        raise RuleError("This payment was voided before. Nothing was changed.")
    if "refund" in kinds:
        raise RuleError(
            "A part of this payment was refunded, so it cannot be taken back whole. Nothing was changed. "
            "Void the refund first."
        )
    _reverse(session, [posting for posting, _ in standing], kind, reason)
    transaction.record(
        "payment", payment.id, "void_payment", patient=payment.patient_id, reason=reason.strip()
    )


def _reverse(session: Session, postings: Sequence[int], kind: str, reason: str) -> None:
    for posting in postings:
        planned = plan_reversal(posting, kind, entries_of(posting), session.today(), reason)
        append([planned], session.user.id, session.now().isoformat())


def _refuse_deposited(payment: Payment) -> None:
    number = deposit_of_payment(payment.id)
    if number is not None:
        raise RuleError(
            f"Receipt {payment.receipt_number} went to the bank in deposit {number}. Nothing was changed. "
            "Take that deposit back first, give the money back by a refund, or take a returned check back."
        )


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


def _check_use(payment: Payment, shares: Sequence[Share], consent: str) -> None:
    owner = CreditOwner(payment.account_id, payment.patient_id)
    uses = [CreditUse(share.guarantor_id, patient_of_charge(share.charge_id)) for share in shares]
    check_credit_use(owner, uses, consent)


def check_payment(entry: PaymentEntry) -> None:
    """Refuse a payment whose method, amount or texts cannot be."""
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


def lay_shares(account_id: int, shares: Sequence[tuple[int, Money]], available: Money) -> list[Share]:
    """Turn (charge id, amount) shares into those of a posting; refuses more than is owed or there.

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
