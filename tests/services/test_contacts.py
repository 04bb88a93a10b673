"""The contact log: what was said and promised, kept in order and for good."""

from datetime import date

import pytest

from app.domain.errors import InputError, RuleError
from app.queries.contacts import list_contacts
from app.services.contacts import ContactEntry, end_follow_up, log_contact
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
        ({"account_id": 2}, "not one of this patient’s"),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(practice, changed, words):
    patient = practice.a_patient()
    practice.a_patient("Stone", "Joe")
    entry = ContactEntry(**{"patient_id": patient, "direction": "in", "said": "Hello.", **changed})
    with pytest.raises(InputError, match=words):
        log_contact(practice.session, entry)
    assert practice.session.ask(list_contacts, patient) == ()


def test_a_call_about_a_claim_names_it_and_its_topic(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient)
    entry = ContactEntry(patient, "out", "Not on file.", claim_id=visit.claim_id, topic="Claim status")
    log_contact(practice.session, entry)
    (line,) = practice.session.ask(list_contacts, patient)
    assert (line.claim_id, line.claim_number, line.topic) == (visit.claim_id, 10001, "Claim status")
    other = practice.a_patient("Holm")
    with pytest.raises(InputError, match="does not belong to this patient"):
        log_contact(practice.session, ContactEntry(other, "out", "Wrong.", claim_id=visit.claim_id))


def test_a_day_to_ask_again_is_ended_once_with_what_came_of_it(practice):
    patient = practice.a_patient()
    call = log_contact(
        practice.session, ContactEntry(patient, "in", "Sends the card.", next_on=date(2026, 11, 30))
    )
    plain = log_contact(practice.session, ContactEntry(patient, "in", "Asked for the address."))
    end_follow_up(practice.session_of("receptionist"), call, "ask", " Card came. ")
    line = next(each for each in practice.session.ask(list_contacts, patient) if each.id == call)
    assert (line.is_asked, line.came_of_it) == (True, "Card came.")
    with pytest.raises(RuleError, match="finished already"):
        end_follow_up(practice.session, call, "ask")
    for contact, part in ((call, "promise"), (plain, "ask"), (call, "other")):
        with pytest.raises(InputError, match="Nothing of this call waits"):
            end_follow_up(practice.session, contact, part)
