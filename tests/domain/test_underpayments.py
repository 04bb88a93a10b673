"""Below the contract beyond a dollar and two percent; what was denied is another list."""

import pytest

from app.domain.answers import Adjustment, LineAnswer
from app.domain.expected_allowed import ExpectedLine
from app.domain.money import Money
from app.domain.underpayments import Tolerance, allowed_amount, compare_allowed, find_underpayment
from tests.domain.contract_samples import money
from tests.practice_fixtures import adjusted


@pytest.mark.parametrize(
    ("expected", "allowed", "missing"),
    [
        ("103.52", "95.00", "8.52"),
        ("103.52", "101.44", "2.08"),
        ("103.52", "101.45", None),
        ("20.00", "19.00", None),
        ("20.00", "18.99", "1.01"),
        ("103.52", "120.00", None),
        ("1.00", "0.00", None),
    ],
)
def test_more_than_a_dollar_and_two_percent_below_is_underpaid(expected, allowed, missing):
    found = compare_allowed(money(expected), money(allowed))
    assert (found and str(found.difference)) == missing


def test_the_words_and_a_tolerance_of_the_practices_own():
    strict = Tolerance(Money(0), 0)
    found = compare_allowed(money("103.52"), money("103.51"), strict)
    assert found.words == "Contract says $103.52; allowed is $103.51."
    assert compare_allowed(money("103.52"), money("103.52"), strict) is None
    assert compare_allowed(None, money("1"), strict) is None
    assert compare_allowed(money("1"), None, strict) is None


def test_lines_of_a_case_are_compared_together_and_only_when_all_are_answered():
    line = ExpectedLine(2, money("2100"), case=(2, 3))
    assert find_underpayment(line, {2: money("1500"), 3: money("600")}) is None
    assert find_underpayment(line, {2: money("1500"), 3: money("0")}).difference == money("600")
    assert find_underpayment(line, {2: money("1500")}) is None


def answered(paid, *parts, allowed=None):
    return LineAnswer(1, allowed and money(allowed), money(paid), adjusted(*parts))


@pytest.mark.parametrize(
    ("answer", "rank", "amount"),
    [
        (answered("25.12", "CO-45 83.60", "PR-1 50.00", "PR-2 6.28", allowed="81.40"), 1, "81.40"),
        (answered("25.12", "CO-45 83.60", "PR-1 50.00", "PR-2 6.28"), 1, "81.40"),
        (answered("101.92", "CO-45 80.00", "CO-253 2.08", "PR-2 26.00"), 1, "130.00"),
        (answered("0", "CO-45 165.00"), 1, "0.00"),
        (answered("0", "CO-197 165.00", allowed="0.01"), 1, None),
        (answered("50", "CO-45 15.00", "CO-97 100.00"), 1, None),
        (answered("20.80", "OA-23 184.00", "PR-2 5.20"), 2, None),
        (answered("20.80", "OA-23 184.00", "PR-2 5.20", allowed="130"), 2, "130.00"),
    ],
)
def test_the_allowed_amount_is_stated_or_added_up_and_none_for_a_denial(answer, rank, amount):
    found = allowed_amount(answer, rank)
    assert (None if found is None else str(found)) == amount


def test_a_denial_that_was_accepted_stays_a_denial():
    parts = (Adjustment("CO", "197", money("165"), accepted=True),)
    assert allowed_amount(LineAnswer(1, money("0"), money("0"), parts)) is None
