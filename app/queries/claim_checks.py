"""A claim as it would go out now: its content, its form, and all that is wrong with it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.claim_form_catalog import claim_form_grid
from app.domain.claim_check import check_claim
from app.domain.claim_content import ClaimContent
from app.domain.claim_form import ClaimForm, fill_claim_form
from app.domain.claim_form_checks import check_claim_form
from app.domain.findings import Finding
from app.domain.rights import Right
from app.domain.typed_content import apply_typed
from app.models.database import select
from app.queries.asking import asks
from app.queries.claim_contents import find_claim_content
from app.queries.claim_scrubs import ScrubSource, gather_facts
from app.queries.claim_standing import standing_findings

# What was answered before it came here is printed as history: only its form has to be right.
HISTORY = ("answered", "closed")


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """What would go out: the content with what was typed over it, the form, and the findings, worst first."""

    content: ClaimContent
    form: ClaimForm
    findings: tuple[Finding, ...]


@asks(Right.PRINT_CLAIM)
def find_checked_claim(claim_id: int, today: date) -> CheckedClaim:
    """Fill and check one claim as its records stand now; a hold and open rejections come first."""
    return check_one_of_many(claim_id, today, ScrubSource())


def check_one_of_many(
    claim_id: int, today: date, source: ScrubSource, on_paper: bool = False
) -> CheckedClaim:
    """Fill and check one of many claims, which share what was asked already; inside another question only.

    A claim is checked for the way that its payer takes; with `on_paper` for print, whatever its payer takes.
    """
    ((state, typed_boxes),) = select("select state, typed from claim where id = ?", claim_id)
    grid, content, typed = claim_form_grid(), find_claim_content(claim_id), json.loads(typed_boxes)
    form, said = fill_claim_form(grid, content, typed), apply_typed(content, typed).content
    if state in HISTORY:
        found = check_claim_form(grid, content, form, today)
    else:
        facts = gather_facts(claim_id, said, today, source)
        on_the_way = replace(facts, electronic=facts.electronic and not on_paper)
        found = check_claim(grid, content, form, on_the_way, typed)
    return CheckedClaim(said, form, (*standing_findings(claim_id), *found))


@dataclass(frozen=True, slots=True)
class ClaimFindingsLine:
    """A claim by its number with all that is wrong with it, worst first."""

    id: int
    number: int
    findings: tuple[Finding, ...]


@asks(Right.PRINT_CLAIM)
def list_claim_findings(ids: Sequence[int], today: date) -> tuple[ClaimFindingsLine, ...]:
    """Check these claims whole, in their order; a few milliseconds each."""
    source = ScrubSource()
    checked = ((claim_id, check_one_of_many(claim_id, today, source)) for claim_id in ids)
    return tuple(
        ClaimFindingsLine(claim_id, int(each.content.claim_number), each.findings)
        for claim_id, each in checked
    )
