"""Imports: which item of which source became which row, so that no item is taken twice."""

from typing import Any

STEPS = (
    """
    create table imported(
      source text not null, kind text not null, key text not null, row_id integer not null,
      at text not null, primary key(source, kind, key)
    ) strict, without rowid
    """,
    "create index imported_row on imported(kind, row_id)",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the table of what was imported."""
    for step in STEPS:
        db.execute_sql(step)
