"""Official files that a user loads: pairs, unit limits, fee schedules, diagnoses and level II codes by date."""

from typing import Any

STEPS = (
    """
    create table official_file(
      id integer primary key,
      kind text not null check(kind in ('ncci', 'mue', 'fees', 'rates', 'icd10cm', 'hcpcs')),
      source text not null, part text not null default '', release text not null,
      effective text not null check(date(effective) is effective), ends text check(date(ends) is ends),
      rows integer not null, read_rows integer not null, codes text not null default '',
      locality text not null default '', name text not null, sha256 text not null,
      loaded_at text not null, user_id integer not null references user(id)
    ) strict
    """,
    "create unique index official_file_place on official_file(kind, source, effective, part)",
    """
    create table ncci_pair(
      file_id integer not null references official_file(id), column1 text not null, column2 text not null,
      effective text not null, deleted text not null,
      indicator text not null check(indicator in ('0', '1', '9')),
      primary key(file_id, column1, column2, effective, deleted)
    ) strict, without rowid
    """,
    """
    create table mue_limit(
      file_id integer not null references official_file(id), code text not null, units integer not null,
      mai text not null check(mai in ('1', '2', '3')), primary key(file_id, code)
    ) strict, without rowid
    """,
    """
    create table fee_schedule_row(
      file_id integer not null references official_file(id), code text not null, modifier text not null,
      effective text not null, facility_cents integer, non_facility_cents integer,
      status text not null default '', global_days text not null default '', pctc text not null default '',
      multiple text not null default '', bilateral text not null default '',
      assistant text not null default '', co_surgeon text not null default '', team text not null default '',
      primary key(file_id, code, modifier, effective)
    ) strict, without rowid
    """,
    """
    create table diagnosis_code(
      file_id integer not null references official_file(id), code text not null,
      billable integer not null check(billable in (0, 1)), text text not null,
      fresh integer not null check(fresh in (0, 1)), primary key(file_id, code)
    ) strict, without rowid
    """,
    "create index diagnosis_code_fresh on diagnosis_code(file_id, fresh)",
    """
    create table hcpcs_code(
      file_id integer not null references official_file(id), code text not null, effective text, ends text,
      text text not null default '', primary key(file_id, code)
    ) strict, without rowid
    """,
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the tables of what official files say."""
    for step in STEPS:
        db.execute_sql(step)
