"""The usual rate is one that was really allowed."""

from app.domain.money import Money
from app.domain.usual_rates import usual_allowed


def test_the_middle_counts_and_of_two_the_lower():
    assert usual_allowed([Money(15000), Money(10000), Money(10400)]) == Money(10400)
    assert usual_allowed([Money(10400), Money(10000)]) == Money(10000)
    assert usual_allowed([]) is None
