"""Official files: which kind a file is, and what its name tells of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.charges import is_procedure_code
from app.domain.code_edits import OfficialKind
from app.domain.diagnosis_file import is_diagnosis_line
from app.domain.errors import InputError
from app.domain.hcpcs_file import is_hcpcs_line
from app.domain.locality_file import is_locality_titles
from app.domain.mue_file import is_limit_titles
from app.domain.names import fold
from app.domain.official_rows import read_cells
from app.domain.rate_file import find_rate_columns, find_separator

MEDICARE, MEDICAID = "medicare", "medicaid"
UNKNOWN_FILE = (
    "This is none of the files that Plainbill knows. Nothing was loaded. Choose the practitioners’ file of "
    "NCCI pairs (text or zip) or MUE (CSV), the Medicare fee schedule (PPRRVU), the ICD-10-CM order file, "
    "the HCPCS file (ANWEB, text), or a CSV with the columns code and amount."
)
_FOREIGN = (
    (
        re.compile(r"ccioph|outpatient.?hospital|facility.?outpatient", re.I),
        "This file is for hospitals. Choose the one for practitioners.",
    ),
    (re.compile(r"dme.?supplier", re.I), "This file is for equipment suppliers. Choose the practitioners’."),
    (re.compile(r"^gpci", re.I), "This is the list of localities alone. Choose the zip it came in."),
)
_VERSION = re.compile(r"v(\d\d)(\d)r\d", re.I)
_QUARTER = re.compile(r"(20\d\d)[-_ ]?q([1-4])", re.I)
_EFFECTIVE = re.compile(r"eff(?:ective)?[-_ ]*(\d\d?)[-_](\d\d?)[-_](20\d\d)", re.I)
_YEAR_MONTH = re.compile(r"(?:rvu|hcpc)(?:20)?(\d\d)[-_ ]?(jan|apr|jul|oct)", re.I)
_RVU_LETTER = re.compile(r"rvu(?:20)?(\d\d)([a-d])", re.I)
_ORDER_YEAR = re.compile(r"order[-_ ](20\d\d)", re.I)
_PART = re.compile(r"[-_]f([1-4])(?:\D|$)", re.I)
_HEAD = 16_000
_MONTHS = {"jan": 1, "apr": 4, "jul": 7, "oct": 10, "a": 1, "b": 4, "c": 7, "d": 10}


@dataclass(frozen=True, slots=True)
class NamedFacts:
    """What a file's name tells: whose rules they are, which part of a set, and the first day in force."""

    source: str = MEDICARE
    part: str = ""
    effective: date | None = None


def recognise_file(name: str, first_bytes: bytes) -> OfficialKind | None:
    """Tell the kind of a file from its first bytes (some thousand); None for what is no official file."""
    if explain_foreign(name) or b"\0" in first_bytes:
        return None
    text = first_bytes.decode("latin-1").removeprefix("ï»¿")
    lines = text.splitlines(keepends=True)
    tests = (
        (OfficialKind.DIAGNOSES, all(map(is_diagnosis_line, lines[:3])) and bool(lines)),
        (OfficialKind.HCPCS, all(map(is_hcpcs_line, lines[:3])) and bool(lines)),
        (OfficialKind.PAIRS, any(map(_is_pair_line, lines))),
        (OfficialKind.UNITS, _any_row(lines, is_limit_titles)),
        (OfficialKind.FEES, _is_fee_head(text)),
        (OfficialKind.RATES, bool(lines) and bool(find_rate_columns(_titles_of(lines[0])))),
    )
    return next((kind for kind, holds in tests if holds), None)


def is_locality_list(first_bytes: bytes) -> bool:
    """Tell the list of localities that belongs to the Medicare fee schedule."""
    text = first_bytes.decode("latin-1").removeprefix("ï»¿")
    return _any_row(text.splitlines(keepends=True), is_locality_titles)


def explain_foreign(name: str) -> str:
    """Say why a file that looks official is not for a practice; empty for others."""
    return next((sentence for pattern, sentence in _FOREIGN if pattern.search(name)), "")


def read_name(kind: OfficialKind, name: str) -> NamedFacts:
    """Read what a file's name tells of it, or of the zip it lies in, where the names of CMS were kept."""
    source = MEDICAID if re.search(r"mcd|medicaid", name, re.I) else MEDICARE
    part = _PART.search(name) if kind is OfficialKind.PAIRS else None
    return NamedFacts(
        "" if kind is OfficialKind.RATES else source,
        f"f{part[1]}" if part else "",
        _effective_of(kind, name),
    )


def _effective_of(kind: OfficialKind, name: str) -> date | None:
    if kind is OfficialKind.DIAGNOSES:
        order = _ORDER_YEAR.search(name)
        return date(int(order[1]) - 1, 10, 1) if order else None
    if told := _EFFECTIVE.search(name):
        return _day(int(told[3]), int(told[1]), int(told[2]))
    if quarter := _QUARTER.search(name):
        return date(int(quarter[1]), int(quarter[2]) * 3 - 2, 1)
    if kind is OfficialKind.PAIRS and (version := _VERSION.search(name)):
        # Version 32.3 is the fourth quarter of 2026: CMS counts years from 1994.
        return _day(1994 + int(version[1]), int(version[2]) * 3 + 1, 1)
    if found := _YEAR_MONTH.search(name) or _RVU_LETTER.search(name):
        return date(2000 + int(found[1]), _MONTHS[found[2].lower()], 1)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_pair_line(line: str) -> bool:
    cells = [cell.strip() for cell in line.split("\t")]
    return len(cells) >= 6 and all(map(is_procedure_code, cells[:2]))


def _is_fee_head(text: str) -> bool:
    words = fold(text[:_HEAD]).split()
    return {"hcpcs", "work", "glob", "conv"} <= set(words)


def _any_row(lines: list[str], is_it: Callable[[list[str]], bool]) -> bool:
    try:
        return any(is_it(cells) for _, cells in read_cells(lines, OfficialKind.UNITS))
    except InputError:
        return False


def _titles_of(line: str) -> list[str]:
    return line.strip().split(find_separator(line))
