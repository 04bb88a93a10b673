"""Many new rows at once, inside the open transaction: one statement, prepared once, for all of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.models.database import Table, database, select


def next_id(table: type[Table]) -> int:
    """The id that the next new row of a table will have."""
    name = table._meta.table_name
    return int(select(f"select coalesce(max(id), 0) + 1 from {name}")[0][0])


def insert_rows(table: type[Table], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values (cents, ISO dates, text) in the order of the columns named."""
    marks = ", ".join("?" * len(columns))
    sql = f"insert into {table._meta.table_name}({', '.join(columns)}) values ({marks})"
    database.connection().executemany(sql, rows)


def update_rows(table: type[Table], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Change rows, each given as the new values and then its id; their version rises by one."""
    named = ", ".join(f"{column} = ?" for column in columns)
    sql = f"update {table._meta.table_name} set {named}, version = version + 1 where id = ?"
    database.connection().executemany(sql, rows)
