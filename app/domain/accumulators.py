"""What is left of a patient's yearly deductible and out-of-pocket maximum, as last heard from the insurer."""

from dataclasses import dataclass
from datetime import date

from app.domain.money import Money

FRESH_DAYS = 7


@dataclass(frozen=True, slots=True)
class Accumulators:
    """What is left this benefit year; None is not known. `as_of` is the day the insurer said so.

    `source` says who told it: `Eligibility answer of 03/02/2026`.
    """

    deductible_left: Money | None = None
    family_deductible_left: Money | None = None
    oop_left: Money | None = None
    family_oop_left: Money | None = None
    as_of: date | None = None
    source: str = ""

    def is_fresh(self, today: date) -> bool:
        """Tell whether the figures are recent enough to be relied on: at most 7 days old."""
        return self.as_of is not None and (today - self.as_of).days <= FRESH_DAYS
