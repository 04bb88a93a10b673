"""Statements: issued for chosen accounts, kept exactly as printed, never twice within a cycle."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from app.documents.fonts import list_drawable
from app.documents.letter_page import DrawnFile
from app.documents.statement import draw_statements
from app.domain.accounts import AccountSummary
from app.domain.findings import Finding, has_errors
from app.domain.money import ZERO, Money, total
from app.domain.rights import Right
from app.domain.statements import (
    ExcludedAccount,
    PatientStatement,
    StatementRules,
    check_statement,
    compose_statement,
    plan_statements,
)
from app.domain.trail import canonical
from app.models.claims import Statement, StatementItem, StatementRun
from app.models.database import release_memory
from app.queries.account_summaries import find_accounts
from app.queries.letterheads import find_letterhead
from app.services.files import NewFile, keep_file, paper_mark
from app.services.progress import Progress, no_progress
from app.services.rows import next_number, upcoming_number
from app.services.session import Session, Transaction

LARGEST_FILE = 1000
ACCOUNTS_AT_ONCE = 50
ROWS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class IssuedFile:
    """One kept file of statements."""

    file_id: int
    statements: int
    pages: int
    amount: Money


@dataclass(frozen=True, slots=True)
class IssuedStatements:
    """What came of a run: its files, who got none and why, and sheets left out with their findings."""

    files: tuple[IssuedFile, ...]
    excluded: tuple[ExcludedAccount, ...]
    findings: tuple[Finding, ...]

    @property
    def count(self) -> int:
        """How many statements were made."""
        return sum(file.statements for file in self.files)

    @property
    def amount(self) -> Money:
        """What they ask for together."""
        return total(file.amount for file in self.files)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is kept of a drawn statement beside its pages; `owed` is (charge id, amount)."""

    account_id: int
    number: int
    due_on: date
    language: str
    sha256: str
    owed: tuple[tuple[int, Money], ...]

    @property
    def amount(self) -> Money:
        return total(amount for _, amount in self.owed)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What a file's statements leave behind while they are drawn one after another."""

    sheets: list[_Sheet]
    excluded: list[ExcludedAccount]
    findings: list[Finding]


def issue_statements(
    session: Session,
    account_ids: Sequence[int],
    rules: StatementRules,
    progress: Progress = no_progress,
) -> IssuedStatements:
    """Issue statements for accounts that are due one today, in files of at most 1,000.

    Each file is one transaction: when the run is cancelled, whole files stay and nothing else. An account
    that is not due any more (billed by a colleague meanwhile) is left out with its reason.
    """
    session.require(Right.RUN_STATEMENTS)
    files: list[IssuedFile] = []
    excluded: list[ExcludedAccount] = []
    findings: list[Finding] = []
    account_ids = list(dict.fromkeys(account_ids))
    for start in range(0, len(account_ids), LARGEST_FILE):
        some = account_ids[start : start + LARGEST_FILE]
        with session.transaction() as transaction:
            issued = _issue_file(session, transaction, some, rules)
        release_memory()
        excluded += issued.excluded
        findings += issued.findings
        files += issued.files
        progress(start + len(some), len(account_ids), "statements")
    return IssuedStatements(tuple(files), tuple(excluded), tuple(findings))


def _issue_file(
    session: Session, transaction: Transaction, account_ids: Sequence[int], rules: StatementRules
) -> IssuedStatements:
    gathered = _Gathered([], [], [])
    drawn = draw_statements(_compose(session, account_ids, rules, gathered), mark=paper_mark())
    files = (_write(session, transaction, gathered.sheets, drawn),) if gathered.sheets else ()
    return IssuedStatements(files, tuple(gathered.excluded), tuple(gathered.findings))


def _compose(
    session: Session, account_ids: Sequence[int], rules: StatementRules, gathered: _Gathered
) -> Iterator[PatientStatement]:
    """Compose the statements that are due, a few accounts at a time.

    No more than these few are in memory at once: a thousand whole accounts are so many objects that Python,
    when it looks them through for garbage, would hold up the screen.
    """
    practice, today = find_letterhead(), session.today()
    for start in range(0, len(account_ids), ACCOUNTS_AT_ONCE):
        some = account_ids[start : start + ACCOUNTS_AT_ONCE]
        accounts = find_accounts(some)
        plan = plan_statements(accounts, rules, today)
        gathered.excluded.extend(plan.excluded)
        due = {account.number for account in plan.included}
        for account_id, account in zip(some, accounts, strict=True):
            if account.number not in due:
                continue
            statement = compose_statement(account, practice, str(upcoming_number("statement")), today, rules)
            found = check_statement(statement, list_drawable())
            gathered.findings.extend(found)
            if not has_errors(found):
                # Taken only now: a sheet that is left out takes no number, and a run without sheets no row.
                next_number("statement")
                gathered.sheets.append(_sheet(account_id, account, statement))
                yield statement


def _sheet(account_id: int, account: AccountSummary, statement: PatientStatement) -> _Sheet:
    return _Sheet(
        account_id,
        int(statement.number),
        statement.due_on,
        statement.language,
        sha256(canonical(asdict(statement)).encode()).hexdigest(),
        tuple(
            (item.charge_id, item.owes_now)
            for item in account.items
            if item.owes_now > ZERO and not item.confidential
        ),
    )


def _write(
    session: Session, transaction: Transaction, sheets: Sequence[_Sheet], drawn: DrawnFile
) -> IssuedFile:
    pages = drawn.pages[-1][1]
    name = f"statements-{session.today()}-{sheets[0].number}.pdf"
    paper = NewFile("statements", name, drawn.pdf, subject="statement", pages=pages)
    file_id = keep_file(transaction, paper)
    run = StatementRun.create(run_on=session.today(), user=session.user.id, at=session.now().isoformat())
    _write_sheets(run, sheets, file_id, drawn.pages)
    amount = total(sheet.amount for sheet in sheets)
    transaction.record(
        "statement",
        run.id,
        "issue_statements",
        after={"count": len(sheets), "amount": amount, "file": file_id},
    )
    return IssuedFile(file_id, len(sheets), pages, amount)


def _write_sheets(
    run: StatementRun, sheets: Sequence[_Sheet], file_id: int, places: Sequence[tuple[int, int]]
) -> None:
    """Write the rows of a file's statements, many in one question.

    Each question lets Python's lock go for a moment too short for the window to take it: thousands of
    small ones in a row would keep the window waiting.
    """
    rows = [
        {
            "number": sheet.number,
            "run": run.id,
            "account": sheet.account_id,
            "on_date": run.run_on,
            "due_on": sheet.due_on,
            "language": sheet.language,
            "amount": sheet.amount,
            "sha256": sheet.sha256,
            "file": file_id,
            "first_page": first,
            "last_page": last,
        }
        for sheet, (first, last) in zip(sheets, places, strict=True)
    ]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        Statement.insert_many(rows[start : start + ROWS_AT_ONCE]).execute()
    ids = {row.number: row.id for row in Statement.select().where(Statement.run == run.id)}
    items = [
        {"statement": ids[sheet.number], "charge": charge, "amount": amount}
        for sheet in sheets
        for charge, amount in sheet.owed
    ]
    for start in range(0, len(items), ROWS_AT_ONCE):
        StatementItem.insert_many(items[start : start + ROWS_AT_ONCE]).execute()
