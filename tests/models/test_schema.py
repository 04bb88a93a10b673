"""The file's own form: built by steps only, equal to the tables of the program, strict, and never newer."""

import importlib
import pkgutil

import pytest
from peewee import DatabaseError, OperationalError
from playhouse.schema_diff import diff_models

import app.models
from app.domain.errors import RuleError
from app.domain.money import Money
from app.models.database import (
    HISTORY,
    Table,
    applied_migrations,
    check_not_newer,
    database,
    maintenance,
    pending_migrations,
    select,
    shipped_migrations,
    writing,
)
from app.models.ledger import Payment
from app.models.office import Provider
from app.models.records import Patient
from app.models.shipped_schema import read_objects, shipped_objects
from tests.practice_fixtures import open_at

# Written by triggers and found by search only; no table class stands for them.
WITHOUT_CLASS = {"charge_balance", "account_balance", "payment_balance", "patient_search", HISTORY}
# Partial indexes and those of another collation, which no table class can declare alike.
BY_STEP_ONLY = {
    "claim_batch_interchange",
    "claim_batch_reference",
    "visit_planned",
    "entry_account",
    "entry_drawer",
    "payment_drawer",
    "guarantor_account_begins",
    "patient_begins",
    "claim_held",
    "claim_standing",
    "claim_response_rejected",
    "visit_done",
    "refund_check",
    "remittance_claim_open",
    "remittance_adjustment_open",
    "remittance_adjustment_reference",
    "adjudication_control",
    "adjudication_check",
    "claim_response_control",
    "policy_member",
    "to_do_finished",
    "to_do_open",
    "contact_next",
    "contact_promise",
}
NOT_STRICT = {"patient_search", HISTORY}


def tables():
    for module in pkgutil.iter_modules(app.models.__path__, "app.models."):
        if not module.ispkg:
            importlib.import_module(module.name)
    return Table.__subclasses__()


def test_tables_and_steps_agree(practice):
    difference = diff_models(database, tables())
    extra = [index for index in difference.drop_indexes if index.name in BY_STEP_ONLY]
    assert {index.name for index in extra} == BY_STEP_ONLY
    assert not difference._replace(
        drop_indexes=[each for each in difference.drop_indexes if each not in extra]
    )


def test_every_table_has_its_class(practice):
    found = {name for name in database.get_tables() if not name.startswith("patient_search_")}
    assert found - WITHOUT_CLASS == {kind._meta.table_name for kind in tables()}


def test_required_columns_are_required_on_both_sides(practice):
    for kind in tables():
        here = {
            row[1]: bool(row[3] or row[5]) for row in select(f"pragma table_info({kind._meta.table_name})")
        }
        declared = {field.column_name: not field.null for field in kind._meta.sorted_fields}
        assert here == declared, kind


def test_every_table_is_strict(practice):
    loose = {
        name
        for name, strict in select("select name, strict from pragma_table_list where schema = 'main'")
        if not strict and not name.startswith(("sqlite_", "patient_search_"))
    }
    assert loose == NOT_STRICT


@pytest.mark.parametrize(
    "row",
    [
        "insert into provider(last, first, version) values ('Stone', 'Ada', 'two')",
        "insert into counter(name, value) values ('gifts', 1.5)",
        "insert into user(name, display_name, role, created_at) values ('eve', 'Eve', 'owner', '')",
        "insert into fee(code, cents, effective) values ('99213', 100, '11/23/2026')",
    ],
)
def test_a_value_of_another_kind_is_refused(practice, row):
    with pytest.raises(DatabaseError), writing():
        database.execute_sql(row)


def test_all_steps_have_run_and_are_listed(practice):
    assert applied_migrations() == shipped_migrations()
    assert pending_migrations() == ()


def test_a_file_of_a_newer_program_is_refused_unchanged(practice):
    with maintenance():
        database.execute_sql(f"insert into {HISTORY} (name, applied) values ('9999_from_the_future', '')")
    with pytest.raises(RuleError, match="newer Plainbill"):
        check_not_newer()
    practice.opened.close()
    with pytest.raises(RuleError, match="Install the newer version"):
        open_at(practice.path, "maria", practice.clock)


def test_a_practice_is_what_the_steps_build_from_nothing(practice):
    assert read_objects(database) == shipped_objects()


def test_a_stray_save_fails(practice):
    with pytest.raises(OperationalError, match="readonly"):
        Provider.create(last="Stray", first="Row")
    assert not Provider.select().where(Provider.last == "Stray").exists()


def test_the_door_closes_behind_a_failure(practice):
    def fail_halfway():
        with writing():
            Provider.create(last="Half", first="Done")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert not Provider.select().where(Provider.last == "Half").exists()
    with pytest.raises(OperationalError, match="readonly"):
        Provider.create(last="Stray", first="Row")


def test_doors_do_not_nest(practice):
    with pytest.raises(RuntimeError, match="open already"), writing(), writing():
        pass


def test_money_columns_take_nothing_but_money(practice):
    for wrong in (10, 10.5, "10.00"):
        with pytest.raises(TypeError, match="takes Money"):
            Payment.insert(amount=wrong).sql()
    assert Payment.amount.db_value(Money(1050)) == 1050
    assert Payment.amount.python_value(1050) == Money(1050)


def test_day_columns_take_nothing_but_dates(practice):
    for wrong in ("2026-11-23", practice.clock()):
        with pytest.raises(TypeError, match="takes a date"):
            Patient.insert(birth_date=wrong).sql()
