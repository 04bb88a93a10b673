"""The columns of due work: until when, what, about whom, whose."""

from collections.abc import Callable
from datetime import date

from app.domain.date_entry import format_date
from app.domain.due_work import DueLine
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.theme import ChipKind


def columns_of(today: Callable[[], date]) -> tuple[Column, ...]:
    """The columns: a day gone by is red, today's is due; `today` answers what the session calls today."""

    def due(line: DueLine) -> Chip | date | None:
        if line.due is None or line.due > today():
            return line.due
        is_overdue = line.is_overdue(today())
        kind = ChipKind.DENIED if is_overdue else ChipKind.DUE
        return Chip(kind, format_date(line.due) if is_overdue else "Today")

    return (
        Column("Due", due, width=14),
        Column("What", lambda line: line.text),
        Column("Patient", lambda line: line.patient, width=18),
        Column("Whose", lambda line: line.owner or "anyone", width=14),
    )
