"""The billing tab: the list, printing, printing again, statements, and what each role is told."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models.database import select
from app.queries.kept_files import find_kept_file
from app.queries.statement_files import list_statement_files
from app.views.billing.tray_settings import read_offset_of
from tests.practice_fixtures import TODAY, adjusted
from tests.views.billing.conftest import CTRL

pytestmark = pytest.mark.usefixtures("light")


def words(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def rows(table):
    return [table.columns_model.row_at(row) for row in range(table.columns_model.rowCount())]


def print_all(desk):
    """Select every claim and print, as far as the preview."""
    desk.tab.list.table.setFocus()
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key(Qt.Key.Key_P, CTRL)
    assert desk.tab.pages.currentWidget() is desk.tab.printing
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.tab.printing._job is None)
    desk.settle()


def leave_print(desk):
    """Leave preview and print panel by keys."""
    desk.key(Qt.Key.Key_Escape)
    assert desk.tab.pages.currentWidget() is desk.tab.printing
    desk.key(Qt.Key.Key_Escape)
    # Nothing is left to print, so the keyboard stands on the chips.
    assert desk.tab.list.chips.chip("ready").hasFocus()


def owing(practice, last, amount="40.00"):
    """A patient who owes after the insurer's answer."""
    visit = practice.a_visit(practice.an_insured_patient(last, street=f"{len(last)} {last} St"))
    part = adjusted(f"PR-1 {amount}", "CO-45 25.00")
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], "140", "100", part))


def test_the_chips_part_the_claims_and_count_them(practice, bench):
    practice.a_visit(practice.an_insured_patient("Ready"))
    practice.a_visit(practice.an_insured_patient("Broken", zip=""))
    owing(practice, "Answered")
    desk = bench()
    counts = {key: desk.tab.list.chips.chip(key).text() for key in ("ready", "fixing", "answered", "all")}
    assert counts == {
        "ready": "Ready 1",
        "fixing": "Needs fixing 1",
        "answered": "Answered 1",
        "all": "All 3",
    }
    assert [line.patient for line in rows(desk.tab.list.table)] == ["Ready, Ana"]
    desk.tab.list.chips.chip("fixing").click()
    desk.settle()
    assert [line.patient for line in rows(desk.tab.list.table)] == ["Broken, Ana"]


def test_mending_the_record_makes_the_claim_ready(practice, bench):
    from app.services.patients import change_patient

    patient = practice.an_insured_patient("Broken", zip="")
    practice.a_visit(patient)
    desk = bench()
    assert desk.tab.list.chips.chip("fixing").text() == "Needs fixing 1"
    version = select("select version from patient where id = ?", patient)[0][0]
    change_patient(desk.desk.session, patient, version, {"zip": "62704"})
    desk.wait(lambda: desk.tab.list.chips.chip("fixing").text() == "Needs fixing 0")
    assert desk.tab.list.chips.chip("ready").text() == "Ready 1"


def test_ctrl_f_finds_by_patient_payer_and_number(practice, bench):
    practice.a_visit(practice.an_insured_patient("Rivera"))
    practice.a_visit(practice.an_insured_patient("Chen", "Wei"))
    desk = bench()
    number = rows(desk.tab.list.table)[0].number
    desk.tab.list.table.setFocus()
    desk.key(Qt.Key.Key_F, CTRL)
    assert desk.tab.list.filter.hasFocus()
    for text, found in (("che", ["Chen, Wei"]), (f"#{number}", ["Rivera, Ana"]), ("100%", [])):
        desk.type(text)
        desk.settle()
        assert [line.patient for line in rows(desk.tab.list.table)] == found
    for text in ("prairie", "hea"):
        desk.type(text)
        desk.settle()
        assert len(rows(desk.tab.list.table)) == 2, text


def test_all_ready_claims_are_printed_and_kept_as_shown(practice, bench):
    for last in ("Rivera", "Chen"):
        practice.a_visit(practice.an_insured_patient(last))
    desk = bench()
    print_all(desk)
    assert desk.tab.pages.currentWidget() is desk.tab.preview
    kept = practice.session.ask(find_kept_file, 1)
    assert desk.tab.preview._pdf == kept.content
    assert "RIVERA" in words(kept.content)
    assert "CHEN" in words(kept.content)
    assert desk.tab.printing._post.isHidden()
    assert desk.tab.printing.paper.isHidden()
    leave_print(desk)
    desk.settle()
    assert desk.tab.list.chips.chip("printed").text() == "To mail 2"


def test_printing_again_gives_the_same_bytes(practice, bench):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    print_all(desk)
    first = desk.tab.preview._pdf
    leave_print(desk)
    desk.tab.list.chips.chip("printed").click()
    desk.settle()
    desk.open_first()
    desk.tab.form.bar.again.click()
    desk.wait(lambda: desk.tab.pages.currentWidget() is desk.tab.preview)
    assert desk.tab.preview._pdf == first
    assert select("select count(*) from claim_version") == [(1,)]


def test_one_claim_of_a_batch_is_printed_again_alone(practice, bench):
    for last in ("Rivera", "Chen"):
        practice.a_visit(practice.an_insured_patient(last))
    desk = bench()
    print_all(desk)
    leave_print(desk)
    desk.tab.list.chips.chip("printed").click()
    desk.settle()
    desk.open_first()
    desk.tab.form.bar.again.click()
    desk.wait(lambda: desk.tab.pages.currentWidget() is desk.tab.preview)
    assert "RIVERA" in words(desk.tab.preview._pdf)
    assert "CHEN" not in words(desk.tab.preview._pdf)


def test_a_claim_with_a_fault_is_left_out_and_named(practice, bench):
    practice.a_visit(practice.an_insured_patient("Rivera"))
    broken = practice.a_visit(practice.an_insured_patient("Broken", zip=""))
    desk = bench()
    desk.tab.list.chips.chip("all").click()
    desk.settle()
    print_all(desk)
    assert desk.tab.pages.currentWidget() is desk.tab.printing
    (line,) = desk.tab.printing.left_out.model.rows
    assert (line.patient, line.id) == ("Broken, Ana", broken.claim_id)
    assert "ZIP is missing" in line.fault
    assert "1 claim on 1 page" in desk.tab.printing._reason.text()
    desk.tab.printing.left_out.table.setFocus()
    desk.key(Qt.Key.Key_Return)
    desk.wait(lambda: desk.tab.form.detail is not None and desk.tab.form.detail.line.id == broken.claim_id)


def test_typing_that_is_not_saved_is_saved_before_it_is_printed(practice, bench):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.open_first()
    desk.tab.form.go_to_box("i2")
    desk.type("TYPED LATE")
    desk.key(Qt.Key.Key_P, CTRL)
    desk.wait(lambda: desk.tab.pages.currentWidget() is desk.tab.printing)
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.tab.pages.currentWidget() is desk.tab.preview)
    assert "TYPED LATE" in words(desk.tab.preview._pdf)


def test_a_printed_batch_has_its_cover_list(practice, bench):
    claims = [practice.a_visit(practice.an_insured_patient(last)).claim_id for last in ("Rivera", "Chen")]
    desk = bench()
    print_all(desk)
    desk.key(Qt.Key.Key_Escape)
    desk.tab.printing.cover.click()
    desk.wait(lambda: desk.tab.preview.title == "cover-list.pdf")
    shown = words(desk.tab.preview._pdf)
    numbers = [str(select("select number from claim where id = ?", claim)[0][0]) for claim in claims]
    assert "Prairie Health" in shown
    assert "2 claims" in shown
    assert all(number in shown for number in numbers)


def test_a_print_that_is_stopped_leaves_nothing(practice, bench):
    for number in range(30):
        practice.a_visit(practice.an_insured_patient(f"Patient{number}"))
    desk = bench()
    desk.tab.list.table.selectAll()
    desk.tab.claims.print_selected()
    desk.tab.printing.print_now()
    desk.tab.printing.stop.click()
    desk.wait(lambda: desk.tab.printing._job is None)
    assert "Stopped" in desk.tab.printing._reason.text()
    assert select("select count(*) from claim_version") == [(0,)]
    assert select("select count(*) from stored_file") == [(0,)]


def test_a_copy_warns_and_bears_the_form(practice, bench):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.tab.claims.print_selected()
    desk.tab.printing.kinds.chip("copy").click()
    assert "scan" in desk.tab.printing.paper.warning.text()
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.tab.pages.currentWidget() is desk.tab.preview)
    assert "HEALTH INSURANCE CLAIM FORM" in words(desk.tab.preview._pdf)


def test_offsets_are_stepped_by_keys_and_kept_for_each_tray(practice, bench):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.tab.claims.print_selected()
    tray = desk.tab.printing.tray
    tray.tray.setFocus()
    QTest.keyClicks(tray.tray, "bypass")
    tray.across.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Up):
        desk.key(key)
    tray.down.setFocus()
    desk.type("-.05")
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.tab.pages.currentWidget() is desk.tab.preview)
    kept = read_offset_of(desk.desk.settings, "", "Bypass")
    assert (kept.dx, kept.dy) == pytest.approx((0.02, -0.05))
    assert read_offset_of(desk.desk.settings, "", "").dx == 0.0


def test_an_offset_that_no_printer_needs_is_refused_in_words(practice, bench):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.tab.claims.print_selected()
    desk.tab.printing.tray.across.setFocus()
    desk.type("3")
    desk.key(Qt.Key.Key_Return, CTRL)
    assert desk.tab.printing.tray.across.problem == "It goes from -0.30 to 0.30."
    assert desk.tab.printing._job is None


def test_the_alignment_sheet_is_shown(practice, bench):
    practice.a_visit(practice.an_insured_patient())
    desk = bench()
    desk.tab.claims.print_selected()
    desk.tab.printing.paper.draw_sheet(False)
    desk.wait(lambda: desk.tab.pages.currentWidget() is desk.tab.preview)
    assert "Alignment of the claim form" in words(desk.tab.preview._pdf)


def test_statements_run_once_and_a_second_run_says_why_it_is_empty(practice, bench):
    owing(practice, "Rivera")
    owing(practice, "Chen", "40.00")
    practice.a_visit(practice.an_insured_patient("Waiting"))
    desk = bench()
    desk.tab.show_statements()
    panel = desk.tab.statements
    desk.wait(lambda: "2 statements for $80.00" in panel._plan.text())
    assert {line.name for line in panel.model.rows} == {"Rivera, Ana", "Chen, Ana"}
    panel.chips.chip("none").click()
    assert [line.sentence for line in panel.model.rows] == ["Everything open is still with an insurer."]
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.tab.pages.currentWidget() is desk.tab.preview)
    first = desk.tab.preview._pdf
    desk.key(Qt.Key.Key_Escape)
    desk.wait(lambda: "Nobody gets a statement today" in panel._plan.text())
    desk.key(Qt.Key.Key_Return, CTRL)
    assert panel._reason.text().startswith("Nothing was printed. Nobody gets a statement today.")
    assert "2 accounts" in panel._reason.text()
    assert len(practice.session.ask(list_statement_files)) == 1
    panel.files.setFocus()
    desk.key(Qt.Key.Key_Return)
    desk.wait(lambda: desk.tab.pages.currentWidget() is desk.tab.preview)
    assert desk.tab.preview._pdf == first


def test_the_days_of_a_claim_are_counted_from_its_service(practice, bench):
    practice.a_visit(practice.an_insured_patient(), on=TODAY - timedelta(days=12))
    desk = bench()
    model = desk.tab.list.model
    at = [column.title for column in model.columns].index("Days")
    assert model.index(0, at).data() == "12"


def test_a_claim_asked_for_elsewhere_is_shown(practice, bench):
    practice.a_visit(practice.an_insured_patient("Rivera"))
    wanted = practice.a_visit(practice.an_insured_patient("Broken", zip=""))
    desk = bench()
    desk.tab.show_claim(wanted.claim_id)
    desk.wait(lambda: desk.tab.form.detail is not None and desk.tab.form.detail.line.id == wanted.claim_id)
    assert desk.tab.list.table.current_row().patient == "Broken, Ana"


def test_a_receptionist_is_told_why_she_may_not_enter_answers(practice, bench, qtbot):
    practice.a_visit(practice.an_insured_patient())
    desk = bench("receptionist")
    desk.open_first()
    with qtbot.assertNotEmitted(desk.tab.answer_asked):
        desk.tab.form.bar.answer.click()
    assert "may not enter insurers’ answers as receptionist" in desk.tab.form._reason.text()


def test_a_biller_enters_answers_from_the_form(practice, bench, qtbot):
    visit = practice.a_visit(practice.an_insured_patient())
    desk = bench("biller")
    desk.open_first()
    with qtbot.waitSignal(desk.tab.answer_asked) as asked:
        desk.tab.form.bar.answer.click()
    assert asked.args == [visit.claim_id]
    with qtbot.waitSignal(desk.tab.answer_asked) as asked:
        desk.key(Qt.Key.Key_E, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert asked.args == [visit.claim_id]


def test_an_auditor_is_told_why_there_is_nothing_here(practice, bench):
    desk = bench("auditor")
    shown = [label.text() for label in desk.tab.findChildren(type(desk.tab.pages.widget(0)._sentence))]
    assert any("may not fill and print claim forms as auditor" in text for text in shown)
    desk.tab.show_claim(1)
    desk.tab.show_statements()


def test_an_empty_practice_says_where_claims_come_from(practice, bench):
    desk = bench()
    assert "A claim is made when a visit" in desk.tab.list._stack.currentWidget()._sentence.text()
