"""The Good Faith Estimate for people who pay themselves: who gets one, by when, when a bill is too high.

45 CFR 149.610 (the estimate) and 149.620 (the dispute of a bill above it). A business day is one on which
offices are open. Amounts are whole cents.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.business_days import add_business_days, business_days_between, last_business_day_before
from app.domain.money import ZERO, Money

LEAST_AHEAD, EARLY_AHEAD = 3, 10
SOON, LATER = 1, 3
DISPUTE_FROM = Money(400_00)
DISPUTE_DAYS = 120
DISPUTE_FEE = Money(25_00)
KEEP_YEARS = 6
# Their members are not uninsured, whether the insurance is used or not (45 CFR 149.610(a)(2)(xiii)).
FEDERAL = frozenset({"medicare", "medicare_advantage", "medicaid", "tricare"})


class Delivery(StrEnum):
    """How a Good Faith Estimate came to the patient; one that was only looked at is not given."""

    PRINTED = "printed"
    SAVED = "saved"
    HANDED = "handed"


@dataclass(frozen=True, slots=True)
class GoodFaithBill:
    """What a provider billed for a visit beside his Good Faith Estimate; `billed_on` is the bill's day."""

    estimated: Money
    billed: Money
    billed_on: date | None = None

    @property
    def over(self) -> Money:
        """How much more was billed."""
        return max(self.billed - self.estimated, ZERO)

    @property
    def may_be_disputed(self) -> bool:
        """Tell whether the patient has the right to dispute the bill: 400 dollars or more above."""
        return self.over >= DISPUTE_FROM

    @property
    def dispute_until(self) -> date | None:
        """The last day on which the patient may start a dispute, counted from the bill."""
        return self.billed_on + timedelta(days=DISPUTE_DAYS) if self.billed_on else None


def is_owed(*, pays_himself: bool, lines_of_business: Iterable[str]) -> bool:
    """Tell whether a patient is to get one: no insurance, or one that is not used and is not federal."""
    return pays_himself and not FEDERAL.intersection(lines_of_business)


def good_faith_due(visit_on: date, booked_on: date | None, asked_on: date | None = None) -> date | None:
    """The last day to give the estimate; None where none is required.

    Booked 10 or more business days ahead: 3 business days after booking; 3 to 9 ahead: 1 after; on request:
    3 after the request, whenever the visit is.
    """
    days = []
    if booked_on is not None:
        ahead = business_days_between(booked_on, visit_on)
        if ahead >= LEAST_AHEAD:
            days.append(add_business_days(booked_on, LATER if ahead >= EARLY_AHEAD else SOON))
    if asked_on is not None:
        days.append(add_business_days(asked_on, LATER))
    return min(days, default=None)


def renewal_due(visit_on: date) -> date:
    """The last day to give a new estimate after its scope changed: a business day before the visit."""
    return last_business_day_before(visit_on)


def explain_over(bill: GoodFaithBill) -> str:
    """Say that a bill is above its estimate by so much that the patient may dispute it."""
    until = f" until {bill.dispute_until:%m/%d/%Y}" if bill.dispute_until else ""
    return (
        f"Billed {bill.billed.dollars}, which is {bill.over.dollars} above the Good Faith Estimate of "
        f"{bill.estimated.dollars}. The patient may dispute the bill{until}. Look at it before it goes out."
    )
