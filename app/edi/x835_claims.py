"""The claims of one 835, made from the kinds and values of its segments.

A large file spends its time here: each segment is looked up and added to the values of its kind in the open
loop, and all else is done once a loop.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from app.domain.remittances import ProviderAdjustment, RemittedClaim, RemittedLine, find_date
from app.edi.x835_segments import CLAIM, CLAIM_KINDS, LINE, LINE_KINDS, ODD, PROVIDER, SegmentTable
from app.edi.x835_values import UnreadableError, read_cents

_SERVICE, _FIRST_DAY, _LAST_DAY = "472", "150", "151"
_CLAIM_FIRST_DAY, _CLAIM_LAST_DAY = "232", "233"

Values: TypeAlias = tuple[Any, ...]
Dates: TypeAlias = Sequence[tuple[str, date]]
# What opened a loop, the values of the segments after it by their kinds, and its number in the file.
Loop: TypeAlias = tuple[Values, list[Values], int]

_make_claim: Callable[[Values], RemittedClaim] = partial(tuple.__new__, RemittedClaim)
_make_line: Callable[[Values], RemittedLine] = partial(tuple.__new__, RemittedLine)


class ClaimReading:
    """How far the reading of one set has come: the claims that were closed, and the open one with its lines.

    `_parts` are the values of the open loop, which takes the kinds below `_taken`, none where no claim is
    open.
    """

    def __init__(self, table: SegmentTable, notes: list[str]) -> None:
        self.table = table
        self.notes = notes
        self.claims: list[RemittedClaim] = []
        self.provider_adjustments: list[ProviderAdjustment] = []
        self.number = 0
        self.piece = ""
        self._claim: Loop | None = None
        self._lines: list[Loop] = []
        self._parts: list[Values] = []
        self._taken = 0

    def read(self, pieces: Iterable[str], first: int) -> None:
        """Read segments from the end of the heading on, any number at a time; `first` numbers the first.

        Raises UnreadableError; `number` and `piece` are then those of the segment.
        """
        table, parts, taken = self.table, self._parts, self._taken
        try:
            for number, piece in enumerate(pieces, first):
                kind, value = table[piece]
                if kind < taken:
                    parts[kind] += value
                else:
                    self._take(kind, value, number)
                    parts, taken = self._parts, self._taken
        except UnreadableError:
            self.number, self.piece = number, piece
            raise

    def close(self) -> None:
        """Close the open claim, when the set has ended."""
        if self._claim is None:
            return
        value, parts, number = self._claim
        dates, adjustments, references, _, amounts, quantities, remarks, parties, moa, mia, contacts = parts
        outpatient, inpatient = moa[0] if moa else (), mia[0] if mia else ()
        if outpatient or inpatient:
            remarks += _remarks_of(outpatient, inpatient)
        lines = tuple([_close_line(line, dates) for line in self._lines])
        head = parties, adjustments, remarks, outpatient, inpatient, references
        tail = dates, amounts, quantities, contacts, lines, number
        self.claims.append(_make_claim(value + head + tail))
        self._claim, self._lines = None, []

    def _take(self, kind: int, value: Any, number: int) -> None:
        """Take what is no plain part of the open loop."""
        if kind == LINE:
            if self._claim is None:
                raise UnreadableError("A service line stands outside of a claim (CLP is missing).")
            self._parts, self._taken = [()] * LINE_KINDS, LINE_KINDS
            self._lines.append((value, self._parts, number))
        elif kind == CLAIM:
            self.close()
            self._parts, self._taken = [()] * CLAIM_KINDS, CLAIM_KINDS
            self._claim = value, self._parts, number
        elif kind == PROVIDER:
            self.close()
            self._taken = 0
            self._take_provider_adjustments(value, number)
        elif kind == ODD:
            self.notes.append(f"Segment {number}: {value}")
        elif kind < CLAIM_KINDS:
            self._refuse_stray(number)

    def _refuse_stray(self, number: int) -> None:
        """Refuse what belongs to a claim where none is open; note what does not belong to a line."""
        if self._claim is None:
            raise UnreadableError("This stands outside of a claim (CLP is missing).")
        self.notes.append(f"Segment {number}: This belongs to a claim and not to a line; it was left out.")

    def _take_provider_adjustments(self, row: tuple[str, ...], number: int) -> None:
        """PLB: provider, end of the fiscal year, then codes with references and amounts, up to six pairs."""
        row = (*row, "", "", "", "")
        provider, fiscal_year_end = row[1], self.table.days[row[2]]
        for at in range(3, len(row) - 3, 2):
            composite, amount = row[at], row[at + 1]
            if composite or amount:
                code, _, reference = composite.partition(self.table.delimiters.component)
                cents = read_cents(amount)
                self.provider_adjustments.append(
                    ProviderAdjustment(
                        code.strip(), reference.strip(), cents, fiscal_year_end, provider, number
                    )
                )


def _close_line(line: Loop, of_claim: Dates) -> RemittedLine:
    value, parts, number = line
    dates, adjustments, references, numbers, amounts, quantities, remarks = parts
    if len(dates) == 1 and dates[0][0] == _SERVICE:
        first = last = dates[0][1]
    else:
        first, last = _find_days(dates, of_claim)
    ours = numbers[0] if numbers else ""
    tail = first, last, adjustments, remarks, ours, references, amounts, quantities, number
    return _make_line(value + tail)


def _find_days(dates: Dates, of_claim: Dates) -> tuple[date | None, date | None]:
    """The first and last day of a line: 472, else 150 and 151, else those of its claim."""
    first = find_date(dates, _SERVICE) or find_date(dates, _FIRST_DAY)
    last = find_date(dates, _LAST_DAY) or first
    if last is None:
        first = find_date(of_claim, _CLAIM_FIRST_DAY)
        last = find_date(of_claim, _CLAIM_LAST_DAY) or first
    return first or last, last


def _remarks_of(outpatient: tuple[str, ...], inpatient: tuple[str, ...]) -> tuple[str, ...]:
    """The remark codes of MOA03 to 07, and of MIA05 and MIA20 to 23."""
    return tuple(filter(None, (*outpatient[2:7], *inpatient[4:5], *inpatient[19:23])))
