"""Months of the books: how they stand, what their A/R comes to, and what is left to do in them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from app.domain.money import ZERO, Money
from app.domain.months import (
    Holder,
    Month,
    MonthRow,
    MonthState,
    MonthSums,
    has_ended,
    month_of,
    read_month,
)
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks

AR = ("patient_ar", "insurance_ar", "collections_ar")
_AR = "('patient_ar', 'insurance_ar', 'collections_ar')"
REPORT = "month_report"
_PAID = ("unapplied", "bank", "payer_clearing", "refunds")
_CHARGED = ("revenue", "fee_income", "opening")
_KINDS = {
    "patient_ar": Holder.PATIENTS,
    "insurance_ar": Holder.INSURER,
    "collections_ar": Holder.AGENCY,
}
_NAMES = {Holder.PATIENTS: "Patients", Holder.AGENCY: "Collection agency"}
_STATES = {"close": "closed", "reopen": "reopened"}
Key = tuple[Holder, str]


@dataclass(frozen=True, slots=True)
class MonthEventLine:
    """A month closed or reopened: when, by whom, who signed with them, and why; `file_id` is its report."""

    event: str
    at: datetime
    user: str
    second: str
    reason: str
    closing: Money
    file_id: int | None


@dataclass(frozen=True, slots=True)
class CreditSums:
    """Patients' credit over a month: opening + received − used − given back = closing."""

    opening: Money
    received: Money
    used: Money
    given_back: Money
    closing: Money

    @property
    def difference(self) -> Money:
        """What does not agree; anything but zero is a fault."""
        return self.opening + self.received - self.used - self.given_back - self.closing


@asks(Right.SEE_PATIENT)
def find_month_state(month: Month) -> MonthState:
    """How a month stands, and what hinders closing or reopening it."""
    return month_state(month)


@asks(Right.SEE_REPORTS)
def list_month_events(month: Month) -> tuple[MonthEventLine, ...]:
    """What happened to a month, in order."""
    rows = select(
        "select e.event, e.at, u.display_name, coalesce(s.display_name, ''), e.reason, e.closing_cents, "
        "e.file_id from month_event e join user u on u.id = e.user_id "
        "left join user s on s.id = e.second_user_id where e.month = ? order by e.seq",
        month.key,
    )
    return tuple(
        MonthEventLine(event, datetime.fromisoformat(at), user, second, reason, Money(cents), file_id)
        for event, at, user, second, reason, cents, file_id in rows
    )


@asks(Right.SEE_REPORTS)
def find_month_sums(month: Month) -> MonthSums:
    """The A/R of a month by patients, by payer, and with an agency; by the days that entries bear."""
    return month_sums(month)


@asks(Right.SEE_REPORTS)
def find_credit_sums(month: Month) -> CreditSums:
    """Patients' credit over a month."""
    return credit_sums(month)


def month_state(month: Month) -> MonthState:
    """How a month stands, and what hinders closing or reopening it."""
    event = last_month_event(month)
    open_days = select(
        "select d.day from day_event d where d.day between ? and ? and d.event <> 'close' "
        "and d.seq = (select max(seq) from day_event where day = d.day) order by d.day",
        month.first.isoformat(),
        month.last.isoformat(),
    )
    before = [
        found
        for (key,) in select(
            "select distinct substr(day, 1, 7) from day_event where day < ? order by 1",
            month.first.isoformat(),
        )
        if not is_closed(found := read_month(key))
    ]
    after = _closed_after(month)
    return MonthState(
        month,
        _STATES[event[0]] if event else "none",
        tuple(date.fromisoformat(day) for (day,) in open_days),
        before[0] if before else None,
        read_month(after) if after else None,
    )


def last_month_event(month: Month) -> tuple[str, datetime] | None:
    """What last happened to a month, and when; None where nothing did."""
    rows = select("select event, at from month_event where month = ? order by seq desc limit 1", month.key)
    return (rows[0][0], datetime.fromisoformat(rows[0][1])) if rows else None


def is_closed(month: Month) -> bool:
    """Tell whether a month is closed."""
    event = last_month_event(month)
    return bool(event and event[0] == "close")


def day_in_books(day: date, now: datetime) -> date:
    """The day that a posting of now bears for what happened on `day`: today, where its month is closed.

    A month that was never opened, as before the program came, is closed with the first one after it.
    """
    month = month_of(day)
    event = last_month_event(month)
    is_shut = event is not None and (event[0] == "close" or has_ended(event[1], now))
    return now.date() if is_shut or _closed_after(month) else day


def _closed_after(month: Month) -> str | None:
    """The first closed month after this one."""
    rows = select(
        "select min(e.month) from month_event e where e.month > ? and e.event = 'close' "
        "and e.seq = (select max(seq) from month_event where month = e.month)",
        month.key,
    )
    return str(rows[0][0]) if rows[0][0] else None


def month_sums(month: Month) -> MonthSums:
    """The A/R of a month by holder; each end is what is owed now, less what came after it."""
    now = _open_now()
    after = _changes(month.last)
    within: dict[Key, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, what, cents in _flows(month):
        within[key][what] += cents
    rows = []
    for key in sorted({*now, *after, *within}, key=lambda key: (list(Holder).index(key[0]), key[1])):
        closing = now.get(key, 0) - after.get(key, 0)
        part = within.get(key, {})
        charged, paid = part.get("charged", 0), part.get("paid", 0)
        adjusted, moved = part.get("adjusted", 0), part.get("moved", 0)
        opening = closing - charged + paid + adjusted - moved
        if any((opening, charged, paid, adjusted, moved, closing)):
            amounts = map(Money, (opening, charged, paid, adjusted, moved, closing))
            rows.append(MonthRow(key[0], key[1], *amounts))
    return MonthSums(month, tuple(rows))


def ar_at_end_of(month: Month) -> Money:
    """The A/R at the end of a month, added up from its first entry on and not from what is owed now."""
    rows = select(
        f"select coalesce(sum(e.cents), 0) from entry e join posting p on p.id = e.posting_id "
        f"where e.account in {_AR} and p.effective_on <= ?",
        month.last.isoformat(),
    )
    return Money(rows[0][0])


def credit_sums(month: Month) -> CreditSums:
    """Patients' credit over a month, by the days that entries bear."""
    first, last = month.first.isoformat(), month.last.isoformat()
    rows = select(
        "select case when p.effective_on < ?1 then 'opening' when e.charge_id is not null then 'used' "
        "when p.kind in ('payment', 'payment_void', 'payment_returned') then 'received' "
        "else 'given back' end, -sum(e.cents) from entry e join posting p on p.id = e.posting_id "
        "where e.account = 'unapplied' and p.effective_on <= ?2 group by 1",
        first,
        last,
    )
    sums = {what: Money(cents) for what, cents in rows}
    opening, received = sums.get("opening", ZERO), sums.get("received", ZERO)
    used, given_back = -sums.get("used", ZERO), -sums.get("given back", ZERO)
    return CreditSums(opening, received, used, given_back, opening + received - used - given_back)


def _open_now() -> dict[Key, int]:
    rows = select(
        "select b.account, coalesce(y.name, ''), sum(b.cents) from charge_balance b "
        "left join policy o on o.id = b.policy_id and b.account = 'insurance_ar' "
        "left join plan n on n.id = o.plan_id left join payer y on y.id = n.payer_id group by 1, 2"
    )
    return {_key(account, payer): cents for account, payer, cents in rows}


def _changes(after: date) -> dict[Key, int]:
    """What the A/R changed by after a day; nothing is effective later than it is posted."""
    rows = select(
        "select e.account, coalesce(y.name, ''), sum(e.cents) from posting p "
        "join entry e on e.posting_id = p.id left join policy o on o.id = e.policy_id "
        "and e.account = 'insurance_ar' left join plan n on n.id = o.plan_id "
        f"left join payer y on y.id = n.payer_id where e.account in {_AR} "
        "and p.posted_on > ?1 and p.effective_on > ?1 group by 1, 2",
        after.isoformat(),
    )
    return {_key(account, payer): cents for account, payer, cents in rows}


def _flows(month: Month) -> Iterator[tuple[Key, str, int]]:
    """What each holder's A/R changed by within a month, and as what.

    In a posting and charge one holder bears what was charged, paid and taken off: whose balance went that way
    furthest. What the others got came from him.
    """
    rows = select(
        "select p.id, e.charge_id, e.account, coalesce(y.name, ''), e.cents from posting p "
        "join entry e on e.posting_id = p.id left join policy o on o.id = e.policy_id "
        "and e.account = 'insurance_ar' left join plan n on n.id = o.plan_id "
        "left join payer y on y.id = n.payer_id where e.charge_id is not null and p.posted_on >= ?1 "
        "and p.effective_on between ?1 and ?2 order by p.id, e.charge_id, e.id",
        month.first.isoformat(),
        month.last.isoformat(),
    )
    for _, group in groupby(rows, key=lambda row: row[:2]):
        yield from _flows_of_charge(list(group))


def _flows_of_charge(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[Key, str, int]]:
    holders = [(_key(row[2], row[3]), row[4]) for row in rows if row[2] in AR]
    if not holders:
        return
    left = sum(cents for _, cents in holders)
    bearer = (min if left <= 0 else max)(holders, key=lambda each: each[1])[0]
    for _, _, account, _, cents in rows:
        if account in AR:
            continue
        what = "charged" if account in _CHARGED else "paid" if account in _PAID else "adjusted"
        yield bearer, what, -cents if what == "charged" else cents
    for key, cents in holders:
        yield key, "moved", cents
    # What the counter entries explain of the bearer is no move.
    yield bearer, "moved", -left


def _key(account: str, payer: str) -> Key:
    holder = _KINDS[account]
    return holder, payer if holder is Holder.INSURER else _NAMES[holder]
