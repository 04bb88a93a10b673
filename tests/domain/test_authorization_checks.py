"""AUTH-01 to 04 and REF-01, REF-02: what stops a claim, what must be read, and what passes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.authorization_checks import Needs, check_authorization
from app.domain.authorizations import CareRecord, Kind, Status
from app.domain.findings import Severity
from app.domain.service_counts import CountBy, ServiceLine
from tests.domain.test_authorizations import CHARGE, PAYER, TODAY, TWELVE

ERROR, WARNING = Severity.ERROR, Severity.WARNING
NEEDED = Needs(authorization="Prairie Health needs approval for 97110.")
REFERRED = Needs(referral="Prairie Health needs a referral for 97110.")
REFERRAL = replace(TWELVE, id=5, kind=Kind.REFERRAL, number="R-5")
LINE = ServiceLine(
    "97110",
    date(2026, 3, 9),
    payer_id=PAYER,
    payer="Prairie Health",
    provider_id=1,
    place_id=1,
    diagnoses=("M54.50",),
    authorization_number="A-771203",
)


def check(line, *authorizations, needs=NEEDED, charges=(), today=TODAY):
    found = check_authorization(line, needs, CareRecord(tuple(charges), authorizations), today)
    return [(each.severity, each.rule) for each in found]


def visits(count):
    """So many visits of one unit, a day apart from Feb 2 on."""
    return [
        replace(CHARGE, charge_id=n, visit_id=n, on=date(2026, 2, 1) + timedelta(days=n), units=1)
        for n in range(1, count + 1)
    ]


def test_an_approval_that_covers_the_line_passes():
    assert check(LINE, TWELVE) == []
    assert check(LINE, TWELVE, needs=Needs()) == []


def test_auth_01_none_where_one_is_needed():
    bare = replace(LINE, authorization_number="")
    found = check_authorization(bare, NEEDED, CareRecord(), TODAY)
    assert [(each.severity, each.rule, each.field) for each in found] == [(ERROR, "AUTH-01", "23")]
    assert found[0].text == "Prairie Health needs approval for 97110."
    assert check(bare, needs=Needs()) == []


def test_auth_01_an_approval_that_the_claim_does_not_bear():
    bare = replace(LINE, authorization_number="")
    found = check_authorization(bare, NEEDED, CareRecord((), (TWELVE,)), TODAY)
    assert [(each.severity, each.rule) for each in found] == [(ERROR, "AUTH-01")]
    assert found[0].fix == "Put A-771203 in box 23."
    assert check(bare, TWELVE, needs=Needs()) == [(WARNING, "AUTH-01")]


def test_a_number_that_nobody_entered_can_only_be_pointed_at():
    assert check(LINE) == [(WARNING, "AUTH-01")]


@pytest.mark.parametrize(
    "changed", [{"codes": ("97112",)}, {"provider_id": 2}, {"place_id": 2}, {"diagnosis": "S83"}]
)
def test_auth_02_the_approval_is_for_something_else(changed):
    assert check(LINE, replace(TWELVE, **changed)) == [(ERROR, "AUTH-02")]


def test_the_number_may_be_for_another_line_of_the_claim():
    office = replace(LINE, code="99213")
    assert check(office, TWELVE, needs=Needs()) == []
    assert check(office, TWELVE) == [(ERROR, "AUTH-02")]


@pytest.mark.parametrize("on", [date(2026, 1, 31), date(2026, 5, 1)])
def test_auth_03_a_day_outside_its_dates(on):
    assert check(replace(LINE, on=on), TWELVE) == [(ERROR, "AUTH-03")]
    assert check(replace(LINE, on=on, authorization_number=""), TWELVE) == [(ERROR, "AUTH-03")]


def test_auth_03_the_thirteenth_visit_of_twelve_is_held_and_the_twelfth_goes():
    given = visits(13)
    twelfth, thirteenth = (
        replace(LINE, on=each.on, visit_id=each.visit_id, charge_id=each.charge_id) for each in given[11:]
    )
    assert check(thirteenth, TWELVE, charges=given) == [(ERROR, "AUTH-03")]
    assert check(twelfth, TWELVE, charges=given) == [(WARNING, "AUTH-03")]
    assert check(twelfth, TWELVE, charges=[*given[:11], replace(given[11])]) == [(WARNING, "AUTH-03")]


def test_auth_03_units_of_the_line_itself_count():
    ten = replace(TWELVE, approved=10, count_by=CountBy.UNITS)
    assert check(replace(LINE, units=8), ten, charges=[CHARGE]) == [(WARNING, "AUTH-03")]
    assert check(replace(LINE, units=9), ten, charges=[CHARGE]) == [(ERROR, "AUTH-03")]


def test_the_warning_says_what_is_left():
    found = check_authorization(LINE, NEEDED, CareRecord(tuple(visits(9)), (TWELVE,)), TODAY)
    assert [each.text for each in found] == ["Authorization A-771203 runs out: 2 of 12 left, ends Apr 30."]
    assert check(LINE, TWELVE, charges=visits(8)) == []
    assert check(LINE, TWELVE, today=date(2026, 4, 16)) == [(WARNING, "AUTH-03")]
    assert check(LINE, TWELVE, today=date(2026, 5, 1)) == []


@pytest.mark.parametrize("status", [Status.NEEDED, Status.REQUESTED, Status.PENDED, Status.DENIED])
def test_auth_04_denied_or_waiting_stops_it_in_any_case(status):
    waiting = replace(TWELVE, status=status, number="")
    bare = replace(LINE, authorization_number="")
    assert check(bare, waiting) == [(ERROR, "AUTH-04")]
    assert check(bare, waiting, needs=Needs()) == [(ERROR, "AUTH-04")]


def test_a_call_that_said_none_is_required_is_enough():
    called = replace(TWELVE, status=Status.NOT_REQUIRED, number="", call_reference="55182", approved=None)
    assert check(replace(LINE, authorization_number=""), called) == []


def test_ref_01_and_02():
    referred = replace(LINE, referral_number="R-5", authorization_number="")
    bare = replace(referred, referral_number="")
    assert check(bare, needs=REFERRED) == [(ERROR, "REF-01")]
    assert check(referred, REFERRAL, needs=REFERRED) == []
    assert check(referred, replace(REFERRAL, ends=date(2026, 3, 8)), needs=REFERRED) == [(WARNING, "REF-02")]
    used = replace(REFERRAL, used_before=12)
    assert check(referred, used, needs=REFERRED) == [(WARNING, "REF-02")]
    pending = replace(REFERRAL, status=Status.REQUESTED)
    assert check(referred, pending, needs=REFERRED) == [(ERROR, "REF-01")]
