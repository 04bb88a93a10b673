"""A claim as it would go out now: its content, its form, and all that is wrong with it."""

import json
from dataclasses import dataclass
from datetime import date

from app.claim_form_catalog import claim_form_grid
from app.domain.claim_content import ClaimContent
from app.domain.claim_form import ClaimForm, fill_claim_form
from app.domain.claim_form_checks import check_claim_form
from app.domain.findings import Finding
from app.domain.rights import Right
from app.models.claims import Claim
from app.queries.asking import asks
from app.queries.claim_contents import find_claim_content


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """What would go out: the content with what was typed over it, the form, and the findings, worst first."""

    content: ClaimContent
    form: ClaimForm
    findings: tuple[Finding, ...]


@asks(Right.PRINT_CLAIM)
def find_checked_claim(claim_id: int, today: date) -> CheckedClaim:
    """Fill and check one claim as its records stand now."""
    claim = Claim.get_by_id(claim_id)
    content = find_claim_content(claim_id)
    form = fill_claim_form(claim_form_grid(), content, json.loads(claim.typed))
    return CheckedClaim(content, form, check_claim_form(claim_form_grid(), content, form, today))
