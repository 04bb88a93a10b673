"""The command that holds insurers' answers against their contracts, without changing anything."""

from argparse import Namespace
from datetime import date

from app.cli_commands import opened_practice
from app.cli_papers import DONE, FINDINGS, Outcome
from app.domain.date_entry import format_date
from app.domain.money import total
from app.queries.underpayments import UnderpaidLine, list_underpayments


def check_contracts(words: Namespace) -> Outcome:
    """List the services for which insurers allowed less than their contracts say."""
    with opened_practice(words) as practice:
        session = practice.session
        last = words.to or session.today()
        first = words.since or date(last.year, 1, 1)
        lines = session.ask(list_underpayments, first, last)
    missing = total(line.difference for line in lines)
    facts = {
        "from": str(first),
        "to": str(last),
        "underpaid": len(lines),
        "missing_cents": missing.cents,
        "lines": [_facts(line) for line in lines],
    }
    days = f"in the answers received {format_date(first)} to {format_date(last)}"
    ending = f"{len(lines)} services were underpaid {days}; {missing.dollars} is missing."
    return Outcome(facts, [*map(_sentence, lines), ending], FINDINGS if lines else DONE)


def _facts(line: UnderpaidLine) -> dict[str, object]:
    return {
        "claim": line.claim_number,
        "patient": line.patient,
        "payer": line.payer,
        "service_on": str(line.service_on),
        "code": line.code,
        "charged_cents": line.charged.cents,
        "allowed_cents": line.found.allowed.cents,
        "expected_cents": line.found.expected.cents,
        "difference_cents": line.difference.cents,
        "steps": list(line.steps),
        "contract": line.contract,
        "received_on": str(line.received_on),
        "dispute_by": str(line.dispute_by),
    }


def _sentence(line: UnderpaidLine) -> str:
    return (
        f"Claim {line.claim_number}, {line.code}, {line.payer}: {line.found.words} "
        f"{line.difference.dollars} is missing ({'; '.join(line.steps)}). "
        f"Dispute it by {format_date(line.dispute_by)}."
    )
