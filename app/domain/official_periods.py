"""On which days an official file is in force, and which of those loaded speaks for a date of service."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.code_edits import OfficialKind
from app.domain.date_entry import format_date

# CMS gives the pairs of practitioners in so many files a quarter; one of them alone is not the whole set.
PAIR_PARTS = ("f1", "f2", "f3", "f4")


@dataclass(frozen=True, slots=True)
class FilePeriod:
    """A loaded file, the days for which it speaks (`ends` None = without end), and its part of a set."""

    id: int
    kind: OfficialKind
    source: str
    effective: date
    ends: date | None = None
    part: str = ""


def choose_in_force(
    files: Iterable[FilePeriod], kind: OfficialKind, on: date, source: str
) -> tuple[FilePeriod, ...]:
    """Choose the file that speaks for a date, all parts of it; nothing when none does or a part is missing.

    It is the newest one whose days hold the date. Pairs bear their own dates and deleted ones are kept, so
    that for them a later file answers where none of its own time is loaded.
    """
    of_kind = [file for file in files if (file.kind, file.source) == (kind, source)]
    then = _release(of_kind, max((file.effective for file in of_kind if file.effective <= on), default=None))
    if then and (then[0].ends is None or on <= then[0].ends):
        return () if _is_partial(then) else then
    if kind is not OfficialKind.PAIRS:
        return ()
    later = _release(of_kind, min((file.effective for file in of_kind if file.effective > on), default=None))
    return () if _is_partial(later) else later


def last_day_in_force(kind: OfficialKind, effective: date) -> date | None:
    """The last day for which a file speaks: its quarter, its calendar or fiscal year; None without end."""
    if kind is OfficialKind.RATES:
        return None
    if kind is OfficialKind.FEES:
        return date(effective.year, 12, 31)
    if kind is OfficialKind.DIAGNOSES:
        return date(effective.year + (effective.month >= 10), 9, 30)
    month = (effective.month - 1) // 3 * 3 + 3
    return date(effective.year, month, calendar.monthrange(effective.year, month)[1])


def name_release(kind: OfficialKind, effective: date) -> str:
    """Name a release as CMS does: `2026 Q4`, `FY 2027`, `2026 October`."""
    if kind is OfficialKind.RATES:
        return f"from {format_date(effective)}"
    if kind is OfficialKind.DIAGNOSES:
        year = effective.year + (effective.month >= 10)
        begins = (effective.month, effective.day) == (10, 1)
        return f"FY {year}" if begins else f"FY {year}, {calendar.month_name[effective.month]}"
    if kind is OfficialKind.FEES:
        return f"{effective.year} {calendar.month_name[effective.month]}"
    return f"{effective.year} Q{(effective.month + 2) // 3}"


def missing_parts(parts: Iterable[str]) -> tuple[str, ...]:
    """The parts still missing of a set of NCCI pairs; a file that is no part is the whole set."""
    found = set(parts)
    return () if "" in found else tuple(part for part in PAIR_PARTS if part not in found)


def _release(files: Sequence[FilePeriod], effective: date | None) -> tuple[FilePeriod, ...]:
    return tuple(file for file in files if file.effective == effective)


def _is_partial(files: Sequence[FilePeriod]) -> bool:
    return (
        bool(files)
        and files[0].kind is OfficialKind.PAIRS
        and bool(missing_parts(file.part for file in files))
    )
