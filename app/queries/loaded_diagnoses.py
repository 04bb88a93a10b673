"""The diagnoses of the year files that a user loaded; for the questions of `diagnoses`."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.domain.code_edits import OfficialKind
from app.domain.names import fold
from app.domain.official_files import MEDICARE
from app.domain.official_periods import choose_in_force
from app.models.database import select
from app.queries.official_files import list_file_periods

# In the order of the shipped table's own rows: code, with its dot, billable, description.
_COLUMNS = (
    "select code, case when length(code) > 3 then substr(code, 1, 3) || '.' || substr(code, 4) "
    "else code end, billable, text from diagnosis_code where file_id = ?"
)


def year_in_force(on: date) -> int | None:
    """The id of the loaded file that speaks for a date of service, None when there is none."""
    kind = OfficialKind.DIAGNOSES
    found = choose_in_force(list_file_periods((kind,)), kind, on, MEDICARE)
    return found[0].id if found else None


def rows_by_code(file_id: int, codes: Sequence[str]) -> dict[str, Any]:
    """The rows of some codes, written without their dot, by code."""
    marks = ", ".join("?" * len(codes))
    return {row[0]: row for row in select(f"{_COLUMNS} and code in ({marks})", file_id, *codes)}


def rows_beginning(file_id: int, beginning: str, limit: int) -> list[Any]:
    """The rows whose code begins so, in order."""
    return select(
        f"{_COLUMNS} and code >= ? and code < ? || '~' order by code limit ?",
        file_id,
        beginning,
        beginning,
        limit,
    )


def fresh_rows(file_id: int, words: str) -> list[Any]:
    """The rows that the shipped list has not and whose description holds all the words as beginnings."""
    wanted = fold(words).split()
    if not wanted:
        return []
    rows = select(f"{_COLUMNS} and fresh = 1", file_id)
    return [row for row in rows if _holds(fold(row[3]).split(), wanted)]


def showing_order(row: Any, words: str) -> tuple[bool, bool, bool, int, str]:
    """The order of a list, which is the shipped table's: billable, whole words, general code, short."""
    code, _, billable, text = row
    whole = set(fold(words).split()) <= set(fold(text).split())
    general = len(code) == 3 or (len(code) == 4 and code.endswith("9"))
    return not billable, not whole, not general, len(text), code


def _holds(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(part.startswith(word) for part in parts) for word in wanted)
