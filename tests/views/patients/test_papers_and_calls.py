"""Papers are kept and shown, calls are logged with their next day and promise, claims open."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from app.domain.claim_life import ClaimState
from app.domain.money import Money
from app.models.callers import Contact
from app.models.records import StoredFile
from app.views.patients.documents_page import DocumentsPage
from tests.practice_fixtures import TODAY
from tests.views.patients.conftest import CTRL

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "referral.pdf"
    path.write_bytes(PDF)
    return path


def test_a_call_is_logged_by_keys_with_its_next_day_and_promise(bench, practice):
    ana = practice.a_patient()
    desk = bench("receptionist")
    desk.open(ana)
    desk.tab.list.focus_search()
    desk.key(Qt.Key.Key_L, CTRL)
    desk.settle()
    assert desk.focus_name() == "What was said"
    desk.type("Will pay after the 15th")
    desk.tabs()
    desk.type("+7")
    page = desk.page("Calls & notes")
    page.call.form.editor("promise").setFocus()
    desk.type("84.20")
    desk.tabs()
    desk.type("12/15/26")
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: Contact.select().count() == 1)
    desk.settle()
    call = Contact.get()
    assert (call.said, call.direction, call.person) == ("Will pay after the 15th", "in", "Ana Rivera")
    assert call.next_on == TODAY + timedelta(days=7)
    assert (call.promise, call.promise_on) == (Money(8420), date(2026, 12, 15))
    assert page.view.current_row().line.said == "Will pay after the 15th"


def test_a_promise_without_its_day_is_refused_and_kept(bench, practice):
    ana = practice.a_patient()
    desk = bench()
    desk.open(ana)
    desk.tab.log_call(ana)
    desk.settle()
    desk.type("Pays soon")
    page = desk.page("Calls & notes")
    page.call.form.editor("promise").setFocus()
    desk.type("10")
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert page.call.reason == "A promise has an amount and a day. Type both, or neither."
    assert page.call.form.values()["said"] == "Pays soon"
    assert Contact.select().count() == 0


def test_a_call_begun_comes_back(bench, practice):
    ana = practice.a_patient()
    desk = bench()
    desk.open(ana)
    desk.tab.log_call(ana)
    desk.settle()
    desk.type("Asked about the bill")
    desk.page("Calls & notes").call.form.flush_draft()
    desk.settle()
    again = bench()
    again.open(ana)
    again.tab.log_call(ana)
    again.settle()
    assert again.page("Calls & notes").call.form.values()["said"] == "Asked about the bill"


def test_a_paper_is_added_from_a_file_and_opened_in_the_window(bench, practice, paper):
    ana = practice.a_patient()
    desk = bench()
    desk.open(ana)
    page = desk.page("Documents")
    assert isinstance(page, DocumentsPage)
    page.choose_file = lambda parent: str(paper)
    page.kind.setFocus()
    page.add_file()
    desk.wait(lambda: StoredFile.select().count() == 1)
    desk.settle()
    assert bytes(StoredFile.get().content) == PDF
    desk.wait(lambda: page.shown.has_picture)
    asked = []
    desk.tab.file_asked.connect(asked.append)
    page.view.setFocus()
    desk.key(Qt.Key.Key_Return)
    assert asked == [StoredFile.get().id]


def test_a_file_of_another_kind_is_refused_in_words(bench, practice, tmp_path):
    ana = practice.a_patient()
    path = tmp_path / "notes.docx"
    path.write_bytes(b"PK..")
    desk = bench()
    desk.open(ana)
    page = desk.page("Documents")
    page.choose_file = lambda parent: str(path)
    page.add_file()
    desk.settle()
    assert desk.said[-1] == (
        "“notes.docx” is not a PDF, PNG or JPEG. Nothing was kept. Save it as one of these first."
    )
    assert StoredFile.select().count() == 0


def test_claims_are_listed_with_their_state_and_open_among_the_forms(bench, practice):
    ana = practice.an_insured_patient()
    visit = practice.a_visit(ana)
    desk = bench()
    desk.open(ana)
    page = desk.page("Claims")
    line = page.view.current_row()
    assert (line.number, line.standing.state, line.billed, line.open) == (
        10001,
        ClaimState.READY,
        Money(16500),
        Money(16500),
    )
    asked = []
    desk.tab.claim_asked.connect(asked.append)
    page.view.setFocus()
    desk.key(Qt.Key.Key_Return)
    assert asked == [visit.claim_id]
