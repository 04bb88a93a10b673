"""What keeps a claim from going out beside what stands in its boxes: a hold, and rejections still open."""

from app.domain.findings import Finding, Severity
from app.models.claims import Claim
from app.queries.claim_responses import open_rejections

HELD = "HELD"


def standing_findings(claim_id: int) -> tuple[Finding, ...]:
    """The hold of a claim and its open rejections, as findings; a rejection stands at the faulty box."""
    return (*_hold(Claim.get_by_id(claim_id)), *open_rejections(claim_id))


def _hold(claim: Claim) -> tuple[Finding, ...]:
    if not claim.held:
        return ()
    fix = "Release it… when it may go out: the button stands above the form."
    return (Finding(Severity.ERROR, "claim", f"On hold: {claim.held.rstrip('.')}.", fix, rule=HELD),)
