"""What an insurer's answer does to each charge line: paid, written off, kept with the insurer, handed on.

Order of a line: payment, the patient's share (to the next insurer or the patient), contractual discount,
other reductions; the rest stays with the insurer. CO and PI never reach the patient. A line balances when
charge - all adjustments = paid (X12 835); OA-23 of a later insurer repeats what the earlier one did and is
not posted. A later insurer's write-off is at most what its payment and the patient's share leave open, so
that nothing is reduced twice or below zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.domain.answer_checks import check_answer, check_bucket, check_matching
from app.domain.answers import (
    Adjustment,
    ClaimLine,
    LineAnswer,
    LineOutcome,
    LinePlan,
    Transfer,
    WriteOff,
    WriteOffKind,
)
from app.domain.errors import RuleError
from app.domain.findings import Finding, Severity, has_errors
from app.domain.money import ZERO, Money, total

# Main codes that are no denial although nothing was paid, as the denial rate counts them.
_NO_DENIAL_CODES = frozenset({"18", "23", "45", "133", "246", "253"})


@dataclass(frozen=True, slots=True)
class AdjudicationPlan:
    """What one answer to one claim will post, line by line, with what must be read or mended first."""

    lines: tuple[LinePlan, ...]
    findings: tuple[Finding, ...]

    @property
    def can_post(self) -> bool:
        """Tell whether no finding blocks."""
        return not has_errors(self.findings)

    @property
    def paid(self) -> Money:
        """The insurer's payments of all lines."""
        return total(line.payment for line in self.lines)

    @property
    def written_off(self) -> Money:
        """The reductions of all kinds and lines."""
        return total(part.amount for line in self.lines for part in line.write_offs)

    @property
    def to_patient(self) -> Money:
        """What the patient will owe from this answer."""
        return total(
            part.amount for line in self.lines for part in line.transfers if part.to_policy_id is None
        )

    @property
    def to_next_payer(self) -> Money:
        """What the next insurer will be asked for."""
        return total(part.amount for line in self.lines for part in line.transfers) - self.to_patient

    @property
    def remaining(self) -> Money:
        """What is left with this insurer: denied, pending, or its credit."""
        return total(line.remaining for line in self.lines)


def plan_adjudication(
    lines: Sequence[ClaimLine], answers: Sequence[LineAnswer], next_policy_id: int | None, rank: int = 1
) -> AdjudicationPlan:
    """Plan what an answer posts; `rank` is the answering insurer's place (1 pays first).

    Nothing is refused here: blocking findings name the line and the difference (see `check_postable`).
    """
    claim_lines = {line.charge_id: line for line in lines}
    findings = check_matching(claim_lines, answers)
    plans = []
    for answer in answers:
        line = claim_lines.get(answer.charge_id)
        if line is not None:
            plan = _plan_line(line, answer, next_policy_id, rank)
            plans.append(plan)
            findings += check_answer(line, answer, rank) + check_bucket(line, answer, plan, rank)
    return AdjudicationPlan(tuple(plans), tuple(findings))


def check_postable(plan: AdjudicationPlan) -> None:
    """Refuse (RuleError with all the sentences) a plan that has a blocking finding."""
    if not plan.can_post:
        blocking = [finding.text for finding in plan.findings if finding.severity is Severity.ERROR]
        raise RuleError("Nothing was posted. " + " ".join(blocking))


def compose_answer(charge: Money, answer: LineAnswer) -> LineAnswer:
    """Add the discount that an EOB leaves unsaid: charge - allowed as CO-45, unless one is stated.

    What was denied (or is the patient's because it is not covered) explains its own part of that difference.
    """
    stated = any(part.write_off_kind is WriteOffKind.CONTRACTUAL for part in answer.adjustments)
    if answer.allowed is None or stated:
        return answer
    denied = total(part.amount for part in answer.adjustments if not (part.is_cost_share or part.is_separate))
    discount = charge - answer.allowed - denied
    if not discount:
        return answer
    return replace(answer, adjustments=(Adjustment("CO", "45", discount), *answer.adjustments))


def _plan_line(line: ClaimLine, answer: LineAnswer, next_policy_id: int | None, rank: int) -> LinePlan:
    repeated = [part for part in answer.adjustments if rank > 1 and part.repeats_earlier_payer]
    shares = [part for part in answer.adjustments if part.is_share]
    reductions = [part for kind in WriteOffKind for part in answer.adjustments if part.write_off_kind is kind]
    settled = [*repeated, *shares, *reductions]
    waiting = [part for part in answer.adjustments if part not in settled]
    open_now = line.open_balance - answer.paid
    if rank > 1:
        shares, reductions, waiting = _fit_to_open(open_now, shares, reductions, waiting)
    return LinePlan(
        charge_id=line.charge_id,
        payment=answer.paid,
        write_offs=tuple(
            WriteOff(kind, part.code, part.amount)
            for kind in WriteOffKind
            for part in reductions
            if part.write_off_kind is kind
        ),
        transfers=tuple(
            Transfer(part.share_reason, part.code, part.amount, next_policy_id) for part in shares
        ),
        pending=tuple(waiting),
        informational=tuple(repeated),
        remaining=open_now - total(part.amount for part in (*shares, *reductions)),
        outcome=_find_outcome(answer, has_pending=bool(waiting)),
    )


def _fit_to_open(open_now: Money, *kinds: Iterable[Adjustment]) -> list[list[Adjustment]]:
    """Cut each kind's amounts, in the order given, to what is still open; drop what becomes nothing."""
    room = max(ZERO, open_now)
    fitted = []
    for parts in kinds:
        kept = []
        for part in parts:
            amount = min(part.amount, room)
            room -= amount
            if amount:
                kept.append(replace(part, amount=amount))
        fitted.append(kept)
    return fitted


def _find_outcome(answer: LineAnswer, has_pending: bool) -> LineOutcome:
    own = [part for part in answer.adjustments if not part.repeats_earlier_payer]
    if not answer.paid and own and not any(part.is_cost_share for part in own):
        main = max(own, key=lambda part: part.amount)
        if main.code not in _NO_DENIAL_CODES:
            return LineOutcome.DENIED
    return LineOutcome.PENDING if has_pending else LineOutcome.PROCESSED
