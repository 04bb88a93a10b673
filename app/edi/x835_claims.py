"""The claims of one 835, made from the kinds and values of its segments.

A large file spends its time here. What belongs to a claim or a line is therefore not dealt with segment by
segment: the kinds of its segments in their order are its shape, most loops have one of a few shapes, and how
the values are parted by kind is found out once a shape.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import chain, pairwise
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from app.domain.remittances import (
    ProviderAdjustment,
    RemittedAdjustment,
    RemittedClaim,
    RemittedLine,
    find_date,
)
from app.edi.x835_segments import CLAIM, DATES, LINE, LINE_KINDS, ODD, Found, SegmentTable
from app.edi.x835_values import UnreadableError

_SERVICE, _FIRST_DAY, _LAST_DAY = "472", "150", "151"
_CLAIM_FIRST_DAY, _CLAIM_LAST_DAY = "232", "233"

Kinds: TypeAlias = tuple[int, ...]
Values: TypeAlias = tuple[Any, ...]
Dates: TypeAlias = Sequence[tuple[str, date]]
Sorter: TypeAlias = Callable[[Values], Values]

_make_claim: Callable[[Values], RemittedClaim] = partial(tuple.__new__, RemittedClaim)
_make_line: Callable[[Values], RemittedLine] = partial(tuple.__new__, RemittedLine)


class Loop(NamedTuple):
    """What CLP says, the kinds and values of the segments after it, and its number in the file."""

    value: Values
    kinds: Kinds
    values: Values
    number: int


class ClaimReading:
    """How far the reading of one set has come: what was closed, and the open claim with its lines."""

    def __init__(self, table: SegmentTable, notes: list[str]) -> None:
        self.table = table
        self.notes = notes
        self.claims: list[RemittedClaim] = []
        self.provider_adjustments: list[ProviderAdjustment] = []
        self.number = 0
        self._claim: Loop | None = None
        self._lines: list[RemittedLine] = []
        self._claim_sorters: dict[Kinds, Sorter] = {}
        self._line_sorters: dict[Kinds, Sorter] = {}

    def read(self, pieces: Sequence[str], first: int) -> None:
        """Read segments from the end of the heading on; `first` is the number of the first of them.

        Raises UnreadableError; `number` is then that of the segment.
        """
        kinds: Kinds
        kinds, values = zip(*self._look_up(pieces, first), strict=True)
        if ODD in kinds:
            self._note_odd(kinds, values, first)
        opens = [index for index, kind in enumerate(kinds) if kind >= CLAIM]
        self._refuse_strays(kinds[: opens[0]] if opens else kinds, first)
        for start, end in pairwise([*opens, len(kinds)]):
            kind, after = kinds[start], start + 1
            self.number = number = first + start
            if kind == LINE:
                self._take_line(values[start], kinds[after:end], values[after:end], number)
                continue
            self._close_claim()
            if kind == CLAIM:
                self._claim = Loop(values[start], kinds[after:end], values[after:end], number)
            else:
                self._refuse_strays(kinds[after:end], number + 1)
                self._take_provider_adjustments(values[start], number)
        self._close_claim()

    def _look_up(self, pieces: Sequence[str], first: int) -> list[Found]:
        """The kind and value of each segment."""
        founds: list[Found] = []
        try:
            founds.extend(map(self.table.__getitem__, pieces))
        except UnreadableError:
            # What was read before the fault has been added.
            self.number = first + len(founds)
            raise
        return founds

    def _refuse_strays(self, kinds: Kinds, first: int) -> None:
        """Refuse what belongs to a claim where none is open; `first` is the number of the first of these."""
        for number, kind in enumerate(kinds, start=first):
            if kind < ODD:
                self.number = number
                raise UnreadableError("This stands outside of a claim (CLP is missing).")

    def _note_odd(self, kinds: Kinds, values: Values, first: int) -> None:
        for number, (kind, value) in enumerate(zip(kinds, values, strict=True), start=first):
            if kind == ODD:
                self.notes.append(f"Segment {number}: {value}")

    def _take_line(self, value: Values, kinds: Kinds, values: Values, number: int) -> None:
        if self._claim is None:
            raise UnreadableError("A service line stands outside of a claim (CLP is missing).")
        sort = self._line_sorters.get(kinds) or self._find_line_sorter(kinds, number)
        dates, adjustments, references, numbers, amounts, quantities, remarks = sort(values)
        if len(dates) == 1 and dates[0][0] == _SERVICE:
            first = last = dates[0][1]
        else:
            first, last = _find_days(dates, self._claim)
        joined = adjustments[0] + adjustments[1] if len(adjustments) == 2 else _join(adjustments)
        ours = numbers[0] if numbers else ""
        tail = first, last, joined, remarks, ours, references, amounts, quantities, number
        self._lines.append(_make_line(value + tail))

    def _find_line_sorter(self, kinds: Kinds, number: int) -> Sorter:
        """Find the sorter of a shape; one with what belongs to a claim is not kept, since each is noted."""
        sorter = _make_sorter(kinds, LINE_KINDS)
        misplaced = [at for at, kind in enumerate(kinds, start=number + 1) if LINE_KINDS <= kind < ODD]
        for at in misplaced:
            self.notes.append(f"Segment {at}: This belongs to a claim and not to a line; it was left out.")
        if not misplaced:
            self._line_sorters[kinds] = sorter
        return sorter

    def _close_claim(self) -> None:
        if self._claim is None:
            return
        value, kinds, values, number = self._claim
        sort = self._claim_sorters.get(kinds)
        if sort is None:
            sort = self._claim_sorters[kinds] = _make_sorter(kinds, ODD)
        dates, adjustments, references, _, amounts, quantities, remarks, *others = sort(values)
        parties, outpatients, inpatients, contacts = others
        outpatient = outpatients[0] if outpatients else ()
        inpatient = inpatients[0] if inpatients else ()
        if outpatient or inpatient:
            remarks += _remarks_of(outpatient, inpatient)
        tail = (
            *(parties, _join(adjustments), remarks, outpatient, inpatient, references),
            *(dates, amounts, quantities, contacts, tuple(self._lines), number),
        )
        self.claims.append(_make_claim(value + tail))
        self._claim, self._lines = None, []

    def _take_provider_adjustments(self, row: tuple[str, ...], number: int) -> None:
        """PLB: provider, end of the fiscal year, then codes with references and amounts, up to six pairs."""
        row = (*row, "", "", "", "")
        provider, fiscal_year_end = row[1], self.table.days[row[2]]
        for at in range(3, len(row) - 3, 2):
            composite, amount = row[at], row[at + 1]
            if composite or amount:
                code, _, reference = composite.partition(self.table.delimiters.component)
                cents = self.table.amounts[amount]
                self.provider_adjustments.append(
                    ProviderAdjustment(
                        code.strip(), reference.strip(), cents, fiscal_year_end, provider, number
                    )
                )


def _make_sorter(kinds: Kinds, count: int) -> Sorter:
    """Make what parts the values of a shape by kind: a tuple for each of the first `count` kinds."""
    is_scattered = sum(a != b for a, b in pairwise(kinds)) >= len(set(kinds)) > 0
    indexes = sorted(range(len(kinds)), key=kinds.__getitem__) if is_scattered else range(len(kinds))
    placed = [kinds[index] for index in indexes]
    starts = [placed.index(kind) if kind in placed else 0 for kind in range(count)]
    part = itemgetter(*(slice(at, at + placed.count(kind)) for kind, at in enumerate(starts)))
    if not is_scattered:
        return part
    order = itemgetter(*indexes)
    return lambda values: part(order(values))


def _find_days(dates: Dates, claim: Loop) -> tuple[date | None, date | None]:
    """The first and last day of a line: 472, else 150 and 151, else those of its claim."""
    first = find_date(dates, _SERVICE) or find_date(dates, _FIRST_DAY)
    last = find_date(dates, _LAST_DAY) or first
    if last is None:
        of_claim = [value for kind, value in zip(claim.kinds, claim.values, strict=True) if kind == DATES]
        first = find_date(of_claim, _CLAIM_FIRST_DAY)
        last = find_date(of_claim, _CLAIM_LAST_DAY) or first
    return first or last, last


def _join(adjustments: tuple[tuple[RemittedAdjustment, ...], ...]) -> tuple[RemittedAdjustment, ...]:
    """The adjustments of several CAS segments as one."""
    return adjustments[0] if len(adjustments) == 1 else tuple(chain.from_iterable(adjustments))


def _remarks_of(outpatient: tuple[str, ...], inpatient: tuple[str, ...]) -> tuple[str, ...]:
    """The remark codes of MOA03 to 07, and of MIA05 and MIA20 to 23."""
    return tuple(filter(None, (*outpatient[2:7], *inpatient[4:5], *inpatient[19:23])))
