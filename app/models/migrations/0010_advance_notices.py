"""Advance notices to Medicare patients: what was told, when, and what the patient chose and signed."""

from typing import Any

STEPS = (
    """
    create table advance_notice(
      id integer primary key, patient_id integer not null references patient(id),
      visit_id integer references visit(id), codes text not null check(codes <> ''),
      reason text not null, estimate_cents integer not null check(estimate_cents >= 0),
      edition text not null default '', issued_on text not null check(date(issued_on) is issued_on),
      file_id integer not null references stored_file(id),
      option text check(option in ('1', '2', '3')),
      signed_on text check(date(signed_on) is signed_on),
      user_id integer not null references user(id), version integer not null default 1,
      check((option is null) = (signed_on is null)),
      check(signed_on is null or signed_on >= issued_on)
    ) strict
    """,
    "create index advance_notice_patient on advance_notice(patient_id, id)",
    "create index advance_notice_visit on advance_notice(visit_id)",
    "create index advance_notice_file on advance_notice(file_id)",
    # What was told stands; only the patient's answer is added.
    "create trigger advance_notice_noupd before update of patient_id, visit_id, codes, reason, estimate_cents, "
    "edition, issued_on, file_id, user_id on advance_notice "
    "begin select raise(abort, 'what an advance_notice told is never edited'); end",
    "create trigger advance_notice_nodel before delete on advance_notice "
    "begin select raise(abort, 'advance_notice rows are never deleted'); end",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the table."""
    for step in STEPS:
        db.execute_sql(step)
