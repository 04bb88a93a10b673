"""A check that came back: its payment and all its uses reversed, the fee by policy, and the notice."""

from dataclasses import dataclass
from datetime import date

from app.documents.fonts import list_drawable
from app.documents.money_letter import draw_money_letter
from app.domain.money import ZERO, Money
from app.domain.money_letters import LetterFacts, LetterKind, RefundedPart, compose_money_letter
from app.domain.paper_checks import require_printable
from app.domain.returned_checks import (
    FEE_CODE,
    FEE_NAMES,
    check_fee,
    check_returnable,
    plan_bank_return,
    plan_fee,
)
from app.domain.rights import Right
from app.models.approvals import ReturnedCheck
from app.models.ledger import Charge, Payment, Visit
from app.models.postings import append
from app.models.records import GuarantorAccount, Procedure
from app.queries.approvals import find_fee_policy
from app.queries.credits import family_member
from app.queries.letterheads import find_letterhead
from app.queries.payments import UseLine, find_payment
from app.queries.refunds import address_of
from app.queries.standing import came_into_drawer, owed_by
from app.services.days import open_for_posting
from app.services.desk_papers import keep_paper
from app.services.files import NewFile, paper_mark
from app.services.office import write_procedure
from app.services.papers import PrintedPaper
from app.services.payments import reverse_payment
from app.services.rows import fetch
from app.services.session import Session, Transaction

NOTICE = "returned_check_notice"


@dataclass(frozen=True, slots=True)
class ReturnEntry:
    """A returned check as the bank's notice says it, and whether the fee of the signed policy is charged."""

    payment_id: int
    returned_on: date
    reason: str
    with_fee: bool = False


def return_check(session: Session, entry: ReturnEntry) -> PrintedPaper | None:
    """Take a bounced check back with all its uses, charge the fee, mark the account, and print the notice.

    What the check had paid is owed again as of its own days. The account takes no checks until the mark is
    taken away. Without an address there is no notice to send, and None comes back.
    """
    session.require(Right.RETURN_CHECK)
    with session.transaction() as transaction:
        payment: Payment = fetch(Payment, entry.payment_id, "payment")
        today = session.today()
        check_returnable(payment.method, payment.received_on, entry.returned_on, today)
        fee = check_fee(find_fee_policy(), entry.with_fee)
        uses = find_payment(payment.id).uses
        reason = entry.reason.strip() or "returned by the bank"
        open_for_posting(session, transaction, today)
        in_drawer = came_into_drawer(payment.id)
        reverse_payment(session, transaction, payment, reason, "payment_returned")
        if in_drawer:
            back = plan_bank_return(payment.id, payment.amount, today, reason)
            append([back], session.user.id, session.now().isoformat())
        charge_id = _charge_fee(session, transaction, payment, fee, reason) if fee else None
        ReturnedCheck.create(
            payment=payment.id,
            returned_on=entry.returned_on,
            reason=reason,
            fee_charge=charge_id,
            user=session.user.id,
            at=session.now().isoformat(),
        )
        account = _take_no_checks(transaction, payment)
        return _print_notice(session, transaction, payment, account, _Return(fee, reason, uses))


@dataclass(frozen=True, slots=True)
class _Return:
    fee: Money
    reason: str
    uses: tuple[UseLine, ...]


def _charge_fee(session: Session, transaction: Transaction, payment: Payment, fee: Money, reason: str) -> int:
    """Charge the fee on a visit of its own, which no insurer is asked for."""
    today = session.today()
    patient = payment.patient_id or family_member(payment.account_id)
    if Procedure.get_or_none(Procedure.code == FEE_CODE) is None:
        names = {"name": FEE_NAMES[0], "name_es": FEE_NAMES[1], "active": False}
        write_procedure(transaction, FEE_CODE, names)
    visit = Visit.create(patient=patient, on_date=today, state="done", reason=FEE_NAMES[0], self_pay=True)
    charge = Charge.create(
        visit=visit.id,
        patient=patient,
        line_number=1,
        service_on=today,
        code=FEE_CODE,
        units=1,
        amount=fee,
        description=FEE_NAMES[0],
    )
    planned = plan_fee(charge.id, payment.account_id, fee, today, reason)
    append([planned], session.user.id, session.now().isoformat())
    transaction.record(
        "visit", visit.id, "charge_check_fee", patient=patient, reason=reason, after={"amount": fee}
    )
    return int(charge.id)


def _take_no_checks(transaction: Transaction, payment: Payment) -> GuarantorAccount:
    account: GuarantorAccount = fetch(GuarantorAccount, payment.account_id, "account")
    if not account.no_checks:
        here = GuarantorAccount.id == account.id
        GuarantorAccount.update(no_checks=True, version=account.version + 1).where(here).execute()
        transaction.record(
            "account", account.id, "take_no_checks", patient=payment.patient_id, after={"no_checks": True}
        )
    return account


def _print_notice(
    session: Session,
    transaction: Transaction,
    payment: Payment,
    account: GuarantorAccount,
    back: _Return,
) -> PrintedPaper | None:
    name, address = address_of(account.id)
    if not address:
        return None
    facts = LetterFacts(
        practice=find_letterhead(),
        language=account.language,
        addressee=(name, *address.splitlines()),
        account_number=account.number,
        written_on=session.today(),
        amount=payment.amount,
        signer=session.user.display_name,
        reason=back.reason,
        parts=tuple(
            RefundedPart(use.patient, use.description, use.service_on, use.amount) for use in back.uses
        ),
        check_number=payment.reference,
        fee=back.fee,
        owes=max(ZERO, owed_by(account.id)),
    )
    letter = compose_money_letter(LetterKind.RETURNED_CHECK, facts)
    require_printable(letter, (), list_drawable())
    pdf = draw_money_letter(letter, paper_mark())
    paper_name = f"returned-check-{payment.receipt_number}.pdf"
    paper = NewFile(NOTICE, paper_name, pdf, "payment", payment.id, payment.patient_id, pages=1)
    return keep_paper(transaction, paper, {"amount": payment.amount, "fee": back.fee})
