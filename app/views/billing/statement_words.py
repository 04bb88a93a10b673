"""A run of statements in sentences: who would get one, what was printed, and why nothing was."""

from collections import Counter
from collections.abc import Sequence

from app.domain.money import total
from app.queries.statement_plans import StatementCandidateLine
from app.services.statements import IssuedStatements


def describe_plan(lines: Sequence[StatementCandidateLine]) -> str:
    """Say how many get a statement and what they ask for together."""
    included = [line for line in lines if line.is_included]
    if not lines:
        return "No account has a balance, so there is nobody to bill."
    if not included:
        return f"Nobody gets a statement today. {describe_reasons(lines)}"
    amount = total(line.owes for line in included).dollars
    left = len(lines) - len(included)
    return f"{_count(len(included), 'statement')} for {amount} in all; {_count(left, 'account')} without one."


def describe_reasons(lines: Sequence[StatementCandidateLine]) -> str:
    """Say why accounts get none, the commonest reason first."""
    reasons = Counter(line.sentence for line in lines if not line.is_included)
    return " ".join(f"{_count(count, 'account')}: {sentence}" for sentence, count in reasons.most_common(3))


def describe_issued(issued: IssuedStatements) -> str:
    """Say what came of a run."""
    pages = sum(file.pages for file in issued.files)
    done = f"{_count(issued.count, 'statement')} on {_count(pages, 'page')} for {issued.amount.dollars}"
    left = f" {_count(len(issued.findings), 'sheet')} left out." if issued.findings else ""
    return f"Kept for print: {done} in {_count(len(issued.files), 'file')}.{left}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
