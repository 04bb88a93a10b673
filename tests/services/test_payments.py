"""Patients' money: receipts without gaps, uses that never exceed, and everything taken back by its mirror."""

from datetime import timedelta

import pytest

from app.domain.errors import InputError, RuleError
from app.models.database import select
from app.services import days, payments
from app.services.payments import PaymentEntry
from tests.practice_fixtures import TODAY, money


@pytest.fixture
def owing(practice):
    """Two lines of 165.00 and 40.00 that the patient owes."""
    patient = practice.a_patient(self_pay=True)
    practice.first, practice.second = practice.a_visit(patient, "99213", "87880").charge_ids
    return practice


def owed(charge):
    return select("select cents from charge_balance where charge_id = ?", charge)[0][0]


def credit(payment):
    return payments.credit_of(payment).cents


def test_what_is_not_used_stays_credit(owing):
    paid = owing.a_payment(1, "100.00", (owing.first, "60.00"), (owing.second, "15.00"))
    assert (owed(owing.first), owed(owing.second), credit(paid)) == (10500, 2500, 2500)
    payments.use_credit(owing.session, paid, [(owing.second, money("25.00"))])
    assert (owed(owing.second), credit(paid)) == (0, 0)


@pytest.mark.parametrize(
    ("amount", "shares", "words"),
    [
        ("30.00", [("first", "20.00"), ("second", "10.01")], "More is used than the payment holds"),
        ("500.00", [("second", "40.01")], "One line owes \\$40.00 now"),
        ("500.00", [("second", "0.00")], "cannot be used"),
        ("500.00", [("second", "-1.00")], "cannot be used"),
        ("80.00", [("second", "40.00"), ("second", "40.00")], "stands twice"),
    ],
)
def test_no_line_and_no_payment_is_overdrawn(owing, amount, shares, words):
    used = [(getattr(owing, name), part) for name, part in shares]
    with pytest.raises((InputError, RuleError), match=words):
        owing.a_payment(1, amount, *used)
    assert select("select count(*) from payment") == [(0,)]
    paid = owing.a_payment(1, amount)
    with pytest.raises((InputError, RuleError), match=words):
        payments.use_credit(owing.session, paid, [(charge, money(part)) for charge, part in used])
    assert (owed(owing.first), owed(owing.second)) == (16500, 4000)


def test_receipts_count_on_without_gaps_whatever_is_refused_or_voided(owing):
    first = owing.a_payment(1, "10.00")
    with pytest.raises(RuleError):
        owing.a_payment(1, "10.00", (owing.first, "11.00"))
    payments.void_payment(owing.session, first, "typed wrong")
    owing.a_payment(1, "20.00")
    assert select("select receipt_number from payment order by id") == [(1,), (2,)]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"method": "barter"}, "Choose how it was paid"),
        ({"amount": money("0.00")}, "between"),
        ({"amount": money("1000000.01")}, "between"),
        ({"method": "card", "reference": "4111 1111 1111 1111"}, "Never type a full card number"),
        ({"account_id": 99}, "not in this practice"),
    ],
)
def test_a_payment_that_makes_no_sense_is_refused(owing, changed, words):
    entry = PaymentEntry(**{"account_id": 1, "amount": money("10.00"), "method": "cash", **changed})
    with pytest.raises(InputError, match=words):
        payments.take_payment(owing.session, entry)


def test_cash_and_checks_go_to_the_drawer_and_the_rest_to_the_bank(owing):
    for method in payments.METHODS:
        owing.a_payment(1, "10.00", method=method)
    rows = select(
        "select account, sum(cents) from entry where account in ('cash_drawer', 'bank') group by account"
    )
    assert rows == [("bank", 4000), ("cash_drawer", 2000)]


def test_a_voided_payment_opens_its_lines_again(owing):
    paid = owing.a_payment(1, "100.00", (owing.first, "60.00"))
    payments.use_credit(owing.session, paid, [(owing.second, money("40.00"))])
    payments.void_payment(owing.session, paid, "bounced")
    assert (owed(owing.first), owed(owing.second), credit(paid)) == (16500, 4000, 0)
    with pytest.raises(RuleError, match="voided before"):
        payments.void_payment(owing.session, paid, "again")
    with pytest.raises(RuleError, match="More is used"):
        payments.use_credit(owing.session, paid, [(owing.first, money("1.00"))])


def test_a_freed_payment_is_credit_again_and_can_be_used_anew(owing):
    paid = owing.a_payment(1, "60.00", (owing.first, "60.00"))
    payments.free_payment(owing.session, paid, "meant for the other visit")
    assert (owed(owing.first), credit(paid)) == (16500, 6000)
    with pytest.raises(RuleError, match="Nothing of this payment is in use"):
        payments.free_payment(owing.session, paid, "again")
    payments.use_credit(owing.session, paid, [(owing.second, money("40.00"))])
    payments.void_payment(owing.session, paid, "bounced")
    assert (owed(owing.first), owed(owing.second), credit(paid)) == (16500, 4000, 0)


def test_nothing_is_taken_back_without_a_reason(owing):
    paid = owing.a_payment(1, "60.00", (owing.first, "60.00"))
    for deed in (payments.free_payment, payments.void_payment):
        with pytest.raises(RuleError, match="Say why"):
            deed(owing.session, paid, " ")
    assert (owed(owing.first), credit(paid)) == (10500, 0)


def test_credit_without_a_line_is_not_used(owing):
    paid = owing.a_payment(1, "60.00")
    with pytest.raises(InputError, match="Choose a service"):
        payments.use_credit(owing.session, paid, [])


def test_who_took_it_may_void_it_for_ten_minutes_and_then_the_manager(owing):
    desk = owing.session_of("receptionist")

    def take():
        return payments.take_payment(desk, PaymentEntry(1, money("5.00"), "cash"))

    early, late, foreign = take(), take(), owing.a_payment(1, "5.00")
    payments.void_payment(desk, early, "typed wrong")
    with pytest.raises(RuleError, match="another person"):
        payments.void_payment(desk, foreign, "typed wrong")
    owing.clock.pass_minutes(10.1)
    with pytest.raises(RuleError, match="ten minutes"):
        payments.void_payment(desk, late, "typed wrong")
    owing.clock.move_to(TODAY + timedelta(days=9))
    payments.void_payment(owing.session, late, "check returned")
    assert select("select posted_on from posting order by id desc limit 1") == [("2026-12-02",)]


def test_nothing_is_taken_or_voided_on_a_closed_day(owing):
    paid = owing.a_payment(1, "5.00")
    days.close_day(owing.session, TODAY)
    with pytest.raises(RuleError, match="Nov 23 is closed"):
        owing.a_payment(1, "5.00")
    with pytest.raises(RuleError, match="Nov 23 is closed"):
        payments.void_payment(owing.session, paid, "typed wrong")
    days.reopen_day(owing.session, TODAY, "a late copay")
    owing.a_payment(1, "5.00")
    assert select("select count(*) from payment") == [(2,)]


def test_days_open_and_close_in_order_and_with_a_reason(owing):
    with pytest.raises(RuleError, match="not closed"):
        days.reopen_day(owing.session, TODAY, "why not")
    days.close_day(owing.session, TODAY)
    with pytest.raises(RuleError, match="not open"):
        days.close_day(owing.session, TODAY)
    with pytest.raises(RuleError, match="Say why"):
        days.reopen_day(owing.session, TODAY, " ")
    with pytest.raises(RuleError, match="not open"):
        days.close_day(owing.session, TODAY + timedelta(days=1))


def test_a_clock_set_back_gives_nobody_longer_to_void(owing):
    desk = owing.session_of("receptionist")
    payment = payments.take_payment(desk, PaymentEntry(1, money("5.00"), "cash"))
    owing.clock.pass_minutes(-1)
    with pytest.raises(RuleError, match="ten minutes"):
        payments.void_payment(desk, payment, "typed wrong")


def test_the_familys_money_pays_no_confidential_service(owing):
    private = owing.a_patient("Rivera", "Mia", guarantor=1, self_pay=True, confidential=True)
    charge = owing.a_visit(private, "87880").charge_ids[0]
    with pytest.raises(RuleError, match="confidential account"):
        owing.a_payment(1, "40.00", (charge, "40.00"))
    kept = owing.a_payment(1, "40.00")
    with pytest.raises(RuleError, match="confidential account"):
        payments.use_credit(owing.session, kept, [(charge, money("40.00"))])
    own = owing.a_payment(2, "40.00", (charge, "40.00"))
    assert (owed(charge), credit(own)) == (0, 0)


def test_a_payment_for_a_visit_of_another_patient_is_refused(owing):
    other = owing.a_visit(owing.a_patient("Holm", self_pay=True), "87880").visit_id
    with pytest.raises(InputError, match="visit does not belong to this patient"):
        owing.a_payment(1, "5.00", patient_id=1, visit_id=other)
