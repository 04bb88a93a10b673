"""Reports on paper and in files: drawn and kept as printed, or written out for a spreadsheet."""

import csv
import io
from hashlib import sha256
from pathlib import Path

from app.documents.report_sheet import draw_report_sheet
from app.domain.errors import InputError
from app.domain.reports import Report, ReportOrder, ReportSheet, write_cell_plain
from app.domain.rights import Right
from app.models.disk_faults import in_words
from app.models.whole_file import write_whole
from app.queries.letterheads import find_letterhead
from app.queries.reports import compose_report
from app.services.exports import write_cell
from app.services.files import NewFile, keep_file, paper_mark
from app.services.papers import PrintedPaper
from app.services.session import Session

KIND = "report"


def print_report(session: Session, order: ReportOrder) -> PrintedPaper:
    """Draw a report as it stands now, and keep it."""
    session.require(Right.SEE_REPORTS)
    with session.transaction() as transaction:
        report = compose_report(order)
        sheet = ReportSheet(
            report.title, find_letterhead().name, session.today(), session.user.display_name, (report,)
        )
        pdf = draw_report_sheet(sheet, paper_mark())
        name = f"{name_of(order)}.pdf"
        file_id = keep_file(transaction, NewFile(KIND, name, pdf, "report"))
        facts = {"report": order.kind.value, "first": order.first, "last": order.last}
        after = {**facts, "rows": len(report.rows), "sha256": sha256(pdf).hexdigest()}
        transaction.record("document", file_id, "print_report", after=after)
        return PrintedPaper(file_id, name, pdf)


def export_report(session: Session, order: ReportOrder, path: Path, reason: str) -> Path:
    """Write a report as CSV, safe for spreadsheets; it names people and is not encrypted, so say why."""
    session.require(Right.EXPORT)
    if not reason.strip():
        raise InputError("Say what the file is for; it is not encrypted. Nothing was written.")
    with session.transaction() as transaction:
        report = compose_report(order)
        with in_words(path):
            write_whole(path, write_csv(report))
        facts = {"report": order.kind.value, "first": order.first, "last": order.last}
        after = {**facts, "rows": len(report.rows)}
        transaction.record("export", None, "export_report", reason=reason.strip(), after=after)
        return path


def write_csv(report: Report) -> bytes:
    """A report as CSV: UTF-8 with its mark, the titles, the rows, and the totals last."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.title for column in report.columns])
    for row in (*report.rows, *([report.totals] if report.totals else [])):
        writer.writerow([write_cell(write_cell_plain(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def name_of(order: ReportOrder) -> str:
    """Name the file of a report: what it is, and its days."""
    days = f"{order.last}" if order.kind.is_aging else f"{order.first}-{order.last}"
    return f"{order.kind.value.replace(' ', '-')}-{days}"
