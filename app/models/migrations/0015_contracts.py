"""Contracts with payers and plans: their versions, and what each term of a version pays."""

from typing import Any

STEPS = (
    """
    create table contract(
      id integer primary key, chain_id integer not null, version integer not null,
      payer_id integer not null references payer(id), plan_id integer references plan(id),
      name text not null default '',
      effective text not null check(date(effective) is effective), ends text check(date(ends) is ends),
      lesser_of integer not null default 1 check(lesser_of in (0, 1)),
      multiple text not null default '', multiple_codes text not null default '',
      bilateral_bp integer not null default 15000 check(bilateral_bp between 1 and 100000),
      dispute_days integer check(dispute_days > 0),
      source_title text not null default '', source_page text not null default '',
      note text not null default '',
      user_id integer not null references user(id), at text not null,
      check(ends is null or effective <= ends)
    ) strict
    """,
    "create unique index contract_version on contract(chain_id, version)",
    "create index contract_payer on contract(payer_id, effective)",
    """
    create table contract_term(
      contract_id integer not null references contract(id), position integer not null,
      kind text not null check(kind in ('file', 'fixed', 'per_unit', 'medicare', 'charge', 'case')),
      codes text not null default '', category text not null default '', modifier text not null default '',
      cents integer check(cents > 0), percent_bp integer check(percent_bp between 1 and 100000),
      year integer, source text not null default '',
      primary key(contract_id, position)
    ) strict, without rowid
    """,
    *(
        f"create trigger {table}_{when} before {event} on {table} "
        f"begin select raise(abort, '{table} rows are never {done}'); end"
        for table in ("contract", "contract_term")
        for when, event, done in (("noupd", "update", "edited"), ("nodel", "delete", "deleted"))
    ),
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the tables."""
    for step in STEPS:
        db.execute_sql(step)
