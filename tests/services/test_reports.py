"""Reports: to the cent, by any period and anchor, on paper and in files that no spreadsheet misreads."""

import csv
import io
from datetime import date, timedelta

import pytest

from app.domain.aging import AgingAnchor
from app.domain.errors import InputError
from app.domain.money import Money
from app.domain.reports import ReportKind, ReportOrder
from app.domain.statements import StatementRules
from app.models.database import select
from app.queries.aging import find_aging
from app.queries.reports import find_report
from app.services import late_entries, payments, reports, statements
from app.services.late_entries import LateDate
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY, adjusted, money

DAY = (TODAY, TODAY)


@pytest.fixture
def desk(practice):
    """Ana owes 56.28, her insurer 210.00; Karin paid 100.00 of 600.00 and has 20.00 left; 9.00 was voided."""
    ana = practice.an_insured_patient()
    visit = practice.a_visit(ana, ("99213", "165.00"))
    practice.an_answer(
        visit.claim_id,
        (visit.charge_ids[0], "81.40", "25.12", adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28")),
    )
    practice.a_visit(ana, ("99214", "210.00"))
    karin = practice.a_patient("=Holm", "Karin", self_pay=True)
    own = practice.a_visit(karin, ("99213", "600.00"), on=TODAY - timedelta(days=40))
    practice.a_payment(2, "120.00", (own.charge_ids[0], "100.00"), patient_id=karin)
    payments.void_payment(practice.session, practice.a_payment(1, "9.00", method="card"), "typed wrong")
    return practice


def report(desk, kind, first=TODAY, last=TODAY, anchor=AgingAnchor.FIRST_STATEMENT, role="manager"):
    return desk.session_of(role).ask(find_report, ReportOrder(kind, first, last, anchor))


def words(cells):
    return tuple("" if cell is None else str(cell) for cell in cells)


def test_the_day_sheet_lists_every_posting_and_its_totals(desk):
    sheet = report(desk, ReportKind.DAY_SHEET)
    assert words(sheet.totals)[-3:] == ("975.00", "145.12", "83.60")
    charged = [row for row in sheet.rows if row[1] == "Charges"]
    assert [words(row)[-3] for row in charged] == ["165.00", "210.00", "600.00"]
    assert [row[5] for row in charged] == [None, None, TODAY - timedelta(days=40)]
    assert report(desk, ReportKind.DAY_SHEET, TODAY - timedelta(days=9), TODAY - timedelta(days=1)).rows == ()


def test_a_late_entry_stands_on_the_sheet_of_the_day_it_was_posted(desk):
    entry = payments.PaymentEntry(1, money("20.00"), "cash")
    late_entries.take_late_payment(desk.session, entry, LateDate(TODAY - timedelta(days=1), "forgotten"))
    (*_, row) = report(desk, ReportKind.DAY_SHEET).rows
    assert (row[0], row[5]) == (TODAY, TODAY - timedelta(days=1))


def test_receipts_by_method_and_user(desk):
    found = report(desk, ReportKind.RECEIPTS, role="biller")
    assert [words(row) for row in found.rows] == [
        ("Cash", "Maria Lee", "1", "120.00", "0.00", "120.00"),
        ("Card", "Maria Lee", "1", "9.00", "9.00", "0.00"),
        ("Insurers (EFT)", "Maria Lee", "1", "25.12", "0.00", "25.12"),
    ]
    assert words(found.totals) == ("All", "", "", "154.12", "9.00", "145.12")
    assert found.notes == ("Cash 120.00 + Insurers (EFT) 25.12 = 145.12.",)


def test_adjustments_by_type(desk):
    found = report(desk, ReportKind.ADJUSTMENTS)
    assert [words(row) for row in found.rows] == [("Plan discounts", "Insurer’s answer", "1", "83.60")]
    assert words(found.totals) == ("All", "", "", "83.60")


@pytest.mark.parametrize(
    ("anchor", "buckets"),
    [
        (AgingAnchor.SERVICE, ("0.00", "500.00")),
        (AgingAnchor.FIRST_STATEMENT, ("500.00", "0.00")),
        (AgingAnchor.TRANSFER, ("0.00", "500.00")),
    ],
)
def test_aging_by_guarantor_counts_from_what_is_chosen(desk, anchor, buckets):
    found = report(desk, ReportKind.AGING_GUARANTORS, anchor=anchor)
    rows = {row[0]: words(row) for row in found.rows}
    assert rows["=Holm, Karin"] == (
        "=Holm, Karin",
        "A1002",
        *buckets,
        "0.00",
        "0.00",
        "0.00",
        "500.00",
        "20.00",
    )
    assert rows["Rivera, Ana"][2:] == ("56.28", "0.00", "0.00", "0.00", "0.00", "56.28", "0.00")
    assert found.notes == ("Open $556.28 − credits $20.00 = ledger $536.28.",)


def test_a_statement_begins_the_age(desk):
    statements.issue_statements(desk.session, [2], StatementRules())
    desk.clock.move_to(TODAY + timedelta(days=31))
    last = TODAY + timedelta(days=31)
    found = report(desk, ReportKind.AGING_GUARANTORS, last=last)
    rows = {row[0]: words(row)[2:8] for row in found.rows}
    assert rows["=Holm, Karin"][:2] == ("0.00", "500.00")
    assert rows["Rivera, Ana"][:2] == ("56.28", "0.00")


def test_aging_by_patient_and_payer_hold_the_ledger(desk):
    patients = report(desk, ReportKind.AGING_PATIENTS)
    assert [words(row)[0::7] for row in patients.rows] == [
        ("=Holm, Karin", "500.00"),
        ("Rivera, Ana", "56.28"),
    ]
    payers = report(desk, ReportKind.AGING_PAYERS)
    assert [words(row)[0::7] for row in payers.rows] == [("Prairie Health", "210.00")]
    for kind in (ReportKind.AGING_PATIENTS, ReportKind.AGING_GUARANTORS, ReportKind.AGING_PAYERS):
        assert not desk.session.ask(find_aging, kind, TODAY, AgingAnchor.SERVICE).difference


def test_an_earlier_day_shows_what_was_owed_then(desk):
    desk.clock.move_to(TODAY + timedelta(days=5))
    payments.use_credit(desk.session, 1, [(3, money("20.00"))])
    before = desk.session.ask(find_aging, ReportKind.AGING_GUARANTORS, TODAY, AgingAnchor.SERVICE)
    after = desk.session.ask(
        find_aging, ReportKind.AGING_GUARANTORS, TODAY + timedelta(days=5), AgingAnchor.SERVICE
    )
    assert [str(line.aging.total) for line in before.lines] == ["500.00", "56.28"]
    assert [str(line.aging.total) for line in after.lines] == ["480.00", "56.28"]
    assert (before.difference, after.difference) == (Money(0), Money(0))


@pytest.mark.parametrize("kind", ReportKind)
def test_every_report_is_printed_and_kept(desk, kind):
    paper = reports.print_report(desk.session_of("auditor"), ReportOrder(kind, *DAY))
    assert select("select content from stored_file where kind = 'report'") == [(paper.pdf,)]
    told = "\n".join(read_pages(paper.pdf))
    assert report(desk, kind).title in told
    assert "Maple Family Practice" in told


def test_a_file_is_safe_for_a_spreadsheet_and_on_record(desk, tmp_path):
    order = ReportOrder(ReportKind.AGING_GUARANTORS, *DAY, AgingAnchor.SERVICE)
    with pytest.raises(InputError, match="Say what the file is for"):
        reports.export_report(desk.session, order, tmp_path / "aging.csv", " ")
    path = reports.export_report(desk.session, order, tmp_path / "aging.csv", "for the accountant")
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfName,Number,")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[1][:4] == ["'=Holm, Karin", "A1002", "0.00", "500.00"]
    assert rows[-1][-2:] == ["556.28", "20.00"]
    assert select("select action, reason from audit order by seq desc limit 1") == [
        ("export_report", "for the accountant")
    ]


def test_large_amounts_have_no_commas_in_a_file(desk):
    desk.a_visit(2, ("99213", "9999.99"), on=date(2026, 11, 1))
    found = report(desk, ReportKind.AGING_GUARANTORS, anchor=AgingAnchor.SERVICE)
    assert b"10499.99" in reports.write_csv(found)
