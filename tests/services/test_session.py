"""One use case, one transaction: what it records, what it shows, and what it takes back."""

from datetime import timedelta

import pytest

from app.domain.errors import RuleError
from app.domain.rights import Right
from app.domain.trail import check_chain
from app.models.database import select
from app.models.office import Access, Audit, Draft, Provider
from app.queries.asking import asks
from app.queries.contacts import list_contacts
from app.queries.database_check import check_database
from app.queries.trails import list_access, list_audit
from app.services import office, patients
from tests.practice_fixtures import open_at


def looks():
    return [(row.user_name, row.what, row.patient_id) for row in Access.select().order_by(Access.seq)]


def test_a_change_that_records_nothing_is_taken_back(practice):
    with pytest.raises(RuntimeError, match="nothing was recorded"), practice.session.transaction():
        Provider.create(last="Quiet", first="Row")
    assert not Provider.select().where(Provider.last == "Quiet").exists()


def test_a_failure_takes_the_change_and_its_record_back(practice):
    before = Audit.select().count()

    def fail_halfway():
        with practice.session.transaction() as transaction:
            row = Provider.create(last="Half", first="Done")
            transaction.record("provider", row.id, "add_provider")
            raise RuleError("no")

    with pytest.raises(RuleError):
        fail_halfway()
    assert Audit.select().count() == before
    assert not Provider.select().where(Provider.last == "Half").exists()
    assert practice.announced == []


def test_what_was_touched_is_told_once_after_the_commit(practice):
    seen = []
    practice.session.announce = lambda kinds: seen.append((kinds, Provider.select().count()))
    office.add_to_list(practice.session, "provider", {"last": "Nye", "first": "Jo"})
    assert seen == [(frozenset({"provider"}), 2)]


def test_a_record_tells_who_when_where_and_what(practice):
    biller = practice.session_of("biller")
    patient = patients.register_patient(biller, {"last": "Rivera", "first": "Ana"})
    patients.change_patient(biller, patient, 1, {"phone": "3125550142"})
    line = practice.session.ask(list_audit, subject="patient")[0]
    assert (line.user, line.role, line.action) == ("bea", "biller", "change_patient")
    assert (line.subject_id, line.patient_id) == (patient, patient)
    assert (line.before, line.after) == ('{"phone":""}', '{"phone":"3125550142"}')
    assert line.at == practice.clock()
    assert line.workstation


def test_the_trail_is_one_chain_over_all_sessions(practice):
    for role in ("biller", "receptionist", "manager"):
        patients.register_patient(practice.session_of(role), {"last": "Rivera", "first": role})
    rows = select(
        "select seq, previous, hash, at, user_id, user_name, role, workstation, action, subject, subject_id, "
        "patient_id, reason, before, after, app_version from audit order by seq"
    )
    names = (
        *("at", "user_id", "user_name", "role", "workstation", "action", "subject", "subject_id"),
        *("patient_id", "reason", "before", "after", "app_version"),
    )
    chained = [
        (seq, previous, digest, dict(zip(names, facts, strict=True)))
        for seq, previous, digest, *facts in rows
    ]
    assert check_chain(chained) is None
    chained[4][3]["user_name"] = "rita"
    assert check_chain(chained) == 5


def test_nothing_different_means_nothing_recorded(practice):
    patient = practice.a_patient(phone="3125550142")
    before = Audit.select().count()
    patients.change_patient(practice.session, patient, 1, {"phone": "3125550142"})
    assert Audit.select().count() == before


def test_two_people_at_one_record_overwrite_nothing(practice):
    patient = practice.a_patient()
    patients.change_patient(practice.session_of("biller"), patient, 1, {"phone": "3125550100"})
    with pytest.raises(RuleError, match="A colleague changed this patient"):
        patients.change_patient(practice.session_of("receptionist"), patient, 1, {"phone": "3125550199"})
    assert select("select phone, version from patient") == [("3125550100", 2)]


def test_a_look_at_a_patient_is_logged_with_the_next_change_or_flush(practice):
    patient = practice.a_patient()
    practice.session.ask(list_contacts, patient)
    assert looks() == []
    practice.session.flush_looks()
    assert looks() == [("maria", "list_contacts", patient)]
    practice.session.flush_looks()
    assert len(looks()) == 1


def test_the_same_look_within_five_minutes_counts_once(practice):
    patient, other = practice.a_patient(), practice.a_patient("Holm")
    for minutes, who in (
        (0, patient),
        (4.9, patient),
        (0, other),
        (0.2, patient),
        (4.9, patient),
        (0.2, patient),
    ):
        practice.clock.pass_minutes(minutes)
        practice.session.ask(list_contacts, who)
    practice.session.flush_looks()
    assert [look[2] for look in looks()] == [patient, other, patient, patient]


def test_a_clock_set_back_loses_no_look(practice):
    patient = practice.a_patient()
    practice.session.ask(list_contacts, patient)
    practice.clock.time -= timedelta(days=3)
    practice.session.ask(list_contacts, patient)
    practice.session.flush_looks()
    assert len(looks()) == 2


def test_a_use_case_about_a_patient_is_a_look_too_even_when_it_is_refused_later(practice):
    patient = practice.a_patient()
    with pytest.raises(RuleError):
        patients.change_patient(practice.session, patient, 99, {"phone": "1"})
    practice.session.flush_looks()
    assert looks() == [("maria", "edit_patient", patient)]


def test_looks_are_written_when_the_practice_is_closed(practice):
    patient = practice.a_patient()
    practice.session.ask(list_contacts, patient)
    practice.opened.close()
    practice.opened = open_at(practice.path, "otto", practice.clock)
    lines = practice.session.ask(list_access, patient)
    assert [(line.user, line.what) for line in lines] == [("maria", "list_contacts")]
    assert all(line.is_sound for line in practice.session.ask(check_database))


def test_drafts_leave_no_audit_and_no_refresh(practice):
    before, told = Audit.select().count(), len(practice.announced)
    practice.session.save_draft("visit", "12", '{"code":"99213"}')
    practice.session.save_draft("visit", "12", '{"code":"99214"}')
    practice.session_of("biller").save_draft("visit", "12", "{}")
    assert [(row.user_id, row.content) for row in Draft.select().order_by(Draft.id)] == [
        (1, '{"code":"99214"}'),
        (2, "{}"),
    ]
    practice.session.save_draft("visit", "12", "")
    assert Draft.select().count() == 1
    assert (Audit.select().count(), len(practice.announced)) == (before, told)


def test_a_question_sees_one_moment_and_cannot_write(practice):
    @asks(Right.SEE_OFFICE)
    def list_wrongly():
        Provider.create(last="Stray", first="Row")

    with pytest.raises(Exception, match="readonly"):
        practice.session.ask(list_wrongly)


def test_the_trail_is_read_page_by_page(practice):
    for number in range(5):
        practice.a_patient(f"Holm{number}")
    first = practice.session.ask(list_audit, subject="patient", limit=3)
    rest = practice.session.ask(list_audit, subject="patient", limit=3, before_seq=first[-1].seq)
    assert [line.patient_id for line in (*first, *rest)] == [5, 4, 3, 2, 1]
    assert practice.session.ask(list_audit, patient_id=2, subject="patient")[0].subject_id == 2
    assert {line.user for line in practice.session.ask(list_audit, user_id=1)} == {"maria"}
