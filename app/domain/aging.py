"""How old the open money is: five buckets that add up to the whole, credits apart.

Age is as-of date minus anchor in whole days; a future anchor counts as day 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.accounts import AccountItem
from app.domain.money import ZERO, Money, total

LAST_DAYS = (30, 60, 90, 120)
LABELS = ("0-30", "31-60", "61-90", "91-120", "> 120")


class AgingAnchor(StrEnum):
    """The day from which a patient's balance ages."""

    FIRST_STATEMENT = "first_statement"
    TRANSFER = "transfer"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Aging:
    """Open money in the buckets of `LABELS`, oldest last; `credits` is a positive amount and never netted."""

    buckets: tuple[Money, Money, Money, Money, Money]
    credits: Money = ZERO

    @property
    def total(self) -> Money:
        """All open money, credits not taken off."""
        return total(self.buckets)


def compose_aging(dated: Iterable[tuple[date, Money]], as_of: date, credit: Money = ZERO) -> Aging:
    """Put each (anchor, amount) into its bucket; negative amounts go to the credits, as a positive sum."""
    buckets = [ZERO] * len(LABELS)
    credits_ = credit
    for anchor, amount in dated:
        if amount < ZERO:
            credits_ -= amount
        else:
            age = (as_of - anchor).days
            buckets[sum(age > last for last in LAST_DAYS)] += amount
    current, second, third, fourth, oldest = buckets
    return Aging((current, second, third, fourth, oldest), credits_)


def compose_patient_aging(
    items: Iterable[AccountItem],
    as_of: date,
    anchor: AgingAnchor = AgingAnchor.FIRST_STATEMENT,
    credit: Money = ZERO,
) -> Aging:
    """Age what the patient's side owes; a line not yet on a statement is current under that anchor."""
    return compose_aging(((_anchor_of(item, anchor, as_of), item.owes_now) for item in items), as_of, credit)


def _anchor_of(item: AccountItem, anchor: AgingAnchor, as_of: date) -> date:
    if anchor is AgingAnchor.FIRST_STATEMENT:
        return item.first_statement_on or as_of
    if anchor is AgingAnchor.TRANSFER:
        return item.transferred_on or item.service_date
    return item.service_date
