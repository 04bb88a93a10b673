"""What a later answer means for a dispute, to the cent."""

from datetime import date

import pytest

from app.domain.disputes.outcomes import LaterAnswer, LineAtStake, Result, propose_outcome
from app.domain.money import Money

LINE = (LineAtStake(2, Money(420_00)),)


def answered(paid, share=0, refused=0, charge=2):
    amounts = ({charge: Money(each)} for each in (paid, share, refused))
    return LaterAnswer(9, date(2026, 4, 30), *amounts)


def test_scenario_3_is_won_with_150_dollars():
    found = propose_outcome(LINE, answered(150_00, share=37_50))
    assert (found.result, found.won, found.decided_on) == (Result.WON, Money(150_00), date(2026, 4, 30))
    assert found.words == "The insurer answered again and holds nothing back: $150.00 came in."


@pytest.mark.parametrize(
    ("paid", "share", "refused", "result", "won"),
    [
        (0, 0, 420_00, Result.LOST, 0),
        (0, 0, 0, Result.LOST, 0),  # all of it a discount
        (100_00, 0, 50_00, Result.PARTLY, 100_00),
        (0, 187_50, 0, Result.WON, 0),  # all of it went to the deductible
    ],
)
def test_what_came_in_and_what_is_held_back_decide(paid, share, refused, result, won):
    found = propose_outcome(LINE, answered(paid, share, refused))
    assert (found.result, found.won) == (result, Money(won))


def test_what_had_been_paid_before_is_not_won():
    lines = (LineAtStake(2, Money(8_52), paid_before=Money(95_00)),)
    assert propose_outcome(lines, answered(103_52)).won == Money(8_52)


def test_what_an_earlier_outcome_counted_is_not_won_a_second_time():
    found = propose_outcome(LINE, answered(187_50), won_before=Money(150_00))
    assert (found.result, found.won) == (Result.WON, Money(37_50))
    assert propose_outcome(LINE, answered(120_00), won_before=Money(150_00)).won == Money(0)


def test_an_answer_to_other_lines_says_nothing():
    assert propose_outcome(LINE, answered(150_00, charge=3)) is None
