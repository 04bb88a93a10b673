"""Money from the drawer to the bank: what a slip adds up to, what a count found, and what both post.

Debit is positive. A count compares cash alone: checks are counted by the list of the slip.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.errors import InputError, RuleError
from app.domain.money import ZERO, Money, total
from app.domain.posting import BANK, CASH_DRAWER, PlannedEntry, PlannedPosting

DRAWER_DIFFERENCE = "drawer_difference"
# Bills and coins of the United States, in cents, the largest first.
COINS = (100_00, 50_00, 20_00, 10_00, 5_00, 2_00, 1_00, 50, 25, 10, 5, 1)
LARGEST_DEPOSIT = Money(1_000_000_00)


@dataclass(frozen=True, slots=True)
class SlipItem:
    """One part of a deposit: cash, a check, or what a count found over or short (below zero)."""

    method: str
    amount: Money
    reference: str = ""
    name: str = ""
    receipt_number: int | None = None


@dataclass(frozen=True, slots=True)
class DepositSlip:
    """A deposit as its slip shows it."""

    practice: str
    bank: str
    number: int
    on: date
    made_by: str
    items: tuple[SlipItem, ...]

    @property
    def cash(self) -> Money:
        """The cash, with what counts found over or short."""
        return total(item.amount for item in self.items if item.method != "check")

    @property
    def checks(self) -> tuple[SlipItem, ...]:
        """The checks, one a line."""
        return tuple(item for item in self.items if item.method == "check")

    @property
    def amount(self) -> Money:
        """What the bank gets."""
        return total(item.amount for item in self.items)


def check_deposit(amounts: Sequence[Money], bank: str) -> Money:
    """Give the sum of a deposit; raises InputError or RuleError for one that cannot be made."""
    if not amounts:
        raise InputError("Choose what is brought to the bank. Nothing was posted.")
    if not bank.strip():
        raise InputError("Type the name of the bank account. Nothing was posted.")
    amount = total(amounts)
    if not ZERO < amount <= LARGEST_DEPOSIT:
        raise RuleError(
            f"A deposit lies between $0.01 and {LARGEST_DEPOSIT.dollars}, and this one is {amount.dollars}. "
            "Nothing was posted. Choose other payments."
        )
    return amount


def plan_deposit(deposit_id: int, amount: Money, posted_on: date, on: date) -> PlannedPosting:
    """Move money from the drawer to the bank."""
    entries = (PlannedEntry(BANK, None, amount), PlannedEntry(CASH_DRAWER, None, -amount))
    return PlannedPosting("deposit", posted_on, entries, on, source_key=f"deposit/{deposit_id}")


def count_coins(coins: Mapping[int, int]) -> Money:
    """Add up bills and coins, given as how many of each value in cents."""
    if any(value not in COINS or count < 0 for value, count in coins.items()):
        raise InputError("A count is how many there are of each bill and coin, 0 or more. Look at it again.")
    return total(Money(value) * count for value, count in coins.items())


def plan_drawer_difference(expected: Money, counted: Money, on: date, reason: str) -> PlannedPosting | None:
    """Post what was found over (above zero) or short; None where the count agrees."""
    found = counted - expected
    if not found:
        return None
    if not reason.strip():
        way = "over" if found > ZERO else "short"
        raise InputError(
            f"The drawer is {abs(found).dollars} {way}. Say why, or that it is not known; the reason stays "
            "on record. Nothing was posted."
        )
    entries = (PlannedEntry(CASH_DRAWER, None, found), PlannedEntry(DRAWER_DIFFERENCE, None, -found))
    return PlannedPosting("drawer", on, entries, reason=reason.strip())
