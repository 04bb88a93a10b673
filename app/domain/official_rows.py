"""What the readers of official files share: cells, dates, and the sentence that names kind and line."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from app.domain.code_edits import OfficialKind
from app.domain.errors import InputError

NOTHING_LOADED = "Nothing was loaded."
KIND_WORDS = {
    OfficialKind.PAIRS: "NCCI code pairs",
    OfficialKind.UNITS: "MUE unit limits",
    OfficialKind.FEES: "Medicare fee schedule",
    OfficialKind.RATES: "Contracted rates",
    OfficialKind.DIAGNOSES: "ICD-10-CM diagnosis codes",
    OfficialKind.HCPCS: "HCPCS level II codes",
}


def refuse_line(kind: OfficialKind, line: int, what: str) -> InputError:
    """The refusal of a file for one of its lines."""
    return InputError(
        f"Line {line} of the file of {KIND_WORDS[kind]} cannot be read: {what} {NOTHING_LOADED} "
        "Download the file again and do not change it in a spreadsheet."
    )


def refuse_file(kind: OfficialKind, what: str) -> InputError:
    """The refusal of a file as a whole."""
    return InputError(f"This is no whole file of {KIND_WORDS[kind]}: {what} {NOTHING_LOADED}")


def read_cells(
    lines: Iterable[str], kind: OfficialKind, delimiter: str = ","
) -> Iterator[tuple[int, list[str]]]:
    """Give each row that is not empty with the number of its last line; cells come without outer spaces."""
    rows = csv.reader(lines, delimiter=delimiter)
    try:
        for cells in rows:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield rows.line_num, stripped
    except csv.Error as error:
        raise refuse_line(kind, rows.line_num, "its quotation marks do not match.") from error


def is_note(cells: Sequence[str]) -> bool:
    """Tell a row that holds one text alone, as a notice below the data does."""
    return sum(bool(cell.strip()) for cell in cells) <= 1


def read_eight_digits(text: str) -> date | None:
    """Read `20261001`; None for anything else."""
    if len(text) != 8 or not text.isdigit():
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
