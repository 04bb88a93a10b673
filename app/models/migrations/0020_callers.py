"""Callers: who may hear of an account, who was checked, alerts typed by people, to-dos, and what ended a call."""

from typing import Any

STEPS = (
    """
    create table permitted_person(
      id integer primary key, patient_id integer not null references patient(id),
      name text not null check(name <> ''), relationship text not null default '',
      phone text not null default '', scope text not null check(scope in ('all', 'money')),
      since text not null check(date(since) is since), until text check(date(until) is until),
      file_id integer references stored_file(id), user_id integer not null references user(id),
      ended_at text, ended_by integer references user(id),
      check((ended_at is null) = (ended_by is null)), check(until is null or until >= since)
    ) strict
    """,
    "create index permitted_person_patient on permitted_person(patient_id, id)",
    """
    create table caller_check(
      id integer primary key, patient_id integer not null references patient(id), at text not null,
      user_id integer not null references user(id), person text not null default '',
      relationship text not null
        check(relationship in ('patient', 'guarantor', 'permitted', 'insurer', 'other')),
      permitted_person_id integer references permitted_person(id),
      identifiers text not null default '', scope text not null check(scope in ('', 'all', 'money')),
      passed integer not null check(passed in (0, 1)), reason text not null check(reason <> ''),
      check((scope <> '') = passed)
    ) strict
    """,
    "create index caller_check_patient on caller_check(patient_id, id)",
    """
    create table account_alert(
      id integer primary key, account_id integer not null references guarantor_account(id),
      patient_id integer references patient(id), text text not null check(text <> ''),
      kind text not null check(kind in ('note', 'money', 'legal', 'language', 'other')),
      since text not null check(date(since) is since),
      expires_on text check(date(expires_on) is expires_on),
      user_id integer not null references user(id), ended_at text, ended_by integer references user(id),
      check((ended_at is null) = (ended_by is null)), check(expires_on is null or expires_on >= since)
    ) strict
    """,
    "create index account_alert_account on account_alert(account_id, id)",
    """
    create table to_do(
      id integer primary key, title text not null check(title <> ''), kind text not null,
      subject text not null default '', subject_id integer, patient_id integer references patient(id),
      due_on text not null check(date(due_on) is due_on), owner_id integer references user(id),
      made_at text not null, made_by integer not null references user(id),
      snoozed_until text check(date(snoozed_until) is snoozed_until),
      finished_at text, finished_by integer references user(id), outcome text not null default '',
      version integer not null default 1,
      check((finished_at is null) = (finished_by is null))
    ) strict
    """,
    "create index to_do_open on to_do(due_on, id) where finished_at is null",
    "create index to_do_finished on to_do(finished_at) where finished_at is not null",
    "create index to_do_subject on to_do(subject, subject_id)",
    "create index to_do_patient on to_do(patient_id, id)",
    """
    create table follow_up_end(
      contact_id integer not null references contact(id),
      part text not null check(part in ('ask', 'promise')),
      at text not null, user_id integer not null references user(id), outcome text not null default '',
      primary key(contact_id, part)
    ) strict
    """,
    "alter table contact add column claim_id integer references claim(id)",
    "alter table contact add column caller_check_id integer references caller_check(id)",
    "alter table contact add column topic text not null default ''",
    "create index contact_claim on contact(claim_id)",
    "create index contact_next on contact(next_on) where next_on is not null",
    "create index contact_promise on contact(promise_on) where promise_cents is not null",
    # A permission and an alert stand as given; they are ended, and once only.
    "create trigger permitted_person_noupd before update of id, patient_id, name, relationship, phone, scope, "
    "since, until, file_id, user_id on permitted_person "
    "begin select raise(abort, 'a permission is never edited; it is ended'); end",
    "create trigger account_alert_noupd before update of id, account_id, patient_id, text, kind, since, "
    "expires_on, user_id on account_alert "
    "begin select raise(abort, 'an alert is never edited; it is ended'); end",
    *(
        f"create trigger {table}_ended before update on {table} when old.ended_at is not null "
        f"begin select raise(abort, 'this {table} row has ended'); end"
        for table in ("permitted_person", "account_alert")
    ),
    "create trigger to_do_finished before update on to_do when old.finished_at is not null "
    "begin select raise(abort, 'this to_do row is finished'); end",
    *(
        f"create trigger {table}_noupd before update on {table} "
        f"begin select raise(abort, '{table} rows are never edited'); end"
        for table in ("caller_check", "follow_up_end")
    ),
    *(
        f"create trigger {table}_nodel before delete on {table} "
        f"begin select raise(abort, '{table} rows are never deleted'); end"
        for table in ("permitted_person", "caller_check", "account_alert", "to_do", "follow_up_end")
    ),
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the tables, and let a call be about a claim and after a check."""
    for step in STEPS:
        db.execute_sql(step)
