"""What an insurer's answer will post, in sentences for the person who enters it."""

from collections.abc import Mapping, Sequence

from app.domain.adjudication import AdjudicationPlan
from app.domain.answers import Adjustment, LineAnswer, ShareReason, Transfer, WriteOffKind
from app.domain.money import ZERO, Money, total

_FORWARDED = "Its claim is kept as sent, for the insurer passed it on; print no second one."
_WRITE_OFFS = {
    WriteOffKind.CONTRACTUAL: "the plan’s discount",
    WriteOffKind.SEQUESTRATION: "the government’s reduction (sequestration)",
    WriteOffKind.WITHHOLD: "kept back by the plan",
    WriteOffKind.INCENTIVE: "the plan’s incentive reduction",
    WriteOffKind.PENALTY: "the plan’s penalty",
    WriteOffKind.ACCEPTED_DENIAL: "denied, and the practice accepts it",
}
_SHARES = {
    ShareReason.DEDUCTIBLE: "deductible",
    ShareReason.COINSURANCE: "coinsurance",
    ShareReason.COPAY: "copay",
    ShareReason.NOT_COVERED: "not covered",
    ShareReason.OTHER: "other patient share",
}


def explain_answer_plan(
    plan: AdjudicationPlan, payer: str, next_payer: str, patient: str, forwarded: bool = False
) -> tuple[str, ...]:
    """Say what will be paid, written off, handed on, owed, and what stays with the insurer.

    A `forwarded` claim is with the next insurer already.
    """
    if not plan.lines:
        return ("Nothing is typed yet.",)
    sentences = [f"{payer} paid {plan.paid.dollars}."]
    for kind, words in _WRITE_OFFS.items():
        amount = total(part.amount for line in plan.lines for part in line.write_offs if part.kind is kind)
        if amount:
            sentences.append(f"{amount.dollars} is written off: {words}.")
    moved = [part for line in plan.lines for part in line.transfers]
    handed_on = [part for part in moved if part.to_policy_id is not None]
    if plan.to_next_payer:
        sentences.append(
            f"{plan.to_next_payer.dollars} goes to {next_payer}: {_reasons(handed_on)}. "
            f"{_FORWARDED if forwarded else 'Its claim is made at once.'}"
        )
    own = [part for part in moved if part.to_policy_id is None]
    if plan.to_patient:
        sentences.append(f"{patient} owes {plan.to_patient.dollars}: {_reasons(own)}.")
    elif not plan.to_next_payer:
        sentences.append(f"{patient} owes nothing from this answer.")
    return (*sentences, *_staying(plan, payer))


def _reasons(parts: list[Transfer]) -> str:
    amounts: dict[ShareReason, Money] = {}
    for part in parts:
        amounts[part.reason] = amounts.get(part.reason, ZERO) + part.amount
    return ", ".join(f"{_SHARES[reason]} {amount.dollars}" for reason, amount in amounts.items())


def _staying(plan: AdjudicationPlan, payer: str) -> list[str]:
    if plan.remaining < ZERO:
        return [f"{payer} paid {(-plan.remaining).dollars} too much; it stands as its credit."]
    if not plan.remaining:
        return []
    names = sorted({part.name for line in plan.lines for part in line.pending})
    why = f" ({', '.join(names)})" if names else ""
    return [f"{plan.remaining.dollars} stays with {payer}{why}. The patient is not billed for it."]


def explain_codes(meanings: Mapping[str, str], adjustments: Sequence[Adjustment]) -> str:
    """Join what the codes mean; one that is not in our list is said to be so."""
    return " ".join(
        f"{part.name}: {meanings.get(part.code, 'not in our list, read the paper.')}" for part in adjustments
    )


def explain_filled(typed: Sequence[Adjustment], answer: LineAnswer) -> str:
    """Name what was filled in by itself, so that nothing is posted unseen."""
    stated = {part.name for part in typed}
    filled = [part for part in answer.adjustments if part.name not in stated and not part.is_share]
    return "".join(f"{part.name} {part.amount} is filled in. " for part in filled).strip()
