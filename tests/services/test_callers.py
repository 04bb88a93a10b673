"""Checks of callers and permissions: kept for good, judged by the record and not by what a screen says."""

from datetime import date, timedelta

import pytest
from peewee import DatabaseError

from app.domain.callers import Identifier, Relationship, Scope, judge_caller
from app.domain.errors import InputError, RuleError
from app.models.callers import CallerCheck
from app.models.database import database, writing
from app.queries.callers import find_caller_sheet, latest_caller_check, list_caller_checks, list_permissions
from app.queries.contacts import list_contacts
from app.services.callers import CallerEntry, PermissionEntry, check_caller, end_permission, permit_person
from app.services.contacts import ContactEntry, log_contact
from tests.practice_fixtures import TODAY

TWO = (Identifier.BIRTH_DATE, Identifier.NAME)


def latest(desk, patient):
    return desk.session.ask(list_caller_checks, patient)[0]


def test_a_check_is_kept_with_who_what_and_why_and_bound_to_the_call(practice):
    patient = practice.a_patient()
    desk = practice.session_of("receptionist")
    check = check_caller(desk, CallerEntry(patient, Relationship.PATIENT, " Ana Rivera ", TWO))
    line = latest(practice, patient)
    assert (line.id, line.person, line.user) == (check, "Ana Rivera", "Rita Moss")
    assert line.identifiers == (Identifier.NAME, Identifier.BIRTH_DATE)
    assert (line.passed, line.scope) == (True, Scope.ALL)
    log_contact(desk, ContactEntry(patient, "in", "Why $84.20?", caller_check_id=check))
    assert practice.session.ask(list_contacts, patient)[0].checked == line.reason


def test_a_refused_caller_is_kept_too(practice):
    patient = practice.a_patient()
    check_caller(practice.session, CallerEntry(patient, Relationship.OTHER, "A neighbour", TWO))
    line = latest(practice, patient)
    assert (line.passed, line.scope) == (False, Scope.NOTHING)
    assert "do not say that we know the patient" in line.reason


def test_the_guarantor_of_a_confidential_patient_is_refused(practice):
    practice.a_patient("Holm", "Karin")
    child = practice.a_patient("Holm", "Cy", guarantor=1, birth_date=date(2010, 6, 9), confidential=True)
    check_caller(practice.session, CallerEntry(child, Relationship.GUARANTOR, "Karin Holm", TWO))
    assert not latest(practice, child).passed


def test_a_permission_lets_a_person_hear_until_it_ends(practice):
    patient = practice.a_patient()
    entry = PermissionEntry("Sam Rivera", Scope.MONEY, "brother", "3125550188", until=TODAY)
    permission = permit_person(practice.session, patient, entry)
    call = CallerEntry(patient, Relationship.PERMITTED, "Sam Rivera", TWO, permission)
    check_caller(practice.session, call)
    assert latest(practice, patient).scope is Scope.MONEY
    practice.clock.move_to(TODAY + timedelta(days=1))
    check_caller(practice.session, call)
    assert "ran out on 11/23/2026" in latest(practice, patient).reason


def test_what_the_screen_said_of_a_caller_is_what_is_kept(practice):
    patient = practice.a_patient()
    permission = permit_person(practice.session, patient, PermissionEntry("Sam Rivera"))
    (line,) = practice.session.ask(list_permissions, patient)
    record = practice.session.ask(find_caller_sheet, patient).patient
    shown = judge_caller(record, Relationship.PERMITTED, TWO, line.permission, TODAY)
    entry = CallerEntry(patient, Relationship.PERMITTED, "Sam Rivera", TWO, permission, shown)
    assert check_caller(practice.session, entry)
    end_permission(practice.session, patient, permission)
    with pytest.raises(RuleError, match=r"changed meanwhile\. The permission for Sam Rivera was ended"):
        check_caller(practice.session, entry)
    assert CallerCheck.select().count() == 1


def test_a_permission_is_ended_once_and_never_edited(practice):
    patient = practice.a_patient()
    permission = permit_person(practice.session, patient, PermissionEntry("Sam Rivera"))
    end_permission(practice.session, patient, permission)
    (line,) = practice.session.ask(list_permissions, patient)
    assert (line.permission.name, line.permission.is_ended) == ("Sam Rivera", True)
    with pytest.raises(RuleError, match="ended already"):
        end_permission(practice.session, patient, permission)
    for change in ("update permitted_person set scope = 'money'", "delete from permitted_person"):
        with pytest.raises(DatabaseError), writing():
            database.execute_sql(change)


def test_a_permission_of_another_patient_opens_nothing(practice):
    ana, other = practice.a_patient(), practice.a_patient("Holm")
    permission = permit_person(practice.session, other, PermissionEntry("Sam Rivera"))
    with pytest.raises(InputError, match="does not belong to this patient"):
        check_caller(practice.session, CallerEntry(ana, Relationship.PERMITTED, "Sam", TWO, permission))
    with pytest.raises(InputError, match="does not belong to this patient"):
        end_permission(practice.session, ana, permission)
    check = check_caller(practice.session, CallerEntry(other, Relationship.PATIENT, "Holm", TWO))
    with pytest.raises(InputError, match="does not belong to this patient"):
        log_contact(practice.session, ContactEntry(ana, "in", "Hello.", caller_check_id=check))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (PermissionEntry(" "), "name of the person"),
        (PermissionEntry("Sam", Scope.NOTHING), "everything, or only the money"),
        (PermissionEntry("Sam", until=date(2026, 11, 22)), "ends before it begins"),
    ],
)
def test_a_permission_that_makes_no_sense_is_refused(practice, entry, words):
    patient = practice.a_patient()
    with pytest.raises(InputError, match=words):
        permit_person(practice.session, patient, entry)
    assert practice.session.ask(list_permissions, patient) == ()


def test_a_caller_has_a_name(practice):
    patient = practice.a_patient()
    with pytest.raises(InputError, match="who is calling"):
        check_caller(practice.session, CallerEntry(patient, Relationship.PATIENT, " ", TWO))


def test_a_check_is_never_changed(practice):
    patient = practice.a_patient()
    check_caller(practice.session, CallerEntry(patient, Relationship.OTHER, "A neighbour"))
    for change in ("update caller_check set passed = 1", "delete from caller_check"):
        with pytest.raises(DatabaseError), writing():
            database.execute_sql(change)
    assert not CallerCheck.get().passed


def test_the_latest_check_counts_only_since_a_time(practice):
    patient = practice.a_patient()
    began = practice.clock()
    assert practice.session.ask(latest_caller_check, patient, began) is None
    check = check_caller(practice.session, CallerEntry(patient, Relationship.PATIENT, "Ana", TWO))
    assert practice.session.ask(latest_caller_check, patient, began).id == check
    practice.clock.pass_minutes(30)
    assert practice.session.ask(latest_caller_check, patient, practice.clock()) is None


def test_the_sheet_shows_the_record_to_compare_and_leaves_out_what_it_lacks(practice):
    patient = practice.a_patient()
    sheet = practice.session.ask(find_caller_sheet, patient)
    assert sheet.values == {
        Identifier.NAME: "Ana Rivera",
        Identifier.BIRTH_DATE: "03/04/1961",
        Identifier.ADDRESS: "5 Oak St, Springfield 62704",
        Identifier.PHONE: "0142",
    }
    assert sheet.guarantor == ""
    practice.a_policy(patient)
    child = practice.a_patient("Rivera", "Cy", guarantor=1)
    assert practice.session.ask(find_caller_sheet, patient).values[Identifier.MEMBER_ID] == "XYZ11"
    assert practice.session.ask(find_caller_sheet, child).guarantor == "Ana Rivera"
