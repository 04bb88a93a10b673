"""Statements: issued for chosen accounts, kept exactly as printed, never twice within a cycle."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from app.documents.fonts import list_drawable
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
    account_id: int
    account: AccountSummary
    statement: PatientStatement


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
    accounts = find_accounts(account_ids)
    plan = plan_statements(accounts, rules, session.today())
    due = {account.number for account in plan.included}
    practice = find_letterhead()
    sheets: list[_Sheet] = []
    findings: list[Finding] = []
    for account_id, account in zip(account_ids, accounts, strict=True):
        if account.number not in due:
            continue
        number = str(upcoming_number("statement"))
        statement = compose_statement(account, practice, number, session.today(), rules)
        found = check_statement(statement, list_drawable())
        findings += found
        if not has_errors(found):
            # Taken only now: a sheet that is left out takes no number, and a run without sheets no row.
            next_number("statement")
            sheets.append(_Sheet(account_id, account, statement))
    if not sheets:
        return IssuedStatements((), plan.excluded, tuple(findings))
    return IssuedStatements((_write(session, transaction, sheets),), plan.excluded, tuple(findings))


def _write(session: Session, transaction: Transaction, sheets: Sequence[_Sheet]) -> IssuedFile:
    drawn = draw_statements([sheet.statement for sheet in sheets], mark=paper_mark())
    pages = drawn.pages[-1][1]
    name = f"statements-{session.today()}-{sheets[0].statement.number}.pdf"
    paper = NewFile("statements", name, drawn.pdf, subject="statement", pages=pages)
    file_id = keep_file(transaction, paper)
    run = StatementRun.create(run_on=session.today(), user=session.user.id, at=session.now().isoformat())
    amount = ZERO
    for sheet, (first, last) in zip(sheets, drawn.pages, strict=True):
        amount += _write_statement(run.id, sheet, file_id, first, last)
    transaction.record(
        "statement",
        run.id,
        "issue_statements",
        after={"count": len(sheets), "amount": amount, "file": file_id},
    )
    return IssuedFile(file_id, len(sheets), pages, amount)


def _write_statement(run_id: int, sheet: _Sheet, file_id: int, first: int, last: int) -> Money:
    statement = sheet.statement
    owed = [item for item in sheet.account.items if item.patient_owes > ZERO and not item.confidential]
    amount = total(item.patient_owes for item in owed)
    row = Statement.create(
        number=int(statement.number),
        run=run_id,
        account=sheet.account_id,
        on_date=statement.statement_on,
        due_on=statement.due_on,
        language=statement.language,
        amount=amount,
        sha256=sha256(canonical(asdict(statement)).encode()).hexdigest(),
        file=file_id,
        first_page=first,
        last_page=last,
    )
    StatementItem.insert_many(
        [{"statement": row.id, "charge": item.charge_id, "amount": item.patient_owes} for item in owed]
    ).execute()
    return amount
