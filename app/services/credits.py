"""Credit worked: what the patient wants done with it, and the notice that asks."""

from app.documents.fonts import list_drawable
from app.documents.money_letter import draw_money_letter
from app.domain.errors import RuleError
from app.domain.money import ZERO
from app.domain.money_letters import LetterFacts, LetterKind, RefundedPart, compose_money_letter
from app.domain.paper_checks import require_printable
from app.domain.rights import Right
from app.models.approvals import CreditChoice
from app.models.ledger import Payment
from app.models.records import GuarantorAccount
from app.queries.letterheads import find_letterhead
from app.queries.refunds import address_of
from app.queries.standing import credit_of
from app.services.desk_papers import keep_paper
from app.services.files import NewFile, paper_mark
from app.services.papers import PrintedPaper
from app.services.rows import fetch
from app.services.session import Session

NOTICE = "credit_notice"
CHOICES = ("keep", "refund", "move")


def choose_for_credit(session: Session, payment_id: int, choice: str, note: str = "") -> None:
    """Note what the patient wants done with a payment's credit: `keep`, `refund` or `move`."""
    session.require(Right.TAKE_PAYMENT)
    if choice not in CHOICES:
        raise ValueError(f"{choice} is no choice")
    with session.transaction() as transaction:
        payment = fetch(Payment, payment_id, "payment")
        _require_credit(payment)
        CreditChoice.create(
            payment=payment_id,
            choice=choice,
            note=note.strip(),
            user=session.user.id,
            at=session.now().isoformat(),
        )
        transaction.record(
            "payment",
            payment_id,
            "choose_for_credit",
            patient=payment.patient_id,
            reason=note.strip(),
            after={"choice": choice},
        )


def print_credit_notice(session: Session, payment_id: int) -> PrintedPaper:
    """Draw and keep the notice that tells of a credit and asks: give it back, or keep it."""
    session.require(Right.RUN_STATEMENTS)
    with session.transaction() as transaction:
        payment = fetch(Payment, payment_id, "payment")
        _require_credit(payment)
        account = fetch(GuarantorAccount, payment.account_id, "account")
        name, address = address_of(account.id)
        credit = credit_of(payment_id)
        facts = LetterFacts(
            practice=find_letterhead(),
            language=account.language,
            addressee=(name, *address.splitlines()),
            account_number=account.number,
            written_on=session.today(),
            amount=credit,
            signer=session.user.display_name,
            parts=(RefundedPart(name, str(payment.receipt_number), payment.received_on, credit),),
        )
        letter = compose_money_letter(LetterKind.CREDIT, facts)
        require_printable(letter, (), list_drawable())
        pdf = draw_money_letter(letter, paper_mark())
        file_name = f"credit-notice-{payment.receipt_number}.pdf"
        paper = NewFile(NOTICE, file_name, pdf, "payment", payment_id, payment.patient_id, pages=1)
        return keep_paper(transaction, paper, {"credit": credit})


def _require_credit(payment: Payment) -> None:
    if credit_of(payment.id) <= ZERO:
        raise RuleError("Nothing is left of this payment, so there is no credit. Nothing was changed.")
