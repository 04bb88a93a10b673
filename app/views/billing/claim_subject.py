"""What “Is this covered?” is asked about on a claim: its services, the one of the box first."""

from app.domain.claim_typing import TypedForm
from app.queries.claims import ClaimDetail
from app.views.common.coverage_subject import NOTHING_ASKED, CoverageSubject


def subject_of_claim(
    detail: ClaimDetail | None, form: TypedForm | None, page: int, box: str
) -> CoverageSubject:
    """Name the claim's services for the look-up; `page` counts from 0, `box` is the one chosen on it."""
    if detail is None or form is None or not detail.content.lines:
        return NOTHING_ASKED
    content, policy = detail.content, detail.facts.policy
    at = form.line_of(page, box)
    first = content.lines[at if at < len(content.lines) else 0]
    return CoverageSubject(
        detail.line.patient_id,
        policy.payer_id if policy else 0,
        (policy.plan_id or 0) if policy else 0,
        tuple(dict.fromkeys(line.code for line in (first, *content.lines))),
        content.diagnoses,
        first.service_from,
    )
