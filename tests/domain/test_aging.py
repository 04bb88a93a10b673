from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.aging import AgingAnchor, compose_aging, compose_patient_aging
from app.domain.money import ZERO, Money, total
from tests.domain.money_samples import item

AS_OF = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("age", "bucket"),
    [(-5, 0), (0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (120, 3), (121, 4)],
)
def test_edges_of_the_buckets(age, bucket):
    aging = compose_aging([(AS_OF - timedelta(days=age), Money(100))], AS_OF)
    assert aging.buckets.index(Money(100)) == bucket


@given(
    st.lists(st.tuples(st.integers(-400, 400), st.integers(-10_000_00, 10_000_00))), st.integers(0, 10_000)
)
def test_buckets_less_credits_are_the_whole(aged, credit):
    dated = [(AS_OF - timedelta(days=age), Money(cents)) for age, cents in aged]
    aging = compose_aging(dated, AS_OF, Money(credit))
    assert aging.total - aging.credits == total(amount for _, amount in dated) - Money(credit)
    assert min(aging.buckets) >= ZERO


def test_each_anchor_ages_the_patient_share_from_its_own_day():
    line = item(
        1, 50_00, 50_00, service_date=date(2026, 1, 1), transferred_on=date(2026, 4, 15),
        first_statement_on=date(2026, 6, 1),
    )  # fmt: skip
    found = {anchor: compose_patient_aging([line], AS_OF, anchor).buckets for anchor in AgingAnchor}
    assert found[AgingAnchor.SERVICE][4] == Money(50_00)
    assert found[AgingAnchor.TRANSFER][2] == Money(50_00)
    assert found[AgingAnchor.FIRST_STATEMENT][0] == Money(50_00)


def test_a_line_never_billed_is_current_whatever_its_date():
    aging = compose_patient_aging([item(1, 50_00, 50_00, service_date=date(2025, 1, 1))], AS_OF)
    assert aging.buckets[0] == Money(50_00)
