"""HCPCS level II codes of CMS: fixed width of 320, the words of a code continued over several lines.

Columns from 1: 1-5 code, 11 kind of line (3 first of a procedure, 4 continued, 7 and 8 of a modifier),
92-119 short words, 269-276 added, 285-292 terminated. Level II is free to keep; D codes belong to the ADA.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.code_edits import OfficialKind, is_level_two
from app.domain.official_rows import read_eight_digits, refuse_file, refuse_line

_KIND = OfficialKind.HCPCS
_KIND_AT = 10
_SHORT = slice(91, 119)
_ADDED = slice(268, 276)
_ENDED = slice(284, 292)
_FIRST, _KINDS_OF_LINE = "3", frozenset("3478")


@dataclass(frozen=True, slots=True)
class HcpcsRow:
    """A code, the days on which it is in force (None = open), and its short words."""

    code: str
    effective: date | None
    ends: date | None
    text: str


def read_hcpcs(lines: Iterable[str]) -> Iterator[HcpcsRow | None]:
    """Read the codes one by one; None stands for a line that begins none.

    Raises InputError for a line that is none of the layout, and for a file without codes.
    """
    found = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if not is_hcpcs_line(line):
            raise refuse_line(_KIND, number, "it is not laid out like the fixed-width file.")
        row = _read_row(line)
        found = found or row is not None
        yield row
    if not found:
        raise refuse_file(_KIND, "it holds no level II code.")


def is_hcpcs_line(line: str) -> bool:
    """Tell a line of the fixed-width file, by its columns."""
    return line[5:10].isdigit() and line[_KIND_AT : _KIND_AT + 1] in _KINDS_OF_LINE


def _read_row(line: str) -> HcpcsRow | None:
    code = line[:5]
    if line[_KIND_AT] != _FIRST or not is_level_two(code):
        return None
    added, ended = read_eight_digits(line[_ADDED]), read_eight_digits(line[_ENDED])
    return HcpcsRow(code, added, ended, line[_SHORT].strip())
