"""A blocking finding that a manager lets pass: the reason is kept for good, and the claim may go out."""

from app.domain.claim_check import may_be_let_pass
from app.domain.claim_life import Move, next_state
from app.domain.errors import InputError, RuleError
from app.domain.findings import Finding
from app.domain.rights import Right
from app.models.claims import Claim
from app.models.submissions import ClaimOverride
from app.queries.claim_checks import find_checked_claim
from app.services.rows import fetch
from app.services.session import Session


def override_claim_finding(session: Session, claim_id: int, rule: str, field: str, reason: str) -> None:
    """Let a claim pass one finding of its check, by its rule and box; it stays in sight as a warning."""
    session.require(Right.OVERRIDE_CLAIM_CHECK)
    if not reason.strip():
        raise InputError("Say why the claim may go out as it is.")
    with session.transaction() as transaction:
        claim = fetch(Claim, claim_id, "claim")
        next_state(claim.number, claim.state, Move.TYPE)
        found = find_checked_claim(claim_id, session.today()).findings
        named = [each for each in found if (each.rule, each.field) == (rule, field)]
        if not any(may_be_let_pass(each) for each in named):
            raise RuleError("This finding cannot be let pass, or is mended already. Nothing was changed.")
        ClaimOverride.create(
            claim=claim_id,
            rule=rule,
            field=field,
            reason=reason.strip(),
            user=session.user.id,
            at=session.now().isoformat(),
        )
        transaction.record(
            "claim",
            claim_id,
            "override_claim_finding",
            patient=claim.patient_id,
            reason=reason.strip(),
            after={"rule": rule, "field": field, "judged_by": ", ".join(_sources(named))},
        )


def _sources(findings: list[Finding]) -> list[str]:
    """The guidelines that findings were judged by, each once."""
    return sorted({each.source for each in findings if each.source})
