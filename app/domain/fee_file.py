"""The Medicare physician fee schedule (PPRRVU): relative values and payment indicators under stacked labels.

The words of a code (column 2) belong to the AMA and are never read. A price is
(work x GPCI + practice expense x GPCI + malpractice x GPCI) x conversion factor, for one locality.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from app.domain.charges import is_procedure_code
from app.domain.code_edits import OfficialKind, ServiceFacts
from app.domain.money import Money, round_dollars
from app.domain.names import fold
from app.domain.official_rows import is_note, read_cells, refuse_file, refuse_line

_KIND = OfficialKind.FEES
_MOST_HEADING_ROWS = 6
_WORK, _NON_FACILITY, _NON_FACILITY_NA, _FACILITY, _FACILITY_NA, _MALPRACTICE = 5, 6, 7, 8, 9, 10
# The words that a column's stacked label must hold; these columns have moved over the years.
_BY_LABEL = {
    "pctc": ("pctc",),
    "global_days": ("glob",),
    "multiple": ("mult",),
    "bilateral": ("bilat",),
    "assistant": ("asst",),
    "co_surgeon": ("co", "surg"),
    "team": ("team",),
    "factor": ("conv", "factor"),
}


@dataclass(frozen=True, slots=True)
class Gpci:
    """The cost indices of one locality; `key` is the contractor and the locality's number (`06102-16`)."""

    key: str
    state: str
    name: str
    work: Decimal
    expense: Decimal
    malpractice: Decimal


def read_services(lines: Iterable[str], locality: Gpci | None) -> Iterator[ServiceFacts]:
    """Read codes one by one, priced for a locality; without one the prices are None.

    Raises InputError for a row that is none, and for a file whose labels are not found.
    """
    above: deque[list[str]] = deque(maxlen=_MOST_HEADING_ROWS)
    places: Mapping[str, int] | None = None
    for number, cells in read_cells(lines, _KIND):
        if places is None:
            above.append(cells)
            places = _find_places(above) if cells[0].upper() == "HCPCS" else None
        elif is_procedure_code(cells[0]):
            yield _read_service(cells, number, places, locality)
        elif not is_note(cells):
            raise refuse_line(_KIND, number, f"“{cells[0][:10]}” is not a procedure code.")
    if places is None:
        raise refuse_file(_KIND, "it has no line of labels that begins with “HCPCS”.")


def _find_places(rows: Iterable[list[str]]) -> Mapping[str, int]:
    labels = [fold(" ".join(parts)).split() for parts in _columns(list(rows))]
    if "work" not in labels[_WORK] or "mp" not in labels[_MALPRACTICE]:
        raise refuse_file(_KIND, "its columns of work and malpractice values are not where they should be.")
    found = {
        name: next((at for at, label in enumerate(labels) if all(word in label for word in words)), -1)
        for name, words in _BY_LABEL.items()
    }
    missing = [name for name in ("pctc", "global_days", "factor") if found[name] < 0]
    if missing:
        raise refuse_file(_KIND, f"it has no column of {', '.join(missing).replace('_', ' ')}.")
    return found


def _columns(rows: list[list[str]]) -> Iterator[list[str]]:
    """Give each column's words from top to bottom, without the titles that stand in the first."""
    width = len(rows[-1])
    for at in range(width):
        yield [row[at] for row in rows if at < len(row) and (at or row is rows[-1])]


def _read_service(
    cells: list[str], number: int, places: Mapping[str, int], locality: Gpci | None
) -> ServiceFacts:
    if len(cells) <= max(*places.values(), _MALPRACTICE):
        raise refuse_line(_KIND, number, "it has fewer cells than there are labels.")
    signs = {name: cells[at].upper() for name, at in places.items() if name != "factor" and at >= 0}
    try:
        values = [Decimal(cells[at] or "0") for at in (_WORK, _NON_FACILITY, _FACILITY, _MALPRACTICE)]
        factor = Decimal(cells[places["factor"]] or "0")
    except InvalidOperation:
        raise refuse_line(_KIND, number, "one of its values is not a number.") from None
    work, non_facility, facility, malpractice = values
    return ServiceFacts(
        code=cells[0],
        modifier=cells[1].upper(),
        status=cells[3].upper(),
        **signs,
        facility=_price((work, facility, malpractice), factor, locality, cells[_FACILITY_NA]),
        non_facility=_price((work, non_facility, malpractice), factor, locality, cells[_NON_FACILITY_NA]),
    )


def _price(
    values: tuple[Decimal, Decimal, Decimal], factor: Decimal, locality: Gpci | None, mark: str
) -> Money | None:
    """Price one unit; None without a locality, for a place the file marks NA, and where it has no values."""
    if locality is None or mark.upper() == "NA" or not any(values):
        return None
    work, expense, malpractice = values
    units = work * locality.work + expense * locality.expense + malpractice * locality.malpractice
    return round_dollars(units * factor)
