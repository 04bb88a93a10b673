"""Reports as plain values: columns, rows and totals, the same on the screen, on paper and in a file.

A cell is text, a count, a date, an amount as `Money`, or None for nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.aging import LABELS, Aging, AgingAnchor
from app.domain.date_entry import format_date
from app.domain.money import Money, total

Cell = str | int | date | Money | None


class ReportKind(StrEnum):
    """The reports of the practice's money."""

    DAY_SHEET = "day sheet"
    RECEIPTS = "receipts"
    AGING_PATIENTS = "aging by patient"
    AGING_GUARANTORS = "aging by guarantor"
    AGING_PAYERS = "aging by payer"
    ADJUSTMENTS = "adjustments"

    @property
    def is_aging(self) -> bool:
        """Tell whether it shows how old open money is on one day."""
        return self in _AGINGS


_AGINGS = frozenset({ReportKind.AGING_PATIENTS, ReportKind.AGING_GUARANTORS, ReportKind.AGING_PAYERS})


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """Which report, of which days (an aging: as of `last`), and from which day a balance ages."""

    kind: ReportKind
    first: date
    last: date
    anchor: AgingAnchor = AgingAnchor.FIRST_STATEMENT


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column: its title, whether it stands at the right, and its share of the width."""

    title: str
    right: bool = False
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """A table with its title, what it is about in one line, its totals, and notes below it."""

    title: str
    about: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a row that has not one cell for each column."""
        wide = len(self.columns)
        if any(len(row) != wide for row in self.rows) or len(self.totals) not in (0, wide):
            raise ValueError(f"the report {self.title} has a row of another width than its columns")


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """Reports on one paper: whose, of which day, made by whom, and facts at its head."""

    title: str
    practice: str
    made_on: date
    made_by: str
    reports: tuple[Report, ...]
    facts: tuple[tuple[str, str], ...] = ()
    signed: str = ""


AMOUNT = ReportColumn("Amount", right=True, share=1.2)


def write_cell_words(cell: Cell) -> str:
    """Write a cell as people read it: dates in the US way, amounts with two decimals, nothing as nothing."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return format_date(cell)
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def write_cell_plain(cell: Cell) -> str:
    """Write a cell for a file that a program reads: ISO dates, amounts without commas."""
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).replace(",", "") if isinstance(cell, Money) else "" if cell is None else str(cell)


def add_totals(rows: Iterable[Sequence[Cell]], words: str) -> tuple[Cell, ...]:
    """Add the columns of amounts up; the first cell says what it is, other columns stay empty."""
    columns = list(zip(*rows, strict=True))
    sums: list[Cell] = []
    for column in columns:
        amounts = [cell for cell in column if isinstance(cell, Money)]
        sums.append(total(amounts) if amounts and len(amounts) == len(column) else None)
    return (words, *sums[1:]) if sums else ()


@dataclass(frozen=True, slots=True)
class AgedLine:
    """Open money of one patient, account or payer: whose it is, and how old."""

    name: str
    number: str
    aging: Aging


def compose_aging_report(
    title: str, about: str, lines: Iterable[AgedLine], notes: tuple[str, ...] = ()
) -> Report:
    """Lay out an aging report: five buckets, their sum, and credits in a column of their own."""
    columns = (
        ReportColumn("Name", share=2.4),
        ReportColumn("Number", share=0.9),
        *(ReportColumn(f"{label} days", right=True) for label in LABELS),
        ReportColumn("Open", right=True, share=1.1),
        ReportColumn("Credits", right=True),
    )
    rows = tuple(
        (line.name, line.number, *line.aging.buckets, line.aging.total, line.aging.credits) for line in lines
    )
    return Report(title, about, columns, rows, add_totals(rows, f"{len(rows):,} together"), notes)
