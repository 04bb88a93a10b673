"""What disputes taught, counted by payer and reason, to the cent."""

from datetime import date

import pytest

from app.domain.disputes.outcomes import Result
from app.domain.disputes.statistics import CaseRecord, count_cases, sum_cases
from app.domain.money import Money

OPENED = date(2026, 3, 20)


def a_case(payer, stake, result=None, won=0, day=None):
    decided = date(2026, 4, day) if day else None
    return CaseRecord(payer, "CO-197", "76700", OPENED, Money(stake), result, Money(won), decided)


CASES = (
    a_case("Prairie", 420_00, Result.WON, 150_00, 30),
    a_case("Prairie", 100_00, Result.LOST, 0, 10),
    a_case("Prairie", 80_00),
    a_case("Bluestem", 60_00, Result.PARTLY, 20_00, 19),
    a_case("Bluestem", 500_00, Result.WRITTEN_OFF, 0, 1),
)


def test_payers_are_told_apart_the_dearest_first():
    prairie, bluestem = count_cases(CASES, lambda each: each.payer)
    assert (prairie.name, prairie.cases, prairie.open, prairie.at_stake) == ("Prairie", 3, 1, Money(600_00))
    assert (prairie.won_cases, prairie.lost_cases, prairie.win_rate) == (1, 1, 0.5)
    assert (prairie.won, prairie.lost, prairie.days) == (Money(150_00), Money(100_00), 31.0)
    assert (bluestem.won_cases, bluestem.win_rate, bluestem.won) == (1, 1.0, Money(20_00))


def test_what_was_not_decided_by_the_insurer_is_neither_won_nor_lost():
    row = sum_cases("all", CASES)
    assert (row.cases, row.won_cases + row.lost_cases, row.win_rate) == (5, 3, pytest.approx(2 / 3))
    assert sum_cases("none", (CASES[2],)).win_rate is None
    assert sum_cases("none", (CASES[2],)).days is None
