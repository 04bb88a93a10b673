"""Promises to pay: kept, open or broken, judged by what came in since they were made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.date_entry import format_date
from app.domain.money import ZERO, Money, total


class PromiseState(StrEnum):
    """How a promise stands; LATE was broken, and paid in full since."""

    OPEN = "open"
    KEPT = "kept"
    LATE = "late"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Promise:
    """An amount promised by a day; `made_at` is when it was written down."""

    amount: Money
    due_on: date
    made_at: datetime


@dataclass(frozen=True, slots=True)
class CameIn:
    """A payment on the account that still stands: the day it is dated, and when it was taken."""

    received_on: date
    taken_at: datetime
    amount: Money


@dataclass(frozen=True, slots=True)
class PromiseStanding:
    """How a promise stands, what came by its day and since, and that in words."""

    state: PromiseState
    by_day: Money
    since: Money
    words: str


def judge_promise(promise: Promise, payments: Sequence[CameIn], today: date) -> PromiseStanding:
    """Judge a promise: kept once what came by its day reaches it, broken from the morning after that day.

    Only what was taken after the promise was written down counts, so that the copay of that visit does not.
    """
    counted = [payment for payment in payments if payment.taken_at >= promise.made_at]
    since = total(payment.amount for payment in counted)
    by_day = total(payment.amount for payment in counted if payment.received_on <= promise.due_on)
    if by_day >= promise.amount:
        state = PromiseState.KEPT
    elif today <= promise.due_on:
        state = PromiseState.OPEN
    else:
        state = PromiseState.LATE if since >= promise.amount else PromiseState.BROKEN
    return PromiseStanding(state, by_day, since, _words(state, promise, by_day, since))


def _words(state: PromiseState, promise: Promise, by_day: Money, since: Money) -> str:
    day = format_date(promise.due_on)
    if state is PromiseState.KEPT:
        return f"Kept: ${by_day} came by {day}."
    if state is PromiseState.LATE:
        return f"Kept late: ${by_day} came by {day}, and ${since} by now."
    if state is PromiseState.OPEN:
        came = f"${by_day} has come so far" if by_day > ZERO else "nothing has come yet"
        return f"Open until {day}: {came}."
    broken = f"Broken: ${promise.amount} was promised by {day}"
    if since == ZERO:
        return f"{broken} and nothing came."
    return f"{broken} and ${since} came; ${promise.amount - since} is missing."
