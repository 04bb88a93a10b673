"""The open deadlines of all cases as days of a calendar; cases are named by number only."""

from datetime import date

from app.domain.disputes.calendar_file import CalendarEntry
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks

_OPEN = """
    select d.number, e.id, e.kind, e.due_on, e.how from dispute_deadline e
      join dispute_case d on d.id = e.case_id where d.stage <> 'closed'
      and not exists(select 1 from dispute_deadline_end z where z.deadline_id = e.id)
    order by e.due_on, e.id
"""


@asks(Right.SEE_PATIENT)
def list_calendar_entries() -> tuple[CalendarEntry, ...]:
    """The last days that are not over yet, the next one first."""
    return tuple(
        CalendarEntry(
            f"case-{number}-{deadline}@plainbill",
            date.fromisoformat(due_on),
            f"Case {number}: {kind.replace('_', ' ')}",
            how,
        )
        for number, deadline, kind, due_on, how in select(_OPEN)
    )
