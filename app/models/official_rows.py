"""The rows of an official file: written many at a time, and taken away with their file."""

from collections.abc import Sequence
from typing import Any

from app.domain.code_edits import OfficialKind
from app.models.database import Table, database
from app.models.official_files import DiagnosisCode, FeeScheduleRow, HcpcsCode, MueLimit, NcciPair

TABLES: dict[OfficialKind, type[Table]] = {
    OfficialKind.PAIRS: NcciPair,
    OfficialKind.UNITS: MueLimit,
    OfficialKind.FEES: FeeScheduleRow,
    OfficialKind.RATES: FeeScheduleRow,
    OfficialKind.DIAGNOSES: DiagnosisCode,
    OfficialKind.HCPCS: HcpcsCode,
}


def append_rows(kind: OfficialKind, file_id: int, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write rows, in the order of the table's columns without the file, inside the open transaction.

    A row that the file gives twice is written once, as it stands last.
    """
    meta = TABLES[kind]._meta
    columns = [field.column_name for field in meta.sorted_fields]
    places = ", ".join("?" * len(columns))
    database.connection().executemany(
        f"insert or replace into {meta.table_name}({', '.join(columns)}) values ({places})",
        [(file_id, *row) for row in rows],
    )


def clear_rows(kind: OfficialKind, file_id: int) -> None:
    """Take all rows of a file away inside the open transaction."""
    table = TABLES[kind]
    table.delete().where(table._meta.fields["file"] == file_id).execute()
