"""What the practice gives up: small balances from a dry list, hardship by percent, and no routine waivers.

Sparing a patient the copay as a habit is no courtesy: insurers and the law (OIG, 42 USC 1320a-7a) treat
routine waivers as false pricing. So a courtesy takes a copay rarely, and a run over small balances never.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.approvals import ApprovalLimits, RequestKind
from app.domain.errors import InputError, RuleError
from app.domain.money import ZERO, Money, percent_of, split, total

KIND_WORDS = {
    RequestKind.SMALL_BALANCE: "Small balances",
    RequestKind.HARDSHIP: "Hardship",
    RequestKind.COURTESY: "Courtesy",
    RequestKind.TIMELY_FILING: "Timely filing, ours",
    RequestKind.CONTRACTUAL: "Contractual, above the fee schedule",
    RequestKind.BAD_DEBT: "Bad debt",
    RequestKind.PATIENT_REFUND: "Refund to a patient",
    RequestKind.PAYER_REFUND: "Refund to an insurer",
    RequestKind.CREDIT_TRANSFER: "Credit moved to another account",
}


@dataclass(frozen=True, slots=True)
class SmallBalance:
    """An account that owes little, and what speaks against giving it up."""

    account_id: int
    number: str
    name: str
    owes: Money
    credit: Money = ZERO
    with_insurance: Money = ZERO
    has_copay: bool = False
    is_bankrupt: bool = False


@dataclass(frozen=True, slots=True)
class SmallBalanceLine:
    """An account of the dry list: taken where `why_not` is empty."""

    account: SmallBalance
    why_not: str


def plan_small_balances(accounts: Sequence[SmallBalance], below: Money) -> tuple[SmallBalanceLine, ...]:
    """Sort accounts below a limit into those that would be written off and those that would not, and why."""
    if below <= ZERO:
        raise InputError("Type a limit above 0.00, like 5.00.")
    return tuple(
        SmallBalanceLine(account, _why_not(account)) for account in accounts if ZERO < account.owes < below
    )


def _why_not(account: SmallBalance) -> str:
    if account.has_copay:
        return "It is a copay; copays are not given up in a run."
    if account.with_insurance:
        return f"{account.with_insurance.dollars} is still with insurance, so the balance may change."
    if account.credit:
        return f"There is a credit of {account.credit.dollars}; use it first."
    if account.is_bankrupt:
        return "A bankruptcy notice is on file; decide it by hand."
    return ""


def plan_hardship(owed: Sequence[tuple[int, Money]], basis_points: int) -> tuple[tuple[int, Money], ...]:
    """Take a percent off what is owed on (charge id, amount) lines; the parts add up to it exactly.

    Raises InputError for a percent outside 1 to 100 or where nothing is owed.
    """
    whole = total(amount for _, amount in owed)
    if not 100 <= basis_points <= 10_000:
        raise InputError("Type a percent from 1 to 100.")
    if whole <= ZERO:
        raise InputError("Nothing is owed here, so there is nothing to take off.")
    parts = split(percent_of(whole, basis_points), [amount.cents for _, amount in owed])
    return tuple((charge, part) for (charge, _), part in zip(owed, parts, strict=True) if part)


def read_percent(text: str) -> int:
    """Read a percent as typed, `50` or `12.5 %`, into basis points; raises InputError."""
    typed = text.strip().removesuffix("%").strip()
    whole, _, part = typed.partition(".")
    if not whole.isdigit() or len(part) > 2 or (part and not part.isdigit()) or len(whole) > 3:
        raise InputError("Type a percent from 1 to 100.")
    points = int(whole) * 100 + int(part.ljust(2, "0"))
    if not 100 <= points <= 10_000:
        raise InputError("Type a percent from 1 to 100.")
    return points


def check_copay_waiver(
    kind: RequestKind, touches_copay: bool, waived_this_year: int, limits: ApprovalLimits
) -> None:
    """Refuse a copay spared by habit; hardship with its form is the way for a patient who cannot pay."""
    if not touches_copay or kind not in (RequestKind.COURTESY, RequestKind.SMALL_BALANCE):
        return
    if kind is RequestKind.SMALL_BALANCE or waived_this_year >= limits.copay_waivers:
        times = "once" if limits.copay_waivers == 1 else f"{limits.copay_waivers} times"
        raise RuleError(
            f"This is a copay, and a copay is spared as a courtesy at most {times} a year for a patient. "
            "Sparing copays by habit can cost the practice its contract. Nothing was asked for. If the "
            "patient cannot pay, use Hardship with the signed form."
        )


def check_hardship_form(kind: RequestKind, file_id: int | None) -> None:
    """Refuse hardship without its form."""
    if kind is RequestKind.HARDSHIP and file_id is None:
        raise RuleError(
            "Hardship needs the patient’s signed form. Nothing was asked for yet. "
            "Add it on the patient’s Documents page, then choose it here."
        )
