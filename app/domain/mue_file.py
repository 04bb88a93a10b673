"""Medically unlikely edits of practitioners, as CMS gives them: comma-separated under a quoted notice.

Columns: code, most units, adjudication indicator ("2 Date of Service Edit: Policy"), rationale (not read).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.charges import is_procedure_code
from app.domain.code_edits import OfficialKind
from app.domain.names import fold
from app.domain.official_rows import is_note, read_cells, refuse_file, refuse_line

_KIND = OfficialKind.UNITS


@dataclass(frozen=True, slots=True)
class LimitRow:
    """The most units of a code and how they are counted: `mai` "1" a line, "2" and "3" a day."""

    code: str
    units: int
    mai: str


def read_limits(lines: Iterable[str]) -> Iterator[LimitRow]:
    """Read the limits one by one, after the notice and the titles, which may go over several lines.

    Raises InputError for a row that is none, and for a file without titles or limits.
    """
    titles = found = False
    for number, cells in read_cells(lines, _KIND):
        if not titles:
            titles = is_limit_titles(cells)
        elif not is_note(cells):
            found = True
            yield _read_limit(cells, number)
    if not titles:
        raise refuse_file(_KIND, "it has no line of titles that begins with “HCPCS/CPT Code”.")
    if not found:
        raise refuse_file(_KIND, "there is no code below its titles.")


def is_limit_titles(cells: list[str]) -> bool:
    """Tell the line of titles of the practitioners' file; hospitals and suppliers have their own."""
    words = set(fold(cells[1]).split()) if len(cells) >= 3 else set()
    return {"practitioner", "mue"} <= words and fold(cells[0]).startswith("hcpcs")


def _read_limit(cells: list[str], number: int) -> LimitRow:
    code, units, mai = (*cells, "", "")[:3]
    if not is_procedure_code(code):
        raise refuse_line(_KIND, number, f"“{code[:10]}” is not a procedure code.")
    if not units.isdigit():
        raise refuse_line(_KIND, number, f"“{units[:10]}” is not a number of units.")
    if mai[:1] not in ("1", "2", "3"):
        raise refuse_line(_KIND, number, "its adjudication indicator does not begin with 1, 2 or 3.")
    return LimitRow(code, int(units), mai[0])
