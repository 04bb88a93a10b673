"""Which policies are in force on a date of service, in the order in which they pay, and what is amiss."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from app.domain.date_entry import age_on, format_date
from app.domain.findings import Finding, Severity

CHILD_AGE_LIMIT = 26  # dependent coverage under the Affordable Care Act ends at 26
RANK_NAMES = {1: "primary", 2: "secondary", 3: "tertiary"}
MEDICAID = "medicaid"


@dataclass(frozen=True, slots=True)
class PolicyTerm:
    """When a policy is in force, both days included; `rank` 1 pays first; no `termination` = open."""

    policy_id: int
    rank: int
    effective: date
    termination: date | None = None
    payer: str = ""
    plan: str = ""
    line_of_business: str = ""
    relationship: str = "self"

    @property
    def name(self) -> str:
        """Name payer and plan as far as known."""
        return " ".join(part for part in (self.payer, self.plan) if part) or "This policy"

    @property
    def listed(self) -> str:
        """Name payer and plan parted, for lists and headings: `Lakeside Select · Select Silver`."""
        return " · ".join(part for part in (self.payer, self.plan) if part) or "This policy"

    @property
    def is_reversed(self) -> bool:
        """Tell whether it ends before it begins."""
        return self.termination is not None and self.termination < self.effective

    def covers(self, on: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.effective <= on <= (self.termination or date.max)


def choose_policies(terms: Sequence[PolicyTerm], on: date) -> tuple[PolicyTerm, ...]:
    """Choose the policies in force on a date of service, in payer order, one a rank.

    Where two share a rank (a finding of `check_policies`) the one that began later is taken.
    """
    newest_last = sorted((term for term in terms if term.covers(on)), key=lambda term: term.effective)
    by_rank = {term.rank: term for term in newest_last}
    return tuple(by_rank[rank] for rank in sorted(by_rank))


def check_policies(
    terms: Sequence[PolicyTerm], on: date, birth_date: date | None = None
) -> tuple[Finding, ...]:
    """Check a patient's policies: dates, overlaps and gaps of a rank, and what is in force on a day."""
    findings = [_explain_reversed(term) for term in terms if term.is_reversed]
    sound = [term for term in terms if not term.is_reversed]
    for rank in sorted({term.rank for term in sound}):
        findings += _check_rank(rank, [term for term in sound if term.rank == rank], on)
    if sound:
        findings += _check_day(sound, on)
    return tuple(findings + _check_children(sound, on, birth_date))


def _check_rank(rank: int, terms: list[PolicyTerm], on: date) -> list[Finding]:
    findings = []
    name = RANK_NAMES.get(rank, f"number {rank}")
    ordered = sorted(terms, key=lambda term: (term.effective, term.policy_id))
    covered_to = ordered[0].termination or date.max
    for earlier, later in pairwise(ordered):
        if later.effective <= covered_to:
            text = f"{earlier.name} and {later.name} are both {name} from {format_date(later.effective)}."
            severity = Severity.ERROR if earlier.covers(on) and later.covers(on) else Severity.WARNING
            findings.append(_finding(severity, "End one of them, or change its place.", text, later))
        elif later.effective > covered_to + timedelta(days=1):
            first, last = covered_to + timedelta(days=1), later.effective - timedelta(days=1)
            text = f"No {name} insurance from {format_date(first)} to {format_date(last)}."
            findings.append(_finding(Severity.WARNING, "Ask for the card of that time.", text, later))
        covered_to = max(covered_to, later.termination or date.max)
    return findings


def _check_day(terms: list[PolicyTerm], on: date) -> list[Finding]:
    active = choose_policies(terms, on)
    if not active:
        return [_explain_none_active(terms, on)]
    findings = []
    if active[0].rank != 1:
        text = (
            f"There is no primary insurance on {format_date(on)}, but {active[0].name} stands as a later one."
        )
        findings.append(_finding(Severity.ERROR, "Ask which insurance pays first.", text, active[0]))
    for term in active[:-1]:
        if term.line_of_business == MEDICAID:
            text = f"{term.name} stands before another insurance; Medicaid pays last."
            findings.append(_finding(Severity.WARNING, "Change the order.", text, term))
    return findings


def _explain_none_active(terms: list[PolicyTerm], on: date) -> Finding:
    begun = [term for term in terms if term.effective <= on]
    if begun:
        last = max(begun, key=lambda term: term.termination or date.max)
        ended = format_date(last.termination or on)
        text = f"{last.name} ended on {ended}; nothing is in force on {format_date(on)}."
        return _finding(Severity.WARNING, "Ask for the new card, or mark as self-pay.", text, last)
    first = min(terms, key=lambda term: term.effective)
    text = f"{first.name} begins on {format_date(first.effective)}; nothing is in force on {format_date(on)}."
    return _finding(Severity.WARNING, "Ask for the card of that time.", text, first)


def _check_children(terms: list[PolicyTerm], on: date, birth_date: date | None) -> list[Finding]:
    if birth_date is None or age_on(birth_date, on) < CHILD_AGE_LIMIT:
        return []
    return [
        _finding(
            Severity.WARNING,
            "Ask whether the plan still covers this dependent.",
            f"The patient is {age_on(birth_date, on)} and covered by {term.name} as a child.",
            term,
        )
        for term in terms
        if term.relationship == "child" and term.covers(on)
    ]


def _explain_reversed(term: PolicyTerm) -> Finding:
    text = f"{term.name} ends before it begins."
    return _finding(Severity.ERROR, "Compare the dates with the card.", text, term)


def _finding(severity: Severity, fix: str, text: str, term: PolicyTerm) -> Finding:
    return Finding(severity, f"policy.{term.policy_id}", text, fix)
