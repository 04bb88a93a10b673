"""What a remittance will post: for each claim a verdict with its reasons, in the order of posting.

Clear claims are posted with one key. A look is needed where sums differ, a line or an earlier answer is not
found, the payer says something odd, or more was paid than is open; nothing is dropped. Denials are clear: the
amount stays with the insurer under its codes. Reversals come before the answers that correct them and are
never netted. Estimates (status 25) and claims that went on unpaid (23) post nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.domain.adjudication import AdjudicationPlan, plan_adjudication
from app.domain.answer_checks import ALLOWED_RULE
from app.domain.answers import ClaimLine, LineAnswer
from app.domain.claim_life import Move, is_allowed
from app.domain.date_entry import format_date
from app.domain.findings import Severity
from app.domain.money import Money
from app.domain.provider_adjustments import AdjustmentPlan
from app.domain.remittance_answers import answer_lines, answer_whole
from app.domain.remittance_matching import FoundBy, KnownClaim, check_identity, match_lines
from app.domain.remittance_reversals import EarlierAnswer, check_reversal, lines_after
from app.domain.remittances import FORWARDED, FORWARDED_UNPAID, RemittedClaim

ANSWERED = ("1", "2", "3", "4", *sorted(FORWARDED))
CROSSED_OVER = frozenset({"MA18", "MA07"})
# OA tells of other payers: what is known to wait with the insurer until the claim is sent elsewhere or again.
_OA_WAITS = frozenset({"18", "22", "24", "100", "109", "129", "136", "A1", "B11", "B13"})


class Verdict(StrEnum):
    """Whether a claim posts with one key; the values are stored."""

    CLEAR = "clear"
    LOOK = "look"
    UNKNOWN = "unknown"


class Action(StrEnum):
    """What posting a remitted claim does; the values are stored."""

    ANSWER = "answer"
    TAKE_BACK = "take_back"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What the answer to a claim is measured against.

    `lines` are those that an answer may name, of `all_lines` that the claim bills; `earlier` is the answer
    that stands, and `is_answered` tells that it is to the claim as it was sent last.
    """

    known: KnownClaim
    lines: tuple[ClaimLine, ...]
    all_lines: tuple[ClaimLine, ...]
    next_policy_id: int | None
    earlier: EarlierAnswer | None = None
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class ClaimPlan:
    """What one remitted claim posts, and why not at once.

    `index` is its place in the remittance. `answers` and `plan` are of an answer, `earlier_id` is the answer
    that a reversal takes back. `forwarded` says that the next insurer was told already.
    """

    index: int
    action: Action
    verdict: Verdict
    reasons: tuple[str, ...]
    claim_id: int | None = None
    found_by: FoundBy = FoundBy.NOTHING
    answers: tuple[LineAnswer, ...] = ()
    plan: AdjudicationPlan | None = None
    earlier_id: int | None = None
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class RemittancePlan:
    """All that one remittance posts; `warnings` are sentences about the whole that a person must pass."""

    claims: tuple[ClaimPlan, ...]
    adjustments: tuple[AdjustmentPlan, ...]
    warnings: tuple[str, ...] = ()

    def count(self, verdict: Verdict) -> int:
        """How many claims have this verdict."""
        return sum(claim.verdict is verdict for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Matched:
    """A remitted claim with the claim of ours it was matched to, if any, and what is out of balance in it."""

    index: int
    remitted: RemittedClaim
    found_by: FoundBy = FoundBy.NOTHING
    facts: ClaimFacts | None = None
    imbalances: tuple[str, ...] = field(default=())


def plan_claims(matched: Sequence[Matched]) -> tuple[ClaimPlan, ...]:
    """Plan every claim of a remittance; reversals are weighed with the answers that correct them."""
    back = [each for each in matched if each.remitted.is_reversal]
    reversed_here = {each.facts.known.claim_id for each in back if each.facts}
    answered: set[int] = set()
    plans: dict[int, ClaimPlan] = {}
    for each in matched:
        if not each.remitted.is_reversal:
            plans[each.index] = _plan_one(each, reversed_here, answered)
    corrections: dict[int | None, ClaimPlan] = {
        plan.claim_id: plan for plan in plans.values() if plan.claim_id in reversed_here and plan.plan
    }
    taken: set[int] = set()
    for each in back:
        plans[each.index] = _plan_reversal(each, corrections, taken)
    _hold_corrections(plans, reversed_here)
    return tuple(plans[each.index] for each in matched)


def is_forwarded(remitted: RemittedClaim) -> bool:
    """Tell whether the payer passed the claim on: by status, by the carrier named, or by a remark."""
    crossed = CROSSED_OVER.intersection(remitted.remarks)
    return remitted.status in FORWARDED or bool(crossed) or bool(remitted.crossover_carrier.role)


def _plan_one(each: Matched, reversed_here: set[int], answered: set[int]) -> ClaimPlan:
    remitted, facts = each.remitted, each.facts
    if remitted.is_predetermination or remitted.status == FORWARDED_UNPAID:
        return _note(each)
    if facts is None:
        return ClaimPlan(each.index, Action.ANSWER, Verdict.UNKNOWN, (_unknown(remitted), *each.imbalances))
    claim_id = facts.known.claim_id
    reasons = list(each.imbalances)
    if claim_id in answered:
        reasons.append("This remittance answers the claim twice.")
    answered.add(claim_id)
    plan = plan_answer(remitted, facts, after_reversal=claim_id in reversed_here)
    reasons = list(dict.fromkeys((*reasons, *plan.reasons)))
    verdict = Verdict.LOOK if reasons else Verdict.CLEAR
    return replace(plan, index=each.index, verdict=verdict, reasons=tuple(reasons), found_by=each.found_by)


def plan_answer(remitted: RemittedClaim, facts: ClaimFacts, *, after_reversal: bool = False) -> ClaimPlan:
    """Plan the answer to one claim by itself; its reasons are what a person should look at.

    With `after_reversal` it is planned as if the answer that stands were taken back already.
    """
    answers, reasons = compose_answers(remitted, facts)
    lines = facts.lines
    if after_reversal and facts.earlier:
        lines = lines_after(facts.all_lines, facts.earlier)
    elif facts.is_answered:
        reasons.append(_answered_before(facts))
    elif not is_allowed(facts.known.state, Move.ANSWER):
        reasons.append(f"Claim {facts.known.number} is {facts.known.state} and takes no answer.")
    plan = plan_adjudication(lines, answers, facts.next_policy_id, facts.known.rank)
    reasons += check_remitted(remitted, facts, plan)
    return ClaimPlan(
        0,
        Action.ANSWER,
        Verdict.LOOK if reasons else Verdict.CLEAR,
        tuple(reasons),
        facts.known.claim_id,
        answers=answers,
        plan=plan,
        forwarded=is_forwarded(remitted) and facts.next_policy_id is not None,
    )


def compose_answers(remitted: RemittedClaim, facts: ClaimFacts) -> tuple[tuple[LineAnswer, ...], list[str]]:
    """The answers to the lines of a claim, and what a person should know of how they were found."""
    known = facts.known
    if not remitted.lines:
        shared = "The insurer answers the claim as a whole; its amounts were shared out over the lines."
        return answer_whole(remitted, known.lines), [shared] if len(known.lines) > 1 else []
    charges = match_lines(remitted.lines, known.lines)
    found = [charge for charge in charges if charge is not None]
    if len(found) < len(charges):
        missing = (line for line, charge in zip(remitted.lines, charges, strict=True) if charge is None)
        return (), [
            f"The line {line.code} of {Money(line.charge).dollars} is no line of claim {known.number}."
            for line in missing
        ]
    whole = "Amounts of the claim as a whole were shared out over its lines."
    return answer_lines(remitted, found), [whole] if remitted.adjustments and len(found) > 1 else []


def check_remitted(remitted: RemittedClaim, facts: ClaimFacts, plan: AdjudicationPlan) -> list[str]:
    """Say all that a person should look at before this answer is posted."""
    reasons = list(check_identity(remitted, facts.known))
    reasons += [
        finding.text.strip()
        for finding in plan.findings
        if finding.severity is Severity.ERROR or finding.rule != ALLOWED_RULE
    ]
    if remitted.status not in ANSWERED:
        reasons.append(
            f"The insurer gives the claim the status “{remitted.status}”, which is not known here."
        )
    if remitted.corrected_insured.role:
        reasons.append("The insurer corrects the name or the member id of the insured. Compare the policy.")
    reasons += _odd_groups(remitted, plan)
    if is_forwarded(remitted) and facts.next_policy_id is None:
        carrier = remitted.crossover_carrier.last or "the next insurer"
        reasons.append(f"The claim was passed on to {carrier}, but no further policy is on record.")
    return reasons


def _odd_groups(remitted: RemittedClaim, plan: AdjudicationPlan) -> list[str]:
    reasons = []
    if any(part.is_correction for part in remitted.all_adjustments):
        reasons.append("The group CR of old files corrects an earlier answer. Enter this one by hand.")
    odd = {
        part.name
        for line in plan.lines
        for part in line.pending
        if part.group == "OA" and part.code not in _OA_WAITS and line.payment
    }
    return reasons + [f"{name} is not explained; it would stay with the insurer." for name in sorted(odd)]


def _plan_reversal(each: Matched, corrections: Mapping[int | None, ClaimPlan], taken: set[int]) -> ClaimPlan:
    if each.facts is None:
        reason = _unknown(each.remitted)
        return ClaimPlan(each.index, Action.TAKE_BACK, Verdict.UNKNOWN, (reason, *each.imbalances))
    claim_id = each.facts.known.claim_id
    correction = corrections.get(claim_id)
    earlier = each.facts.earlier
    reasons = [*each.imbalances, *check_identity(each.remitted, each.facts.known)]
    reasons += check_reversal(each.remitted, earlier, correction.plan if correction else None)
    if claim_id in taken:
        reasons.append("This remittance takes the answer back twice.")
    taken.add(claim_id)
    return ClaimPlan(
        each.index,
        Action.TAKE_BACK,
        Verdict.LOOK if reasons else Verdict.CLEAR,
        tuple(reasons),
        claim_id,
        each.found_by,
        earlier_id=earlier.id if earlier else None,
    )


def _hold_corrections(plans: dict[int, ClaimPlan], reversed_here: set[int]) -> None:
    """A correction waits with the reversal before it, and a reversal with the answer that follows it."""
    held = {plan.claim_id for plan in plans.values() if plan.verdict is not Verdict.CLEAR}
    words = {Action.ANSWER: "What it takes back", Action.TAKE_BACK: "The new answer to the same claim"}
    for index, plan in plans.items():
        if plan.verdict is Verdict.CLEAR and plan.action in words and plan.claim_id in held & reversed_here:
            reason = f"{words[plan.action]} needs a look first."
            plans[index] = replace(plan, verdict=Verdict.LOOK, reasons=(reason,))


def _note(each: Matched) -> ClaimPlan:
    """A claim that moves no money; one that says it does needs a look."""
    reasons = list(each.imbalances)
    if each.remitted.paid:
        what = "an estimate" if each.remitted.is_predetermination else "a claim that went on unpaid"
        reasons.append(f"It is {what}, but {Money(each.remitted.paid).dollars} is said to be paid.")
    claim_id = each.facts.known.claim_id if each.facts else None
    verdict = Verdict.LOOK if reasons else Verdict.CLEAR
    return ClaimPlan(each.index, Action.NOTE, verdict, tuple(reasons), claim_id, each.found_by)


def _unknown(remitted: RemittedClaim) -> str:
    number = f"“{remitted.claim_number}”" if remitted.claim_number else "none"
    return f"No claim of ours has the number {number}. Choose the claim it is about."


def _answered_before(facts: ClaimFacts) -> str:
    earlier = facts.earlier
    when = f" on {format_date(earlier.received_on)}" if earlier else " before"
    claim = f"Claim {facts.known.number} was answered{when}."
    return f"{claim} Compare the two, and take the earlier one back first."
