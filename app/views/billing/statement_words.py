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
    without = count_of(left, "account")
    return f"{count_of(len(included), 'statement')} for {amount} in all; {without} without one."


def describe_reasons(lines: Sequence[StatementCandidateLine]) -> str:
    """Say why accounts get none, the commonest reason first."""
    reasons = Counter(line.sentence for line in lines if not line.is_included)
    return " ".join(f"{count_of(count, 'account')}: {sentence}" for sentence, count in reasons.most_common(3))


def describe_issued(issued: IssuedStatements) -> str:
    """Say what came of a run."""
    pages = sum(file.pages for file in issued.files)
    done = f"{count_of(issued.count, 'statement')} on {count_of(pages, 'page')} for {issued.amount.dollars}"
    sheets = {finding.field for finding in issued.findings}
    left = f" {count_of(len(sheets), 'statement')} left out." if sheets else ""
    return f"Kept for print: {done} in {count_of(len(issued.files), 'file')}.{left}"


def count_of(number: int, what: str) -> str:
    """Write a number with its noun: `1 claim`, `2 claims`."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
