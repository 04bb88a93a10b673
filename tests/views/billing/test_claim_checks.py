"""The check beside the form: what it finds, the ways to mend it, and a manager's letting pass."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.domain.findings import Finding, Severity, has_errors
from app.services.policies import change_policy
from app.views.billing.finding_list import FindingList
from tests.views.billing.conftest import CTRL

pytestmark = pytest.mark.usefixtures("light")


@pytest.fixture
def late(practice):
    """A claim of a day after the policy ended."""
    patient = practice.an_insured_patient()
    practice.a_visit(patient)
    change_policy(practice.session, patient, 1, 1, {"termination": date(2026, 11, 1)})
    return patient


def opened(bench, role="manager"):
    desk = bench(role)
    desk.tab.list.chips.chip("all").click()
    desk.open_first()
    return desk


def row_of(desk, words):
    return next(row for row in desk.tab.form.findings.rows if words in row._text.text())


def test_a_fault_of_the_records_stands_beside_the_form_and_leads_to_its_box(practice, bench, late):
    desk = opened(bench)
    assert desk.tab.list.screener.blocked() == {desk.tab.form.detail.line.id}
    row = row_of(desk, "was not active on 11/23/2026")
    assert "1 to fix before this can go out" in row._heading.text()
    row.go.click()
    assert desk.tab.form.sheet.box == "24.1.a_from_mm"
    assert desk.tab.form.sheet.editor.hasFocus()


def test_a_fault_leads_to_the_page_where_it_is_mended_and_the_claim_is_ready_after(
    practice, bench, late, qtbot
):
    desk = opened(bench)
    with qtbot.waitSignal(desk.tab.page_asked) as asked:
        row_of(desk, "was not active").open.click()
    assert asked.args == [late, "Insurance"]
    change_policy(desk.desk.session, late, 1, 2, {"termination": None})
    desk.wait(lambda: not has_errors(desk.tab.form.form.findings))
    desk.settle()
    assert desk.tab.list.screener.blocked() == frozenset()


def test_missing_files_are_named_in_one_row_that_leads_to_the_settings(practice, bench, qtbot):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.open_first()
    rows = [row for row in desk.tab.form.findings.rows if row._finding.severity is Severity.HINT]
    assert [row._heading.text() for row in rows] == ["Not checked"]
    with qtbot.waitSignal(desk.tab.part_asked) as asked:
        rows[0].open.click()
    assert asked.args == ["Official files"]
    assert not has_errors(desk.tab.form.form.findings)


def test_a_manager_lets_a_fault_pass_and_it_stays_in_sight(practice, bench, late):
    desk = opened(bench)
    row_of(desk, "was not active").let_pass.click()
    panel = desk.tab.claims.steps.passing
    assert panel.isVisible()
    panel.form.editor("reason").setFocus()
    desk.type("Cover confirmed by phone")
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: not has_errors(desk.tab.form.form.findings))
    row = row_of(desk, "was not active")
    assert "Maria Lee let it pass: Cover confirmed by phone" in row._text.text()
    assert not row.let_pass.isVisible()


def test_going_through_the_list_shows_what_is_wrong_with_each_claim(practice, bench):
    practice.a_visit(practice.an_insured_patient(zip=""))
    practice.a_visit(practice.an_insured_patient("Chen", birth_date=None))
    desk = bench()
    desk.tab.list.chips.chip("fixing").click()
    desk.settle()
    table, sheet = desk.tab.list.table, desk.tab.form.sheet
    table.setFocus()
    for row, box in ((0, "i5_zip"), (1, "i3_yyyy"), (0, "i5_zip")):
        table.go_to(row)
        desk.wait(lambda wanted=box: sheet.box == wanted)
        assert table.hasFocus()
        assert "Item" in desk.tab.form.strip._title.text()


def test_a_visit_without_provider_is_said_once_and_leads_to_the_visit(practice, bench, qtbot):
    patient = practice.an_insured_patient()
    practice.a_visit(patient, provider=None)
    desk = opened(bench)
    texts = [row._text.text() for row in desk.tab.form.findings.rows]
    assert sum("provider" in text for text in texts) == 1
    with qtbot.waitSignal(desk.tab.page_asked) as asked:
        row_of(desk, "The provider’s name or signature is missing").open.click()
    assert asked.args == [patient, "Visits"]


def test_a_row_used_again_shows_its_buttons_whole(practice, bench, late):
    desk = opened(bench)
    findings = desk.tab.form.findings
    row = row_of(desk, "was not active")
    form = desk.tab.form.form
    without_way = Finding(Severity.ERROR, "claim", "Something else.", "Look at it.")
    findings.show_form(replace(form, findings=(without_way,)))
    assert row.open.isHidden()
    row.open.dress()
    findings.show_form(form)
    desk.wait(lambda: row.open.isVisible() and row.open.width() >= row.open.sizeHint().width())


def test_buttons_go_on_below_where_the_list_is_narrow(practice, bench, late):
    desk = opened(bench)
    row = row_of(desk, "was not active")
    assert row.let_pass.y() == row.go.y()
    narrow = FindingList(can_pass=True)
    desk.qtbot.addWidget(narrow)
    narrow.show_form(desk.tab.form.form)
    narrow.resize(220, 600)
    narrow.show()
    (first, *_) = narrow.rows
    desk.wait(lambda: first.let_pass.y() > first.go.y())
    assert all(
        button.geometry().right() <= first.width() for button in (first.go, first.open, first.let_pass)
    )


@pytest.mark.parametrize("role", ["receptionist", "biller"])
def test_nobody_else_is_offered_to_let_it_pass(practice, bench, late, role):
    desk = opened(bench, role)
    assert not row_of(desk, "was not active").let_pass.isVisible()
