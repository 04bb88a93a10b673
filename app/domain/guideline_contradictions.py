"""Denials that contradict what guidelines say: a reason to look them up again, or to dispute the denial."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.date_entry import format_date
from app.domain.guideline_checks import ask_for_line, count_for, find_needs
from app.domain.guideline_explanations import explain_guideline
from app.domain.guidelines import Answer, Approval, Aspect, Guideline, GuidelineAnswer, look_up
from app.domain.service_counts import ServiceCharge, ServiceLine

_COVERED = frozenset({Answer.COVERED, Answer.CONDITIONAL})


@dataclass(frozen=True, slots=True)
class Denial:
    """A line of a claim that an insurer denied; `kinds` are the categories of its reasons."""

    claim_id: int
    claim_number: int
    patient_id: int
    line: ServiceLine
    kinds: frozenset[str]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A guideline in force on the day that says otherwise than the denial, and why in a sentence."""

    claim_id: int
    patient_id: int
    guideline: Guideline
    why: str


def find_contradictions(
    denial: Denial, guidelines: Sequence[Guideline], charges: Sequence[ServiceCharge]
) -> Iterator[Contradiction]:
    """Give the guidelines that a denial contradicts, each once.

    `charges` are the patient's, to count what a guideline lets pass without approval.
    """
    answer = look_up(guidelines, ask_for_line(denial.line))
    found = {}
    for kind in sorted(denial.kinds):
        decider = DENIALS[kind](denial.line, answer, charges)
        if decider is not None:
            found[decider.id] = decider
    for guideline in found.values():
        why = (
            f"Claim {denial.claim_number}: {denial.line.code} of {format_date(denial.line.on)} was denied "
            f"({', '.join(denial.reasons)}), but our notes say: {explain_guideline(guideline)}."
        )
        yield Contradiction(denial.claim_id, denial.patient_id, guideline, why)


def _said_covered(
    line: ServiceLine, answer: GuidelineAnswer, charges: Sequence[ServiceCharge]
) -> Guideline | None:
    """The record that says covered, unless one says that it was given too often."""
    counted = answer.decided_by.get(Aspect.FREQUENCY.value)
    if counted is not None and count_for(counted, line, charges) > (counted.most or 0):
        return None
    return answer.decided_by[Aspect.ANSWER.value] if answer.answer in _COVERED else None


def _said_without_approval(
    line: ServiceLine, answer: GuidelineAnswer, charges: Sequence[ServiceCharge]
) -> Guideline | None:
    decider = answer.decided_by.get(Aspect.APPROVAL.value)
    if decider is None or decider.approval is Approval.ALWAYS:
        return None
    return None if find_needs(line, answer, charges).authorization else decider


def _said_without_referral(
    _line: ServiceLine, answer: GuidelineAnswer, _charges: Sequence[ServiceCharge]
) -> Guideline | None:
    decider = answer.decided_by.get(Aspect.REFERRAL.value)
    return decider if decider is not None and decider.referral is False else None


Judge = Callable[[ServiceLine, GuidelineAnswer, Sequence[ServiceCharge]], Guideline | None]
# By the categories of reasons in `resources/denial-codes.json`.
DENIALS: Mapping[str, Judge] = {
    "coverage": _said_covered,
    "necessity": _said_covered,
    "authorization": _said_without_approval,
    "referral": _said_without_referral,
}
