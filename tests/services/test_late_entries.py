"""Entries with an earlier date: by right, by a manager's signature, and never in silence."""

from datetime import date, timedelta

import pytest

from app.domain.errors import InputError, RuleError
from app.models.database import select
from app.queries.deposits import find_drawer
from app.services import days, late_entries
from app.services.late_entries import LateDate
from app.services.payments import PaymentEntry
from app.services.second_person import Signature
from tests.practice_fixtures import PASSWORDS, TODAY, money

YESTERDAY = TODAY - timedelta(days=1)
COPAY = PaymentEntry(1, money("20.00"), "cash")


@pytest.fixture
def desk(practice):
    practice.a_patient()
    return practice


def take(desk, role, on=YESTERDAY, reason="forgotten", signature=None):
    return late_entries.take_late_payment(desk.session_of(role), COPAY, LateDate(on, reason, signature))


def test_the_manager_dates_a_copay_yesterday_and_it_is_posted_today(desk):
    payment = take(desk, "manager")
    assert select("select received_on from payment where id = ?", payment) == [(str(YESTERDAY),)]
    assert select("select posted_on, effective_on from posting") == [(str(TODAY), str(YESTERDAY))]
    assert str(desk.session.ask(find_drawer).cash) == "20.00"
    assert select("select user_id, granted_by_id, reason from late_entry") == [(1, None, "forgotten")]


@pytest.mark.parametrize(("back", "goes"), [(1, True), (7, True), (8, False)])
def test_a_biller_reaches_back_a_week(desk, back, goes):
    on = TODAY - timedelta(days=back)
    if goes:
        take(desk, "biller", on)
        assert select("select count(*) from payment") == [(1,)]
        return
    with pytest.raises(RuleError, match=r"of more than 7 days ago as biller.*11/15/2026.*Ask the manager"):
        take(desk, "biller", on)
    assert select("select count(*) from payment") == [(0,)]


def test_a_receptionist_is_refused_without_the_manager(desk):
    with pytest.raises(RuleError, match="You may not post with an earlier date as receptionist"):
        take(desk, "receptionist")
    assert select("select count(*) from posting") == [(0,)]
    take(desk, "receptionist", signature=Signature(desk.opened, "maria", PASSWORDS["maria"]))
    assert select("select user_id, granted_by_id from late_entry") == [(3, 1)]


def test_a_biller_cannot_sign_for_a_receptionist(desk):
    with pytest.raises(RuleError, match="“bea” may not sign"):
        take(desk, "receptionist", signature=Signature(desk.opened, "bea", PASSWORDS["bea"]))


def test_a_late_entry_has_a_reason_and_a_day_that_was(desk):
    with pytest.raises(InputError, match="Say why this is posted late"):
        take(desk, "manager", reason=" ")
    with pytest.raises(InputError, match="has not come yet"):
        take(desk, "manager", on=TODAY + timedelta(days=1))


def test_today_is_not_late(desk):
    take(desk, "receptionist", on=TODAY, reason="")
    assert select("select count(*) from late_entry") == [(0,)]


def test_nothing_is_posted_on_a_closed_day_however_it_is_dated(desk):
    desk.a_payment(1, "5.00")
    days.close_day(desk.session, TODAY)
    with pytest.raises(RuleError, match=r"Nov 23 is closed. Nothing was posted"):
        take(desk, "manager")
    desk.clock.move_to(date(2026, 11, 24))
    take(desk, "manager", on=TODAY)
    assert select("select posted_on, effective_on from posting order by id desc limit 1") == [
        ("2026-11-24", "2026-11-23")
    ]
