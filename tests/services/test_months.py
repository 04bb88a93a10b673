"""Months closed with sums that tie to the cent, guarded against later dates, and reopened by two people."""

from datetime import date

import pytest

from app.domain.errors import AppError, RuleError
from app.domain.months import Month
from app.domain.rights import Role
from app.models.database import select
from app.queries.database_check import check_database
from app.queries.months import find_month_state, find_month_sums, list_month_events
from app.services import days, late_entries, months, payments, users, visits
from app.services.late_entries import LateDate
from app.services.second_person import Signature
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import adjusted, money

NOVEMBER, OCTOBER = Month(2026, 11), Month(2026, 10)
CLOSING_DAY = date(2026, 12, 1)


@pytest.fixture
def november(practice):
    """Charges 600.00 and 205.00; the insurer answers the second; a payment of 120.00, of it 100.00 used."""
    desk = practice
    plain = desk.a_patient("Holm", "Karin", self_pay=True)
    own = desk.a_visit(plain, ("99213", "600.00"))
    insured = desk.an_insured_patient()
    visit = desk.a_visit(insured, "99213", "87880")
    first, second = visit.charge_ids
    desk.an_answer(
        visit.claim_id,
        (first, "81.40", "25.12", adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28")),
        (second, "20.00", "20.00", adjusted("CO-45 20.00")),
    )
    desk.a_payment(1, "120.00", (own.charge_ids[0], "100.00"))
    desk.a_visit(insured, ("99214", "210.00"))
    days.close_day(desk.session, desk.clock().date())
    desk.clock.move_to(CLOSING_DAY)
    return desk


def add_manager(desk):
    new = users.NewUser("mia", "Mia Fox", Role.MANAGER, "golden kettle afternoon")
    return users.add_user(desk.session, desk.opened, new)


def signed(desk, name="mia", password="golden kettle afternoon"):
    return Signature(desk.opened, name, password)


def told(row):
    return tuple(
        str(amount) for amount in (row.opening, row.charged, row.paid, row.adjusted, row.moved, row.closing)
    )


def test_a_month_is_summed_by_patients_and_by_payer(november):
    sums = november.session.ask(find_month_sums, NOVEMBER)
    assert {row.name: told(row) for row in sums.rows} == {
        "Patients": ("0.00", "600.00", "100.00", "0.00", "56.28", "556.28"),
        "Prairie Health": ("0.00", "415.00", "45.12", "103.60", "-56.28", "210.00"),
    }
    assert told(sums.whole) == ("0.00", "1,015.00", "145.12", "103.60", "0.00", "766.28")
    assert sums.ties


def test_a_closed_month_keeps_its_sums_and_its_report(november):
    closed = months.close_month(november.session, NOVEMBER)
    assert str(closed.sums.whole.closing) == "766.28"
    assert (str(closed.credit.received), str(closed.credit.used), str(closed.credit.closing)) == (
        "120.00",
        "100.00",
        "20.00",
    )
    assert november.session.ask(find_month_state, NOVEMBER).state == "closed"
    words = "\n".join(read_pages(closed.report.pdf))
    for part in (
        "Closing of November 2026",
        "Opening A/R $0.00 + charges $1,015.00 − payments $145.12 − adjustments $103.60",
        "Claims not sent: 1",
        "Open credits: 1",
        "Receipt 1 of 11/23/2026",
    ):
        assert part in words.replace("\n", " ")
    ((kept,),) = select("select content from stored_file where kind = 'month_report'")
    assert bytes(kept) == closed.report.pdf
    assert not [line for line in november.session.ask(check_database) if not line.is_sound]


def test_the_next_month_opens_where_this_one_ends(november):
    months.close_month(november.session, NOVEMBER)
    november.a_payment(1, "20.00")
    payments.use_credit(november.session, 1, [(1, money("20.00"))])
    days.close_day(november.session, CLOSING_DAY)
    november.clock.move_to(date(2027, 1, 2))
    december = months.close_month(november.session, NOVEMBER.next).sums.whole
    assert told(december) == ("766.28", "0.00", "20.00", "0.00", "0.00", "746.28")


def test_a_month_is_closed_when_it_is_over_and_its_days_are(november, practice):
    november.clock.move_to(date(2026, 11, 30))
    november.a_payment(1, "5.00")
    with pytest.raises(RuleError, match=r"November 2026 is not over yet.*Nov 30 is still open"):
        months.close_month(november.session, NOVEMBER)
    november.clock.move_to(CLOSING_DAY)
    with pytest.raises(RuleError, match="Nov 30 is still open"):
        months.close_month(november.session, NOVEMBER)
    days.close_day(november.session, date(2026, 11, 30))
    november.a_payment(1, "5.00")
    november.clock.move_to(date(2027, 1, 4))
    days.close_day(november.session, CLOSING_DAY)
    with pytest.raises(RuleError, match=r"November 2026 is not closed yet\. Close November 2026 first"):
        months.close_month(november.session, NOVEMBER.next)
    months.close_month(november.session, NOVEMBER)
    with pytest.raises(RuleError, match="closed already"):
        months.close_month(november.session, NOVEMBER)


def test_nothing_bears_a_day_of_a_closed_month(november):
    months.close_month(november.session, NOVEMBER)
    entry = payments.PaymentEntry(1, money("20.00"), "cash")
    with pytest.raises(RuleError, match="November 2026 is closed, so nothing can bear 11/30/2026"):
        late_entries.take_late_payment(november.session, entry, LateDate(date(2026, 11, 30), "found"))
    with pytest.raises(RuleError, match="November 2026 is closed"):
        days.reopen_day(november.session, date(2026, 11, 23), "a check")
    before = november.session.ask(find_month_sums, NOVEMBER)
    made = november.a_visit(2, ("99213", "165.00"), on=date(2026, 11, 20))
    rows = select(
        "select p.posted_on, p.effective_on, c.service_on from posting p join entry e on e.posting_id = p.id "
        "join charge c on c.id = e.charge_id where c.visit_id = ?",
        made.visit_id,
    )
    assert set(rows) == {("2026-12-01", "2026-12-01", "2026-11-20")}
    assert november.session.ask(find_month_sums, NOVEMBER) == before


def test_one_manager_alone_reopens_a_month_as_an_exception(november):
    months.close_month(november.session, NOVEMBER)
    with pytest.raises(RuleError, match="Say why"):
        months.reopen_month(november.session, NOVEMBER, " ")
    months.reopen_month(november.session, NOVEMBER, "a check was found")
    assert november.session.ask(find_month_state, NOVEMBER).state == "reopened"
    (trail,) = select("select action, reason from audit order by seq desc limit 1")
    assert trail == ("reopen_month_alone", "a check was found")
    entry = payments.PaymentEntry(1, money("20.00"), "cash")
    late_entries.take_late_payment(november.session, entry, LateDate(date(2026, 11, 30), "found"))
    assert str(months.close_month(november.session, NOVEMBER).sums.whole.closing) == "766.28"


def test_a_reopening_ends_after_a_day(november):
    months.close_month(november.session, NOVEMBER)
    months.reopen_month(november.session, NOVEMBER, "a check was found")
    november.clock.pass_minutes(24 * 60 + 1)
    entry = payments.PaymentEntry(1, money("20.00"), "cash")
    with pytest.raises(RuleError, match="more than 24 hours ago"):
        late_entries.take_late_payment(november.session, entry, LateDate(date(2026, 11, 30), "found"))
    made = november.a_visit(2, ("99213", "165.00"), on=date(2026, 11, 20))
    assert select("select max(effective_on) from posting") == [("2026-12-02",)]
    assert made.visit_id


def test_where_there_are_two_managers_the_second_signs(november):
    add_manager(november)
    months.close_month(november.session, NOVEMBER)
    with pytest.raises(RuleError, match="A second manager must sign"):
        months.reopen_month(november.session, NOVEMBER, "a check")
    with pytest.raises(AppError, match="password"):
        months.reopen_month(november.session, NOVEMBER, "a check", signed(november, password="wrong one"))
    with pytest.raises(RuleError, match="“bea” may not sign"):
        months.reopen_month(
            november.session, NOVEMBER, "a check", signed(november, "bea", "violet tractor morning")
        )
    with pytest.raises(RuleError, match="cannot sign for yourself"):
        months.reopen_month(
            november.session, NOVEMBER, "a check", signed(november, "maria", "correct horse battery")
        )
    months.reopen_month(november.session, NOVEMBER, "a check", signed(november))
    *_, line = november.session.ask(list_month_events, NOVEMBER)
    assert (line.event, line.user, line.second, line.reason) == ("reopen", "Maria Lee", "Mia Fox", "a check")
    tried = select("select count(*) from audit where action = 'sign_with_wrong_password'")
    assert tried == [(1,)]


def test_where_there_are_two_managers_the_second_signs_for_a_day_too(november):
    add_manager(november)
    day = date(2026, 11, 23)
    with pytest.raises(RuleError, match="A second manager must sign"):
        days.reopen_day(november.session, day, "a check")
    days.reopen_day(november.session, day, "a check", signed(november))
    (trail,) = select("select action, reason, after from audit order by seq desc limit 1")
    assert trail[:2] == ("reopen_day", "a check")


def test_a_month_that_a_closed_one_builds_upon_waits(november):
    months.close_month(november.session, NOVEMBER)
    november.a_payment(1, "5.00")
    november.clock.move_to(date(2027, 1, 2))
    days.close_day(november.session, CLOSING_DAY)
    months.close_month(november.session, NOVEMBER.next)
    with pytest.raises(RuleError, match="Reopen December 2026 first"):
        months.reopen_month(november.session, NOVEMBER, "a check")
    with pytest.raises(RuleError, match="October 2026 is not closed"):
        months.reopen_month(november.session, OCTOBER, "a check")


def test_void_charges_and_answers_taken_back_stay_in_their_own_month(november):
    months.close_month(november.session, NOVEMBER)
    visits.void_charges(november.session, 3, "wrong patient")
    days.close_day(november.session, CLOSING_DAY)
    november.clock.move_to(date(2027, 1, 2))
    assert november.session.ask(find_month_sums, NOVEMBER).whole.closing == money("766.28")
    december = months.close_month(november.session, NOVEMBER.next).sums.whole
    assert told(december) == ("766.28", "-210.00", "0.00", "0.00", "0.00", "556.28")
