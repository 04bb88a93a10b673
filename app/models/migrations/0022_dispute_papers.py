"""Papers of disputes: letters with every version, packets as they were composed, and how they were sent."""

from typing import Any

APPEND_ONLY = ("dispute_letter", "dispute_packet", "dispute_sending")
STEPS = (
    """
    create table dispute_letter(
      id integer primary key, case_id integer not null references dispute_case(id), level integer not null,
      kind text not null, version integer not null, subject text not null check(trim(subject) <> ''),
      body text not null check(trim(body) <> ''), user_id integer not null references user(id),
      at text not null
    ) strict
    """,
    "create unique index dispute_letter_version on dispute_letter(case_id, version)",
    """
    create table dispute_packet(
      id integer primary key, case_id integer not null references dispute_case(id), level integer not null,
      letter_id integer not null references dispute_letter(id),
      file_id integer not null references stored_file(id), pages integer not null check(pages > 0),
      size integer not null check(size > 0), content text not null check(json_valid(content)),
      user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create index dispute_packet_case on dispute_packet(case_id, id)",
    """
    create table dispute_sending(
      id integer primary key, packet_id integer not null references dispute_packet(id),
      sent_on text not null check(date(sent_on) is sent_on),
      method text not null check(method in ('fax', 'mail', 'portal', 'in_person')),
      tracking text not null default '', file_id integer references stored_file(id),
      note text not null default '', user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create index dispute_sending_packet on dispute_sending(packet_id, id)",
    *(
        f"create trigger {table}_noupd before update on {table} "
        f"begin select raise(abort, '{table} rows are never edited'); end"
        for table in APPEND_ONLY
    ),
    *(
        f"create trigger {table}_nodel before delete on {table} "
        f"begin select raise(abort, '{table} rows are never deleted'); end"
        for table in APPEND_ONLY
    ),
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the tables and their guards."""
    for step in STEPS:
        db.execute_sql(step)
