"""Estimates: what is planned for a visit, what it was expected to cost, and Good Faith Estimates."""

from typing import Any

STEPS = (
    "alter table visit add column booked_on text check(date(booked_on) is booked_on)",
    "alter table visit add column estimate_asked_on text check(date(estimate_asked_on) is estimate_asked_on)",
    """
    create table planned_service(
      visit_id integer not null references visit(id), position integer not null check(position between 1 and 50),
      code text not null check(code <> ''), modifiers text not null default '',
      units integer not null default 1 check(units between 1 and 999), cents integer check(cents >= 0),
      primary key(visit_id, position)
    ) strict, without rowid
    """,
    """
    create table estimate(
      id integer primary key, patient_id integer not null references patient(id),
      visit_id integer references visit(id), policy_id integer references policy(id),
      on_date text not null check(date(on_date) is on_date), content text not null check(json_valid(content)),
      charge_cents integer not null check(charge_cents >= 0),
      patient_cents integer not null check(patient_cents >= 0),
      language text not null default '' check(language in ('', 'en', 'es')),
      file_id integer references stored_file(id), user_id integer not null references user(id),
      made_at text not null, check((file_id is null) = (language = ''))
    ) strict
    """,
    "create index estimate_visit on estimate(visit_id, id)",
    "create index estimate_patient on estimate(patient_id, id)",
    """
    create table good_faith_estimate(
      estimate_id integer primary key references estimate(id),
      booked_on text check(date(booked_on) is booked_on), asked_on text check(date(asked_on) is asked_on),
      visit_on text not null check(date(visit_on) is visit_on), due_on text check(date(due_on) is due_on),
      file_id integer not null references stored_file(id)
    ) strict
    """,
    # A paper that was only looked at was not given: printed, saved, or handed over is said once.
    """
    create table good_faith_delivery(
      estimate_id integer primary key references good_faith_estimate(estimate_id),
      on_date text not null check(date(on_date) is on_date),
      way text not null check(way in ('printed', 'saved', 'handed')),
      user_id integer not null references user(id)
    ) strict
    """,
    # What an insurer usually allowed for a code is asked by the code.
    "create index charge_code on charge(code, service_on)",
    *(
        f"create trigger {table}_{when} before {event} on {table} "
        f"begin select raise(abort, '{table} rows are never {done}'); end"
        for table in ("estimate", "good_faith_estimate", "good_faith_delivery")
        for when, event, done in (("noupd", "update", "edited"), ("nodel", "delete", "deleted"))
    ),
    # The trail knows when the visits of before were booked.
    "update visit set booked_on = (select min(substr(a.at, 1, 10)) from audit a where a.subject = 'visit' "
    "and a.action = 'plan_visit' and a.subject_id = visit.id) where state = 'planned'",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the tables, and remember of each planned visit when it was booked."""
    for step in STEPS:
        db.execute_sql(step)
