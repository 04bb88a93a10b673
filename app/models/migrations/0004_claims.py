"""Claims with every version kept as sent, insurers' answers, and statements with their files."""

from typing import Any

STEPS = (
    """
    create table claim(
      id integer primary key, number integer not null, visit_id integer not null references visit(id),
      patient_id integer not null references patient(id), policy_id integer not null references policy(id),
      rank integer not null, state text not null default 'ready'
        check(state in ('ready', 'printed', 'sent', 'answered', 'closed', 'void')),
      typed text not null default '{}', created_on text not null, answered_on text,
      version integer not null default 1
    ) strict
    """,
    "create unique index claim_number on claim(number)",
    "create index claim_visit on claim(visit_id)",
    "create index claim_patient on claim(patient_id, id)",
    "create index claim_state on claim(state, id)",
    """
    create table claim_line(
      claim_id integer not null references claim(id), position integer not null,
      charge_id integer not null references charge(id), primary key(claim_id, position)
    ) strict, without rowid
    """,
    "create index claim_line_charge on claim_line(charge_id)",
    """
    create table claim_version(
      id integer primary key, claim_id integer not null references claim(id), number integer not null,
      made_at text not null, user_id integer not null references user(id), content text not null,
      boxes text not null, file_id integer not null references stored_file(id), first_page integer not null,
      last_page integer not null
    ) strict
    """,
    "create unique index claim_version_number on claim_version(claim_id, number)",
    """
    create table adjudication(
      id integer primary key, claim_id integer not null references claim(id),
      policy_id integer not null references policy(id), posting_id integer references posting(id),
      received_on text not null, check_number text not null default '', payer_control text not null default '',
      paid_cents integer not null, user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create index adjudication_claim on adjudication(claim_id)",
    """
    create table adjudication_void(
      adjudication_id integer primary key references adjudication(id),
      posting_id integer references posting(id), reason text not null,
      user_id integer not null references user(id), at text not null
    ) strict
    """,
    """
    create table adjudication_line(
      adjudication_id integer not null references adjudication(id), charge_id integer not null
        references charge(id), allowed_cents integer, paid_cents integer not null,
      primary key(adjudication_id, charge_id)
    ) strict, without rowid
    """,
    "create index adjudication_line_charge on adjudication_line(charge_id)",
    """
    create table adjudication_adjustment(
      id integer primary key, adjudication_id integer not null references adjudication(id),
      charge_id integer not null references charge(id), group_code text not null
        check(group_code in ('CO', 'PR', 'OA', 'PI')), reason_code text not null,
      cents integer not null check(cents <> 0), accepted integer not null default 0 check(accepted in (0, 1))
    ) strict
    """,
    "create index adjudication_adjustment_line on adjudication_adjustment(adjudication_id, charge_id)",
    "create index adjudication_adjustment_charge on adjudication_adjustment(charge_id)",
    """
    create table statement_run(
      id integer primary key, run_on text not null, user_id integer not null references user(id),
      at text not null
    ) strict
    """,
    """
    create table statement(
      id integer primary key, number integer not null, run_id integer not null references statement_run(id),
      account_id integer not null references guarantor_account(id), on_date text not null,
      due_on text not null, language text not null, cents integer not null, sha256 text not null,
      file_id integer not null references stored_file(id), first_page integer not null,
      last_page integer not null
    ) strict
    """,
    "create unique index statement_number on statement(number)",
    "create index statement_account on statement(account_id, id)",
    """
    create table statement_item(
      statement_id integer not null references statement(id), charge_id integer not null references charge(id),
      cents integer not null, primary key(statement_id, charge_id)
    ) strict, without rowid
    """,
    "create index statement_item_charge on statement_item(charge_id)",
)
APPEND_ONLY = (
    "claim_line",
    "claim_version",
    "adjudication",
    "adjudication_void",
    "adjudication_line",
    "adjudication_adjustment",
    "statement_run",
    "statement",
    "statement_item",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the claim and statement tables."""
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
