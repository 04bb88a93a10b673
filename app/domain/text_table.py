"""A table that came as a text file: decoded, and split into the cells of each line with its number."""

import csv
from collections.abc import Iterable, Iterator

from app.domain.errors import InputError

NOTHING = "Nothing was imported."


def decode_table(content: bytes, mend: str) -> str:
    """Decode a text file as programs write it; raises InputError ending in what to do for any other file."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputError(f"This is not a text file. {NOTHING} {mend}")


def split_lines(lines: Iterable[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """Give each line that is not empty with the number of the file's line where it begins."""
    rows = csv.reader(lines, delimiter=separator, strict=True)
    before = 0
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield before + 1, cells
            before = rows.line_num
    except csv.Error as error:
        raise InputError(
            f"Line {before + 1} of the file cannot be read: its quotation marks do not match. {NOTHING} "
            "Fix that line and choose the file again."
        ) from error
