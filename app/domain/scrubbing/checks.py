"""All checks of a claim beside those of its printed boxes, and the one function that runs them."""

from collections.abc import Callable, Iterator

from app.domain.claim_content import ClaimContent
from app.domain.findings import Finding
from app.domain.scrub_facts import ScrubFacts
from app.domain.scrubbing.approvals import APPROVAL_CHECKS
from app.domain.scrubbing.claim_shape import SHAPE_CHECKS
from app.domain.scrubbing.code_pairs import PAIR_CHECKS
from app.domain.scrubbing.diagnoses import DIAGNOSIS_CHECKS
from app.domain.scrubbing.earlier_payers import EARLIER_PAYER_CHECKS
from app.domain.scrubbing.eligibility import ELIGIBILITY_CHECKS
from app.domain.scrubbing.laboratory_and_drugs import LABORATORY_AND_DRUG_CHECKS
from app.domain.scrubbing.modifiers import MODIFIER_CHECKS
from app.domain.scrubbing.notices import NOTICE_CHECKS
from app.domain.scrubbing.payers_and_providers import PROVIDER_CHECKS
from app.domain.scrubbing.places import PLACE_CHECKS
from app.domain.scrubbing.policies import POLICY_CHECKS
from app.domain.scrubbing.procedures import PROCEDURE_CHECKS
from app.domain.scrubbing.scrubbed_claim import ScrubbedClaim, make_scrubbed
from app.domain.scrubbing.service_dates import DATE_CHECKS
from app.domain.scrubbing.subscriber import SUBSCRIBER_CHECKS
from app.domain.scrubbing.unchecked import UNCHECKED_CHECKS

Check = Callable[[ScrubbedClaim], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    *SUBSCRIBER_CHECKS,
    *DATE_CHECKS,
    *POLICY_CHECKS,
    *ELIGIBILITY_CHECKS,
    *PROVIDER_CHECKS,
    *SHAPE_CHECKS,
    *DIAGNOSIS_CHECKS,
    *PROCEDURE_CHECKS,
    *MODIFIER_CHECKS,
    *PAIR_CHECKS,
    *PLACE_CHECKS,
    *APPROVAL_CHECKS,
    *EARLIER_PAYER_CHECKS,
    *NOTICE_CHECKS,
    *LABORATORY_AND_DRUG_CHECKS,
    *UNCHECKED_CHECKS,
)


def scrub_claim(content: ClaimContent, facts: ScrubFacts) -> tuple[Finding, ...]:
    """Find what is wrong with a claim beyond its printed boxes, worst first; overrides come later."""
    claim = make_scrubbed(content, facts)
    found = dict.fromkeys(finding for check in CHECKS for finding in check(claim))
    return tuple(sorted(found, key=lambda finding: -finding.severity))
