"""Reports on the screen, on paper and in files, by keys; and proof mode."""

import pytest
from PySide6.QtCore import Qt

from app.domain.reports import ReportKind
from app.models.database import database, maintenance, select
from tests.practice_fixtures import TODAY

Key = Qt.Key


@pytest.fixture
def part(hands, practice, ana):
    practice.a_payment(1, "60.00", (ana[1].charge_ids[0], "56.28"))
    found = hands.tab.show_part("reports")
    hands.settle()
    return found


def rows_of(part, kind):
    return [tuple(str(cell) for cell in row) for row in part.tables[kind].columns_model.rows]


def test_the_day_sheet_shows_its_totals(part):
    assert part.about.text() == "11/23/2026, by the day of posting"
    assert part.totals.text() == "All: Charges 165.00, Payments 85.12, Adjustments 83.60"
    assert len(rows_of(part, ReportKind.DAY_SHEET)) == 4


def test_each_report_has_its_own_columns(hands, part):
    for kind in ReportKind:
        part.chips.choose(kind.value)
        hands.settle()
        assert part.report.columns[0].title == part.tables[kind].columns_model.columns[0].title
    assert rows_of(part, ReportKind.RECEIPTS)[0][:3] == ("Cash", "Maria Lee", "1")
    assert part.totals.text() == "All: Amount 83.60"


def test_an_aging_asks_from_when_it_counts(hands, part):
    assert not part.anchor.isVisible()
    part.chips.choose("aging by guarantor")
    hands.settle()
    assert part.anchor.isVisible()
    assert "the first statement" in part.about.text()
    part.anchor.set_value("service")
    part.anchor.edited.emit()
    hands.settle()
    assert "counted from the day of service" in part.about.text()


def test_a_report_is_printed(hands, part):
    with hands.qtbot.waitSignal(part.printed):
        part._on_print_asked()
    hands.settle()
    assert hands.tab.pages.currentWidget() is hands.tab.preview
    assert select("select count(*) from stored_file where kind = 'report'") == [(1,)]


def test_a_file_needs_a_reason_and_the_right(hands, part, tmp_path):
    part._choose_file = lambda _parent, name: str(tmp_path / name)
    part._on_save_asked()
    assert part.refusal.text().startswith("Say what the file is for")
    assert hands.focus.accessibleName() == "What the file is for"
    hands.type("accountant")
    part._on_save_asked()
    hands.settle()
    (path,) = tmp_path.glob("day-sheet-*.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfPosted,")
    assert path.name == f"day-sheet-{TODAY}-{TODAY}.csv"


def test_a_biller_sees_reports_and_writes_no_file(open_tab, practice, ana):
    hands = open_tab("biller")
    found = hands.tab.show_part("reports")
    hands.settle()
    assert found.totals.text().startswith("All: Charges 165.00")
    found._on_save_asked()
    assert found.refusal.text().startswith("You may not export data as biller.")


def test_a_receptionist_is_told_that_reports_are_not_hers(open_tab, practice, ana):
    hands = open_tab("receptionist")
    found = hands.tab.show_part("reports")
    hands.settle()
    assert found.refusal.text().startswith("You may not see reports of the practice’s money as receptionist.")
    assert found.report is None


def test_prove_it_shows_every_equation_and_goes_away_again(hands, part):
    part.prove.button.click()
    hands.settle()
    lines = part.prove.equations.text().splitlines()
    assert lines[0] == (
        "✓ The books: Charges $165.00 − patients paid $56.28 − insurers paid $25.12 − adjustments $83.60 "
        "= balance $0.00"
    )
    assert lines[1] == "✓ The drawer: Cash and checks taken $60.00 = in the drawer $60.00"
    assert not part.prove.fault.isVisible()
    part.prove.button.click()
    assert not part.prove.equations.isVisible()


def test_what_is_false_stands_in_red_with_its_id(hands, part):
    with maintenance():
        database.execute_sql("update charge_balance set cents = cents + 100 where account = 'patient_ar'")
    part.prove.button.click()
    hands.settle()
    assert part.prove.fault.isVisible()
    assert part.prove.fault.text().startswith(
        "The books: the sums do not agree. $1.00 apart. Look at charge 1."
    )
