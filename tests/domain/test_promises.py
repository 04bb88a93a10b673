"""Promises to pay: kept, open, late or broken, from the payments since they were made."""

from datetime import UTC, date, datetime

import pytest

from app.domain.promises import CameIn, Promise, PromiseState, judge_promise
from tests.practice_fixtures import money

MADE = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)
PROMISE = Promise(money("84.20"), date(2026, 5, 15), MADE)


def came(day, amount, hour=12):
    return CameIn(day, datetime(day.year, day.month, day.day, hour, 0, tzinfo=UTC), money(amount))


@pytest.mark.parametrize(
    ("payments", "today", "state", "words"),
    [
        ((), date(2026, 5, 15), PromiseState.OPEN, "Open until 05/15/2026: nothing has come yet."),
        (
            (),
            date(2026, 5, 16),
            PromiseState.BROKEN,
            "Broken: $84.20 was promised by 05/15/2026 and nothing came.",
        ),
        (
            (came(date(2026, 5, 15), "84.20"),),
            date(2026, 5, 15),
            PromiseState.KEPT,
            "Kept: $84.20 came by 05/15/2026.",
        ),
        (
            (came(date(2026, 5, 3), "50.00"), came(date(2026, 5, 15), "34.20")),
            date(2026, 6, 1),
            PromiseState.KEPT,
            "Kept: $84.20 came by 05/15/2026.",
        ),
        (
            (came(date(2026, 5, 10), "30.00"),),
            date(2026, 5, 12),
            PromiseState.OPEN,
            "Open until 05/15/2026: $30.00 has come so far.",
        ),
        (
            (came(date(2026, 5, 10), "84.19"),),
            date(2026, 5, 16),
            PromiseState.BROKEN,
            "Broken: $84.20 was promised by 05/15/2026 and $84.19 came; $0.01 is missing.",
        ),
        (
            (came(date(2026, 5, 10), "30.00"), came(date(2026, 5, 20), "54.20")),
            date(2026, 5, 21),
            PromiseState.LATE,
            "Kept late: $30.00 came by 05/15/2026, and $84.20 by now.",
        ),
    ],
)
def test_a_promise_is_judged_by_what_came_by_its_day(payments, today, state, words):
    standing = judge_promise(PROMISE, payments, today)
    assert (standing.state, standing.words) == (state, words)


def test_what_was_paid_before_the_promise_does_not_keep_it():
    standing = judge_promise(PROMISE, (came(date(2026, 5, 1), "84.20", hour=9),), date(2026, 5, 16))
    assert (standing.state, standing.since) == (PromiseState.BROKEN, money("0.00"))
    later = judge_promise(PROMISE, (came(date(2026, 5, 1), "84.20", hour=10),), date(2026, 5, 16))
    assert later.state is PromiseState.KEPT
