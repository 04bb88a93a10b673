"""Files about disputes for other programs: the last days for a calendar, and what disputes taught."""

from datetime import date
from pathlib import Path

from app.domain.disputes.calendar_file import write_calendar
from app.domain.disputes.statistics_table import write_statistics
from app.domain.rights import Right
from app.models.whole_file import write_whole
from app.queries.dispute_calendar import list_calendar_entries
from app.queries.dispute_statistics import explain_disputes
from app.services.session import Session


def export_deadlines(session: Session, path: Path) -> int:
    """Write the open last days of all cases as a calendar file, cases by number only; tells how many."""
    session.require(Right.WORK_DISPUTE)
    with session.transaction() as transaction:
        entries = list_calendar_entries()
        write_whole(path, write_calendar(entries, session.now()).encode())
        transaction.record("dispute_case", None, "export_deadlines", after={"deadlines": len(entries)})
        return len(entries)


def export_statistics(session: Session, first: date, last: date, path: Path) -> int:
    """Write what the cases opened on these days came to as CSV, without any patient; tells how many cases."""
    session.require(Right.SEE_REPORTS)
    with session.transaction() as transaction:
        found = explain_disputes(first, last)
        groups = (
            ("All", (found.total,)),
            ("Insurer", found.by_payer),
            ("Reason", found.by_reason),
            ("Code", found.by_code),
        )
        write_whole(path, write_statistics(groups))
        after = {"first": first, "last": last, "cases": found.total.cases}
        transaction.record("dispute_case", None, "export_statistics", after=after)
        return found.total.cases
