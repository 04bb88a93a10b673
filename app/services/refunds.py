"""Money given back and credit moved: prepared by one person, approved by another, with their papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.check_voucher import draw_check_voucher
from app.documents.fonts import list_drawable
from app.documents.money_letter import draw_money_letter
from app.domain.approvals import RequestKind
from app.domain.errors import InputError, RuleError
from app.domain.money import Money
from app.domain.money_letters import LetterKind, compose_money_letter
from app.domain.money_requests import (
    RequestLine,
    compose_content,
    refund_of_credit,
    refund_of_insurer,
)
from app.domain.paper_checks import require_printable
from app.domain.posting import PATIENT_AR
from app.domain.refunds import check_refund_method, read_check_number
from app.domain.rights import Right
from app.models.approvals import ApprovalRequest, Refund
from app.models.ledger import Payment
from app.models.records import StoredFile
from app.queries.refunds import (
    RefundDetail,
    address_of,
    credit_of_insurer,
    find_refund,
    is_answer_awaited,
    payer_address,
    payer_of_policy,
)
from app.queries.standing import credit_of, debt_of
from app.queries.write_offs import patient_of_charge
from app.services.desk_papers import keep_paper
from app.services.files import NewFile, paper_mark
from app.services.money_requests import RequestAbout, Requested, make_request, reverse_request
from app.services.papers import PrintedPaper
from app.services.payments import lay_shares
from app.services.rows import fetch
from app.services.session import Session

LETTER, VOUCHER = "refund_letter", "check_voucher"


@dataclass(frozen=True, slots=True)
class RefundEntry:
    """A patient's refund as prepared: how much of a payment's credit, how it goes back, and why."""

    payment_id: int
    amount: Money
    method: str
    reason: str
    check_number: str = ""


@dataclass(frozen=True, slots=True)
class PayerRefundEntry:
    """An insurer's refund as prepared: how much of its credit on a line, by check, and why."""

    charge_id: int
    policy_id: int
    amount: Money
    reason: str
    check_number: str = ""


@dataclass(frozen=True, slots=True)
class CreditTransferEntry:
    """Credit of one account that is to pay lines of another; `consent` says who of the payer agreed."""

    payment_id: int
    shares: tuple[tuple[int, Money], ...]
    reason: str
    consent: str


def request_patient_refund(session: Session, entry: RefundEntry) -> Requested:
    """Prepare a refund of a payment's credit; another person approves it.

    Refused while an insurer still decides on the visit that the payment was taken for.
    """
    session.require(Right.PREPARE_REFUND)
    with session.transaction() as transaction:
        payment = fetch(Payment, entry.payment_id, "payment")
        check_refund_method(entry.method, payment.method)
        if is_answer_awaited(payment.visit_id):
            raise RuleError(
                "The insurer has not decided on the visit this was paid for, so the credit may still be "
                "needed. Nothing was asked for. Wait for its answer."
            )
        name, address = address_of(payment.account_id)
        line = refund_of_credit(payment.id, payment.account_id, entry.amount, credit_of(payment.id))
        content = compose_content(
            RequestKind.PATIENT_REFUND,
            [line],
            entry.reason,
            payee=payment.payer_name or name,
            address=address,
            method=entry.method,
            check_number=read_check_number(entry.check_number),
        )
        summary = f"{content.fact('payee')}, receipt {payment.receipt_number}"
        about = RequestAbout(summary, payment.patient_id, payment.account_id)
        return make_request(session, transaction, content, about)


def request_payer_refund(session: Session, entry: PayerRefundEntry) -> Requested:
    """Prepare a refund of what an insurer paid too much on a line; another person approves it."""
    session.require(Right.PREPARE_REFUND)
    with session.transaction() as transaction:
        found = credit_of_insurer(entry.charge_id, entry.policy_id)
        if found is None:
            raise RuleError("This insurer has no credit on that line any more. Nothing was asked for.")
        account_id, credit = found
        payer_id = payer_of_policy(entry.policy_id)
        name, address = payer_address(payer_id)
        line = refund_of_insurer(entry.charge_id, account_id, entry.policy_id, entry.amount, credit)
        content = compose_content(
            RequestKind.PAYER_REFUND,
            [line],
            entry.reason,
            payee=name,
            address=address,
            payer=str(payer_id),
            method="check",
            check_number=read_check_number(entry.check_number),
        )
        about = RequestAbout(name, patient_of_charge(entry.charge_id), account_id)
        return make_request(session, transaction, content, about)


def request_credit_transfer(session: Session, entry: CreditTransferEntry) -> Requested:
    """Ask to use a payment's credit for lines of another account; the payer's side must have agreed."""
    session.require(Right.ALLOCATE)
    if not entry.consent.strip():
        raise InputError("Type who of the payer’s family agreed, and when. Nothing was asked for yet.")
    with session.transaction() as transaction:
        payment = fetch(Payment, entry.payment_id, "payment")
        shares = lay_shares(payment.account_id, entry.shares, credit_of(payment.id))
        if any(share.guarantor_id == payment.account_id for share in shares):
            raise RuleError("A line of the same account needs no approval. Use the credit for it.")
        content = compose_content(
            RequestKind.CREDIT_TRANSFER,
            _transfer_lines(payment.id, entry.shares),
            entry.reason,
            consent=entry.consent.strip(),
            from_account=str(payment.account_id),
        )
        name, _ = address_of(payment.account_id)
        about = RequestAbout(
            f"{name}, receipt {payment.receipt_number}", payment.patient_id, payment.account_id
        )
        return make_request(session, transaction, content, about)


def void_refund(session: Session, refund_id: int, reason: str) -> None:
    """Take a refund back whose check was not cashed: the credit is there again; its number stays taken."""
    session.require(Right.PREPARE_REFUND)
    if not reason.strip():
        raise RuleError("Say why this is taken back; the reason stays with it.")
    with session.transaction() as transaction:
        refund = _printed(refund_id)
        row: ApprovalRequest = fetch(ApprovalRequest, refund.request_id, "request")
        reverse_request(session, transaction, row, reason)
        _set_state(refund, "void")
        transaction.record("refund", refund_id, "void_refund", patient=row.patient_id, reason=reason.strip())
        transaction.record("account", refund.account_id, "void_refund", patient=row.patient_id)


def mark_refund_cashed(session: Session, refund_id: int) -> None:
    """Note that the bank paid the check of a refund; from then on it is not voided."""
    session.require(Right.PREPARE_REFUND)
    with session.transaction() as transaction:
        refund = _printed(refund_id)
        _set_state(refund, "cashed")
        transaction.record("refund", refund_id, "mark_refund_cashed", after={"amount": refund.amount})


def print_refund_paper(session: Session, refund_id: int, which: str) -> PrintedPaper:
    """Print the `refund_letter` or the `check_voucher` of a refund; the first print is kept for the next."""
    session.require(Right.PREPARE_REFUND)
    with session.transaction() as transaction:
        fetch(Refund, refund_id, "refund")
        refund = find_refund(refund_id)
        kept = _kept(refund_id, which)
        if kept is not None and refund.state != "void":
            transaction.record("document", kept.id, "reprint_paper", patient=refund.patient_id)
            return PrintedPaper(kept.id, kept.name, bytes(kept.content))
        mark = " ".join(word for word in (paper_mark(), "VOID" if refund.state == "void" else "") if word)
        pdf = _draw(refund, which, mark)
        name = f"{which.replace('_', '-')}-{refund.check_number or refund_id}.pdf"
        paper = NewFile(which, name, pdf, "refund", refund_id, refund.patient_id, pages=1)
        return keep_paper(transaction, paper, {"refund": refund_id, "amount": refund.facts.amount})


def _draw(refund: RefundDetail, which: str, mark: str) -> bytes:
    facts = refund.facts
    if which == VOUCHER:
        if refund.method != "check":
            raise RuleError("This refund was not paid by check, so it has no voucher. Print the letter.")
        require_printable(facts, (), list_drawable())
        return draw_check_voucher(facts, mark)
    kind = LetterKind.PAYER_REFUND if refund.is_payers else LetterKind.REFUND
    letter = compose_money_letter(kind, facts)
    require_printable(letter, (), list_drawable())
    return draw_money_letter(letter, mark)


def _kept(refund_id: int, which: str) -> StoredFile | None:
    here = (StoredFile.subject == "refund") & (StoredFile.subject_id == refund_id)
    row: StoredFile | None = StoredFile.get_or_none(here & (StoredFile.kind == which))
    return row


def _transfer_lines(payment_id: int, shares: Sequence[tuple[int, Money]]) -> list[RequestLine]:
    lines = []
    for charge_id, amount in shares:
        debt = debt_of(charge_id)
        if debt is not None:
            place = (PATIENT_AR, charge_id, None, payment_id)
            lines.append(RequestLine(debt.account_id, amount, debt.owes, *place))
    return lines


def _printed(refund_id: int) -> Refund:
    refund: Refund = fetch(Refund, refund_id, "refund")
    if refund.state != "printed":
        known = {"cashed": "The bank has paid this check", "void": "This refund was voided before"}
        raise RuleError(f"{known[refund.state]}. Nothing was changed.")
    return refund


def _set_state(refund: Refund, state: str) -> None:
    Refund.update(state=state, version=refund.version + 1).where(Refund.id == refund.id).execute()
