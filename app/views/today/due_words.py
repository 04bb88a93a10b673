"""The columns of due work: until when, what, about whom, whose."""

from datetime import date

from app.domain.date_entry import format_date
from app.domain.due_work import DueLine
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.theme import ChipKind


def columns_of(today: date) -> tuple[Column, ...]:
    """The columns as they stand today: a day gone by is red, today's is due."""

    def due(line: DueLine) -> Chip | date | None:
        if line.due is None or line.due > today:
            return line.due
        kind = ChipKind.DENIED if line.is_overdue(today) else ChipKind.DUE
        return Chip(kind, format_date(line.due) if line.is_overdue(today) else "Today")

    return (
        Column("Due", due, width=14),
        Column("What", lambda line: line.text),
        Column("Patient", lambda line: line.patient, width=18),
        Column("Whose", lambda line: line.owner or "anyone", width=14),
    )
