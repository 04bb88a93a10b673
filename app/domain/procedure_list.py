"""The practice's own procedure list as a file: read row by row, each faulty row named with its line.

CPT descriptions belong to the AMA, so the words in such a file must be the practice's own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.charges import is_procedure_code
from app.domain.date_entry import format_date, read_date
from app.domain.errors import InputError
from app.domain.findings import Finding, Severity
from app.domain.money import ZERO, Money, read_money
from app.domain.names import fold
from app.domain.text_table import NOTHING, decode_table, split_lines

OWN_WORDS = (
    "Only the practice’s own words belong here: CPT descriptions need a license from the AMA, and Plainbill "
    "ships none."
)
LONGEST_NAME = 60
_SEPARATORS = (",", ";", "\t")
# What a column may be called, the surest name first; folded as `fold` does.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": (
        "code", "procedure code", "proc code", "service code", "cpt code", "hcpcs code", "cpt hcpcs",
        "cpt hcpcs code", "cpt", "hcpcs", "codigo", "procedure", "procedimiento",
    ),
    "name_es": (
        "spanish name", "plain name in spanish", "name in spanish", "name spanish", "name es", "spanish",
        "espanol", "nombre en espanol", "nombre",
    ),
    "name": (
        "plain name", "name", "our name", "own name", "procedure name", "service name", "service",
        "procedure", "description", "procedure description", "descriptor",
    ),
    "category": ("category", "kind", "type", "group", "kind of service", "service category", "categoria"),
    "fee": ("fee", "price", "charge", "amount", "fee amount", "our fee", "unit fee", "tarifa"),
    "effective": (
        "from date", "from", "fee since", "since", "effective", "effective date", "effective from",
        "start date", "valid from", "desde", "fecha",
    ),
    "modifier": ("modifier", "mod", "modifiers", "modificador"),
}  # fmt: skip
_LIKE_CPT = frozenset({"description", "procedure description", "descriptor"})
_WHOLE_DATE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{2}|\d{4}))(?:[ T]0?0:00.*)?")


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """A procedure as the file gives it; what is empty says nothing and changes nothing.

    `fee` is for one unit without a modifier, from `effective` on, or from the day of the import.
    """

    line: int
    code: str
    name: str
    name_es: str = ""
    category: str = ""
    fee: Money | None = None
    effective: date | None = None


@dataclass(frozen=True, slots=True)
class ProcedureList:
    """The rows that can be imported, and a finding for each fault; an error's row is left out."""

    rows: tuple[ProcedureRow, ...]
    findings: tuple[Finding, ...]

    @property
    def left_out(self) -> int:
        """How many rows are left out."""
        return len({found.field for found in self.findings if found.severity is Severity.ERROR})


Cells = Mapping[str, str]


def read_procedure_list(content: str | bytes, today: date) -> ProcedureList:
    """Read a list of code, plain name, Spanish name, category, fee and from date, in any order.

    Columns are known by their titles, others are ignored. Text is UTF-8, else Windows-1252, separated by
    commas, semicolons or tabs. Raises InputError when the whole file cannot be such a list.
    """
    lines = _split(_decode(content))
    _, titles = next(lines, (0, []))
    columns = _find_columns(titles)
    for column, words in (("code", "codes"), ("name", "plain names")):
        if column not in columns:
            raise InputError(
                f"No column of {words} was found. {NOTHING} The file’s first line must hold titles: write "
                f"“{column}” over the {words}."
            )
    rows: dict[str, ProcedureRow] = {}
    findings = _warn_of_descriptions(titles[columns["name"]])
    for line, texts in lines:
        cells = {name: " ".join(texts[at].split()) for name, at in columns.items() if at < len(texts)}
        row, faults = _read_row(line, cells, today)
        first = rows.get(row.code)
        if first:
            faults.append(
                (f"The code {row.code} stands in line {first.line} already.", "Keep one of the two lines.")
            )
        if not faults:
            rows[row.code] = row
        findings += [Finding(Severity.ERROR, f"line {line}", text, fix) for text, fix in faults]
    return ProcedureList(tuple(rows.values()), tuple(findings))


def _decode(content: str | bytes) -> str:
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    return decode_table(content, "Open the list in a spreadsheet, save it as CSV, and choose that file.")


def _split(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each line that is not empty with the number of the file's line where it begins."""
    start = "".join(text.lstrip("\r\n").splitlines()[:1])
    separator = max(_SEPARATORS, key=lambda sign: (len(_find_columns(start.split(sign))), start.count(sign)))
    return split_lines(text.splitlines(keepends=True), separator)


def _find_columns(titles: Sequence[str]) -> dict[str, int]:
    """Find each column's place by its title; a title serves one column only."""
    folded = [fold(title.strip('" ')) for title in titles]
    found: dict[str, int] = {}
    for column, names in _COLUMNS.items():
        places = (folded.index(name) for name in names if name in folded)
        at = next((place for place in places if place not in found.values()), None)
        if at is not None:
            found[column] = at
    return found


def _warn_of_descriptions(title: str) -> list[Finding]:
    if fold(title) not in _LIKE_CPT:
        return []
    text = (
        f"The names come from the column “{title.strip()}”. If another program filled it, they may be CPT’s."
    )
    return [Finding(Severity.WARNING, "line 1", text, OWN_WORDS)]


Faults = list[tuple[str, str]]


def _read_row(line: int, cells: Cells, today: date) -> tuple[ProcedureRow, Faults]:
    faults: Faults = []
    code = cells.get("code", "").upper()
    if not is_procedure_code(code):
        fix = "Type five signs, like 99213 or J1885."
        if code.isdigit() and len(code) < 5:
            fix = "A spreadsheet drops zeros at the front: make that column text and type all five digits."
        faults.append((f"“{code[:20]}” is not a procedure code." if code else "The code is missing.", fix))
    faults += _check_names(cells)
    if cells.get("modifier"):
        faults.append(("The fee is for a modifier.", "Leave such lines out: the list holds the plain fees."))
    fee = _read_fee(cells.get("fee", ""), faults)
    effective = _read_effective(cells.get("effective", ""), today, faults)
    words = (cells.get("name", ""), cells.get("name_es", ""), cells.get("category", "").lower())
    return ProcedureRow(line, code, *words, fee, effective), faults


def _check_names(cells: Cells) -> Faults:
    faults: Faults = []
    if not cells.get("name"):
        faults.append(("The plain name is missing.", "Write what patients should read, in your own words."))
    for column, title in (("name", "name"), ("name_es", "Spanish name")):
        length = len(cells.get(column, ""))
        if length > LONGEST_NAME:
            faults.append(
                (
                    f"The {title} has {length} letters.",
                    f"Write it in your own words, with {LONGEST_NAME} at most.",
                )
            )
    return faults


def _read_fee(text: str, faults: Faults) -> Money | None:
    if not text:
        return None
    try:
        fee = read_money(text)
    except InputError as refusal:
        faults.append((f"The fee cannot be read: {refusal}", ""))
        return None
    if fee <= ZERO:
        faults.append((f"The fee is {fee}.", "Type more than 0.00, or leave it empty if there is none yet."))
    return fee


def _read_effective(text: str, today: date, faults: Faults) -> date | None:
    if not text:
        return None
    whole = _WHOLE_DATE.fullmatch(text)
    try:
        if whole:
            return read_date(whole[1], today)
    except InputError as refusal:
        faults.append((f"The from date cannot be read: {refusal}", ""))
        return None
    faults.append((f"“{text[:20]}” is not a date.", f"Type it with its year, like {format_date(today)}."))
    return None
