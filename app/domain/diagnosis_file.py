"""The ICD-10-CM order file of CMS: fixed width, one code or heading a line, free of rights.

Columns from 1: 1-5 order, 7-13 code without dot, 15 flag (0 heading, 1 billable), 17-76 short and from 78
on the long description.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.code_edits import OfficialKind
from app.domain.official_rows import refuse_file, refuse_line

_KIND = OfficialKind.DIAGNOSES
_LINE = re.compile(r"\d{5} ([A-Z][0-9A-Z]{2,6}) *([01]) (.{1,60})")
_CODE_WIDTH = slice(6, 13)
_LONG_AT = 77


@dataclass(frozen=True, slots=True)
class DiagnosisRow:
    """One code without its dot; a heading is not `billable`."""

    code: str
    billable: bool
    text: str


def read_diagnoses(lines: Iterable[str]) -> Iterator[DiagnosisRow]:
    """Read codes and headings one by one; refuses a line that is none, and an empty file."""
    found = False
    for number, line in enumerate(lines, 1):
        row = line.rstrip()
        if not row:
            continue
        if not is_diagnosis_line(row):
            raise refuse_line(_KIND, number, "it is not laid out like the order file.")
        found = True
        yield DiagnosisRow(row[_CODE_WIDTH].strip(), row[14] == "1", (row[_LONG_AT:] or row[16:]).strip())
    if not found:
        raise refuse_file(_KIND, "it is empty.")


def is_diagnosis_line(line: str) -> bool:
    """Tell a line of the order file, by its columns."""
    return _LINE.match(line) is not None and line[13:14] == " " and line[14:15] in ("0", "1")
