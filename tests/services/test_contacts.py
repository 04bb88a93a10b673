"""The contact log: what was said and promised, kept in order and for good."""

from datetime import date

import pytest

from app.domain.errors import InputError
from app.queries.contacts import list_contacts
from app.services.contacts import ContactEntry, log_contact
from tests.practice_fixtures import money


def test_a_call_with_its_promise_is_read_back_latest_first(practice):
    patient = practice.a_patient()
    log_contact(practice.session_of("receptionist"), ContactEntry(patient, "in", "Why $84.20?", person="Ana"))
    practice.clock.pass_minutes(10)
    entry = ContactEntry(
        patient,
        "out",
        " Will pay. ",
        promise=money("84.20"),
        promise_on=date(2026, 12, 15),
        next_on=date(2026, 12, 16),
    )
    log_contact(practice.session, entry)
    latest, first = practice.session.ask(list_contacts, patient)
    assert (latest.said, latest.promise, latest.promise_on) == (
        "Will pay.",
        money("84.20"),
        date(2026, 12, 15),
    )
    assert (latest.next_on, latest.user, latest.account_id) == (date(2026, 12, 16), "Maria Lee", 1)
    assert (first.person, first.user, first.direction) == ("Ana", "Rita Moss", "in")
    assert latest.at > first.at


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"direction": "up"}, "came in or went out"),
        ({"said": "  "}, "what was said"),
        ({"promise": money("5.00")}, "an amount and a day"),
        ({"promise_on": date(2026, 12, 15)}, "an amount and a day"),
        ({"promise": money("0.00"), "promise_on": date(2026, 12, 15)}, "more than"),
        ({"promise": money("5.00"), "promise_on": date(2026, 11, 22)}, "in the past"),
        ({"next_on": date(2026, 11, 22)}, "in the past"),
        ({"patient_id": 99}, "not in this practice"),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(practice, changed, words):
    patient = practice.a_patient()
    entry = ContactEntry(**{"patient_id": patient, "direction": "in", "said": "Hello.", **changed})
    with pytest.raises(InputError, match=words):
        log_contact(practice.session, entry)
    assert practice.session.ask(list_contacts, patient) == ()
