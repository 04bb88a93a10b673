"""Whole rows of several tables from one statement whose text is made once: for what is asked of every claim.

Peewee composes the text of a statement each time it is run; over a batch that costs more than the question.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.models.database import Table, select
from app.models.fields import DayField, FlagField, MoneyField

_READ = (DayField, FlagField, MoneyField)


@dataclass(frozen=True, slots=True)
class _Part:
    """The columns of one table: their names, and those whose values are more than text and numbers."""

    table: type[Table]
    key: str
    names: tuple[str, ...]
    readers: tuple[tuple[str, Callable[[Any], Any]], ...]

    def record(self, values: Sequence[Any]) -> Any:
        """The row as a record of its table; None where the join found none."""
        data = dict(zip(self.names, values, strict=True))
        if data[self.key] is None:
            return None
        for name, read in self.readers:
            data[name] = read(data[name])
        return self.table(__no_default__=1, **data)


class JoinedRows:
    """A question for whole rows: tables by the names that `source`, the rest of the statement, gives them."""

    def __init__(self, source: str, **tables: type[Table]) -> None:
        self._parts = tuple(_part(table) for table in tables.values())
        columns = ", ".join(
            f"{name}.{field.column_name}"
            for name, table in tables.items()
            for field in table._meta.sorted_fields
        )
        self._sql = f"select {columns} from {source}"

    def ask(self, *values: Any) -> list[tuple[Any, ...]]:
        """The rows found, each a record a table in the order of the tables."""
        return [self._records(row) for row in select(self._sql, *values)]

    def _records(self, row: Sequence[Any]) -> tuple[Any, ...]:
        found, at = [], 0
        for part in self._parts:
            found.append(part.record(row[at : at + len(part.names)]))
            at += len(part.names)
        return tuple(found)


def _part(table: type[Table]) -> _Part:
    fields = table._meta.sorted_fields
    readers = tuple((field.name, field.python_value) for field in fields if isinstance(field, _READ))
    key = next(field.name for field in fields if field.primary_key)
    return _Part(table, key, tuple(field.name for field in fields), readers)
