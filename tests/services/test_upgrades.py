import importlib

from app.models import database as files
from app.models.key_slots import Purpose, subkey
from app.models.keys import KeyFile
from app.models.practice_file import key_path
from app.services.practices import open_practice
from tests.practice_fixtures import CHEAP, PASSWORDS

STEP = "0006_indexes"
INDEXES = [step.split()[2] for step in importlib.import_module(f"app.models.migrations.{STEP}").STEPS]


def make_older(path) -> str:
    """Take a step of the open file back that no later one builds on, as an earlier program left it."""
    with files.maintenance():
        for name in INDEXES:
            files.database.execute_sql(f"drop index {name}")
        files.database.execute_sql("delete from schema_migration where name = ?", (STEP,))
    return STEP


def test_an_older_file_is_copied_and_proved_before_it_is_brought_up_to_date(practice):
    desk = practice
    patient = desk.a_patient()
    path = desk.opened.path
    step = make_older(path)
    name = desk.session.user.name
    desk.opened.close()

    opened = open_practice(path, name, PASSWORDS[name], cost=CHEAP, floor=CHEAP)
    try:
        assert files.pending_migrations() == ()
        copy = path.with_name(f"{path.stem} before {step}{path.suffix}")
        data_key = KeyFile(key_path(copy), CHEAP, CHEAP).unlock(name, PASSWORDS[name])
    finally:
        opened.close()
    files.open_database(copy, subkey(data_key, Purpose.DATABASE))
    assert files.select("select count(*) from patient where id = ?", patient) == [(1,)]
    assert files.pending_migrations() == (step,)
    files.close_database()


def test_a_file_of_today_is_opened_without_a_copy(practice):
    path = practice.opened.path
    name = practice.session.user.name
    practice.opened.close()
    open_practice(path, name, PASSWORDS[name], cost=CHEAP, floor=CHEAP).close()
    assert not list(path.parent.glob("* before *"))
