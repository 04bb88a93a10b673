"""What must be right before an insurer's answer is posted, and what the biller should read first."""

from collections import Counter
from collections.abc import Mapping, Sequence

from app.domain.answers import GROUPS, Adjustment, ClaimLine, LineAnswer, LinePlan
from app.domain.findings import Finding, Severity
from app.domain.money import ZERO, total
from app.domain.posting import LARGEST_LINE

# Payers count the allowed amount in more than one way, so that a remittance is not held for it.
ALLOWED_RULE = "ALLOWED"


def check_matching(lines: Mapping[int, ClaimLine], answers: Sequence[LineAnswer]) -> list[Finding]:
    """Check that each answer belongs to one line of the claim; lines without answer stay open."""
    counts = Counter(answer.charge_id for answer in answers)
    findings = []
    for charge_id, count in counts.items():
        if charge_id not in lines:
            findings.append(_error(charge_id, "This answer is for a service that is not on the claim."))
        elif count > 1:
            findings.append(_error(charge_id, "This service is answered twice."))
    for charge_id in lines:
        if charge_id not in counts:
            findings.append(
                _warning(charge_id, "The insurer says nothing about this service; it stays open.")
            )
    return findings


def check_answer(line: ClaimLine, answer: LineAnswer, rank: int) -> list[Finding]:
    """Check one answer by itself: the line balances, groups and signs are known, the allowed amount fits."""
    findings = [
        finding
        for adjustment in answer.adjustments
        for finding in _check_adjustment(line.charge_id, adjustment)
    ]
    if answer.paid < ZERO:
        findings.append(
            _error(line.charge_id, "The insurer takes money back. Reverse its earlier answer instead.")
        )
    if any(
        abs(amount) > LARGEST_LINE for amount in (answer.paid, *(part.amount for part in answer.adjustments))
    ):
        findings.append(_error(line.charge_id, f"An amount of an answer is at most {LARGEST_LINE.dollars}."))
    adjusted = total(adjustment.amount for adjustment in answer.adjustments)
    difference = line.charge - adjusted - answer.paid
    if difference:
        text = (
            f"{line.charge.dollars} less {adjusted.dollars} adjusted is not {answer.paid.dollars} paid: "
            f"{difference.dollars} apart."
        )
        findings.append(_error(line.charge_id, text))
    if rank == 1:
        findings += _check_first_payer(line, answer)
    return findings


def check_bucket(line: ClaimLine, answer: LineAnswer, plan: LinePlan, rank: int) -> list[Finding]:
    """Check the answer against what is open with this insurer and with those before it."""
    findings = []
    if line.open_with_earlier and any(part.to_policy_id is None for part in plan.transfers):
        text = f"An earlier insurer still has {line.open_with_earlier.dollars} open: not yet the patient's."
        findings.append(_error(line.charge_id, text))
    if rank > 1:
        return findings + _check_later_payer(line, answer, plan)
    if line.open_balance != line.charge:
        text = (
            f"Of {line.charge.dollars} only {line.open_balance.dollars} is open with this insurer: it has "
            "answered before. Reverse the earlier answer first."
        )
        findings.append(_error(line.charge_id, text))
    return findings


def _check_adjustment(charge_id: int, adjustment: Adjustment) -> list[Finding]:
    findings = []
    if adjustment.group not in GROUPS:
        findings.append(_error(charge_id, f"“{adjustment.group}” is not a group: CO, PR, OA or PI."))
    if not adjustment.code:
        findings.append(_error(charge_id, f"{adjustment.amount.dollars} has no reason code."))
    if adjustment.amount < ZERO and adjustment.write_off_kind is None:
        findings.append(_error(charge_id, f"{adjustment.name} cannot be less than zero."))
    return findings


def _check_first_payer(line: ClaimLine, answer: LineAnswer) -> list[Finding]:
    findings = []
    if any(adjustment.repeats_earlier_payer for adjustment in answer.adjustments):
        text = "OA-23 tells of an earlier insurer, but this one pays first. Check the order of the policies."
        findings.append(_warning(line.charge_id, text))
    kept = total(
        adjustment.amount
        for adjustment in answer.adjustments
        if adjustment.is_cost_share or adjustment.is_separate
    )
    if answer.allowed is not None and answer.allowed != answer.paid + kept:
        text = (
            f"The allowed amount {answer.allowed.dollars} is not what was paid and left to the patient "
            f"({(answer.paid + kept).dollars})."
        )
        findings.append(Finding(Severity.WARNING, f"charge.{line.charge_id}", text, rule=ALLOWED_RULE))
    return findings


def _check_later_payer(line: ClaimLine, answer: LineAnswer, plan: LinePlan) -> list[Finding]:
    findings = []
    if plan.remaining < ZERO:
        text = f"The insurer paid {(-plan.remaining).dollars} more than was open; this becomes its credit."
        findings.append(_warning(line.charge_id, text))
    stated = total(adjustment.amount for adjustment in answer.adjustments if adjustment.is_share)
    moved = total(transfer.amount for transfer in plan.transfers)
    if moved < stated:
        text = f"The insurer leaves {stated.dollars} to the patient, but only {moved.dollars} is still open."
        findings.append(_warning(line.charge_id, text))
    unexplained = plan.remaining - total(adjustment.amount for adjustment in plan.pending)
    if unexplained > ZERO:
        text = f"{unexplained.dollars} stays with the insurer without a reason. Compare the earlier answer."
        findings.append(_warning(line.charge_id, text))
    return findings


def _error(charge_id: int, text: str) -> Finding:
    return Finding(Severity.ERROR, f"charge.{charge_id}", text)


def _warning(charge_id: int, text: str) -> Finding:
    return Finding(Severity.WARNING, f"charge.{charge_id}", text)
