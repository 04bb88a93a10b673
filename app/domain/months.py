"""Months of the books: their days, what is owed at their ends, and what must be done before one is closed.

Amounts are `Money`. A/R is what is open on charges, with patients, insurers and an agency; credit that is not
used yet stands beside it and never inside it.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.errors import InputError, RuleError
from app.domain.findings import Finding, Severity
from app.domain.money import ZERO, Money, total

_KEY = re.compile(r"(\d{4})-(\d{2})")
REOPENED_LASTS = timedelta(hours=24)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    @property
    def key(self) -> str:
        """How it is written in the books: `2026-11`."""
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def name(self) -> str:
        """How people say it: `November 2026`."""
        return f"{self.first:%B} {self.year}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Month":
        """The month after it."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def before(self) -> "Month":
        """The month before it."""
        return month_of(self.first - timedelta(days=1))


def month_of(day: date) -> Month:
    """The month of a day."""
    return Month(day.year, day.month)


def read_month(text: str) -> Month:
    """Read `2026-11`; raises InputError for anything else."""
    found = _KEY.fullmatch(text.strip())
    if not found or not (1990 <= int(found[1]) <= 2199 and 1 <= int(found[2]) <= 12):
        raise InputError(f"“{text}” is not a month like 2026-11.")
    return Month(int(found[1]), int(found[2]))


class Holder(StrEnum):
    """Who owes a part of the A/R."""

    PATIENTS = "patients"
    INSURER = "insurer"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class MonthRow:
    """The A/R of one holder over a month; `moved` is what came from other holders, less what went to them."""

    holder: Holder
    name: str
    opening: Money = ZERO
    charged: Money = ZERO
    paid: Money = ZERO
    adjusted: Money = ZERO
    moved: Money = ZERO
    closing: Money = ZERO

    @property
    def difference(self) -> Money:
        """What does not agree; anything but zero is a fault."""
        return self.opening + self.charged - self.paid - self.adjusted + self.moved - self.closing


@dataclass(frozen=True, slots=True)
class MonthSums:
    """The A/R of a month, holder by holder; what is moved inside it comes to nothing."""

    month: Month
    rows: tuple[MonthRow, ...]

    @property
    def whole(self) -> MonthRow:
        """All holders together."""
        parts = {
            name: total(getattr(row, name) for row in self.rows)
            for name in ("opening", "charged", "paid", "adjusted", "moved", "closing")
        }
        return MonthRow(Holder.PATIENTS, "All", **parts)

    @property
    def ties(self) -> bool:
        """Tell whether every row adds up, and nothing was lost in moving."""
        return not any(row.difference for row in self.rows) and not self.whole.moved

    @property
    def equation(self) -> str:
        """The proof in words."""
        whole = self.whole
        return (
            f"Opening A/R {whole.opening.dollars} + charges {whole.charged.dollars} − payments "
            f"{whole.paid.dollars} − adjustments {whole.adjusted.dollars} "
            f"= closing A/R {whole.closing.dollars}"
        )


@dataclass(frozen=True, slots=True)
class MonthState:
    """How a month stands: none, closed or reopened, with its days that are open and what else hinders."""

    month: Month
    state: str
    open_days: tuple[date, ...] = ()
    open_before: Month | None = None
    closed_after: Month | None = None


def check_month_closable(state: MonthState, today: date) -> tuple[Finding, ...]:
    """Name all that must be done before a month can be closed."""
    found = []
    if state.state == "closed":
        found.append(_error("month", f"{state.month.name} is closed already.", "Choose another month."))
    if today <= state.month.last:
        found.append(_error("month", f"{state.month.name} is not over yet.", "Close it after its last day."))
    for day in state.open_days:
        found.append(_error(f"day.{day}", f"{day:%b} {day.day} is still open.", "Close that day first."))
    if state.open_before:
        name = state.open_before.name
        found.append(_error("month", f"{name} is not closed yet.", f"Close {name} first."))
    return tuple(found)


def check_month_reopenable(state: MonthState) -> None:
    """Refuse to reopen a month that is not closed, or that a closed one builds upon."""
    if state.state != "closed":
        raise RuleError(f"{state.month.name} is not closed. Nothing was changed.")
    if state.closed_after:
        name = state.closed_after.name
        raise RuleError(
            f"{name} is closed too and begins where {state.month.name} ends. Nothing was changed. "
            f"Reopen {name} first."
        )


def has_ended(reopened_at: datetime, now: datetime) -> bool:
    """Tell whether a reopening has ended: it lasts a day, and a clock set back gives it no longer life."""
    return not timedelta(0) <= now - reopened_at <= REOPENED_LASTS


def _error(field: str, text: str, fix: str) -> Finding:
    return Finding(Severity.ERROR, field, text, fix)
