"""The practice written out as plain tables that any spreadsheet opens, and its kept files beside them."""

import csv
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from app.domain.errors import InputError, RuleError
from app.domain.money import Money
from app.domain.rights import Right
from app.models.database import reading
from app.models.disk_faults import in_words
from app.models.practice_file import check_room
from app.models.whole_file import sync_folder
from app.queries.exports import (
    FILES,
    ExportTable,
    list_export_tables,
    list_table_rows,
)
from app.queries.kept_files import find_file_content
from app.services.progress import Progress, no_progress
from app.services.session import Session

DOCUMENTS = "documents"
ROOM = 64 * 1024 * 1024
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 80
_README = """These files hold the whole practice as plain text. They are NOT encrypted: keep them as safe as
the practice itself, and remove them when they are no longer needed.

Each table is one CSV file: UTF-8, one line a row, the first line names the columns. Amounts are US dollars.
Columns that end in _id hold the id of a row of the table of that name. A text that a spreadsheet would take
for a formula begins with an apostrophe. Kept files lie in the folder “documents”, named in stored_file.csv.

"""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: rows by table, how many kept files, and where."""

    folder: Path
    tables: tuple[ExportTable, ...]
    rows: dict[str, int]
    documents: int


def export_csv(session: Session, folder: Path, progress: Progress = no_progress) -> Exported:
    """Write every table and every kept file into a new folder; it gets its name only when all is in it.

    Raises InputError or RuleError for a folder that is not empty, cannot be written, or has no room.
    """
    session.require(Right.EXPORT)
    folder = _require_new(folder)
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    with in_words(folder):
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            (unfinished / DOCUMENTS).mkdir(parents=True, mode=0o700)
            unfinished.chmod(0o700)
            with reading():
                tables = list_export_tables()
                rows = _write_tables(unfinished, tables, progress)
            with session.transaction() as transaction:
                transaction.record("export", None, "export_csv", after={"rows": rows})
            if folder.exists():
                folder.rmdir()
            unfinished.rename(folder)
            sync_folder(folder.parent)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return Exported(folder, tables, rows, rows[FILES])


def write_cell(value: Any) -> str:
    """Write one value so that no spreadsheet takes it for a formula; a real number stays a number."""
    text = "" if value is None else str(value)
    if text.startswith(_STARTS_A_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def safe_name(file_id: int, name: str) -> str:
    """Name a kept file so that every system takes it and no two are alike."""
    stem, dot, ending = re.split(r"[/\\]", name)[-1].rpartition(".")
    clean = _UNSAFE.sub("-", stem if dot else ending).strip("-.")[:_LONGEST_NAME] or "file"
    ending = _UNSAFE.sub("", ending)[:8] if dot else ""
    return f"{file_id}-{clean}.{ending}" if ending else f"{file_id}-{clean}"


def _require_new(folder: Path) -> Path:
    full = folder.absolute()
    if not full.parent.is_dir():
        raise InputError(f"The folder “{full.parent}” is not there. Nothing was written. Choose another one.")
    if full.is_symlink() or (full.exists() and (not full.is_dir() or any(full.iterdir()))):
        raise RuleError(f"“{full.name}” is there and not empty. Nothing was written. Name a new folder.")
    check_room(full.parent, ROOM)
    return full


def _write_tables(folder: Path, tables: tuple[ExportTable, ...], progress: Progress) -> dict[str, int]:
    rows: dict[str, int] = {}
    for count, table in enumerate(tables, start=1):
        write_file = partial(_write_file, folder) if table.name == FILES else None
        rows[table.name] = _write_table(folder / f"{table.name}.csv", table, write_file)
        progress(count, len(tables), "tables")
    lines = [f"{table.name}.csv ({rows[table.name]} rows)\r\n    {table.about}\r\n" for table in tables]
    about = _README.replace("\n", "\r\n") + "\r\n".join(lines)
    (folder / "README.txt").write_text(about, encoding="utf-8-sig", newline="")
    return rows


def _write_table(path: Path, table: ExportTable, extra: Callable[[dict[str, Any]], str] | None = None) -> int:
    """Write one table, with a further column `file` where `extra` gives one; gives the number of rows."""
    money = [column == "cents" or column.endswith("_cents") for column in table.columns]
    heads = [
        column.removesuffix("cents") + "dollars" if is_money else column
        for column, is_money in zip(table.columns, money, strict=True)
    ]
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([*heads, "file"] if extra else heads)
        for row in list_table_rows(table):
            cells = _cells(row, money)
            if extra:
                cells.append(extra(dict(zip(table.columns, row, strict=True))))
            writer.writerow(cells)
            count += 1
    return count


def _cells(row: tuple[Any, ...], money: Iterable[bool]) -> list[str]:
    return [
        str(Money(value)).replace(",", "") if is_money and value is not None else write_cell(value)
        for value, is_money in zip(row, money, strict=True)
    ]


def _write_file(folder: Path, row: dict[str, Any]) -> str:
    """Write the kept file of a row and name it."""
    name = safe_name(row["id"], row["name"])
    (folder / DOCUMENTS / name).write_bytes(find_file_content(row["id"]))
    return f"{DOCUMENTS}/{name}"
