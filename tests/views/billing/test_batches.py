"""Batches on the screen: printed, confirmed or taken back; files into the outbox and shown as text."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.form_grid import NO_OFFSET
from app.models.database import select
from app.services.claim_batches import confirm_batch
from app.services.claim_files import export_claims, place_in_outbox
from app.services.claims import print_claims
from app.views.billing.batch_columns import standing
from tests.partner_samples import a_claim, a_partner
from tests.practice_fixtures import TODAY
from tests.views.billing.conftest import CTRL

pytestmark = pytest.mark.usefixtures("light")
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def outbox(tmp_path):
    folder = tmp_path / "outbox"
    folder.mkdir()
    return folder


def words(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def states():
    return [state for (state,) in select("select state from claim order by id")]


def send_all(desk):
    """Choose every ready claim and send it the way that is proposed, by keys."""
    desk.tab.list.table.setFocus()
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key(Qt.Key.Key_P, CTRL)
    desk.settle()
    desk.key(ENTER, CTRL)
    desk.wait(lambda: desk.tab.printing._job is None)
    desk.settle()


def show_batches(desk):
    desk.tab.list.enter()
    desk.key(Qt.Key.Key_B, CTRL | SHIFT)
    desk.settle()
    return desk.tab.batches


def counts(page):
    parts = ("waiting", "silent", "sent", "undone", "all")
    return [page.list.chips.chip(part).text() for part in parts]


def test_a_print_is_not_mailed_until_it_is_confirmed_by_keys_alone(practice, bench):
    a_claim(practice)
    desk = bench()
    send_all(desk)
    assert desk.tab.pages.currentWidget() is desk.tab.preview
    desk.key(ESC)
    said = desk.tab.printing.reason
    assert said.startswith("Printed, not mailed: 1 claim on 1 page.")
    assert said.endswith("Confirm when it is in the mail.")
    assert desk.tab.printing.confirm.hasFocus()
    desk.key(Qt.Key.Key_Space)
    desk.settle()
    page = desk.tab.batches
    assert desk.tab.pages.currentWidget() is page
    assert page.list.detail.line.number == 1
    assert page.list._words.text().startswith("Printed, not mailed.")
    assert counts(page) == ["Waiting 1", "No reply 0", "Sent 0", "Taken back 0", "All 1"]
    assert states() == ["printed"]
    desk.key(ENTER, CTRL)
    assert page.currentWidget() is page.confirm
    assert page.confirm.form.editor("on_date").value() == TODAY
    desk.key(Qt.Key.Key_Tab)
    desk.key(Qt.Key.Key_Down)
    desk.key(ENTER)
    desk.settle()
    assert states() == ["sent"]
    assert page.currentWidget() is page.list
    assert page.list.reason == "Batch 1 is confirmed: 1 claim sent."
    assert counts(page)[2] == "Sent 1"
    assert page.list._words.text().startswith("Mailed 11/23/2026, Certified mail.")
    desk.key(ESC)
    assert desk.tab.pages.currentWidget() is desk.tab.claims
    desk.tab.show_batches()
    assert page.list.reason == ""


def test_a_day_before_the_print_is_refused_and_what_was_typed_stays(practice, bench):
    print_claims(practice.session, [a_claim(practice)], NO_OFFSET)
    desk = bench()
    page = show_batches(desk)
    desk.key(ENTER, CTRL)
    desk.type("11/20/2026")
    desk.key(ENTER)
    desk.settle()
    assert "Type the day it was sent, not after today" in page.confirm.reason
    assert page.currentWidget() is page.confirm
    desk.type("soon")
    desk.key(ENTER)
    assert page.confirm.reason == "Nothing was changed. Fix the field that is marked."
    assert states() == ["printed"]


def test_a_batch_is_taken_back_with_a_reason(practice, bench):
    print_claims(practice.session, [a_claim(practice)], NO_OFFSET)
    desk = bench()
    page = show_batches(desk)
    desk.key(Qt.Key.Key_Z, CTRL)
    assert page.currentWidget() is page.undo
    desk.key(ENTER)
    assert page.undo.form.problems() == {"reason": "Reason, kept on record is needed."}
    desk.type("wrong paper in the tray")
    desk.key(ENTER)
    desk.settle()
    assert states() == ["ready"]
    assert "Batch 1 is taken back: 1 claim ready again." in page.list.reason
    assert counts(page) == ["Waiting 0", "No reply 0", "Sent 0", "Taken back 1", "All 1"]
    page.list.chips.chip("undone").click()
    desk.settle()
    assert "Note: wrong paper in the tray" in page.list._words.text()
    assert page.list.undo.isHidden()
    assert page.list.post.isHidden()


def test_a_confirmed_batch_offers_no_way_back(practice, bench):
    batch = print_claims(practice.session, [a_claim(practice)], NO_OFFSET).batch_id
    confirm_batch(practice.session, batch, TODAY, "Mail")
    desk = bench()
    page = show_batches(desk)
    assert page.list.chips.chip("waiting").text() == "Waiting 0"
    assert page.list._stack.currentWidget()._sentence.text() == "No batch waits to be mailed or sent."
    page.list.chips.chip("sent").click()
    desk.settle()
    assert page.list.undo.isHidden()
    page.list.table.setFocus()
    desk.key(Qt.Key.Key_Z, CTRL)
    desk.key(ENTER, CTRL)
    assert page.currentWidget() is page.list
    assert page.list.reason == "This batch does not wait to be confirmed any more."


def test_a_colleague_who_was_faster_is_told_in_the_words_of_the_use_case(practice, bench):
    batch = print_claims(practice.session, [a_claim(practice)], NO_OFFSET).batch_id
    desk = bench()
    page = show_batches(desk)
    desk.key(Qt.Key.Key_Z, CTRL)
    desk.type("wrong paper")
    confirm_batch(practice.session_of("biller"), batch, TODAY, "Mail")
    desk.key(ENTER)
    desk.settle()
    assert page.undo.reason.startswith("Batch 1 was sent on 11/23/2026. Nothing was changed.")
    assert states() == ["sent"]


def test_the_paper_of_a_batch_is_shown_as_it_was_kept(practice, bench):
    made = print_claims(practice.session, [a_claim(practice)], NO_OFFSET)
    desk = bench()
    page = show_batches(desk)
    desk.key(ENTER)
    desk.wait(lambda: desk.tab.pages.currentWidget() is desk.tab.preview)
    assert desk.tab.preview._pdf == made.pdf
    desk.settle()
    desk.key(ESC)
    assert desk.tab.pages.currentWidget() is page


def test_the_cover_list_names_address_claims_patients_pages_and_a_place_for_the_date(practice, bench):
    claims = [a_claim(practice, last) for last in ("Rivera", "Chen")]
    batch = print_claims(practice.session, claims, NO_OFFSET).batch_id
    desk = bench()
    page = show_batches(desk)
    desk.key(Qt.Key.Key_P, CTRL | SHIFT)
    desk.wait(lambda: desk.tab.preview.title == "batch-1-cover-list.pdf")
    shown = words(desk.tab.preview._pdf)
    for said in ("Claims in batch 1", "Maple Family Practice", "Prairie Health", "PO Box 9"):
        assert said in shown
    assert "Springfield IL 62704-1234" in shown
    for number, last in ((10001, "Rivera, Ana"), (10002, "Chen, Ana")):
        assert str(number) in shown
        assert last in shown
    assert "$330.00" in shown
    assert "Mailed on" in shown
    assert "____" in shown
    desk.settle()
    desk.key(ESC)
    confirm_batch(practice.session, batch, TODAY, "Certified mail")
    page.list.chips.chip("all").click()
    page.refresh()
    desk.settle()
    page.list.cover.click()
    desk.wait(lambda: "Certified mail" in words(desk.tab.preview._pdf))
    assert "____" not in words(desk.tab.preview._pdf)


def test_enter_on_a_claim_of_the_batch_opens_it(practice, bench):
    claim = a_claim(practice)
    print_claims(practice.session, [claim], NO_OFFSET)
    desk = bench()
    page = show_batches(desk)
    desk.wait(lambda: page.list.claims.current_row() is not None)
    page.list.claims.setFocus()
    desk.key(ENTER)
    desk.wait(lambda: desk.tab.form.detail is not None and desk.tab.form.detail.line.id == claim)


def test_claims_of_a_partner_become_a_file_in_its_outbox(practice, bench, outbox):
    a_partner(practice, outbox)
    a_claim(practice)
    desk = bench()
    send_all(desk)
    panel = desk.tab.printing
    (file,) = outbox.iterdir()
    assert file.name == "claims-clear-path-000000001.837"
    assert f"1 claim in {file.name}." in panel.reason
    assert f"It lies in {outbox}." in panel.reason
    assert panel.confirm.text() == "Confirm as sent…"
    desk.key(Qt.Key.Key_Space)
    desk.settle()
    page = desk.tab.batches
    assert page.list._words.text().startswith("File made, not sent.")
    desk.key(ENTER, CTRL)
    desk.key(ENTER)
    desk.settle()
    assert states() == ["sent"]
    assert "Sent 11/23/2026, Uploaded" in page.list._words.text()


def test_a_file_that_nobody_acknowledged_says_so_before_its_claims_are_forgotten(practice, bench, outbox):
    partner = a_partner(practice, outbox)
    made = export_claims(practice.session, partner, [a_claim(practice)])
    confirm_batch(practice.session, made.batch_id, practice.clock().date(), "Uploaded")
    practice.clock.pass_minutes(3 * 24 * 60)
    desk = bench()
    page = show_batches(desk)
    page.list.chips.chip("silent").click()
    desk.wait(lambda: "No reply for 3 days: ask the clearinghouse" in page.list._words.text())
    line = page.list.table.current_row()
    assert standing(line, practice.clock().date()).word == "No reply"


def test_the_way_is_proposed_by_the_insurers_and_paper_stays_a_choice(practice, bench, outbox):
    a_partner(practice, outbox)
    a_claim(practice)
    desk = bench()
    desk.tab.claims.print_selected()
    panel = desk.tab.printing
    desk.wait(lambda: panel.ways.partner is not None)
    desk.settle()
    assert panel.ways.chips.chip(panel.ways.chips.value()).text() == "Electronic file (Clear Path)"
    assert panel.paper.isHidden()
    assert panel.ways.chips.chip(panel.ways.chips.value()).hasFocus()
    panel.ways.chips.chip("paper").click()
    assert panel.paper.isVisible()
    desk.key(ENTER, CTRL)
    desk.wait(lambda: desk.tab.pages.currentWidget() is desk.tab.preview)
    desk.settle()
    assert list(outbox.iterdir()) == []


def test_without_a_partner_nothing_is_asked(practice, bench):
    a_claim(practice)
    desk = bench()
    desk.tab.claims.print_selected()
    desk.settle()
    assert desk.tab.printing.ways.isHidden()
    assert desk.tab.printing.kinds.chip("data_only").hasFocus()


def test_mixed_claims_leave_out_and_name_what_the_partner_does_not_take(practice, bench, outbox):
    a_partner(practice, outbox)
    a_claim(practice, "Rivera")
    a_claim(practice, "Chen", practice.lists.medigap)
    desk = bench()
    send_all(desk)
    panel = desk.tab.printing
    (line,) = panel.left_out.model.rows
    assert line.patient == "Chen, Ana"
    assert "goes to Blue Ridge Medigap, which Clear Path does not serve" in line.fault
    assert "Left out: 1." in panel.reason
    assert panel._count.text() == "1 claim to send"
    assert panel.ways.isHidden()
    panel.setFocus()
    panel.kinds.chip("data_only").setFocus()
    desk.key(ENTER, CTRL)
    desk.wait(lambda: desk.tab.pages.currentWidget() is desk.tab.preview)
    desk.settle()
    assert states() == ["printed", "printed"]
    assert select("select kind, claims from claim_batch order by id") == [("edi", 1), ("paper", 1)]


def test_a_file_that_cannot_be_written_is_safe_and_put_there_again(practice, bench, outbox):
    a_partner(practice, outbox)
    a_claim(practice)
    outbox.rmdir()
    desk = bench()
    send_all(desk)
    panel = desk.tab.printing
    assert "The batch is safe, but it is not in the outbox" in panel.reason
    assert "put the file there from the list of batches" in panel.reason
    outbox.mkdir()
    desk.key(Qt.Key.Key_Space)
    desk.settle()
    desk.key(Qt.Key.Key_O, CTRL)
    desk.settle()
    (file,) = outbox.iterdir()
    assert desk.tab.batches.list.reason == f"{file.name} lies in {outbox}."


def test_a_file_is_shown_one_segment_a_line_and_copied(practice, bench, outbox):
    a_partner(practice, outbox)
    made = export_claims(practice.session, 1, [a_claim(practice)])
    place_in_outbox(practice.session, made.batch_id)
    desk = bench()
    page = show_batches(desk)
    desk.key(ENTER)
    desk.wait(lambda: page.currentWidget() is page.segments)
    shown = page.segments.text.toPlainText()
    assert shown.replace("\n", "").encode() == made.content
    lines = shown.splitlines()
    assert lines[0].startswith("ISA*")
    assert lines[-1].startswith("IEA*")
    assert page.segments.reason == f"{len(lines)} segments"
    desk.key(Qt.Key.Key_C, CTRL | SHIFT)
    assert QApplication.clipboard().text() == shown
    page.segments._clipboard.clear()
    desk.key(ESC)
    assert page.currentWidget() is page.list


def test_a_file_taken_back_says_which_file_to_delete(practice, bench, outbox):
    a_partner(practice, outbox)
    made = export_claims(practice.session, 1, [a_claim(practice)])
    desk = bench()
    page = show_batches(desk)
    desk.key(Qt.Key.Key_Z, CTRL)
    desk.type("the wrong claim")
    desk.key(ENTER)
    desk.settle()
    assert f"Delete {made.name} from the outbox" in page.list.reason
    page.list.chips.chip("all").click()
    desk.settle()
    assert page.list.outbox.isHidden()


def test_an_export_that_is_stopped_takes_no_number(practice, bench, outbox):
    a_partner(practice, outbox)
    for number in range(30):
        a_claim(practice, f"Patient{number}")
    desk = bench()
    desk.tab.list.table.selectAll()
    desk.tab.claims.print_selected()
    desk.wait(lambda: desk.tab.printing.ways.partner is not None)
    desk.tab.printing.print_now()
    desk.tab.printing.stop.click()
    desk.wait(lambda: desk.tab.printing._job is None)
    desk.settle()
    assert "Stopped" in desk.tab.printing.reason
    assert select("select interchange_number from trading_partner") == [(0,)]
    assert list(outbox.iterdir()) == []


def test_an_empty_list_says_what_makes_a_batch(practice, bench):
    desk = bench()
    page = show_batches(desk)
    assert "Printing claims, or making a file of them, makes one" in (
        page.list._stack.currentWidget()._sentence.text()
    )
