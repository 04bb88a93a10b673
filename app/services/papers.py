"""Papers for one account, printed at the desk and kept: itemised ledger, and a copy of today's bill."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from app.documents.fonts import list_drawable
from app.documents.itemised_ledger import draw_itemised_ledger
from app.documents.statement import draw_statements
from app.domain.accounts import AccountSummary, compose_shown_account
from app.domain.errors import InputError, RuleError
from app.domain.findings import has_errors
from app.domain.itemised_ledger import LedgerHead, compose_itemised_ledger
from app.domain.money import ZERO
from app.domain.rights import Right
from app.domain.statements import StatementRules, check_statement_glyphs, compose_statement
from app.models.records import Patient
from app.queries.account_papers import COPY, LEDGER, bears_lines_of
from app.queries.account_summaries import find_account
from app.queries.ledger_moves import list_ledger_moves
from app.queries.letterheads import find_letterhead
from app.services.files import NewFile, keep_file, paper_mark
from app.services.rows import fetch
from app.services.session import Session, Transaction


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """A paper drawn and kept: the id of the kept file, its name and its bytes."""

    file_id: int
    name: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """Which account's paper, asked for at which patient; `only_patient` leaves other members out."""

    account_id: int
    patient_id: int
    only_patient: bool = False


def print_itemised_ledger(
    session: Session, account_id: int, patient_id: int, from_on: date, to_on: date
) -> PrintedPaper:
    """Draw and keep the itemised ledger of an account for these days, both included."""
    session.require(Right.RUN_STATEMENTS, patient=patient_id)
    if to_on < from_on:
        raise InputError("The last day lies before the first. Check the two dates.")
    with session.transaction() as transaction:
        account = account_of(account_id, patient_id)
        language = "es" if account.language == "es" else "en"
        head = LedgerHead(
            practice=find_letterhead(),
            account_number=account.number,
            guarantor_name=account.guarantor.spoken,
            language=language,
            from_on=from_on,
            to_on=to_on,
            printed_on=session.today(),
        )
        ledger = compose_itemised_ledger(head, list_ledger_moves(account_id, language).moves)
        pdf = draw_itemised_ledger(ledger, paper_mark())
        name = f"ledger-{account.number}-{from_on}-{to_on}.pdf"
        facts = {"from": from_on, "to": to_on, "closing": ledger.closing}
        file_id = keep_file(transaction, NewFile(LEDGER, name, pdf, "account", account_id))
        return record_paper(transaction, PrintedPaper(file_id, name, pdf), patient_id, facts)


def print_statement_copy(session: Session, order: PaperOrder) -> PrintedPaper:
    """Draw and keep what a statement would say today, marked COPY; it counts as no mailing."""
    session.require(Right.RUN_STATEMENTS, patient=order.patient_id)
    with session.transaction() as transaction:
        account = account_of(order.account_id, order.patient_id)
        shown = compose_shown_account(account, order.patient_id if order.only_patient else None)
        if shown.patient_owes <= ZERO and shown.insurance_owes <= ZERO:
            raise RuleError("Nothing is open here, so a statement would be empty. Print the itemized bill.")
        today = session.today()
        number = f"{account.number}-{today:%m%d%y}"
        # A copy shows all that is open, however lately a statement was mailed.
        statement = compose_statement(shown, find_letterhead(), number, today, StatementRules())
        findings = check_statement_glyphs(statement, list_drawable())
        if has_errors(findings):
            raise RuleError(" ".join(f"{finding.text} {finding.fix}" for finding in findings))
        mark = " ".join(word for word in (paper_mark(), "COPY") if word)
        drawn = draw_statements([statement], mark)
        name = f"statement-copy-{number}.pdf"
        paper = NewFile(COPY, name, drawn.pdf, "account", order.account_id, pages=drawn.pages[-1][1])
        file_id = keep_file(transaction, paper)
        facts = {"amount": statement.you_owe, "only_patient": order.only_patient}
        return record_paper(transaction, PrintedPaper(file_id, name, drawn.pdf), order.patient_id, facts)


def account_of(account_id: int, patient_id: int) -> AccountSummary:
    """The account, if it is this patient's or bears lines of his; for use cases of the same papers."""
    patient = fetch(Patient, patient_id, "patient")
    own = account_id in (patient.account_id, patient.own_account_id)
    if not own and not bears_lines_of(account_id, patient_id):
        raise InputError("That account does not belong to this patient. Open the patient again.")
    return find_account(account_id)


def record_paper(
    transaction: Transaction, paper: PrintedPaper, patient_id: int, facts: Mapping[str, object]
) -> PrintedPaper:
    """Record in the open transaction who printed a kept paper of an account, and when."""
    transaction.record(
        "document",
        paper.file_id,
        "print_paper",
        patient=patient_id,
        after={"name": paper.name, "sha256": sha256(paper.pdf).hexdigest(), **facts},
    )
    return paper
