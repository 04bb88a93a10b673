"""The open deadlines of all cases, written as a calendar file that names cases by number only."""

from pathlib import Path

from app.domain.disputes.calendar_file import write_calendar
from app.domain.rights import Right
from app.models.disk_faults import in_words
from app.models.whole_file import write_whole
from app.queries.dispute_calendar import list_calendar_entries
from app.services.session import Session


def export_deadlines(session: Session, path: Path) -> int:
    """Write the deadlines that are not over, in place of a file of that name; tells how many there are."""
    session.require(Right.WORK_DISPUTE)
    with session.transaction() as transaction:
        entries = list_calendar_entries()
        with in_words(path):
            write_whole(path, write_calendar(entries, session.now()).encode())
        transaction.record("dispute_case", None, "export_deadlines", after={"deadlines": len(entries)})
        return len(entries)
