"""What a second plan pays, line by line, at its edges; the vectors stand in `test_estimates.py`."""

import pytest

from app.domain.cob import CobMethod, FirstPlan, SecondPlan, pay_second
from app.domain.money import ZERO, Money


@pytest.mark.parametrize("method", list(CobMethod))
def test_a_second_plan_adds_nothing_where_the_first_left_nothing(method):
    first = FirstPlan(Money(200_00), Money(150_00), Money(150_00), ZERO)
    made = pay_second(first, SecondPlan(method, Money(500_00), Money(500_00)))
    assert (made.paid, made.patient, made.forgiven) == (ZERO, ZERO, ZERO)


def test_medicaid_below_what_was_paid_pays_nothing_and_asks_nothing():
    first = FirstPlan(Money(200_00), Money(140_00), Money(112_00), Money(28_00))
    made = pay_second(first, SecondPlan(CobMethod.MEDICAID, Money(70_00), ZERO))
    assert (made.paid, made.patient, made.forgiven) == (ZERO, ZERO, Money(28_00))
