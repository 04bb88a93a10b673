"""Money beside the claims (X12 835 PLB): what each kind is, and against what it is posted.

Positive lowers the payment, negative raises it. Interest is income. An overpayment that is taken back (WO)
opens the old claim again at its insurer. What is carried from one payment to another (FB, and WO that is put
off) waits by its reference until its counterpart comes. All the rest is other money of the payer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.money import Money
from app.domain.remittances import Cents, ProviderAdjustment

INTEREST_ACCOUNT, CARRIED_ACCOUNT, OTHER_ACCOUNT = "interest", "payer_carried", "payer_other"


class AdjustmentKind(StrEnum):
    """Against what a provider adjustment is posted; the values are stored."""

    INTEREST = "interest"
    TAKEBACK = "takeback"
    CARRIED = "carried"
    OTHER = "other"


ACCOUNTS: Mapping[AdjustmentKind, str] = {
    AdjustmentKind.INTEREST: INTEREST_ACCOUNT,
    AdjustmentKind.CARRIED: CARRIED_ACCOUNT,
    AdjustmentKind.OTHER: OTHER_ACCOUNT,
}
_WORDS = {
    "L6": "Interest",
    "WO": "Overpayment taken back",
    "FB": "Balance carried forward",
    "72": "Our refund confirmed",
    "50": "Late charge",
    "51": "Interest charged by the insurer",
    "90": "Early payment allowance",
    "AP": "Advance payment",
    "B2": "Rebate",
    "B3": "Recovery allowance",
    "BD": "Bad debt adjustment",
    "BN": "Bonus",
    "C5": "Temporary allowance",
    "CR": "Capitation interest",
    "CS": "Adjustment",
    "CT": "Monthly payment per member",
    "CV": "Capital pass-through",
    "CW": "Non-physician anesthetist pass-through",
    "DM": "Direct education pass-through",
    "E3": "Withheld by agreement",
    "GO": "Graduate education pass-through",
    "HM": "Hemophilia supplement",
    "IP": "Incentive payment",
    "IR": "Withheld for taxes",
    "IS": "Interim settlement",
    "J1": "Not reimbursable",
    "L3": "Penalty",
    "LE": "Levy",
    "LS": "Lump sum",
    "OA": "Organ acquisition pass-through",
    "OB": "Offset for other providers of the group",
    "PI": "Periodic interim payment",
    "PL": "Final payment",
    "RA": "Retroactive adjustment",
    "RE": "Return on equity",
    "SL": "Student loan repayment",
    "TL": "Third-party liability",
    "WU": "Unspecified recovery",
}


@dataclass(frozen=True, slots=True)
class PaidLine:
    """What an insurer's standing answer paid on a line of a claim; `account_id` is who holds the account."""

    charge_id: int
    account_id: int
    policy_id: int
    paid: Money


@dataclass(frozen=True, slots=True)
class PaidClaim:
    """A claim that a takeback may be about, with what was paid on its lines."""

    claim_id: int
    number: str
    patient_id: int
    lines: tuple[PaidLine, ...]


@dataclass(frozen=True, slots=True)
class AdjustmentPlan:
    """How one provider adjustment is posted.

    `lines` are what is opened again of each line of a claim; `reason` says why it waits for a person, empty
    where it is clear.
    """

    index: int
    kind: AdjustmentKind
    amount: Cents
    claim: PaidClaim | None = None
    lines: tuple[PaidLine, ...] = ()
    reason: str = ""

    @property
    def is_clear(self) -> bool:
        """Tell whether it can be posted without a look."""
        return not self.reason


def explain_adjustment(adjustment: ProviderAdjustment) -> str:
    """Say in words what a provider adjustment is, with its code and reference."""
    words = _WORDS.get(adjustment.code, "Other adjustment")
    reference = f", {adjustment.reference}" if adjustment.reference else ""
    return f"{words} ({adjustment.code or 'no code'}{reference})"


def plan_adjustment(
    index: int, adjustment: ProviderAdjustment, carried: Cents, claim: PaidClaim | None
) -> AdjustmentPlan:
    """Plan one provider adjustment; `carried` is what waits from this payer under the same reference.

    `claim` is the one that the reference names, by our number or the payer's; None where it names none.
    """
    code, amount = adjustment.code, adjustment.amount
    if code == "L6":
        return AdjustmentPlan(index, AdjustmentKind.INTEREST, amount)
    if code == "FB" or (code == "WO" and (amount < 0 or carried + amount <= 0)):
        return AdjustmentPlan(index, AdjustmentKind.CARRIED, amount)
    if code == "WO":
        return plan_takeback(index, amount, claim, adjustment.reference)
    return AdjustmentPlan(index, AdjustmentKind.OTHER, amount)


def plan_takeback(index: int, amount: Cents, claim: PaidClaim | None, reference: str) -> AdjustmentPlan:
    """Plan the reopening of a claim by what is taken back: line by line, at most what was paid there."""
    takeback = AdjustmentKind.TAKEBACK
    if claim is None:
        named = f"“{reference}”" if reference else "nothing"
        reason = f"The takeback of {Money(amount).dollars} names {named}, which is no claim of ours."
        return AdjustmentPlan(index, takeback, amount, reason=f"{reason} Choose the claim.")
    paid = sum(line.paid.cents for line in claim.lines)
    if paid < amount:
        reason = (
            f"{Money(amount).dollars} is taken back for claim {claim.number}, but its answer paid only "
            f"{Money(paid).dollars}. Compare the claim."
        )
        return AdjustmentPlan(index, takeback, amount, claim, reason=reason)
    return AdjustmentPlan(index, takeback, amount, claim, _taken_from(claim.lines, amount))


def _taken_from(lines: Sequence[PaidLine], amount: Cents) -> tuple[PaidLine, ...]:
    left, taken = amount, []
    for line in lines:
        part = min(left, line.paid.cents)
        if part > 0:
            taken.append(PaidLine(line.charge_id, line.account_id, line.policy_id, Money(part)))
            left -= part
    return tuple(taken)
