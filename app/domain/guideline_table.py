"""Guidelines as a file that practices share: one row a record, insurers by name, dates like 2026-06-30."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.domain.errors import InputError
from app.domain.guideline_entry import DEFAULTS, tidy_guideline
from app.domain.names import fold
from app.domain.text_table import NOTHING, decode_table, split_lines

# The column of the file for each column of a record; those not named here are called as they are kept.
TITLES: Mapping[str, str] = {
    name: {"payer": "insurer"}.get(name, name.replace("_", " ")) for name in ("payer", "plan", *DEFAULTS)
}
SCOPE = (
    *("payer", "plan", "line_of_business", "codes", "category", "modifiers", "places", "diagnoses"),
    *("diagnosis_rule", "age_from", "age_to", "sex"),
)
_DATES = frozenset({"effective", "ends", "confirmed_on", "review_on"})
_NUMBERS = frozenset(
    {
        *("age_from", "age_to", "approval_after", "turnaround_days", "most"),
        *("filing_days", "corrected_days", "appeal_days"),
    }
)
_NUMBER = re.compile("[0-9]{1,6}")
_FORMULAS = ("=", "+", "-", "@")
_YES_NO = {"": None, "yes": True, "no": False}


class Fate(StrEnum):
    """What an import does with a row."""

    ADDED = "added"
    NEW_VERSION = "new version"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the file: its line, its values by column with insurer and plan by name, or its fault."""

    line: int
    values: Mapping[str, Any]
    fault: str = ""


def write_table(records: Iterator[Mapping[str, Any]]) -> bytes:
    """Write records as a CSV file: UTF-8 with its mark; `payer` and `plan` of a record are names."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(TITLES.values())
    for record in records:
        writer.writerow([_write_cell(name, record[name]) for name in TITLES])
    return out.getvalue().encode("utf-8-sig")


def read_table(content: bytes) -> tuple[TableRow, ...]:
    """Read a file of guidelines, row by row; a row that cannot stand bears its fault.

    Raises InputError when the whole file cannot be one.
    """
    lines = _lines_of(decode_table(content, "Choose a CSV file of guidelines."))
    _, titles = next(lines, (0, []))
    wanted = {fold(title): name for name, title in TITLES.items()}
    places = {wanted[fold(title)]: at for at, title in enumerate(titles) if fold(title) in wanted}
    if "effective" not in places or not {"payer", "line_of_business"} & set(places):
        raise InputError(
            f"This is no file of guidelines: its first line names no insurer or no effective date. {NOTHING} "
            "Write your own list out first, and use its titles."
        )
    return tuple(
        _read_row(line, {name: cells[at].strip() for name, at in places.items() if at < len(cells)})
        for line, cells in lines
    )


def _read_row(line: int, cells: Mapping[str, str]) -> TableRow:
    try:
        values = {name: _read_cell(name, text) for name, text in cells.items()}
        # Insurer and plan are names here; that they are there is seen where the records are.
        tidy = tidy_guideline({**values, "payer": None, "plan": None})
    except InputError as refusal:
        return TableRow(line, cells, str(refusal))
    return TableRow(line, {**tidy, "payer": values.get("payer", ""), "plan": values.get("plan", "")})


def _write_cell(name: str, value: Any) -> str:
    if name == "referral":
        return "" if value is None else ("yes" if value else "no")
    if name == "documents":
        return "; ".join(value.split("\n"))
    text = value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
    # No spreadsheet shall take a text for a formula.
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _read_cell(name: str, text: str) -> Any:
    title = TITLES[name]
    if name in _DATES:
        return _read_day(title, text)
    if name in _NUMBERS:
        if text and not _NUMBER.fullmatch(text):
            raise InputError(f"“{text[:20]}” under “{title}” is no whole number.")
        return int(text) if text else None
    if name == "referral":
        if text.lower() not in _YES_NO:
            raise InputError(f"“{text[:20]}” under “{title}” is neither yes nor no.")
        return _YES_NO[text.lower()]
    plain = text[1:] if text.startswith("'") and text[1:].startswith(_FORMULAS) else text
    return plain or DEFAULTS.get(name) or ""


def _read_day(title: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"“{text[:20]}” under “{title}” is not a date like 2026-06-30.") from None


def _lines_of(text: str) -> Iterator[tuple[int, list[str]]]:
    separator = max((",", ";", "\t"), key=text.split("\n", 1)[0].count)
    return split_lines(io.StringIO(text, newline=""), separator)
