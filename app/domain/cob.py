"""Coordination of benefits: what the plan that pays second adds to what the first one did, line by line.

Amounts are whole cents. What a first plan paid counts before sequestration. A second plan never pays more
than the first one left to the patient.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.money import ZERO, Money, percent_of

MEDICARE_SHARE_BP = 2_000


class CobMethod(StrEnum):
    """By what rule a second plan pays.

    CARVE_OUT and NON_DUPLICATION both pay their own normal benefit less what the first plan paid; plans use
    either name. MEDICAID pays up to its own rate and leaves the patient nothing. MEDIGAP pays the coinsurance
    of Medicare, and neither its deductible nor what it does not cover or allow. MEDICARE is Medicare paying
    second (42 CFR 411.33).
    """

    STANDARD = "standard"
    CARVE_OUT = "carve_out"
    NON_DUPLICATION = "non_duplication"
    MEDICAID = "medicaid"
    MEDIGAP = "medigap"
    MEDICARE = "medicare"


@dataclass(frozen=True, slots=True)
class FirstPlan:
    """What the first plan made of a line: allowed, paid, and left to the patient, the deductible apart.

    `beyond` is the part of the patient's that is no share of the plan's price: not covered, or above it.
    `obligated` is what the practice must take as full payment by its contract with that plan, if any.
    """

    charge: Money
    allowed: Money
    paid: Money
    patient: Money
    deductible: Money = ZERO
    obligated: Money | None = None
    beyond: Money = ZERO


@dataclass(frozen=True, slots=True)
class SecondPlan:
    """What the second plan would do alone: its own allowed amount and its normal benefit for the line.

    `deductible_left` and `share_bp` are Medicare's own where it pays second; what is not `is_covered` by the
    plan it does not pay.
    """

    method: CobMethod
    allowed: Money
    normal: Money
    deductible_left: Money = ZERO
    share_bp: int = MEDICARE_SHARE_BP
    is_covered: bool = True


@dataclass(frozen=True, slots=True)
class SecondPayment:
    """What the second plan pays, what the patient still owes, and what nobody owes any more."""

    paid: Money
    patient: Money
    forgiven: Money = ZERO


def pay_second(first: FirstPlan, second: SecondPlan, is_protected: bool = False) -> SecondPayment:
    """Work out the second plan's payment for a line; who `is_protected` owes nothing.

    That is a member of Medicaid, or a Qualified Medicare Beneficiary, who may not be billed for cost
    sharing (42 U.S.C. 1396a(n)(3)).
    """
    paid = max(min(_payment(first, second), first.patient), ZERO)
    rest = first.patient - paid
    if is_protected or second.method is CobMethod.MEDICAID:
        return SecondPayment(paid, ZERO, rest)
    return SecondPayment(paid, rest)


def pay_medicare_second(first: FirstPlan, second: SecondPlan) -> Money:
    """The lowest of three (42 CFR 411.33(a)): what is open of the charge, Medicare's own, the higher fee."""
    fee = second.allowed
    own = fee - min(second.deductible_left, fee)
    lowest = min(
        (first.charge if first.obligated is None else first.obligated) - first.paid,
        own - percent_of(own, second.share_bp),
        max(fee, first.allowed) - first.paid,
    )
    return max(lowest, ZERO)


def _payment(first: FirstPlan, second: SecondPlan) -> Money:
    method = second.method
    if not second.is_covered:
        return ZERO
    if method is CobMethod.MEDICAID:
        return second.allowed - first.paid
    if method is CobMethod.MEDIGAP:
        return first.patient - first.beyond - first.deductible
    if method is CobMethod.MEDICARE:
        return pay_medicare_second(first, second)
    if method is CobMethod.STANDARD:
        return second.normal
    return second.normal - first.paid
