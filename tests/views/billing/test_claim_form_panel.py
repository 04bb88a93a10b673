"""The form on the screen, worked by keys: typing, marks, findings, drafts, pages."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.domain.findings import has_errors
from app.domain.form_grid import NO_OFFSET
from app.queries.claims import find_claim
from app.services.claims import print_claims, type_claim_boxes
from tests.practice_fixtures import adjusted
from tests.views.billing.conftest import CTRL

pytestmark = pytest.mark.usefixtures("light")


def paper(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def go_to(bench, address):
    bench.tab.form.go_to_box(address)
    assert bench.tab.form.sheet.editor.hasFocus()


def test_a_box_typed_into_appears_on_paper_after_saving(practice, bench):
    visit = practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.open_first()
    go_to(desk, "i2")
    desk.type("Rivera, Anita")
    desk.key(Qt.Key.Key_Tab)
    assert desk.tab.form.form.text(0, "i2") == "RIVERA, ANITA"
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.tab.form.detail.line.version == 2)
    desk.settle()
    printed = print_claims(practice.session, [visit.claim_id], NO_OFFSET)
    assert "RIVERA, ANITA" in paper(printed.pdf)


def test_what_was_typed_over_can_be_taken_back(practice, bench):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.open_first()
    go_to(desk, "i2")
    desk.type("WRONG")
    desk.key(Qt.Key.Key_Tab)
    go_to(desk, "i2")
    form = desk.tab.form
    assert form.strip.take_back.isVisible()
    desk.key(Qt.Key.Key_R, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert form.sheet.editor.text() == "RIVERA, ANA"
    assert not form.strip.take_back.isVisible()
    assert not form.is_unsaved


def test_the_strip_tells_item_source_and_rule_of_the_box(practice, bench):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.open_first()
    go_to(desk, "i1a")
    shown = " ".join(
        label.text() for label in desk.tab.form.strip.findChildren(type(desk.tab.form._standing))
    )
    assert "Item 1a" in shown
    assert "Policy: member ID" in shown
    assert "As on the card" in shown
    assert "Item 1a" in desk.tab.form.sheet.editor.accessibleName()


def test_space_moves_the_mark_of_a_question(practice, bench):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.open_first()
    go_to(desk, "i1_other")
    desk.key(Qt.Key.Key_Q)
    desk.key(Qt.Key.Key_Space)
    form = desk.tab.form.form
    assert (form.text(0, "i1_other"), form.text(0, "i1_group")) == ("X", "")
    desk.key(Qt.Key.Key_X)
    assert [finding.field for finding in desk.tab.form.form.findings if finding.field.startswith("i1_")]


def test_tab_goes_through_the_form_as_it_is_read_and_leaves_it_at_its_end(practice, bench):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.open_first()
    go_to(desk, "i2")
    seen = []
    for _ in range(4):
        desk.key(Qt.Key.Key_Tab)
        seen.append(desk.tab.form.sheet.box)
    assert seen == ["i3_mm", "i3_dd", "i3_yyyy", "i3_m"]
    desk.key(Qt.Key.Key_Backtab)
    assert desk.tab.form.sheet.box == "i3_yyyy"
    go_to(desk, "i33b")
    desk.key(Qt.Key.Key_Tab)
    assert not desk.tab.form.sheet.editor.hasFocus()


def test_a_finding_leads_to_its_box_and_to_the_patient(practice, bench, qtbot):
    practice.a_visit(practice.an_insured_patient(zip=""))
    desk = bench()
    desk.tab.list.chips.chip("fixing").click()
    desk.settle()
    desk.open_first()
    row = next(row for row in desk.tab.form.findings.rows if "ZIP" in row._text.text())
    row.go.click()
    assert desk.tab.form.sheet.box == "i5_zip"
    assert desk.tab.form.sheet.editor.hasFocus()
    with qtbot.waitSignal(desk.tab.page_asked) as asked:
        row.open.click()
    assert asked.args == [desk.tab.form.detail.line.patient_id, "Details"]
    desk.type("62704")
    desk.key(Qt.Key.Key_Tab)
    assert not has_errors(desk.tab.form.form.findings)
    assert not [row for row in desk.tab.form.findings.rows if "ZIP" in row._text.text()]


def test_leaving_keeps_a_draft_and_brings_it_back(practice, bench):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.open_first()
    go_to(desk, "i10d")
    desk.type("AB")
    desk.key(Qt.Key.Key_Tab)
    desk.key(Qt.Key.Key_Escape)
    assert desk.tab.list.table.hasFocus()
    desk.settle()
    again = bench()
    again.open_first()
    again.wait(lambda: again.tab.form.is_unsaved)
    assert again.tab.form.form.text(0, "i10d") == "AB"
    assert "draft is back" in again.tab.form._reason.text()


def test_escape_in_a_box_brings_back_what_stood_there(practice, bench):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.open_first()
    go_to(desk, "i2")
    desk.type("OOPS")
    desk.key(Qt.Key.Key_Escape)
    assert desk.tab.form.sheet.editor.text() == "RIVERA, ANA"
    assert desk.tab.form.sheet.editor.hasFocus()


def test_a_colleagues_change_is_not_overwritten(practice, bench):
    visit = practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.open_first()
    type_claim_boxes(practice.session, visit.claim_id, 1, {"i10d": "W2"})
    go_to(desk, "i2")
    desk.type("SOMEONE, ELSE")
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: "colleague" in desk.tab.form._reason.text())
    assert desk.tab.form.form.text(0, "i2") == "SOMEONE, ELSE"


def test_an_answered_claim_shows_what_was_sent_and_takes_no_typing(practice, bench):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient)
    practice.session.ask(find_claim, visit.claim_id, patient, practice.session.today())
    type_claim_boxes(practice.session, visit.claim_id, 1, {"i2": "AS SENT"})
    print_claims(practice.session, [visit.claim_id], NO_OFFSET)
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], "100", "100", adjusted("CO-45 65")))
    desk = bench()
    desk.tab.list.chips.chip("answered").click()
    desk.settle()
    desk.open_first()
    go_to(desk, "i2")
    assert desk.tab.form.sheet.editor.text() == "AS SENT"
    desk.type("CHANGED")
    desk.key(Qt.Key.Key_Tab)
    assert desk.tab.form.form.text(0, "i2") == "AS SENT"
    desk.key(Qt.Key.Key_Return, CTRL)
    assert "insurer paid $100.00" in desk.tab.form._reason.text()
    assert "stays as it was sent" in desk.tab.form._reason.text()


def test_the_mark_of_a_faulty_box_shows_until_it_is_typed_into(practice, bench):
    practice.a_visit(practice.an_insured_patient(zip=""))
    desk = bench()
    desk.tab.list.chips.chip("fixing").click()
    desk.settle()
    sheet = desk.tab.form.sheet
    desk.tab.list.table.setFocus()
    desk.wait(lambda: sheet.box == "i5_zip")
    ground = sheet.grab().toImage().pixelColor(sheet.editor.geometry().center())
    assert ground == sheet_without_editor(sheet).pixelColor(sheet.editor.geometry().center())
    desk.open_first()
    assert sheet.editor.hasFocus()
    assert sheet.grab().toImage().pixelColor(sheet.editor.geometry().center()) != ground


def sheet_without_editor(sheet):
    sheet.editor.hide()
    image = sheet.grab().toImage()
    sheet.editor.show()
    return image


def test_page_keys_turn_the_pages_of_a_long_claim(practice, bench):
    practice.a_visit(practice.an_insured_patient(), *[("99213", f"{10 + line}.00") for line in range(8)])
    desk = bench()
    desk.open_first()
    go_to(desk, "24.8.f_dollars")
    sheet = desk.tab.form.sheet
    assert (sheet.page_number, sheet.editor.text()) == (1, "17")
    desk.key(Qt.Key.Key_PageUp)
    assert (sheet.page_number, sheet.editor.text()) == (0, "11")


def test_zoom_keys_change_the_size_of_the_paper(practice, bench):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.open_first()
    go_to(desk, "i2")
    fitted = desk.tab.form.sheet.width()
    desk.key(Qt.Key.Key_Plus, CTRL)
    assert desk.tab.form.sheet.width() > fitted
    desk.key(Qt.Key.Key_0, CTRL)
    assert desk.tab.form.sheet.width() == fitted


def test_every_input_has_a_name_for_screen_readers(practice, bench):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.open_first()
    nameless = [button for button in desk.tab.findChildren(QPushButton) if not button.accessibleName()]
    assert nameless == []
