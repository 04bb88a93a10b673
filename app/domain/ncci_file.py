"""NCCI procedure-to-procedure edits of practitioners, as CMS gives them: tab-delimited text under a heading.

Columns: column 1 code, column 2 code, in existence before 1996, effective yyyymmdd, deletion yyyymmdd or *,
modifier indicator, rationale (not read). Deleted rows are kept: an old date of service needs them.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.charges import is_procedure_code
from app.domain.code_edits import OfficialKind
from app.domain.official_rows import is_note, read_eight_digits, refuse_file, refuse_line

INDICATORS = ("0", "1", "9")
_KIND = OfficialKind.PAIRS


@dataclass(frozen=True, slots=True)
class PairRow:
    """One pair and the days on which it holds, `deleted` being the last of them (None = still)."""

    column1: str
    column2: str
    effective: date
    deleted: date | None
    indicator: str


def read_pairs(lines: Iterable[str], codes: Collection[str] | None = None) -> Iterator[PairRow | None]:
    """Read the pairs one by one; with `codes`, None stands for a pair of which neither code is among them.

    Raises InputError for a row that is none, and for a file without any pair.
    """
    found = False
    for number, line in enumerate(lines, 1):
        cells = line.split("\t")
        if not _is_pair(cells):
            if found and not is_note(cells):
                raise refuse_line(_KIND, number, "it does not begin with two procedure codes.")
            continue
        found = True
        if codes is not None and cells[0].strip() not in codes and cells[1].strip() not in codes:
            yield None
            continue
        yield _read_pair([cell.strip() for cell in cells], number)
    if not found:
        raise refuse_file(_KIND, "no line begins with two procedure codes.")


def _is_pair(cells: list[str]) -> bool:
    return len(cells) >= 6 and is_procedure_code(cells[0].strip()) and is_procedure_code(cells[1].strip())


def _read_pair(cells: list[str], number: int) -> PairRow:
    effective, deleted = read_eight_digits(cells[3]), read_eight_digits(cells[4])
    if effective is None or (deleted is None and cells[4] not in ("*", "")):
        raise refuse_line(_KIND, number, "its dates are not written like 20261001.")
    if cells[5] not in INDICATORS:
        raise refuse_line(_KIND, number, f"“{cells[5][:10]}” is no modifier indicator (0, 1 or 9).")
    return PairRow(cells[0], cells[1], effective, deleted, cells[5])
