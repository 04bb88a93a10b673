"""What a remittance's payment is made of: parts in words that add up to what the insurer pays.

X12 835: the payment is what is paid on the claims, less the money beside them (PLB).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.money import Money
from app.domain.provider_adjustments import explain_adjustment
from app.domain.remittance_plan import Action, RemittancePlan, Verdict
from app.domain.remittances import RemittanceAdvice

FEW = 3


@dataclass(frozen=True, slots=True)
class PaymentPart:
    """One part of a payment in words; what lowers the payment is negative."""

    words: str
    amount: Money


def split_payment(advice: RemittanceAdvice, plan: RemittancePlan) -> tuple[PaymentPart, ...]:
    """Split a payment into what posts now and what waits; parts of nothing are left out."""
    found = [*_claim_parts(advice, plan), *_parts_beside(advice, plan)]
    parts = [part for part in found if part.amount]
    rest = advice.payment - sum(part.amount.cents for part in parts)
    if rest:
        parts.append(PaymentPart("that the insurer does not explain", Money(rest)))
    return tuple(parts)


def explain_parts(advice: RemittanceAdvice, plan: RemittancePlan) -> str:
    """Say a payment as a sum: `$68.33 = $168.33 for claims that post now − $100.00 …`."""
    parts = split_payment(advice, plan)
    if not parts:
        return ""
    first, *more = parts
    rest = "".join(f" {'−' if part.amount.cents < 0 else '+'} {_told(part)}" for part in more)
    sign = "−" if first.amount.cents < 0 else ""
    return f"{Money(advice.payment).dollars} = {sign}{_told(first)}{rest}."


def _told(part: PaymentPart) -> str:
    return f"{abs(part.amount).dollars} {part.words}"


def _claim_parts(advice: RemittanceAdvice, plan: RemittancePlan) -> Iterator[PaymentPart]:
    now, back, wait = 0, 0, 0
    for claim in plan.claims:
        paid = advice.claims[claim.index].paid
        if claim.verdict is not Verdict.CLEAR:
            wait += paid
        elif claim.action is Action.TAKE_BACK:
            back += paid
        else:
            now += paid
    yield PaymentPart("for claims that post now", Money(now))
    yield PaymentPart("of earlier answers that the insurer takes back", Money(back))
    yield PaymentPart("for claims that wait for a look", Money(wait))


def _parts_beside(advice: RemittanceAdvice, plan: RemittancePlan) -> list[PaymentPart]:
    """Each adjustment by its name; of many, those that post and those that wait as one part each."""
    beside = [
        PaymentPart(
            f"{explain_adjustment(advice.provider_adjustments[each.index])}"
            f"{'' if each.is_clear else ', which waits for a look'}",
            Money(-each.amount),
        )
        for each in plan.adjustments
    ]
    if len(beside) <= FEW:
        return beside
    clear = sum(each.amount for each in plan.adjustments if each.is_clear)
    wait = sum(each.amount for each in plan.adjustments if not each.is_clear)
    return [
        PaymentPart("of money beside the claims that posts now", Money(-clear)),
        PaymentPart("of money beside the claims that waits for a look", Money(-wait)),
    ]
