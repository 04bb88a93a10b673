"""To-dos: kept with a day, put off, and finished once with what came of them."""

from datetime import date, timedelta

import pytest
from peewee import DatabaseError

from app.domain.errors import InputError, RuleError
from app.models.callers import ToDo
from app.models.database import database, writing
from app.models.office import Audit
from app.queries.to_dos import list_to_dos, list_to_dos_of
from app.services.to_dos import ToDoEntry, add_to_do, finish_to_do, snooze_to_do, write_to_do
from tests.practice_fixtures import TODAY

WEEK = TODAY + timedelta(days=7)


def listed(desk, until=WEEK):
    return [line.title for line in desk.session.ask(list_to_dos, until, desk.clock().date())]


def test_a_to_do_is_listed_by_its_day_with_whom_it_concerns(practice):
    patient = practice.a_patient()
    desk = practice.session_of("receptionist")
    add_to_do(desk, ToDoEntry("Later", WEEK))
    entry = ToDoEntry(" Ask  for the card ", TODAY, "question", "patient", patient, patient, owner_id=3)
    to_do = add_to_do(desk, entry)
    assert listed(practice) == ["Ask for the card", "Later"]
    assert listed(practice, TODAY) == ["Ask for the card"]
    (line,) = practice.session.ask(list_to_dos_of, "patient", patient)
    assert (line.id, line.patient, line.owner, line.due_on) == (to_do, "Rivera, Ana", "Rita Moss", TODAY)


def test_a_to_do_of_another_use_case_is_part_of_its_transaction(practice):
    with practice.session.transaction() as transaction:
        write_to_do(transaction, ToDoEntry("Review the guideline", WEEK, "guideline", "guideline", 4))
    assert Audit.select().order_by(Audit.seq.desc()).first().action == "add_to_do"
    assert listed(practice) == ["Review the guideline"]


def test_a_to_do_put_off_comes_back_on_its_day_with_its_own_day_unchanged(practice):
    to_do = add_to_do(practice.session, ToDoEntry("Call the plan", TODAY))
    snooze_to_do(practice.session, to_do, TODAY + timedelta(days=3))
    assert listed(practice) == []
    practice.clock.move_to(TODAY + timedelta(days=3))
    assert listed(practice) == ["Call the plan"]
    assert ToDo.get_by_id(to_do).due_on == TODAY
    with pytest.raises(InputError, match="later day than today"):
        snooze_to_do(practice.session, to_do, TODAY + timedelta(days=3))


def test_a_to_do_is_finished_once_and_stays_as_it_was(practice):
    to_do = add_to_do(practice.session, ToDoEntry("Call the plan", TODAY))
    finish_to_do(practice.session, to_do, " They will pay. ")
    row = ToDo.get_by_id(to_do)
    assert (row.outcome, row.finished_by_id, listed(practice)) == ("They will pay.", 1, [])
    for again in (
        lambda: finish_to_do(practice.session, to_do),
        lambda: snooze_to_do(practice.session, to_do, WEEK),
    ):
        with pytest.raises(RuleError, match="finished already"):
            again()
    with pytest.raises(DatabaseError), writing():
        database.execute_sql("update to_do set outcome = 'other'")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": " "}, "what is to be done"),
        ({"title": "x" * 201}, "200 letters at most; this has 201"),
        ({"due_on": date(2026, 11, 22)}, "lies in the past"),
        ({"patient_id": 99}, "not in this practice"),
        ({"owner_id": 99}, "not in this practice"),
    ],
)
def test_a_to_do_that_makes_no_sense_is_refused(practice, changed, words):
    entry = ToDoEntry(**{"title": "Call", "due_on": TODAY, **changed})
    with pytest.raises(InputError, match=words):
        add_to_do(practice.session, entry)
    assert not ToDo.select().exists()
