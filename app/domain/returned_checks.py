"""A check that came back unpaid: what its return posts, and the fee where the signed policy allows one."""

from dataclasses import dataclass
from datetime import date

from app.domain.errors import RuleError
from app.domain.money import ZERO, Money
from app.domain.posting import BANK, CASH_DRAWER, PATIENT_AR, PlannedEntry, PlannedPosting

FEE_INCOME = "fee_income"
FEE_CODE = "FEE-CHECK"
FEE_NAMES = ("Returned check fee", "Cargo por cheque devuelto")
USUAL_FEE = Money(25_00)


@dataclass(frozen=True, slots=True)
class FeePolicy:
    """Whether the policy that patients sign allows a fee for a returned check, and how much."""

    is_allowed: bool = False
    amount: Money = USUAL_FEE


def check_returnable(method: str, received_on: date, returned_on: date, today: date) -> None:
    """Refuse the return of what is no check, or on a day that cannot be."""
    if method != "check":
        raise RuleError("Only a check can be returned by the bank. Nothing was changed. Void the payment.")
    if not received_on <= returned_on <= today:
        raise RuleError(
            f"The check came in on {received_on:%m/%d/%Y}, so it came back between that day and today. "
            "Nothing was changed. Look at the bank’s notice."
        )


def check_fee(policy: FeePolicy, is_wanted: bool) -> Money:
    """The fee to charge; refuses one that the signed policy does not allow."""
    if not is_wanted:
        return ZERO
    if not policy.is_allowed or policy.amount <= ZERO:
        raise RuleError(
            "The policy that patients sign names no fee for a returned check, so none may be charged. "
            "Nothing was changed. Take the mark out; the manager sets the policy in the settings."
        )
    return policy.amount


def plan_bank_return(payment_id: int, amount: Money, on: date, reason: str) -> PlannedPosting:
    """Take a returned check from the bank: its payment's mirror took it from the drawer, where it came in."""
    return PlannedPosting(
        "check_return",
        on,
        (
            PlannedEntry(CASH_DRAWER, None, amount, payment_id=payment_id),
            PlannedEntry(BANK, None, -amount, payment_id=payment_id),
        ),
        reason=reason,
    )


def plan_fee(charge_id: int, guarantor_id: int, amount: Money, on: date, reason: str) -> PlannedPosting:
    """Charge a fee to the patient; no insurer is asked for it."""
    return PlannedPosting(
        "fee",
        on,
        (
            PlannedEntry(PATIENT_AR, guarantor_id, amount, charge_id),
            PlannedEntry(FEE_INCOME, guarantor_id, -amount, charge_id),
        ),
        reason=reason,
    )
