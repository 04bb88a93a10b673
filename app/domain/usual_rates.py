"""What a payer usually allowed for a service, from its earlier answers; the middle one, never an average."""

from collections.abc import Sequence
from statistics import median_low

from app.domain.money import Money

LOOK_BACK_DAYS = 731
MOST_ANSWERS = 25


def usual_allowed(amounts: Sequence[Money]) -> Money | None:
    """The middle of what was allowed before, of two middle ones the lower; None where nothing was."""
    return median_low(amounts) if amounts else None
