"""The papers kept for one account, and the credit that stands on it."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.errors import InputError
from app.domain.money import Money
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.kept_files import KeptFile, cut_pages, find_kept_file

STATEMENT, LEDGER, COPY = "statement", "itemised_ledger", "statement_copy"
LETTER, WALKOUT, YEAR_END = "explanation_letter", "walkout_statement", "year_end_summary"
ANSWER = "answer_letter"
# Papers that are kept as files of their own, by what they are called in the list.
FILED = {
    LEDGER: "Itemized bill",
    COPY: "Statement copy",
    LETTER: "Explanation letter",
    WALKOUT: "Walk-out statement",
    YEAR_END: "Year-end summary",
    ANSWER: "Answer to a question",
}


@dataclass(frozen=True, slots=True)
class AccountPaperLine:
    """A kept paper: `id` is the statement's for a statement, else the kept file's."""

    kind: str
    id: int
    on: date
    words: str
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class CreditSource:
    """A payment of which something is left, or a line that was overpaid."""

    words: str
    amount: Money


@asks(Right.SEE_PATIENT)
def list_account_papers(account_id: int) -> tuple[AccountPaperLine, ...]:
    """Statements and every other paper that was printed for an account, the newest first."""
    statements = select(
        "select id, on_date, number, cents from statement where account_id = ?",
        account_id,
    )
    files = select(
        "select id, added_at, kind from stored_file where subject = 'account' "
        f"and subject_id = ? and kind in ({', '.join('?' * len(FILED))})",
        account_id,
        *FILED,
    )
    lines = [
        AccountPaperLine(STATEMENT, statement, date.fromisoformat(on), f"Statement {number}", Money(cents))
        for statement, on, number, cents in statements
    ]
    lines += [
        AccountPaperLine(
            kind,
            file,
            datetime.fromisoformat(at).date(),
            FILED[kind],
        )
        for file, at, kind in files
    ]
    return tuple(sorted(lines, key=lambda line: (line.on, line.kind, line.id), reverse=True))


@asks(Right.SEE_PATIENT)
def find_account_paper(account_id: int, kind: str, paper_id: int) -> KeptFile:
    """The very bytes of a kept paper of this account; a statement is cut out of the file of its run."""
    if kind == STATEMENT:
        return _find_statement(account_id, paper_id)
    rows = select(
        "select id from stored_file where id = ? and subject = 'account' and subject_id = ?",
        paper_id,
        account_id,
    )
    if not rows:
        raise InputError("That paper does not belong to this account. Open the patient again.")
    return find_kept_file(paper_id)


@asks(Right.SEE_PATIENT)
def list_credit_sources(account_id: int) -> tuple[CreditSource, ...]:
    """Where the unused credit of an account comes from, the oldest payment first."""
    rows = select(
        "select p.receipt_number, p.received_on, p.method, -b.cents from payment p "
        "join payment_balance b on b.payment_id = p.id and b.cents < 0 where p.account_id = ? order by p.id",
        account_id,
    )
    return tuple(
        CreditSource(f"receipt {number} of {date.fromisoformat(on):%m/%d/%Y} ({method})", Money(cents))
        for number, on, method, cents in rows
    )


def bears_lines_of(account_id: int, patient_id: int) -> bool:
    """Tell whether charges of a patient fall, or fell, on an account."""
    rows = select(
        "select 1 from charge c join entry e on e.charge_id = c.id where e.guarantor_id = ? "
        "and c.patient_id = ? limit 1",
        account_id,
        patient_id,
    )
    return bool(rows)


def _find_statement(account_id: int, statement_id: int) -> KeptFile:
    rows = select(
        "select file_id, first_page, last_page, number from statement where id = ? and account_id = ?",
        statement_id,
        account_id,
    )
    if not rows:
        raise InputError("That statement does not belong to this account. Open the patient again.")
    ((file_id, first, last, number),) = rows
    return cut_pages(file_id, (first, last), f"statement-{number}.pdf")
