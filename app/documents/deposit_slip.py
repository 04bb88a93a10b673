"""Draws a deposit slip: the cash, the checks one by one, and what the bank gets."""

from app.documents.report_sheet import draw_report_sheet
from app.domain.deposits import DepositSlip
from app.domain.money import Money
from app.domain.reports import AMOUNT, Cell, Report, ReportColumn, ReportSheet, add_totals

_FOUND = {"cash": "Cash", "over": "Found over", "short": "Found short"}
_CHECKS = (
    ReportColumn("Check", share=1.2),
    ReportColumn("From", share=3),
    ReportColumn("Receipt", right=True, share=0.8),
    AMOUNT,
)


def draw_deposit_slip(slip: DepositSlip, mark: str = "") -> bytes:
    """Draw one slip; `mark` is a framed word at the head of each page, such as DEMO."""
    checks = tuple((item.reference, item.name, item.receipt_number, item.amount) for item in slip.checks)
    sheet = ReportSheet(
        f"Deposit {slip.number}",
        slip.practice,
        slip.on,
        slip.made_by,
        (
            Report(
                "Cash", "", (ReportColumn("What", share=4), AMOUNT), _cash_rows(slip), ("Cash", slip.cash)
            ),
            Report(f"Checks ({len(checks)})", "", _CHECKS, checks, add_totals(checks, "Checks")),
        ),
        (("Bank account", slip.bank), ("To the bank", slip.amount.dollars)),
        "Initials of who brought it to the bank",
    )
    return draw_report_sheet(sheet, mark)


def _cash_rows(slip: DepositSlip) -> tuple[tuple[Cell, ...], ...]:
    """The cash in one row, and a row for each difference that a count found."""
    cash = sum(item.amount.cents for item in slip.items if item.method == "cash")
    found = [
        (f"{_FOUND[item.method]}: {item.name}", item.amount)
        for item in slip.items
        if item.method in ("over", "short")
    ]
    return (("Cash", Money(cash)), *found)
