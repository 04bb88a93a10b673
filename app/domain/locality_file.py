"""The geographic cost indices (GPCI) that price the Medicare fee schedule: one locality a line."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from app.domain.code_edits import OfficialKind
from app.domain.fee_file import Gpci
from app.domain.names import fold
from app.domain.official_rows import read_cells, refuse_file, refuse_line

_KIND = OfficialKind.FEES
_COLUMNS = {
    "contractor": ("contractor",),
    "state": ("state",),
    "number": ("locality", "number"),
    "name": ("locality", "name"),
    "work": ("pw", "gpci"),
    "expense": ("pe", "gpci"),
    "malpractice": ("mp", "gpci"),
}


def read_localities(lines: Iterable[str]) -> tuple[Gpci, ...]:
    """Read all localities; where work has two columns, the one with the floor of 1.0 counts.

    Raises InputError when there are no titles or no localities.
    """
    places: Mapping[str, int] = {}
    found: list[Gpci] = []
    for number, cells in read_cells(lines, _KIND):
        if not places:
            places = _find_places(cells)
        elif len(cells) > max(places.values()) and cells[places["number"]].isdigit():
            found.append(_read_locality(cells, number, places))
    if not found:
        raise refuse_file(_KIND, "its list of localities (GPCI) has no locality.")
    return tuple(found)


def is_locality_titles(cells: list[str]) -> bool:
    """Tell the line of titles."""
    return bool(_find_places(cells))


def _find_places(cells: list[str]) -> Mapping[str, int]:
    """Find every column by the words of its title; nothing when one is missing."""
    titles = [fold(cell).split() for cell in cells]
    found: dict[str, int] = {}
    for name, words in _COLUMNS.items():
        places = [at for at, title in enumerate(titles) if all(word in title for word in words)]
        if not places:
            return {}
        found[name] = next((at for at in places if "with" in titles[at]), places[0])
    return found


def _read_locality(cells: list[str], number: int, places: Mapping[str, int]) -> Gpci:
    found = {name: cells[at] for name, at in places.items()}
    try:
        indices = [Decimal(found[name]) for name in ("work", "expense", "malpractice")]
    except InvalidOperation:
        raise refuse_line(_KIND, number, "an index of the locality is not a number.") from None
    work, expense, malpractice = indices
    key = f"{found['contractor']}-{found['number'].zfill(2)}"
    return Gpci(key, found["state"].upper(), found["name"].strip(" *"), work, expense, malpractice)
