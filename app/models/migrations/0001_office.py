"""The office: practice, users, providers, places, settings, drafts, and the trails of what was done and seen."""

from typing import Any

STEPS = (
    """
    create table practice(
      id integer primary key check(id = 1),
      uid text not null, name text not null, tax_id text not null default '',
      tax_id_kind text not null default 'ein' check(tax_id_kind in ('ein', 'ssn')),
      npi text not null default '', taxonomy text not null default '',
      street text not null default '', street2 text not null default '', city text not null default '',
      state text not null default '', zip text not null default '', phone text not null default '',
      billing_hours text not null default '',
      remit_name text not null default '', remit_street text not null default '',
      remit_street2 text not null default '', remit_city text not null default '',
      remit_state text not null default '', remit_zip text not null default '',
      pay_url text not null default '', message text not null default '', message_es text not null default '',
      demo integer not null default 0 check(demo in (0, 1)),
      version integer not null default 1
    ) strict
    """,
    """
    create table user(
      id integer primary key, name text not null, display_name text not null,
      role text not null check(role in ('receptionist', 'biller', 'manager', 'auditor')),
      active integer not null default 1 check(active in (0, 1)), created_at text not null
    ) strict
    """,
    "create unique index user_name on user(name)",
    """
    create table provider(
      id integer primary key, last text not null, first text not null, middle text not null default '',
      suffix text not null default '', credential text not null default '', npi text not null default '',
      taxonomy text not null default '', license text not null default '',
      active integer not null default 1 check(active in (0, 1)), version integer not null default 1
    ) strict
    """,
    """
    create table place(
      id integer primary key, name text not null, pos text not null, npi text not null default '',
      street text not null default '', street2 text not null default '', city text not null default '',
      state text not null default '', zip text not null default '',
      active integer not null default 1 check(active in (0, 1)), version integer not null default 1
    ) strict
    """,
    "create table setting(name text primary key, value text not null) strict, without rowid",
    "create table counter(name text primary key, value integer not null) strict, without rowid",
    """
    create table draft(
      id integer primary key, user_id integer not null references user(id), panel text not null,
      subject text not null default '', content text not null, saved_at text not null
    ) strict
    """,
    "create unique index draft_place on draft(user_id, panel, subject)",
    """
    create table audit(
      seq integer primary key, at text not null, user_id integer not null, user_name text not null,
      role text not null, workstation text not null, action text not null, subject text not null,
      subject_id integer, patient_id integer, reason text not null default '',
      before text not null default '{}', after text not null default '{}',
      app_version text not null, previous text not null, hash text not null
    ) strict
    """,
    "create unique index audit_hash on audit(hash)",
    "create index audit_subject on audit(subject, subject_id)",
    """
    create table access(
      seq integer primary key, at text not null, user_id integer not null, user_name text not null,
      workstation text not null, what text not null, patient_id integer not null,
      previous text not null, hash text not null
    ) strict
    """,
    "create unique index access_hash on access(hash)",
    "create index access_patient on access(patient_id, seq)",
)

APPEND_ONLY = ("audit", "access")


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the office tables."""
    for step in STEPS:
        db.execute_sql(step)
    for table in APPEND_ONLY:
        db.execute_sql(
            f"create trigger {table}_noupd before update on {table} "
            f"begin select raise(abort, '{table} rows are never edited'); end"
        )
        db.execute_sql(
            f"create trigger {table}_nodel before delete on {table} "
            f"begin select raise(abort, '{table} rows are never deleted'); end"
        )
    for name, value in (
        ("receipt", 0),
        ("account", 1000),
        ("patient", 1000),
        ("claim", 10000),
        ("statement", 5000),
    ):
        db.execute_sql("insert into counter(name, value) values (?, ?)", (name, value))
