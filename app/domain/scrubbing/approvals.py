"""What the payer asks for a service: AUTH-01 to AUTH-04, REF-01, REF-02, COV-05, FREQ-01, by its rules."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.coverage_rules import check_claim_line
from app.domain.findings import Finding
from app.domain.scrubbing.scrubbed_claim import NumberedLine, ScrubbedClaim
from app.domain.service_counts import ServiceLine

BOX_OF_NUMBER = "i23"
ON_THE_LINE = frozenset({"COV-05", "FREQ-01"})


def check_approvals(claim: ScrubbedClaim) -> Iterator[Finding]:
    """Check each line for approval, referral, coverage and frequency; findings name the box on the form."""
    policy = claim.facts.policy
    if policy is None:
        return
    for line in claim.lines:
        service = _service_line(claim, line)
        for finding in check_claim_line(service, claim.facts.rules, claim.facts.care, claim.facts.today):
            box = line.box("d_code") if finding.rule in ON_THE_LINE else BOX_OF_NUMBER
            record = "rule" if finding.mend.startswith("coverage_rule") else "authorization"
            yield replace(finding, field=box, mend=record)


def _service_line(claim: ScrubbedClaim, line: NumberedLine) -> ServiceLine:
    policy, content = claim.facts.policy, claim.content
    assert policy is not None
    return ServiceLine(
        code=line.code,
        on=line.on,
        units=max(1, int(line.units)),
        payer_id=policy.payer_id,
        payer=content.payer.name,
        plan_id=policy.plan_id,
        plan=content.policy.plan_name,
        category=line.facts.category,
        provider_id=claim.facts.provider_id,
        place_id=claim.facts.place_id,
        diagnoses=claim.pointed(line.line),
        visit_id=claim.facts.visit_id,
        charge_id=line.facts.charge_id,
        authorization_number=content.authorization_number,
        referral_number=content.referral_number,
    )


APPROVAL_CHECKS = (check_approvals,)
