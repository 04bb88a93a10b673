"""Months of the books: closed with their sums and report, and reopened by two people."""

from dataclasses import dataclass
from hashlib import sha256

from app.documents.report_sheet import draw_report_sheet
from app.domain.errors import RuleError
from app.domain.findings import Finding
from app.domain.money import ZERO
from app.domain.month_report import compose_month_report, compose_work_report
from app.domain.months import (
    Month,
    MonthSums,
    check_month_closable,
    check_month_reopenable,
)
from app.domain.reports import Report, ReportSheet
from app.domain.rights import Right
from app.models.closing import MonthEvent
from app.models.postings import last_posting
from app.queries.letterheads import find_letterhead
from app.queries.month_work import month_work
from app.queries.months import REPORT, CreditSums, ar_at_end_of, credit_sums, month_state, month_sums
from app.services.files import NewFile, keep_file, paper_mark
from app.services.papers import PrintedPaper
from app.services.second_person import Signature, second_person
from app.services.session import Session, Transaction


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """A month closed: its sums, patients' credit, and the report that is kept."""

    sums: MonthSums
    credit: CreditSums
    report: PrintedPaper


def close_month(session: Session, month: Month) -> ClosedMonth:
    """Close a month whose days are all closed, and keep its report; nothing can be dated into it any more.

    Raises RuleError, with every sentence, for what must be done first, and where the books do not add up.
    """
    session.require(Right.CLOSE_MONTH)
    with session.transaction() as transaction:
        _refuse(check_month_closable(month_state(month), session.today()))
        sums, credit = month_sums(month), credit_sums(month)
        _prove(sums)
        report = _keep_report(session, transaction, sums, credit)
        whole = sums.whole
        row = MonthEvent.create(
            month=month.key,
            event="close",
            user=session.user.id,
            at=session.now().isoformat(),
            last_posting=last_posting(),
            opening=whole.opening,
            charged=whole.charged,
            paid=whole.paid,
            adjusted=whole.adjusted,
            closing=whole.closing,
            file=report.file_id,
        )
        facts = {"month": month.key, "closing": whole.closing, "sha256": sha256(report.pdf).hexdigest()}
        transaction.record("month", row.seq, "close_month", after=facts)
        return ClosedMonth(sums, credit, report)


def reopen_month(session: Session, month: Month, reason: str, signature: Signature | None = None) -> None:
    """Reopen a closed month for a day, with a reason and a second manager's signature.

    Where the office has no second manager, one alone does it, and that is an exception line of the trail.
    """
    session.require(Right.CLOSE_MONTH)
    if not reason.strip():
        raise RuleError("Say why the month is reopened; the reason stays on record. Nothing was changed.")
    second = second_person(signature, session, Right.CLOSE_MONTH, f"reopen_month {month.key}")
    with session.transaction() as transaction:
        check_month_reopenable(month_state(month))
        row = MonthEvent.create(
            month=month.key,
            event="reopen",
            user=session.user.id,
            second_user=second,
            at=session.now().isoformat(),
            reason=reason.strip(),
            last_posting=last_posting(),
            **dict.fromkeys(("opening", "charged", "paid", "adjusted", "closing"), ZERO),
        )
        action = "reopen_month" if second else "reopen_month_alone"
        facts = {"month": month.key, "second": second}
        transaction.record("month", row.seq, action, reason=reason.strip(), after=facts)


def _refuse(findings: tuple[Finding, ...]) -> None:
    if findings:
        told = " ".join(f"{finding.text} {finding.fix}" for finding in findings)
        raise RuleError(f"Nothing was closed. {told}")


def _prove(sums: MonthSums) -> None:
    """Refuse to close over books that do not add up; both ends are added up anew from the first entry on."""
    ends = (ar_at_end_of(sums.month.before), ar_at_end_of(sums.month))
    if not sums.ties or ends != (sums.whole.opening, sums.whole.closing):
        raise RuleError(
            f"The books of {sums.month.name} do not add up. Nothing was closed. Run “Check the database”, "
            "and ask for help with what it names."
        )


def _keep_report(
    session: Session, transaction: Transaction, sums: MonthSums, credit: CreditSums
) -> PrintedPaper:
    name = f"month-{sums.month.key}.pdf"
    sheet = ReportSheet(
        f"Closing of {sums.month.name}",
        find_letterhead().name,
        session.today(),
        session.user.display_name,
        _reports(session, sums, credit),
        signed="Signature",
    )
    pdf = draw_report_sheet(sheet, paper_mark())
    return PrintedPaper(keep_file(transaction, NewFile(REPORT, name, pdf, "month")), name, pdf)


def _reports(session: Session, sums: MonthSums, credit: CreditSums) -> tuple[Report, ...]:
    words = (
        f"Patients’ credit: opening {credit.opening.dollars} + received {credit.received.dollars} − used "
        f"{credit.used.dollars} − given back {credit.given_back.dollars} = closing {credit.closing.dollars}."
    )
    work = month_work(session.user.id, sums.month, session.today())
    lists = [
        compose_work_report(each.title, ((item.name, item.words, item.amount) for item in each.items))
        for each in work
    ]
    return (compose_month_report(sums, (words,)), *lists)
