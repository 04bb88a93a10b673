"""Which accounts a run of statements would bill today, and which not and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.money import ZERO, Money
from app.domain.rights import Right
from app.domain.statements import StatementRules, plan_statements
from app.models.database import select
from app.queries.account_summaries import AT_ONCE, find_accounts
from app.queries.asking import asks


@dataclass(frozen=True, slots=True)
class StatementCandidateLine:
    """An account before a run: what it owes, and the reason where it gets no statement."""

    account_id: int
    number: str
    name: str
    language: str
    owes: Money
    credit: Money
    reason: str = ""
    sentence: str = ""

    @property
    def is_included(self) -> bool:
        """Tell whether the account gets a statement."""
        return not self.reason


@asks(Right.RUN_STATEMENTS)
def list_statement_candidates(
    rules: StatementRules, as_of: date, progress: Callable[[int, int, str], None] | None = None
) -> tuple[StatementCandidateLine, ...]:
    """Every account with a balance or a credit: who gets a statement and who does not, with the reason."""
    ids = [
        account
        for (account,) in select(
            "select distinct guarantor_id from account_balance where cents <> 0 order by guarantor_id"
        )
    ]
    lines: list[StatementCandidateLine] = []
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        lines.extend(_lines(some, rules, as_of))
        if progress:
            progress(len(lines), len(ids), "accounts")
    return tuple(lines)


def _lines(ids: list[int], rules: StatementRules, as_of: date) -> list[StatementCandidateLine]:
    accounts = find_accounts(ids)
    plan = plan_statements(accounts, rules, as_of)
    why = {account.account_number: account for account in plan.excluded}
    lines = []
    for account_id, account in zip(ids, accounts, strict=True):
        excluded = why.get(account.number)
        lines.append(
            StatementCandidateLine(
                account_id,
                account.number,
                str(account.guarantor),
                account.language,
                account.patient_owes,
                account.all_credit if account.all_credit > ZERO else ZERO,
                excluded.reason if excluded else "",
                excluded.sentence if excluded else "",
            )
        )
    return lines
