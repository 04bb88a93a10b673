"""The practice's tables as they are written out: which there are, what each is, and its rows one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.domain.rights import Right
from app.models import (
    approvals,
    authorizations,
    callers,
    claims,
    closing,
    contracts,
    dispute_papers,
    disputes,
    eligibility,
    estimates,
    guidelines,
    imports,
    ledger,
    notices,
    office,
    official_files,
    questions,
    records,
    remittances,
    submissions,
)
from app.models.database import HISTORY, Table, database, select
from app.queries.asking import asks

LEFT_OUT = frozenset({HISTORY})
SEARCH_INDEX = "patient_search"
FILES = "stored_file"
FILE_CONTENT = "content"
WITHOUT_CLASS = {
    "charge_balance": "What is open on one charge line: on which account, for whom, with which policy.",
    "account_balance": "What one guarantor account owes, has with insurers, and has as credit.",
    "payment_balance": "What is left of one payment; below zero is credit.",
    "seal": "The mark that a posting is whole and adds up to zero.",
}
MODELS = (
    approvals,
    authorizations,
    callers,
    claims,
    closing,
    contracts,
    dispute_papers,
    disputes,
    eligibility,
    estimates,
    guidelines,
    imports,
    ledger,
    notices,
    office,
    official_files,
    questions,
    records,
    remittances,
    submissions,
)


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table to be written out; `about` says in one sentence what a row of it is."""

    name: str
    columns: tuple[str, ...]
    order: tuple[str, ...]
    about: str


@asks(Right.EXPORT)
def list_export_tables() -> tuple[ExportTable, ...]:
    """Every table of the practice file but the search index, in order of name."""
    about = _sentences()
    names = [
        name
        for (name,) in select("select name from sqlite_master where type = 'table' order by name")
        if name not in LEFT_OUT and not name.startswith(("sqlite_", SEARCH_INDEX))
    ]
    return tuple(_table(name, about.get(name, "")) for name in names)


@asks(Right.EXPORT)
def list_table_rows(table: ExportTable) -> Iterator[tuple[Any, ...]]:
    """The rows of a table in order, read as they are taken; exhaust it inside one snapshot."""
    columns, order = ", ".join(map(_quoted, table.columns)), ", ".join(map(_quoted, table.order))
    cursor = database.execute_sql(f"select {columns} from {_quoted(table.name)} order by {order}")
    while rows := cursor.fetchmany(1000):
        yield from rows


def _table(name: str, about: str) -> ExportTable:
    facts = select("select name, pk from pragma_table_info(?)", name)
    keys = sorted((pk, column) for column, pk in facts if pk)
    columns = tuple(column for column, _ in facts if (name, column) != (FILES, FILE_CONTENT))
    return ExportTable(name, columns, tuple(column for _, column in keys) or columns[:1], about)


def _sentences() -> dict[str, str]:
    """Each table's sentence: the docstring of its class."""
    classes = [
        kind
        for module in MODELS
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Table) and kind is not Table
    ]
    found = {kind._meta.table_name: (kind.__doc__ or "").splitlines()[0] for kind in classes}
    return {**WITHOUT_CLASS, **found}


def _quoted(name: str) -> str:
    return f'"{name}"'
