"""A day and a month closed from the command line: told in cents, refused in one sentence."""

from datetime import timedelta
from functools import partial

import pytest

from app import cli_commands
from app.services import practices
from app.services.session import system_clock
from tests.test_cli import assert_refused, do, maple, secret

__all__ = ["do", "maple", "secret"]


@pytest.fixture
def today():
    return system_clock().date()


@pytest.fixture
def next_month(monkeypatch, today):
    """The command line as it would run five weeks from now."""
    later = partial(practices.open_practice, clock=lambda: system_clock() + timedelta(days=35))
    monkeypatch.setattr(cli_commands, "open_practice", later)


def test_a_day_is_closed_with_its_money_and_what_is_unfinished(do, today):
    do("payments", "take", "A1001", "20.00", "--method", "cash")
    answer = do("close", "day")
    facts = answer.facts
    assert answer.code == 1
    assert (facts["day"], facts["state"]) == (str(today), "closed")
    assert facts["taken_cents"] == {"cash": 2000, "check": 3000, "insurer": 2512}
    assert (facts["total_cents"], facts["deposited_cents"], facts["in_drawer_cents"]) == (7512, 0, 5000)
    assert {each["kind"] for each in facts["unfinished"]} == {"claim", "receipt"}
    assert all(proof["holds"] for proof in facts["proofs"])
    assert_refused(do("close", "day"), "is not open, so it cannot be closed")
    assert_refused(do("payments", "take", "A1001", "20.00", "--method", "cash"), "is closed")


def test_a_closed_day_is_told_to_people(do):
    answer = do("close", "day", as_json=False)
    assert "check 30.00 + insurer 25.12 = 55.12" in answer.out
    assert "ok     The books: Charges $330.00" in answer.out


def test_a_day_that_never_was_is_refused(do, today):
    assert_refused(do("close", "day", "--on", str(today - timedelta(days=3))), "is not open")


def test_a_month_is_closed_with_its_sums_and_its_report(do, today, next_month):
    do("close", "day", "--on", str(today))
    month = f"{today:%Y-%m}"
    answer = do("close", "month", month)
    facts = answer.facts
    assert answer.code == 1
    assert facts["month"] == month
    whole = facts["all"]
    assert [whole[f"{name}_cents"] for name in ("opening", "charged", "paid", "adjusted", "closing")] == [
        0,
        33000,
        2512,
        8360,
        22128,
    ]
    assert {row["name"]: row["closing_cents"] for row in facts["rows"]} == {
        "Patients": 5628,
        "Prairie Health": 16500,
    }
    assert facts["credit"]["closing_cents"] == 3000
    assert facts["ties"] is True
    left = {each["what"]: (each["count"], each["cents"]) for each in facts["left_to_do"]}
    assert left["Claims not sent"] == (1, 16500)
    assert left["Open credits"] == (1, 3000)
    assert_refused(do("close", "month", month), "is closed already")


def test_a_month_that_cannot_be_closed_says_why(do, today):
    answer = do("close", "month", f"{today:%Y-%m}")
    assert_refused(answer, "Nothing was closed", "is not over yet", "is still open")


def test_what_is_no_month_is_refused(do):
    assert_refused(do("close", "month", "November"), "is not a month like 2026-11")
