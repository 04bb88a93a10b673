"""Limits count what was given in its order: a visit once, units as they add up."""

from datetime import date

from app.domain.service_counts import (
    CountBy,
    ServiceCharge,
    ServiceLine,
    charges_before,
    count_services,
    count_with,
)


def charge(number, visit, on, units=1):
    return ServiceCharge(number, visit, "97110", on, units)


GIVEN = (
    charge(1, 1, date(2026, 2, 2), 3),
    charge(2, 1, date(2026, 2, 2), 1),
    charge(3, 2, date(2026, 2, 4), 2),
    charge(4, 3, date(2026, 2, 4), 2),
)


def test_two_lines_of_a_visit_are_one_visit_and_all_their_units():
    assert count_services(GIVEN, CountBy.VISITS) == 3
    assert count_services(GIVEN, CountBy.UNITS) == 8


def test_what_came_before_goes_by_date_then_visit_then_line():
    line = ServiceLine("97110", date(2026, 2, 4), units=2, visit_id=2, charge_id=3)
    before = charges_before(line, GIVEN)
    assert [each.charge_id for each in before] == [1, 2]
    assert count_with(line, before, CountBy.VISITS) == 2
    assert count_with(line, before, CountBy.UNITS) == 6


def test_the_second_line_of_a_visit_adds_no_visit():
    line = ServiceLine("97110", date(2026, 2, 2), visit_id=1, charge_id=2)
    before = charges_before(line, GIVEN)
    assert count_with(line, before, CountBy.VISITS) == 1
    assert count_with(line, before, CountBy.UNITS) == 4


def test_what_is_only_typed_comes_after_all_of_its_day():
    line = ServiceLine("97110", date(2026, 2, 4))
    before = charges_before(line, GIVEN)
    assert len(before) == 4
    assert count_with(line, before, CountBy.VISITS) == 4
