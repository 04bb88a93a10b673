"""Backups of a practice at work: what is listed can be restored, and a restore loses nothing."""

import pytest

from app.domain.errors import InputError, RuleError
from app.models.database import database, maintenance, select
from app.queries.database_check import check_database
from app.queries.trails import list_audit
from app.services import backups, practices
from app.services.backups import Person
from tests.practice_fixtures import CHEAP, PASSWORDS


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "backups"
    made.mkdir()
    return made


def restore(practice, backup, target, name="maria"):
    practice.opened.close()
    opened, restored = backups.restore_practice(
        backup, target, Person(name, PASSWORDS[name]), cost=CHEAP, floor=CHEAP, clock=practice.clock
    )
    practice.opened = opened
    return restored


def sound(practice, folder):
    """Tell whether the practice passes its check, held against the backups in a folder."""
    anchors = backups.show_anchors(practice.session, practice.opened, folder)
    return all(line.is_sound for line in practice.session.ask(check_database, anchors=anchors))


def cut_audit_trail():
    with maintenance():
        (guard,) = database.execute_sql("select sql from sqlite_master where name = 'audit_nodel'").fetchone()
        database.execute_sql("drop trigger audit_nodel")
        database.execute_sql("delete from audit where seq > (select max(seq) - 2 from audit)")
        database.execute_sql(guard)


def test_a_backup_tells_what_is_in_it_and_goes_on_record(busy_practice, folder):
    told = []
    line = backups.back_up(
        busy_practice.session, busy_practice.opened, folder, lambda done, total, what: told.append(done)
    )
    assert line.facts["patients"] == 1
    assert line.facts["postings"] == 6
    assert line.facts["ledger_sum_cents"] == 0
    assert line.facts["patients_owe_cents"] == 4628
    assert told == [0, 1, 2]
    (listed,) = backups.show_backups(busy_practice.session, busy_practice.opened, folder)
    assert (listed.folder, listed.state.value) == (line.folder, "verified")
    assert busy_practice.session.ask(list_audit, subject="backup")[0].action == "back_up"


def test_a_backup_can_be_tried_without_touching_anything(busy_practice, folder):
    line = backups.back_up(busy_practice.session, busy_practice.opened, folder)
    facts = backups.try_restore(busy_practice.session, busy_practice.opened, line.folder)
    assert facts == dict(line.facts)
    next(line.folder.glob("*.plainbill")).write_bytes(b"gone")
    with pytest.raises(InputError, match="damaged"):
        backups.try_restore(busy_practice.session, busy_practice.opened, line.folder)


def test_a_restore_brings_the_practice_back_as_it_was_and_keeps_what_lay_there(busy_practice, folder):
    line = backups.back_up(busy_practice.session, busy_practice.opened, folder)
    busy_practice.clock.pass_minutes(24 * 60)
    busy_practice.a_payment(1, "7.00")
    restored = restore(busy_practice, line.folder, busy_practice.path)
    assert select("select count(*) from payment") == [(2,)]
    assert restored.replaced is not None
    assert any(restored.replaced.iterdir())
    latest = busy_practice.session.ask(list_audit)[0]
    assert (latest.action, latest.subject) == ("restore_practice", "backup")
    assert sound(busy_practice, folder)


def test_a_restore_into_a_new_place_leaves_the_old_practice_alone(busy_practice, folder, tmp_path):
    line = backups.back_up(busy_practice.session, busy_practice.opened, folder)
    there = tmp_path / "elsewhere" / "maple.plainbill"
    there.parent.mkdir()
    assert restore(busy_practice, line.folder, there).replaced is None
    assert busy_practice.path.is_file()
    assert busy_practice.opened.path == there


def test_only_a_manager_restores(busy_practice, folder):
    line = backups.back_up(busy_practice.session, busy_practice.opened, folder)
    with pytest.raises(RuleError, match="Only a manager"):
        restore(busy_practice, line.folder, busy_practice.path, "bea")
    busy_practice.opened = practices.open_practice(
        busy_practice.path, "maria", PASSWORDS["maria"], cost=CHEAP, floor=CHEAP, clock=busy_practice.clock
    )
    assert busy_practice.session.ask(list_audit, subject="backup")[0].action == "back_up"


def test_a_practice_that_is_open_is_not_restored_over(busy_practice, folder):
    line = backups.back_up(busy_practice.session, busy_practice.opened, folder)
    person = Person("maria", PASSWORDS["maria"])
    with pytest.raises(RuleError, match="is open"):
        backups.restore_practice(line.folder, busy_practice.path, person, cost=CHEAP, floor=CHEAP)


def test_a_folder_that_is_not_there_makes_no_backup(busy_practice, folder):
    with pytest.raises(InputError, match="No backup was made"):
        backups.back_up(busy_practice.session, busy_practice.opened, folder / "none")
    assert not busy_practice.session.ask(list_audit, subject="backup")


def test_a_practice_whose_trail_was_cut_spoils_no_folder_of_good_backups(busy_practice, folder, tmp_path):
    backups.back_up(busy_practice.session, busy_practice.opened, folder)
    assert sound(busy_practice, folder)
    cut_audit_trail()
    assert not sound(busy_practice, folder)
    with pytest.raises(RuleError, match=r"cut off or changed. No backup was made.*another folder"):
        backups.back_up(busy_practice.session, busy_practice.opened, folder)
    assert len(list(folder.iterdir())) == 1
    (tmp_path / "other").mkdir()
    backups.back_up(busy_practice.session, busy_practice.opened, tmp_path / "other")


def test_what_lay_between_a_backup_and_its_restore_may_be_gone_and_nothing_else(busy_practice, folder):
    first = backups.back_up(busy_practice.session, busy_practice.opened, folder)
    busy_practice.clock.pass_minutes(60)
    backups.back_up(busy_practice.session, busy_practice.opened, folder)
    busy_practice.clock.pass_minutes(60)
    restore(busy_practice, first.folder, busy_practice.path)
    assert sound(busy_practice, folder)
    busy_practice.clock.pass_minutes(60)
    backups.back_up(busy_practice.session, busy_practice.opened, folder)
    assert sound(busy_practice, folder)
    cut_audit_trail()
    assert not sound(busy_practice, folder)
