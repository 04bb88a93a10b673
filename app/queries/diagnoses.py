"""ICD-10-CM codes by code and by words, with their validity on the date of service.

The shipped table is a read-only file of one release; it lies outside the practice file and has a connection
of its own for each thread. A year file that the practice loaded speaks for its own dates beside it; dates
that neither covers read "not checked".
"""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlcipher3 import dbapi2 as sqlcipher

from app.config import resource
from app.domain.errors import InputError
from app.domain.identifiers import read_diagnosis_code
from app.domain.names import fold
from app.domain.rights import Right
from app.queries.asking import asks
from app.queries.loaded_diagnoses import (
    fresh_rows,
    rows_beginning,
    rows_by_code,
    showing_order,
    year_in_force,
)

Validity = Literal["valid", "not valid", "not checked"]
LIMIT = 50
_CODE_BEGINNING = re.compile(r"[A-Za-z][0-9A-Za-z][0-9A-Za-z]?(?:\.?[0-9A-Za-z]{0,4})")
_COLUMNS = "SELECT code, dotted, billable, description FROM diagnosis"
_BY_CODE = f"{_COLUMNS} WHERE code >= ? AND code < ? || '~' ORDER BY code LIMIT ?"
# The table's ids follow the length of the description.
_BY_WORDS = (
    f"{_COLUMNS} WHERE id IN (SELECT rowid FROM diagnosis_words WHERE diagnosis_words MATCH ?) "
    "ORDER BY billable DESC, "
    "id IN (SELECT rowid FROM diagnosis_words WHERE diagnosis_words MATCH ?) DESC, "
    "(length(code) = 3 OR length(code) = 4 AND code LIKE '%9') DESC, id LIMIT ?"
)
_BY_BOTH = (
    f"{_COLUMNS} WHERE code >= ? AND code < ? || '~' AND id IN "
    "(SELECT rowid FROM diagnosis_words WHERE diagnosis_words MATCH ?) ORDER BY code LIMIT ?"
)
_threads = threading.local()


@dataclass(frozen=True, slots=True)
class DiagnosisLine:
    """One ICD-10-CM code with its dot; a heading is not `billable` and needs more characters on a claim."""

    code: str
    description: str
    billable: bool
    validity: Validity


@asks(Right.SEE_OFFICE)
def find_diagnoses(text: str, on: date, limit: int = LIMIT) -> tuple[DiagnosisLine, ...]:
    """Look up while typing: a code's beginning (`e11`, `E11.6`), words in any order, or both (`e11 foot`).

    Codes come first, in order; then descriptions that hold all the words: billable ones first, then those
    with the words whole, then the general codes (`I10`, `J02.9`), then the short ones.
    """
    words = text.split()
    by_code, by_words = _find_by_code(words, limit), _find_by_words(words, limit)
    year = year_in_force(on)
    if year is not None:
        by_code, by_words = _join_year(year, words, (by_code, by_words), limit)
    unique = {row[0]: row for row in by_code + by_words}
    rows = list(unique.values())[:limit]
    of_year = rows_by_code(year, [row[0] for row in rows]) if year is not None and rows else {}
    covered = _covers(on)
    lines = [_line(of_year.get(row[0], row), _validity(row[0] in of_year, covered, year)) for row in rows]
    return tuple(sorted(lines, key=lambda line: line.validity == "not valid"))


@asks(Right.SEE_OFFICE)
def find_diagnosis(code: str, on: date) -> DiagnosisLine:
    """Look up one code as typed, with or without its dot; an unknown one has no description.

    What has not even the shape of a code is "not valid" on every date.
    """
    try:
        dotted = read_diagnosis_code(code)
    except InputError:
        return DiagnosisLine(code.strip(), "", billable=False, validity="not valid")
    covered, year, code = _covers(on), year_in_force(on), dotted.replace(".", "")
    of_year = rows_by_code(year, [code]) if year is not None else {}
    if code in of_year:
        return _line(of_year[code], "valid")
    row = _ask(f"{_COLUMNS} WHERE code = ?", code)
    if row:
        return _line(row[0], _validity(False, covered, year))
    checked = covered or year is not None
    return DiagnosisLine(dotted, "", billable=False, validity="not valid" if checked else "not checked")


@asks(Right.SEE_OFFICE)
def list_diagnoses(codes: Sequence[str], on: date) -> tuple[DiagnosisLine, ...]:
    """Look up some codes at once, in the order given."""
    return tuple(find_diagnosis(code, on) for code in codes)


@asks(Right.SET_UP_OFFICE)
def list_shipped_codes() -> frozenset[str]:
    """All codes of the shipped table, without their dots."""
    return frozenset(code for (code,) in _ask("SELECT code FROM diagnosis"))


@asks(Right.SEE_OFFICE)
def find_covered_dates() -> tuple[date, date]:
    """The first and the last date of service for which the shipped table tells whether a code is valid."""
    facts = dict(_ask("SELECT name, value FROM meta"))
    return date.fromisoformat(facts["covers_from"]), date.fromisoformat(facts["covers_to"])


def _find_by_code(words: list[str], limit: int) -> list[Any]:
    if not words or not _CODE_BEGINNING.fullmatch(words[0]):
        return []
    beginning = words[0].upper().replace(".", "")
    rest = _match(words[1:])
    if rest:
        return _ask(_BY_BOTH, beginning, beginning, rest, limit)
    return _ask(_BY_CODE, beginning, beginning, limit)


def _find_by_words(words: list[str], limit: int) -> list[Any]:
    match = _match(words)
    return _ask(_BY_WORDS, match, _match(words, after=""), limit) if match else []


def _match(words: list[str], after: str = "*") -> str:
    """Ask for each word as a beginning, or whole with nothing `after` it.

    Folded words hold no quote, so nothing typed is read as syntax.
    """
    # The table's own words end at an apostrophe, where folding would join them.
    spaced = re.sub("['’‘]", " ", " ".join(words))
    return " AND ".join(f'"{word}"{after}' for word in fold(spaced).split())


def _covers(on: date) -> bool:
    first, last = find_covered_dates()
    return first <= on <= last


def _join_year(
    year: int, words: list[str], shipped: tuple[list[Any], list[Any]], limit: int
) -> tuple[list[Any], list[Any]]:
    """Put the codes of a loaded year into the lists of the shipped table, in the same order."""
    by_code, by_words = shipped
    if words and _CODE_BEGINNING.fullmatch(words[0]):
        found = rows_beginning(year, words[0].upper().replace(".", ""), limit)
        rest = fold(" ".join(words[1:])).split()
        held = [row for row in found if all(word in fold(row[3]) for word in rest)]
        by_code = sorted({row[0]: row for row in (*by_code, *held)}.values())
    fresh = fresh_rows(year, " ".join(words))
    if fresh:
        by_words = sorted(by_words + fresh, key=lambda row: showing_order(row, " ".join(words)))
    return by_code[:limit], by_words[:limit]


def _validity(in_year: bool, covered: bool, year: int | None) -> Validity:
    """Whether a code of the shipped table, or of the loaded year, is valid; either of the two suffices."""
    if in_year or covered:
        return "valid"
    return "not checked" if year is None else "not valid"


def _line(row: Any, validity: Validity) -> DiagnosisLine:
    _, dotted, billable, description = row
    return DiagnosisLine(dotted, description, bool(billable), validity)


def _ask(sql: str, *values: object) -> list[Any]:
    connection = getattr(_threads, "connection", None)
    if connection is None:
        connection = _threads.connection = _open()
    rows: list[Any] = connection.execute(sql, values).fetchall()
    return rows


def _open() -> Any:
    uri = resource("icd10cm.sqlite").as_uri()
    connection = sqlcipher.connect(f"{uri}?mode=ro&immutable=1", uri=True)
    connection.execute("PRAGMA query_only = ON")
    return connection
