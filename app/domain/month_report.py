"""The closing report of a month: its A/R by holder, credit, money in, and what is left to do."""

from collections.abc import Iterable

from app.domain.months import MonthRow, MonthSums
from app.domain.reports import AMOUNT, Cell, Report, ReportColumn, add_totals

_COLUMNS = (
    ReportColumn("Who owes", share=2.2),
    ReportColumn("Opening", right=True),
    ReportColumn("+ Charges", right=True),
    ReportColumn("− Payments", right=True),
    ReportColumn("− Adjustments", right=True),
    ReportColumn("+ Moved", right=True),
    ReportColumn("= Closing", right=True),
)
_WORK = (ReportColumn("Name", share=2), ReportColumn("What is to do", share=3.4), AMOUNT)


def compose_month_report(sums: MonthSums, notes: tuple[str, ...] = ()) -> Report:
    """Lay out the A/R of a month, with its equation below."""
    return Report(
        f"What is owed (A/R), {sums.month.name}",
        "By the days that entries bear; patients’ credit stands apart.",
        _COLUMNS,
        tuple(_cells(row.name, row) for row in sums.rows),
        _cells("All", sums.whole),
        (f"{sums.equation}.", *notes),
    )


def compose_work_report(title: str, items: Iterable[tuple[str, str, Cell]]) -> Report:
    """Lay out things to do: name, what, and the money in it."""
    rows = tuple(items)
    return Report(f"{title}: {len(rows):,}", "", _WORK, rows, add_totals(rows, "Together"))


def _cells(name: str, row: MonthRow) -> tuple[Cell, ...]:
    return (name, row.opening, row.charged, row.paid, row.adjusted, row.moved, row.closing)
