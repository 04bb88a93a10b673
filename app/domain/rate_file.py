"""A fee schedule or contract as a plain table: code, modifier, amount and from date under titles.

Words that describe a code are not read: in such a list they are most often CPT's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from app.domain.charges import is_procedure_code
from app.domain.code_edits import OfficialKind
from app.domain.date_entry import read_date
from app.domain.errors import InputError
from app.domain.money import ZERO, Money, read_money
from app.domain.names import fold
from app.domain.official_rows import read_cells, refuse_file, refuse_line

_KIND = OfficialKind.RATES
_SEPARATORS = (",", ";", "\t")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": (
        *("code", "procedure code", "cpt code", "hcpcs code", "cpt hcpcs", "hcpcs cpt code", "cpt", "hcpcs"),
    ),
    "modifier": ("modifier", "mod", "modifiers"),
    "facility": ("facility", "facility amount", "facility fee", "facility rate"),
    "amount": (
        *("amount", "rate", "allowed", "allowed amount", "contract rate", "contracted rate", "fee", "price"),
        *("non facility", "non facility amount", "non facility fee", "non facility rate"),
    ),
    "effective": ("effective", "effective date", "from", "from date", "start date", "valid from", "since"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RateRow:
    """What one unit of a code is worth under a contract; `facility` is None where it is the same."""

    code: str
    modifier: str
    amount: Money
    facility: Money | None
    effective: date | None


def find_rate_columns(titles: Sequence[str]) -> Mapping[str, int]:
    """Find the columns by their titles; nothing without a code and an amount."""
    folded = [fold(title) for title in titles]
    found: dict[str, int] = {}
    for column, names in _COLUMNS.items():
        at = next((folded.index(name) for name in names if name in folded), None)
        if at is not None:
            found[column] = at
    return found if {"code", "amount"} <= set(found) else {}


def find_separator(titles: str) -> str:
    """Tell what separates the columns of a line of titles."""
    return max(_SEPARATORS, key=titles.count)


def read_rates(lines: Iterable[str], today: date) -> Iterator[RateRow]:
    """Read the rates one by one, titles first; raises InputError for a row that is none."""
    given_lines = iter(lines)
    first = next(given_lines, "")
    rows = read_cells(chain((first,), given_lines), _KIND, find_separator(first))
    _, titles = next(rows, (0, []))
    columns = find_rate_columns(titles)
    if not columns:
        raise refuse_file(_KIND, "its first line must name a column “code” and a column “amount”.")
    found = False
    for number, cells in rows:
        found = True
        given = {name: cells[at] for name, at in columns.items() if at < len(cells)}
        yield _read_rate(given, number, today)
    if not found:
        raise refuse_file(_KIND, "there is no rate below its titles.")


def _read_rate(given: Mapping[str, str], number: int, today: date) -> RateRow:
    code = given.get("code", "").upper()
    if not is_procedure_code(code):
        raise refuse_line(_KIND, number, f"“{code[:10]}” is not a procedure code.")
    try:
        amount = read_money(given.get("amount", ""))
        facility = read_money(given["facility"]) if given.get("facility") else None
        effective = read_date(given["effective"], today) if given.get("effective") else None
    except InputError as refusal:
        raise refuse_line(_KIND, number, str(refusal)) from None
    if amount < ZERO or (facility is not None and facility < ZERO):
        raise refuse_line(_KIND, number, "a rate is less than zero.")
    return RateRow(code, given.get("modifier", "").upper(), amount, facility, effective)
