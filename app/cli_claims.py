"""The command that checks claims before they are sent, without printing or changing anything."""

from argparse import Namespace
from collections import Counter

from app.cli_commands import opened_practice
from app.cli_papers import DONE, FINDINGS, Outcome
from app.domain.findings import Finding, Severity
from app.queries.claim_checks import ClaimFindingsLine, list_claim_findings
from app.queries.claim_filters import ClaimFilter
from app.queries.claims import OPEN_STATES, list_claims

AT_ONCE = 100
_WORDS = {Severity.ERROR: "to fix", Severity.WARNING: "to look at", Severity.HINT: "hint"}


def scrub_claims(words: Namespace) -> Outcome:
    """Check the claims that are ready against all that is known, and name every fault by its rule."""
    with opened_practice(words) as practice:
        session = practice.session
        today = session.today()
        states = OPEN_STATES if words.all else ("ready",)
        ids = session.ask(list_claims, ClaimFilter(states), today)
        lines = [
            line
            for start in range(0, len(ids), AT_ONCE)
            for line in session.ask(list_claim_findings, ids[start : start + AT_ONCE], today)
        ]
    blocked = sum(_has_errors(line) for line in lines)
    rules = Counter(finding.rule for line in lines for finding in line.findings)
    facts = {
        "checked": len(lines),
        "ready": len(lines) - blocked,
        "needs_fixing": blocked,
        "rules": dict(sorted(rules.items())),
        "claims": [_told(line) for line in lines if line.findings],
    }
    said = [_sentence(line, finding) for line in lines for finding in line.findings]
    ending = f"{len(lines)} claims checked: {len(lines) - blocked} ready, {blocked} to fix."
    return Outcome(facts, [*said, ending], FINDINGS if blocked else DONE)


def _has_errors(line: ClaimFindingsLine) -> bool:
    return any(finding.severity is Severity.ERROR for finding in line.findings)


def _told(line: ClaimFindingsLine) -> dict[str, object]:
    return {
        "claim": line.number,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.name.lower(),
                "box": finding.field,
                "text": finding.text,
                "fix": finding.fix,
            }
            for finding in line.findings
        ],
    }


def _sentence(line: ClaimFindingsLine, finding: Finding) -> str:
    rule = f"{finding.rule} " if finding.rule else ""
    return f"Claim {line.number}, {_WORDS[finding.severity]}: {rule}{finding.text} {finding.fix}".rstrip()
