"""Last days of a dispute: computed from a rule and the day that starts the clock, and how it was counted.

A due date is exact and never moved to another day. Where it is no business day, the last business day before
it is the day to act by; the practice aims five days earlier still.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.business_days import add_business_days, business_day_on_or_before
from app.domain.date_entry import format_date
from app.domain.disputes.deadline_rules import CountsFrom, DeadlineKind, DeadlineRule, Unit

WARNING_DAYS = (30, 14, 3)
AIM_BEFORE = 5
_UNIT_WORDS = {
    Unit.DAYS: ("day", "days"),
    Unit.BUSINESS_DAYS: ("business day", "business days"),
    Unit.MONTHS: ("month", "months"),
    Unit.YEARS: ("year", "years"),
}
_START_WORDS = {
    CountsFrom.NOTICE: "the notice of",
    CountsFrom.RECEIPT: "receipt, presumed on",
    CountsFrom.SERVICE: "the service on",
    CountsFrom.DECISION: "the decision of",
    CountsFrom.REQUEST: "the request of",
}
_STILL_POSSIBLE = {
    DeadlineKind.CORRECTED_CLAIM: "Ask the insurer to reopen the claim, or appeal while that is open.",
    DeadlineKind.APPEAL: "Ask for a late appeal with good cause, or to reopen the claim for a clear error.",
    DeadlineKind.RECORDS: "Send the records at once and ask the insurer to reopen the claim.",
    DeadlineKind.TAKEBACK: "Dispute it under the contract, or complain to the state’s insurance regulator.",
    DeadlineKind.EXTERNAL_REVIEW: "Ask the state’s insurance regulator whether late review is possible.",
    DeadlineKind.FILING: "Appeal with proof of an earlier submission; else ask for a write-off.",
    DeadlineKind.UNDERPAYMENT: "Raise it with the insurer’s contract manager.",
    DeadlineKind.DECISION: "Call the insurer: its time to decide is over. Complain to the regulator.",
    DeadlineKind.OTHER: "Call the insurer and ask what is still possible.",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day with how it was counted; `act_by` is the last business day on or before it.

    `aim_on` is the day the practice aims at, five days before. `starts_on` is day 0.
    """

    kind: DeadlineKind
    level: int
    name: str
    starts_on: date
    due_on: date
    how: str
    source: str
    is_default: bool
    rule_id: int = 0

    @property
    def act_by(self) -> date:
        """The last day on which offices are open."""
        return business_day_on_or_before(self.due_on)

    @property
    def aim_on(self) -> date:
        """The day to aim at."""
        return business_day_on_or_before(self.due_on - timedelta(days=AIM_BEFORE))


def compute_deadline(rule: DeadlineRule, notice_on: date, received_on: date | None = None) -> Deadline:
    """Compute the last day by a rule.

    `notice_on` is the day of the notice, service, decision or request that starts the clock. Where receipt
    counts, the day on which it was received is day 0; not known, the rule's days after the notice are.
    """
    starts_on, start_words = _start(rule, notice_on, received_on)
    due_on = add(starts_on, rule.amount, rule.unit)
    one, many = _UNIT_WORDS[rule.unit]
    length = f"{rule.amount} {one if rule.amount == 1 else many}"
    how = f"{length} from {start_words} = {format_date(due_on)}"
    act_by = business_day_on_or_before(due_on)
    if act_by != due_on:
        how = f"{how}, a {due_on:%A}; the last business day before is {format_date(act_by)}"
    return Deadline(
        rule.kind,
        rule.level,
        rule.name,
        starts_on,
        due_on,
        f"{how}.",
        rule.source,
        rule.is_default,
        rule.id,
    )


def clock_start(rule: DeadlineRule, noticed_on: date, served_on: date) -> date:
    """The day from which a rule counts: that of the first service where it says so, else the notice."""
    return served_on if rule.counts_from is CountsFrom.SERVICE else noticed_on


def decision_due(rule: DeadlineRule, sent_on: date) -> date | None:
    """The day by which the other side must have decided what was sent; None where no rule says so."""
    return None if rule.decided_in is None else add(sent_on, rule.decided_in, rule.decided_unit)


def add(start: date, amount: int, unit: Unit) -> date:
    """The day that lies so many units after a day; Jan 31 and a month is the last of February."""
    if unit is Unit.DAYS:
        return start + timedelta(days=amount)
    if unit is Unit.BUSINESS_DAYS:
        return add_business_days(start, amount)
    months = start.month - 1 + amount * (12 if unit is Unit.YEARS else 1)
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def warning_of(due_on: date, today: date) -> int | None:
    """The warning that stands today: 30, 14 or 3 days, 0 once the day has gone by; None before all."""
    left = (due_on - today).days
    if left < 0:
        return 0
    return min((days for days in WARNING_DAYS if left <= days), default=None)


def warning_days(due_on: date) -> tuple[date, ...]:
    """The days on which warnings begin, the earliest first."""
    return tuple(due_on - timedelta(days=days) for days in WARNING_DAYS)


def explain_left(due_on: date, today: date) -> str:
    """Say how much time is left: `12 days left`, `due today`, `4 days late`."""
    left = (due_on - today).days
    if left == 0:
        return "due today"
    days = f"{abs(left)} day{'' if abs(left) == 1 else 's'}"
    return f"{days} left" if left > 0 else f"{days} late"


def still_possible(kind: DeadlineKind) -> str:
    """Say what can still be done after a deadline has gone by."""
    return _STILL_POSSIBLE[kind]


def _start(rule: DeadlineRule, notice_on: date, received_on: date | None) -> tuple[date, str]:
    if rule.counts_from is not CountsFrom.RECEIPT:
        return notice_on, f"{_START_WORDS[rule.counts_from]} {format_date(notice_on)}"
    if received_on is not None:
        return received_on, f"receipt on {format_date(received_on)}"
    presumed = notice_on + timedelta(days=rule.receipt_days)
    words = f"{_START_WORDS[rule.counts_from]} {format_date(presumed)}"
    return presumed, f"{words} ({rule.receipt_days} days after the notice of {format_date(notice_on)})"
