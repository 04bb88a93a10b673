"""What is left of an authorization is counted from charges that stand; a line goes under the right one."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.authorizations import (
    Authorization,
    CareRecord,
    Kind,
    Status,
    choose_authorization,
    count_used,
    explain_left,
    propose_number,
    weigh_left,
)
from app.domain.findings import Severity
from app.domain.service_counts import CountBy, ServiceCharge, ServiceLine

PAYER = 7
TODAY = date(2026, 4, 1)
TWELVE = Authorization(
    1,
    Kind.AUTHORIZATION,
    Status.APPROVED,
    "A-771203",
    PAYER,
    "Prairie Health",
    codes=("97110",),
    approved=12,
    starts=date(2026, 2, 1),
    ends=date(2026, 4, 30),
)
CHARGE = ServiceCharge(1, 1, "97110", date(2026, 3, 2), 2, frozenset({PAYER}))


def line(on=date(2026, 3, 9), **facts):
    return ServiceLine("97110", on, payer_id=PAYER, **facts)


@pytest.mark.parametrize(
    ("changed", "visits", "units"),
    [
        ({}, 1, 2),
        ({"is_void": True}, 0, 0),
        ({"on": date(2026, 1, 31)}, 0, 0),
        ({"on": date(2026, 2, 1)}, 1, 2),
        ({"on": date(2026, 4, 30)}, 1, 2),
        ({"on": date(2026, 5, 1)}, 0, 0),
        ({"code": "97112"}, 0, 0),
        ({"payer_ids": frozenset({8})}, 0, 0),
        ({"payer_ids": frozenset({8, PAYER})}, 1, 2),
        ({"payer_ids": frozenset()}, 0, 0),
        ({"authorization_number": "a 771203"}, 1, 2),
        ({"authorization_number": "B-9"}, 0, 0),
        ({"referral_number": "R-1"}, 1, 2),
        ({"units": 4}, 1, 4),
    ],
)
def test_only_charges_that_stand_for_it_are_counted(changed, visits, units):
    charges = (replace(CHARGE, **changed),)
    assert count_used(TWELVE, charges) == visits
    assert count_used(replace(TWELVE, count_by=CountBy.UNITS), charges) == units


def test_what_was_used_before_the_program_counts_too():
    assert count_used(replace(TWELVE, used_before=5), (CHARGE, replace(CHARGE, charge_id=2))) == 6
    assert count_used(replace(TWELVE, used_before=5), (CHARGE, replace(CHARGE, charge_id=2, visit_id=2))) == 7


def test_a_referral_is_counted_by_its_own_number():
    referral = replace(TWELVE, kind=Kind.REFERRAL, number="R-1", codes=())
    assert count_used(referral, (replace(CHARGE, referral_number="R-1", authorization_number="X"),)) == 1
    assert count_used(referral, (replace(CHARGE, referral_number="R-2"),)) == 0


@pytest.mark.parametrize(
    ("changed", "used", "today", "words"),
    [
        ({}, 9, TODAY, "3 of 12 left, ends Apr 30"),
        ({}, 12, TODAY, "0 of 12 left, ends Apr 30"),
        ({}, 14, TODAY, "0 of 12 left (2 over), ends Apr 30"),
        ({}, 9, date(2026, 5, 1), "3 of 12 left, ended Apr 30"),
        ({}, 9, date(2025, 12, 30), "3 of 12 left, ends Apr 30, 2026"),
        ({"approved": None}, 9, TODAY, "no limit, ends Apr 30"),
        ({"ends": None}, 9, TODAY, "3 of 12 left, no end date"),
    ],
)
def test_what_is_left_is_said_in_one_phrase(changed, used, today, words):
    assert explain_left(replace(TWELVE, **changed), used, today) == words


@pytest.mark.parametrize(
    ("changed", "used", "today", "weight"),
    [
        ({}, 9, TODAY, None),
        ({}, 10, TODAY, Severity.WARNING),
        ({}, 12, TODAY, Severity.ERROR),
        ({}, 0, date(2026, 4, 15), None),
        ({}, 0, date(2026, 4, 16), Severity.WARNING),
        ({}, 0, date(2026, 4, 30), Severity.WARNING),
        ({}, 0, date(2026, 5, 1), Severity.ERROR),
        ({"approved": None}, 500, TODAY, None),
        ({"status": Status.PENDED}, 0, TODAY, Severity.WARNING),
        ({"status": Status.DENIED}, 0, TODAY, Severity.ERROR),
        ({"status": Status.EXPIRED}, 0, TODAY, Severity.ERROR),
        ({"status": Status.NOT_REQUIRED, "approved": None}, 0, date(2026, 5, 1), None),
    ],
)
def test_it_warns_before_it_runs_out(changed, used, today, weight):
    assert weigh_left(replace(TWELVE, **changed), used, today) is weight


def test_a_line_goes_under_the_one_that_ends_first_and_is_not_used_up():
    later = replace(TWELVE, id=2, number="B-2", ends=date(2026, 6, 30))
    record = CareRecord((CHARGE,), (later, TWELVE))
    assert choose_authorization(line(), record) is TWELVE
    full = replace(TWELVE, approved=1)
    assert choose_authorization(line(), CareRecord((CHARGE,), (later, full))) is later


def test_the_number_on_the_claim_decides():
    later = replace(TWELVE, id=2, number="B-2", ends=date(2026, 6, 30))
    record = CareRecord((), (TWELVE, later))
    assert choose_authorization(line(authorization_number="b2"), record) is later
    assert choose_authorization(line(authorization_number="C-3"), record) is None


def test_of_two_with_one_number_the_one_of_that_day_is_meant():
    renewed = replace(TWELVE, id=2, starts=date(2026, 5, 1), ends=date(2026, 7, 31))
    record = CareRecord((), (TWELVE, renewed))
    chosen = choose_authorization(line(date(2026, 5, 4), authorization_number="A-771203"), record)
    assert chosen is renewed


@pytest.mark.parametrize(
    "changed",
    [
        {"codes": ("97112",)},
        {"payer_id": 8},
        {"ends": date(2026, 3, 8)},
        {"provider_id": 2},
        {"place_id": 2},
        {"diagnosis": "S83"},
        {"kind": Kind.REFERRAL},
    ],
)
def test_one_for_something_else_is_not_chosen(changed):
    asked = line(provider_id=1, place_id=1, diagnoses=("M54.50",))
    assert choose_authorization(asked, CareRecord((), (replace(TWELVE, **changed),))) is None


def test_a_diagnosis_may_be_more_exact_than_the_one_approved():
    approved = replace(TWELVE, diagnosis="m54.5")
    assert choose_authorization(line(diagnoses=("J02.9", "M54.50")), CareRecord((), (approved,))) is approved


def test_the_number_for_box_23_is_that_of_the_first_line_that_is_covered():
    record = CareRecord((), (TWELVE,))
    assert propose_number([replace(line(), code="99213"), line()], record) == "A-771203"
    assert propose_number([replace(line(), code="99213")], record) == ""
    assert propose_number([line()], CareRecord((), (replace(TWELVE, status=Status.PENDED),))) == ""
