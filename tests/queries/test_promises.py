"""Promises in the practice: a missed one is on the list the morning after its day, and a paid one never."""

from datetime import date, timedelta

import pytest

from app.domain.promises import PromiseState
from app.queries.promises import list_broken_promises, list_promises
from app.services.contacts import ContactEntry, end_follow_up, log_contact
from app.services.payments import void_payment
from tests.practice_fixtures import money

DUE = date(2026, 12, 15)
AFTER = DUE + timedelta(days=1)


@pytest.fixture
def owing(practice):
    """A patient who promised $84.20 by Dec 15."""
    patient = practice.a_patient(self_pay=True)
    practice.a_visit(patient, "99213")
    promise(practice, patient)
    practice.clock.pass_minutes(5)
    return patient


def promise(desk, patient, amount="84.20", on=DUE, **more):
    entry = ContactEntry(patient, "in", "Will pay.", promise=money(amount), promise_on=on, **more)
    return log_contact(desk.session, entry)


def broken(desk, on):
    return [line.contact_id for line in desk.session.ask(list_broken_promises, on)]


def state(desk, patient, on):
    return desk.session.ask(list_promises, patient, on)[0].standing.state


def test_a_missed_promise_is_on_the_list_of_the_next_morning(practice, owing):
    assert broken(practice, DUE) == []
    (line,) = practice.session.ask(list_broken_promises, AFTER)
    assert (line.patient, line.promise.amount, line.promise.due_on) == ("Rivera, Ana", money("84.20"), DUE)
    assert line.standing.words == "Broken: $84.20 was promised by 12/15/2026 and nothing came."
    assert state(practice, owing, DUE) is PromiseState.OPEN


def test_a_promise_paid_on_its_day_is_kept(practice, owing):
    practice.clock.move_to(DUE)
    practice.a_payment(1, "84.20")
    assert broken(practice, AFTER) == []
    assert state(practice, owing, AFTER) is PromiseState.KEPT


def test_a_payment_that_was_taken_back_keeps_nothing(practice, owing):
    payment = practice.a_payment(1, "84.20")
    assert state(practice, owing, DUE) is PromiseState.KEPT
    void_payment(practice.session, payment, "typed wrong")
    assert broken(practice, AFTER) == [1]


def test_what_is_paid_on_another_account_keeps_nothing(practice, owing):
    other = practice.a_patient("Holm", self_pay=True)
    practice.a_visit(other, "99214")
    practice.a_payment(2, "84.20")
    assert broken(practice, AFTER) == [1]


def test_a_part_says_how_much_came_and_the_rest_later_takes_it_from_the_list(practice, owing):
    practice.a_payment(1, "30.00")
    (line,) = practice.session.ask(list_broken_promises, AFTER)
    assert line.standing.words.endswith("and $30.00 came; $54.20 is missing.")
    practice.clock.move_to(AFTER)
    practice.a_payment(1, "54.20")
    assert broken(practice, AFTER) == []
    assert state(practice, owing, AFTER) is PromiseState.LATE


def test_a_newer_promise_takes_the_place_of_a_broken_one(practice, owing):
    practice.clock.move_to(AFTER)
    newer = promise(practice, owing, on=AFTER + timedelta(days=14))
    assert broken(practice, AFTER) == []
    assert broken(practice, AFTER + timedelta(days=15)) == [newer]


def test_a_broken_promise_that_was_dealt_with_leaves_the_list_and_stays_readable(practice, owing):
    practice.clock.move_to(AFTER)
    end_follow_up(practice.session, 1, "promise", "Sent a second letter.")
    assert broken(practice, AFTER) == []
    (line,) = practice.session.ask(list_promises, owing, AFTER)
    assert (line.is_finished, line.outcome) == (True, "Sent a second letter.")
    assert line.standing.state is PromiseState.BROKEN
