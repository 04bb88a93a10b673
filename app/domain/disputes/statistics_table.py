"""What disputes taught as a table for a spreadsheet, a row for each insurer, reason and code; no patient."""

import csv
import io
from collections.abc import Iterable

from app.domain.disputes.statistics import StatisticsRow

TITLES = (
    "By",
    "Name",
    "Cases",
    "Open",
    "At stake",
    "Won cases",
    "Lost cases",
    "Won",
    "Lost",
    "Win rate",
    "Days",
)
# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_statistics(groups: Iterable[tuple[str, Iterable[StatisticsRow]]]) -> bytes:
    """Write the rows of each group as CSV: UTF-8 with its mark, amounts in dollars, the rate in percent."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(TITLES)
    for group, rows in groups:
        for row in rows:
            writer.writerow((group, *_cells(row)))
    return out.getvalue().encode("utf-8-sig")


def _cells(row: StatisticsRow) -> tuple[object, ...]:
    name = f"'{row.name}" if row.name.startswith(_FORMULA) else row.name
    rate = "" if row.win_rate is None else f"{row.win_rate:.0%}"
    days = "" if row.days is None else f"{row.days:g}"
    amounts = (str(row.at_stake), row.won_cases, row.lost_cases, str(row.won), str(row.lost))
    return (name, row.cases, row.open, *amounts, rate, days)
