"""What disputes taught, written as a table for a spreadsheet."""

from datetime import date
from pathlib import Path

from app.domain.disputes.statistics_table import write_statistics
from app.domain.rights import Right
from app.models.disk_faults import in_words
from app.models.whole_file import write_whole
from app.queries.dispute_statistics import explain_disputes
from app.services.session import Session


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
        with in_words(path):
            write_whole(path, write_statistics(groups))
        after = {"first": first, "last": last, "cases": found.total.cases}
        transaction.record("dispute_case", None, "export_statistics", after=after)
        return found.total.cases
