"""A payment is given to services to the cent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.allocation import (
    CopayDue,
    OpenItem,
    check_allocation,
    compose_allocation,
    plan_allocation,
    plan_desk_payment,
)
from app.domain.errors import RuleError
from app.domain.findings import has_errors
from app.domain.money import ZERO, Money, total

FAMILY = [
    OpenItem(3, 12, date(2026, 4, 2), Money(4735), visit_id=30),
    OpenItem(1, 11, date(2026, 3, 12), Money(2200), visit_id=10),
    OpenItem(2, 11, date(2026, 4, 2), Money(1000), visit_id=20),
]


def test_the_oldest_service_is_paid_first_and_ties_by_entry():
    plan = plan_allocation(Money(5000), FAMILY)
    assert plan.parts == ((1, Money(2200)), (2, Money(1000)), (3, Money(1800)))
    assert (plan.allocated, plan.remainder) == (Money(5000), ZERO)


def test_scenario_10_one_check_for_two_children():
    items = [OpenItem(1, 11, date(2026, 3, 1), Money(2200)), OpenItem(2, 12, date(2026, 3, 5), Money(4735))]
    plan = plan_allocation(Money(6935), items)
    assert plan.parts == ((1, Money(2200)), (2, Money(4735)))
    assert plan.remainder == ZERO


def test_scenario_9_a_check_of_140_pays_95_and_45():
    items = [OpenItem(8, 1, date(2026, 1, 5), Money(9500)), OpenItem(9, 1, date(2026, 2, 5), Money(4500))]
    assert plan_allocation(Money(14000), items).parts == ((8, Money(9500)), (9, Money(4500)))


def test_what_is_left_over_stays_as_credit():
    plan = plan_allocation(Money(10000), FAMILY)
    assert (plan.allocated, plan.remainder) == (Money(7935), Money(2065))


def test_a_copay_pays_its_own_visit_only():
    plan = plan_allocation(Money(3000), FAMILY, copay_visit=20)
    assert (plan.parts, plan.remainder) == (((2, Money(1000)),), Money(2000))
    waiting = plan_allocation(Money(3000), FAMILY, copay_visit=99)
    assert (waiting.parts, waiting.remainder) == ((), Money(3000))


@pytest.mark.parametrize("cents", [0, -100])
def test_nothing_and_less_is_no_payment(cents):
    with pytest.raises(RuleError, match="more than"):
        plan_allocation(Money(cents), FAMILY)


OWED = st.tuples(st.integers(-500, 50_000), st.dates(date(2024, 1, 1), date(2026, 1, 1)))
ITEMS = st.lists(OWED, max_size=8)


@given(st.integers(1, 200_000), ITEMS)
def test_parts_and_remainder_add_up_and_the_proposal_passes_its_own_check(cents, owed):
    items = [OpenItem(i, 1, day, Money(owes)) for i, (owes, day) in enumerate(owed)]
    plan = plan_allocation(Money(cents), items)
    assert plan.allocated + plan.remainder == Money(cents)
    assert check_allocation(Money(cents), plan.parts, items) == ()
    due = total(max(ZERO, item.owes) for item in items)
    assert plan.allocated == min(Money(cents), due)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ([(1, Money(2201))], "$22.01 is more than the $22.00 owed for this service."),
        ([(9, Money(100))], "The patient owes nothing for this service."),
        ([(1, ZERO)], "The amount must be more than $0.00."),
        ([(1, Money(-5))], "The amount must be more than $0.00."),
        ([(1, Money(100)), (1, Money(200))], "This service stands twice in the list."),
        ([(1, Money(2200)), (3, Money(4735))], "$69.35 is given out, but only $50.00 was paid."),
    ],
)
def test_a_split_that_cannot_be_is_named(parts, sentence):
    findings = check_allocation(Money(5000), parts, FAMILY)
    assert has_errors(findings)
    assert [finding.text for finding in findings] == [sentence]


def test_a_split_typed_by_hand_may_leave_a_rest():
    assert check_allocation(Money(5000), [(3, Money(4735))], FAMILY) == ()


def test_at_the_desk_the_copay_goes_to_its_visit_and_the_rest_to_the_oldest():
    copay = CopayDue(30, Money(2000))
    plan = plan_desk_payment(Money(5200), FAMILY, copay)
    assert dict(plan.parts) == {3: Money(2000), 1: Money(2200), 2: Money(1000)}
    assert plan.remainder == ZERO


def test_a_copay_of_a_visit_without_charges_waits_as_credit():
    copay = CopayDue(99, Money(2000))
    assert plan_desk_payment(Money(2000), FAMILY, copay).remainder == Money(2000)
    more = plan_desk_payment(Money(4200), FAMILY, copay)
    assert (more.parts, more.remainder) == (((1, Money(2200)),), Money(2000))


def test_a_layout_by_hand_shows_what_is_left_or_missing():
    assert compose_allocation(Money(5000), [(1, Money(2200))]).remainder == Money(2800)
    assert compose_allocation(Money(1000), [(1, Money(2200))]).remainder == Money(-1200)
