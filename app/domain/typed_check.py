"""An insurer's check with its claims as it is typed from the paper, and what of it is not explained yet.

A check is what its claims are paid, plus what the insurer adds beside them (interest), less what it keeps (an
overpayment taken back): check - explained = left. Nothing is posted while that is not zero.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.adjudication import AdjudicationPlan
from app.domain.answers import LineAnswer
from app.domain.findings import Finding, Severity
from app.domain.money import ZERO, Money, total
from app.domain.provider_adjustments import PaidClaim, plan_takeback


class Beside(StrEnum):
    """Money of a check beside its claims; interest and what is added raise the check, the others lower it."""

    INTEREST = "interest"
    TAKEBACK = "takeback"
    ADDED = "added"
    KEPT = "kept"


WORDS = {
    Beside.INTEREST: "Interest",
    Beside.TAKEBACK: "Taken back",
    Beside.ADDED: "Added",
    Beside.KEPT: "Kept back",
}
_RAISING = frozenset({Beside.INTEREST, Beside.ADDED})


@dataclass(frozen=True, slots=True)
class CheckHead:
    """What stands at the top of the paper: who pays, the number of check or transfer, its date and amount."""

    payer_id: int
    payer: str
    number: str
    paid_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class CheckClaim:
    """One claim of the check: what the paper says of its lines, and what that will post.

    `payer_control` is the insurer's own number of it, where it is typed; `forwarded` says that the insurer
    passed the claim on to the next one.
    """

    claim_id: int
    number: int
    patient: str
    answers: tuple[LineAnswer, ...]
    plan: AdjudicationPlan
    payer_control: str = ""
    forwarded: bool = False

    @property
    def paid(self) -> Money:
        """What the check pays for this claim."""
        return total(answer.paid for answer in self.answers)


@dataclass(frozen=True, slots=True)
class CheckBeside:
    """One amount beside the claims, positive as printed; a takeback names the claim it is about.

    `claim` is the one that `reference` was found to mean, with what its answers paid.
    """

    kind: Beside
    amount: Money
    reference: str = ""
    claim: PaidClaim | None = None

    @property
    def raises(self) -> Money:
        """What it adds to the check; negative where it lowers it."""
        return self.amount if self.kind in _RAISING else -self.amount


@dataclass(frozen=True, slots=True)
class TypedCheck:
    """A whole check as typed: its head, its claims, and the money beside them."""

    head: CheckHead
    claims: tuple[CheckClaim, ...] = ()
    beside: tuple[CheckBeside, ...] = ()

    @property
    def explained(self) -> Money:
        """What the claims and the money beside them come to."""
        return total(claim.paid for claim in self.claims) + total(each.raises for each in self.beside)

    @property
    def left(self) -> Money:
        """What of the check is left to post; negative where more is explained than was paid."""
        return self.head.amount - self.explained


def check_typed(check: TypedCheck) -> tuple[Finding, ...]:
    """Find what keeps a check from being posted, in the order of the paper, the difference last.

    `field` is `charge.<id>` for a line, `claim.<id>` for a claim without amounts, `beside.<place>` for money
    beside the claims, and `left` for the check as a whole.
    """
    found = [each for claim in check.claims for each in _check_claim(claim)]
    found += [
        _error(f"beside.{place}", text)
        for place, beside in enumerate(check.beside)
        if (text := explain_beside_problem(beside))
    ]
    if not check.claims and not check.beside:
        found.append(_error("left", "Nothing is typed yet. Add the claims that the check pays."))
    elif check.left:
        found.append(_error("left", explain_left(check)))
    return tuple(found)


def explain_left(check: TypedCheck) -> str:
    """Say what is not explained, and where to look for it; empty where all is."""
    left = check.left
    if not left:
        return ""
    sums = f"The check is {check.head.amount.dollars}, and {check.explained.dollars} is explained"
    if left > ZERO:
        return f"{sums}: {left.dollars} is left. Add the claim or the amount that is missing."
    return (
        f"{sums}: {(-left).dollars} too much. Look for an amount that is too large, or for one that the "
        "insurer took back."
    )


def explain_beside_problem(beside: CheckBeside) -> str:
    """Say what is wrong with one amount beside the claims; empty where it is right."""
    if beside.amount <= ZERO:
        return f"{WORDS[beside.kind]}: type the amount as it is printed, without a sign."
    if beside.kind is Beside.TAKEBACK:
        return plan_takeback(0, beside.amount.cents, beside.claim, beside.reference).reason
    return ""


def explain_check(check: TypedCheck) -> tuple[str, ...]:
    """Say what was posted: the check, each claim with what the patient owes, and the money beside them."""
    head, count = check.head, len(check.claims)
    claims = "1 claim" if count == 1 else f"{count} claims"
    first = f"Check {head.number} of {head.payer} is posted: {head.amount.dollars}, {claims}."
    beside = [
        f"{WORDS[each.kind]}{f' for claim {each.claim.number}' if each.claim else ''}: {each.amount.dollars}."
        for each in check.beside
    ]
    return (first, *(_explain_claim(claim, head.payer) for claim in check.claims), *beside)


def _explain_claim(claim: CheckClaim, payer: str) -> str:
    plan = claim.plan
    parts = [f"{plan.paid.dollars} paid"]
    if plan.written_off:
        parts.append(f"{plan.written_off.dollars} written off")
    if plan.to_next_payer:
        parts.append(f"{plan.to_next_payer.dollars} to the next insurer")
    if plan.remaining:
        parts.append(f"{plan.remaining.dollars} stays with {payer}")
    owes = f"the patient owes {plan.to_patient.dollars}" if plan.to_patient else "the patient owes nothing"
    return f"Claim {claim.number}, {claim.patient}: {', '.join(parts)}, {owes}."


def _check_claim(claim: CheckClaim) -> Iterator[Finding]:
    name = f"Claim {claim.number}, {claim.patient}"
    if not claim.answers:
        yield _error(
            f"claim.{claim.claim_id}",
            f"{name} has no amounts yet. Type what the paper says, or take the claim off the check.",
        )
    for finding in claim.plan.findings:
        if finding.severity is Severity.ERROR:
            yield _error(finding.field, f"{name}: {finding.text}")


def _error(field: str, text: str) -> Finding:
    return Finding(Severity.ERROR, field, text)
