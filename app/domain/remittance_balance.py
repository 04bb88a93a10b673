"""Whether a remittance advice balances: its lines, its claims, and the payment as a whole.

Line: charge - adjustments = paid. Claim: charge - all adjustments = paid, the lines' charges are the claim's,
the adjustments PR are the patient's responsibility. Payment: claims - provider adjustments = amount, and a
notice pays nothing. Amounts for information (AMT, QTY, MIA, MOA), interest among them, enter no sum; interest
money comes as PLB L6. An advice out of balance is held for a person and never dropped (X12 835, balancing).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.money import Money
from app.domain.remittances import Cents, RemittanceAdvice, RemittedClaim, RemittedLine


class BalanceRule(StrEnum):
    """Which of the sums does not come out."""

    LINE_PAID = "line_paid"
    CLAIM_PAID = "claim_paid"
    CLAIM_CHARGE = "claim_charge"
    CLAIM_PATIENT = "claim_patient"
    PAYMENT = "payment"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Imbalance:
    """One sum that does not come out: what the advice tells, and what its parts come to, in cents.

    `claim` is the index of the claim in the advice and `line` that of the line in the claim, both from 0 and
    None where the sum is of something larger. `where` names the place for a person.
    """

    rule: BalanceRule
    where: str
    told: Cents
    counted: Cents
    claim: int | None = None
    line: int | None = None

    @property
    def difference(self) -> Cents:
        """What is told less what was counted."""
        return self.told - self.counted

    @property
    def sentence(self) -> str:
        """Say it plainly, both sides and the difference among it."""
        told, counted = Money(self.told).dollars, Money(self.counted).dollars
        difference = Money(abs(self.difference)).dollars
        said = _SENTENCES[self.rule].format(told=told, counted=counted)
        return f"{self.where}: {said} The difference is {difference}."


_SENTENCES = {
    BalanceRule.LINE_PAID: "the line says {told} was paid, but its charge less its adjustments is {counted}.",
    BalanceRule.CLAIM_PAID: "the claim says {told} was paid, but its charge less adjustments is {counted}.",
    BalanceRule.CLAIM_CHARGE: "the claim says {told} was billed, but its lines come to {counted}.",
    BalanceRule.CLAIM_PATIENT: (
        "the claim says the patient owes {told}, but its adjustments for the patient (PR) come to {counted}."
    ),
    BalanceRule.PAYMENT: (
        "the payment is {told}, but its claims less the provider adjustments come to {counted}."
    ),
    BalanceRule.NOTICE: "the advice is only a notice and should pay {counted}, but it says {told}.",
}


def check_balance(advice: RemittanceAdvice) -> tuple[Imbalance, ...]:
    """Find every sum of an advice that does not come out, in the order of the file, the payment last."""
    found: list[Imbalance] = []
    paid = 0
    for index, claim in enumerate(advice.claims):
        paid += claim.paid
        if not _is_balanced(claim):
            found += _check_claim(claim, index)
    return (*found, *_check_payment(advice, paid))


def check_claim(claim: RemittedClaim) -> tuple[Imbalance, ...]:
    """Find every sum of one claim that does not come out."""
    return () if _is_balanced(claim) else tuple(_check_claim(claim, 0))


def _is_balanced(claim: RemittedClaim) -> bool:
    """Tell whether all sums of a claim come out; nearly all do, and this is the quick way to know."""
    charge = of_lines = claim.charge
    cuts = shares = 0
    for group, _, amount, _ in claim.adjustments:
        cuts += amount
        if group == "PR":
            shares += amount
    lines = claim.lines
    if lines:
        of_lines = 0
    for line in lines:
        open_amount = line.charge
        of_lines += open_amount
        for group, _, amount, _ in line.adjustments:
            open_amount -= amount
            cuts += amount
            if group == "PR":
                shares += amount
        if open_amount != line.paid:
            return False
    return charge - cuts == claim.paid and of_lines == charge and shares == claim.patient_responsibility


def _check_claim(claim: RemittedClaim, index: int) -> Iterator[Imbalance]:
    """Say which sums of a claim do not come out, its lines first."""
    name = f"Claim {claim.claim_number or '(no number)'}"
    for at, line in enumerate(claim.lines):
        counted = line.charge - sum(part.amount for part in line.adjustments)
        if counted != line.paid:
            where = f"{name}, line {at + 1} ({_service(line)})"
            yield Imbalance(BalanceRule.LINE_PAID, where, line.paid, counted, index, at)
    everything = claim.all_adjustments
    sums = [
        (BalanceRule.CLAIM_PAID, claim.paid, claim.charge - sum(part.amount for part in everything)),
        (
            BalanceRule.CLAIM_PATIENT,
            claim.patient_responsibility,
            sum(part.amount for part in everything if part.is_patient_share),
        ),
    ]
    if claim.lines:
        of_lines = sum(line.charge for line in claim.lines)
        sums.insert(0, (BalanceRule.CLAIM_CHARGE, claim.charge, of_lines))
    for rule, told, counted in sums:
        if told != counted:
            yield Imbalance(rule, name, told, counted, index)


def _service(line: RemittedLine) -> str:
    return " ".join(filter(None, (line.code or line.revenue_code or "no code", *line.modifiers)))


def _check_payment(advice: RemittanceAdvice, paid: Cents) -> Iterator[Imbalance]:
    """Say whether the claims and the provider adjustments come to the payment, and a notice to nothing."""
    where = f"Payment {advice.trace_number or '(no number)'}"
    counted = paid - sum(part.amount for part in advice.provider_adjustments)
    if advice.payment != counted:
        yield Imbalance(BalanceRule.PAYMENT, where, advice.payment, counted)
    if advice.is_notice and advice.amount:
        yield Imbalance(BalanceRule.NOTICE, where, advice.amount, 0)
