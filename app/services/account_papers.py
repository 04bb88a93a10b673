"""Papers that answer a patient about an account: explanation letter, walk-out statement, year-end summary."""

from collections.abc import Mapping

from app.documents.explanation_letter import draw_explanation_letter
from app.documents.fonts import list_drawable
from app.documents.walkout_statement import draw_walkout_statement
from app.documents.year_end_summary import draw_year_end_summary
from app.domain.accounts import compose_shown_account
from app.domain.errors import InputError, RuleError
from app.domain.explanation_letters import (
    LetterHead,
    check_explanation_letter,
    compose_explanation_letter,
)
from app.domain.paper_checks import require_printable
from app.domain.rights import Right
from app.domain.walkouts import WalkOutHead, compose_walkout
from app.domain.year_end import YearHead, compose_year_end
from app.models.ledger import Payment
from app.queries.account_papers import LETTER, WALKOUT, YEAR_END
from app.queries.letterheads import find_letterhead
from app.queries.paid_in_year import list_paid_now, list_year_payments
from app.services.files import NewFile, keep_file, paper_mark
from app.services.papers import PaperOrder, PrintedPaper, account_of, record_paper
from app.services.rows import fetch
from app.services.session import Session, Transaction

EARLIEST_YEAR = 2000
LANGUAGES = (("en",), ("es",), ("en", "es"), ("es", "en"))


def print_explanation_letter(
    session: Session,
    order: PaperOrder,
    languages: tuple[str, ...] = ("en",),
    charge_ids: tuple[int, ...] = (),
) -> PrintedPaper:
    """Draw and keep a letter that explains the chosen lines of an account, or all open ones.

    Two languages stand side by side. Printing asks for nothing: it counts as no mailing of a bill.
    """
    session.require(Right.RUN_STATEMENTS, patient=order.patient_id)
    if languages not in LANGUAGES:
        raise InputError("Choose English, Spanish, or both. Nothing was printed.")
    with session.transaction() as transaction:
        account = account_of(order.account_id, order.patient_id)
        shown = compose_shown_account(account, order.patient_id if order.only_patient else None)
        head = LetterHead(find_letterhead(), session.today(), languages)
        letter = compose_explanation_letter(shown, head, charge_ids)
        require_printable(letter, check_explanation_letter(letter), list_drawable())
        pdf = draw_explanation_letter(letter, paper_mark())
        name = f"explanation-{account.number}-{session.today()}.pdf"
        facts = {"amount": letter.yours, "languages": languages, "charges": charge_ids}
        return _keep(transaction, order, NewFile(LETTER, name, pdf), facts)


def print_walkout_statement(session: Session, order: PaperOrder, language: str = "en") -> PrintedPaper:
    """Draw and keep the walk-out statement of a patient's services of today on an account."""
    session.require(Right.TAKE_PAYMENT, patient=order.patient_id)
    with session.transaction() as transaction:
        return _print_walkout(session, transaction, order, language)


def print_walkout_after(session: Session, payment_id: int) -> PrintedPaper:
    """Draw and keep the walk-out statement that goes with a payment just taken, in the account's language."""
    session.require(Right.TAKE_PAYMENT)
    with session.transaction() as transaction:
        payment = fetch(Payment, payment_id, "payment")
        if payment.patient_id is None:
            raise RuleError("This payment names no patient. Print it from the patient's bill (Ctrl+B).")
        order = PaperOrder(payment.account_id, payment.patient_id)
        language = account_of(order.account_id, order.patient_id).language
        return _print_walkout(session, transaction, order, language)


def print_year_end_summary(session: Session, order: PaperOrder, year: int, language: str) -> PrintedPaper:
    """Draw and keep what was paid in a year, for the whole account or for one patient on it."""
    session.require(Right.RUN_STATEMENTS, patient=order.patient_id)
    if not EARLIEST_YEAR <= year <= session.today().year:
        raise InputError(f"Type a year from {EARLIEST_YEAR} to {session.today().year}.")
    with session.transaction() as transaction:
        account = account_of(order.account_id, order.patient_id)
        head = YearHead(
            practice=find_letterhead(),
            account_id=order.account_id,
            year=year,
            language="es" if language == "es" else "en",
            printed_on=session.today(),
            patient_id=order.patient_id if order.only_patient else None,
        )
        summary = compose_year_end(account, head, list_year_payments(order.account_id, year))
        require_printable(summary, (), list_drawable())
        pdf = draw_year_end_summary(summary, paper_mark())
        name = f"paid-in-{year}-{account.number}.pdf"
        facts = {"year": year, "paid": summary.paid, "only_patient": order.only_patient}
        return _keep(transaction, order, NewFile(YEAR_END, name, pdf), facts)


def _print_walkout(
    session: Session, transaction: Transaction, order: PaperOrder, language: str
) -> PrintedPaper:
    today = session.today()
    account = account_of(order.account_id, order.patient_id)
    head = WalkOutHead(find_letterhead(), order.patient_id, today, language)
    paid_now = list_paid_now(order.account_id, order.patient_id, today)
    statement = compose_walkout(compose_shown_account(account), head, paid_now)
    require_printable(statement, (), list_drawable())
    pdf = draw_walkout_statement(statement, paper_mark())
    name = f"walkout-{account.number}-{today}.pdf"
    facts = {"charged": statement.charged, "yours": statement.yours}
    return _keep(transaction, order, NewFile(WALKOUT, name, pdf), facts)


def _keep(
    transaction: Transaction, order: PaperOrder, paper: NewFile, facts: Mapping[str, object]
) -> PrintedPaper:
    placed = NewFile(paper.kind, paper.name, paper.content, "account", order.account_id)
    file_id = keep_file(transaction, placed)
    return record_paper(
        transaction, PrintedPaper(file_id, paper.name, paper.content), order.patient_id, facts
    )
