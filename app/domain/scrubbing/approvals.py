"""What the payer says of a service: AUTH-01 to 04, REF-01, REF-02, COV-05, FREQ-01, LCD-02, by guidelines."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.findings import Finding
from app.domain.guideline_checks import LINE, check_claim_line
from app.domain.scrubbing.scrubbed_claim import ScrubbedClaim
from app.domain.scrubbing.service_lines import make_service_line

BOX_OF_NUMBER = "i23"


def check_approvals(claim: ScrubbedClaim) -> Iterator[Finding]:
    """Check each line for approval, referral, coverage and frequency; findings name the box on the form."""
    for line in claim.lines:
        service = make_service_line(claim, line)
        if service is None:
            return
        for finding in check_claim_line(service, claim.facts.guidelines, claim.facts.care, claim.facts.today):
            box = line.box("d_code") if finding.field == LINE else BOX_OF_NUMBER
            yield replace(finding, field=box, mend=finding.mend.partition("/")[0])


APPROVAL_CHECKS = (check_approvals,)
