"""Reports on paper: every row and total is there, page after page, and nothing runs off the paper."""

from datetime import date

from app.documents.deposit_slip import draw_deposit_slip
from app.documents.report_sheet import draw_report_sheet
from app.domain.deposits import DepositSlip, SlipItem
from app.domain.money import Money
from app.domain.reports import AMOUNT, Report, ReportColumn, ReportSheet, add_totals
from tests.documents.paper_reading import read_pages, read_within

DAY = date(2026, 11, 23)


def sheet_of(count, name="Rivera, Ana"):
    rows = tuple((f"{name} {at}", DAY, at, Money(100)) for at in range(count))
    columns = (
        ReportColumn("Name", share=3),
        ReportColumn("On"),
        ReportColumn("Count", right=True),
        AMOUNT,
    )
    report = Report("Aging", "As of today", columns, rows, add_totals(rows, "All"), ("It ties.",))
    return ReportSheet("Month", "Maple Family Practice", DAY, "Maria Lee", (report,), signed="Signature")


def test_every_row_stands_on_some_page_with_its_titles():
    pages = read_pages(draw_report_sheet(sheet_of(130)))
    assert len(pages) == 3
    words = "\n".join(pages)
    assert all(f"Rivera, Ana {at}" in words for at in range(130))
    for page in pages:
        assert "Amount" in page
    assert "Page 3" in pages[2]
    for part in ("130.00", "It ties.", "Signature", "11/23/2026"):
        assert part in pages[2]


def test_a_long_name_stays_in_its_column_and_a_strange_letter_stops_nothing():
    pdf = draw_report_sheet(sheet_of(1, "Wolfeschlegelsteinhausenbergerdorff " * 4 + "\u0627"))
    assert read_within(pdf, (577, 0, 612, 792)) == ""
    assert "?" in read_pages(pdf)[0]


def test_the_same_report_is_the_same_file_and_bears_its_mark():
    assert draw_report_sheet(sheet_of(3)) == draw_report_sheet(sheet_of(3))
    assert "DEMO" in read_pages(draw_report_sheet(sheet_of(60), "DEMO"))[1]


def test_a_slip_lists_checks_and_what_was_counted_short():
    items = (
        SlipItem("cash", Money(8500), name="Rivera", receipt_number=1),
        SlipItem("short", Money(-200), name="not known"),
        SlipItem("check", Money(14000), "2231", "Holm, Bo", 2),
    )
    slip = DepositSlip("Maple Family Practice", "First Bank 0142", 7, DAY, "Rita Moss", items)
    words = read_pages(draw_deposit_slip(slip))[0]
    for part in (
        "Deposit 7",
        "First Bank 0142",
        "83.00",
        "-2.00",
        "not known",
        "2231",
        "$223.00",
        "Initials",
    ):
        assert part in words
