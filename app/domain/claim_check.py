"""A claim checked whole: its printed boxes, all that is known around it, and what a manager let pass."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.domain.claim_content import ClaimContent
from app.domain.claim_form import NO_OVERRIDES, ClaimForm
from app.domain.claim_form_checks import check_claim_form
from app.domain.findings import Finding, Severity
from app.domain.form_grid import FormGrid
from app.domain.scrub_facts import GrantedOverride, ScrubFacts
from app.domain.scrubbing.checks import scrub_claim
from app.domain.typed_content import apply_typed

ON_PAPER_ONLY = "FORM-"
# Without these a claim has no shape: no form or file can carry it, whoever lets it pass. A hold is
# released, and a rejection answered, in their own ways.
_NEVER_LET_PASS = frozenset({"CLM-01", "CLM-02", "CLM-04", "TYP-01", "HELD", "REJECTED"})


def check_claim(
    grid: FormGrid,
    content: ClaimContent,
    form: ClaimForm,
    facts: ScrubFacts,
    typed: Mapping[str, str] = NO_OVERRIDES,
) -> tuple[Finding, ...]:
    """Find all that is wrong with a claim as it would go out, worst first.

    `content` is what the records say, `form` is filled with what was `typed` over it. What concerns the paper
    alone is left out for an electronic claim; an override makes an error a warning.
    """
    on_form: Iterable[Finding] = check_claim_form(grid, content, form, facts.today)
    if facts.electronic:
        on_form = (finding for finding in on_form if not finding.rule.startswith(ON_PAPER_ONLY))
    said = apply_typed(content, typed)
    merged = _merge(on_form, scrub_claim(said.content, replace(facts, uncarried=said.uncarried)))
    found = [_let_pass(finding, facts.overrides) for finding in merged]
    return tuple(sorted(found, key=lambda finding: -finding.severity))


def may_be_let_pass(finding: Finding) -> bool:
    """Tell whether a manager may let a finding pass: a blocking one that the form can carry all the same."""
    return (
        finding.severity is Severity.ERROR
        and bool(finding.rule)
        and finding.rule not in _NEVER_LET_PASS
        and not finding.rule.startswith(ON_PAPER_ONLY)
    )


def _merge(on_form: Iterable[Finding], scrubbed: Sequence[Finding]) -> list[Finding]:
    """Say each fault once: where form and records tell of one rule in one box, the worse counts."""
    merged = list(on_form)
    known = {(finding.rule, finding.field): place for place, finding in enumerate(merged) if finding.rule}
    for finding in scrubbed:
        place = known.get((finding.rule, finding.field))
        if place is None:
            merged.append(finding)
        elif finding.severity > merged[place].severity:
            merged[place] = finding
    return merged


def _let_pass(finding: Finding, overrides: Sequence[GrantedOverride]) -> Finding:
    if not may_be_let_pass(finding):
        return finding
    for granted in overrides:
        if (granted.rule, granted.field) == (finding.rule, finding.field):
            fix = f"{granted.user} let it pass: {granted.reason}"
            return replace(finding, severity=Severity.WARNING, fix=fix)
    return finding
