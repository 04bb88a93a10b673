"""The front desk’s papers by keyboard: chosen, seen, printed, kept; what is missing is said."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.documents.advance_notice import draw_advance_notice
from app.models.database import select
from app.models.notices import AdvanceNotice
from app.models.records import StoredFile
from app.services import visits
from tests.documents.paper_reading import read_pages
from tests.domain.desk_samples import notice_of
from tests.practice_fixtures import TODAY
from tests.views.patients.conftest import CTRL, SHIFT

Key = Qt.Key


def words_of(pdf) -> str:
    return " ".join(" ".join(read_pages(bytes(pdf))).split())


@pytest.fixture
def ana(practice):
    patient = practice.an_insured_patient()
    practice.a_policy(patient, practice.lists.medicare, rank=2)
    return patient


@pytest.fixture
def papers(bench, ana):
    """The panel, opened from the documents page by its key."""
    desk = bench()
    desk.open(ana)
    desk.page("Documents")
    desk.tab.record.focus_page()
    desk.page("Documents")._empty.setFocus()
    desk.key(Key.Key_P, CTRL | SHIFT)
    desk.settle()
    assert desk.focus_name() == "Paper"
    return desk


def panel_of(desk):
    return desk.tab.record.page("Documents").papers


def choose(desk, paper):
    """Choose a paper by keys, as a list takes them."""
    panel_of(desk).form.editor("paper").setFocus()
    desk.choose(paper)
    desk.settle()


def test_the_registration_form_is_two_keys_from_the_documents(papers):
    papers.key(Key.Key_Return)
    papers.wait(lambda: StoredFile.select().count() == 1)
    papers.settle()
    page = papers.tab.record.page("Documents")
    assert page.preview.isVisible()
    assert page.preview.title == "Registration form, filled in"
    row = StoredFile.get()
    assert (row.kind, row.patient_id) == ("registration_form", 1)
    assert "Ana Rivera" in words_of(row.content)
    assert page.preview._pdf == bytes(row.content)
    papers.key(Key.Key_Escape)
    assert papers.focus_name() == "Paper"
    papers.key(Key.Key_Escape)
    papers.settle()
    assert page.view.isVisible()
    assert page.view.current_row().kind == "registration_form"


def test_a_superbill_needs_its_visit(papers):
    choose(papers, "Superbill")
    papers.key(Key.Key_Return, CTRL)
    papers.settle()
    assert panel_of(papers).reason == "A superbill is for one visit. Choose the visit above."
    assert StoredFile.select().count() == 0


def test_from_the_list_of_visits_a_done_one_leads_to_its_superbill(bench, practice, ana):
    practice.a_visit(ana, "99213", on=date(2026, 11, 2))
    desk = bench("receptionist")
    desk.open(ana)
    page = desk.page("Visits")
    page.list.table.setFocus()
    desk.key(Key.Key_P, CTRL | SHIFT)
    desk.settle()
    panel = panel_of(desk)
    assert panel.title == "Papers of Ana Rivera"
    assert panel.form.editor("paper").currentText() == "Superbill"
    assert panel.form.editor("visit").currentText().startswith("11/02/2026")
    desk.key(Key.Key_Return, CTRL)
    desk.wait(lambda: StoredFile.select().count() == 1)
    desk.settle()
    assert "Service 99213" in words_of(StoredFile.get().content)


def test_a_planned_visit_leads_to_its_encounter_form(bench, practice, ana):
    visits.plan_visit(practice.session, ana, TODAY, {"reason": "Sore throat"})
    desk = bench()
    desk.open(ana)
    page = desk.page("Visits")
    page.list.table.setFocus()
    desk.key(Key.Key_P, CTRL | SHIFT)
    desk.settle()
    assert panel_of(desk).form.editor("paper").currentText() == "Encounter form"
    desk.key(Key.Key_Return)
    desk.wait(lambda: StoredFile.select().count() == 1)
    desk.settle()
    assert "Sore throat" in words_of(StoredFile.get().content)


def test_labels_are_placed_by_keys_and_their_place_is_remembered(papers):
    panel = panel_of(papers)
    for _ in range(4):
        papers.key(Key.Key_Down)
    assert panel.form.editor("paper").currentText() == "Labels for the chart"
    panel.placing.editor("count").setFocus()
    papers.over("3")
    papers.tabs()
    papers.over("29")
    papers.tabs()
    papers.type("0.05")
    papers.key(Key.Key_Return)
    papers.wait(lambda: StoredFile.select().count() == 1)
    papers.settle()
    row = StoredFile.get()
    assert row.kind == "labels"
    assert words_of(row.content).count("Rivera, Ana") == 3
    assert len(read_pages(bytes(row.content))) == 2
    assert papers.desk.settings.value("labels/right") == "0.05"
    panel.begin(1)
    papers.settle()
    assert panel.placing.values()["right"] == "0.05"
    assert panel.placing.values()["start"] == "1"


def test_a_wrong_place_is_said_beside_its_field(papers):
    panel = panel_of(papers)
    for _ in range(4):
        papers.key(Key.Key_Down)
    panel.placing.editor("right").setFocus()
    papers.type("2")
    papers.key(Key.Key_Return)
    papers.settle()
    assert panel.placing.problems() == {"right": "Labels can be moved by half an inch at most."}
    panel.placing.editor("right").setFocus()
    papers.over("0")
    panel.placing.editor("start").setFocus()
    papers.over("31")
    papers.key(Key.Key_Return)
    papers.settle()
    assert panel.reason == "The first label lies between 1 and 30 on this sheet."
    assert StoredFile.select().count() == 0


@pytest.fixture
def notice(papers):
    """The panel at a notice, the codes typed."""
    choose(papers, "Advance notice")
    panel_of(papers).told.editor("codes").setFocus()
    papers.type("99213, 87880")
    papers.tabs()
    papers.settle()
    return papers


def test_a_notice_is_filled_printed_and_its_signature_recorded(notice):
    panel = panel_of(notice)
    assert notice.focus_name() == "F. Estimated cost of all"
    assert str(panel.told.values()["estimate"]) == "205.00"
    notice.tabs()
    notice.type("Medicare does not pay for this test.")
    notice.key(Key.Key_Return, CTRL)
    notice.wait(lambda: AdvanceNotice.select().count() == 1)
    notice.settle()
    page = notice.tab.record.page("Documents")
    assert page.preview.isVisible()
    words = words_of(StoredFile.get().content)
    assert "Medicare does not pay for this test." in words
    assert "$205.00" in words
    notice.key(Key.Key_Escape)
    panel.notices.table.setFocus()
    panel.notices.form.editor("option").setFocus()
    notice.key(Key.Key_Down)
    notice.tabs()
    notice.type("t")
    panel.notices.button.click()
    notice.wait(lambda: AdvanceNotice.get().signed_on == TODAY)
    notice.settle()
    assert AdvanceNotice.get().option == "2"
    assert panel.notices.table.current_row().signed_on == TODAY
    assert panel.reason == "The patient’s choice and signature are recorded."


def test_an_empty_blank_stops_the_notice_with_a_sentence(notice):
    notice.key(Key.Key_Return, CTRL)
    notice.settle()
    assert panel_of(notice).reason == (
        "Nothing was printed. Blank E needs the reason Medicare may not pay. Write it in words the patient "
        "understands."
    )
    assert AdvanceNotice.select().count() == 0


def test_the_panel_says_which_edition_it_prints_and_takes_the_practices_form(notice, tmp_path):
    panel = panel_of(notice)
    assert "edition 01/31/2026, printed on a facsimile" in panel.set_up.words.text()
    form = tmp_path / "CMS-R-131.pdf"
    form.write_bytes(draw_advance_notice(notice_of(patient_name="", services=(), reason="", more="")))
    panel.set_up.choose_file = lambda parent: str(form)
    panel.set_up.load_form()
    notice.wait(lambda: "printed on your own CMS form" in panel.set_up.words.text())
    panel.set_up.form.editor("edition").setFocus()
    notice.over("01/31/2029")
    panel.set_up.keep_edition()
    notice.wait(lambda: "edition 01/31/2029" in panel.set_up.words.text())
    notice.settle()
    assert select("select value from setting where name = 'abn_edition'") == [("01/31/2029",)]


def test_another_pdf_is_refused_in_words(notice, tmp_path):
    panel = panel_of(notice)
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.4 nothing")
    panel.set_up.choose_file = lambda parent: str(other)
    panel.set_up.load_form()
    notice.wait(lambda: "not the blank form CMS-R-131" in panel.reason)


def test_who_may_not_change_the_office_is_told(bench, practice, ana):
    desk = bench("receptionist")
    desk.open(ana)
    desk.tab.print_papers(ana)
    desk.settle()
    choose(desk, "Advance notice")
    panel_of(desk).set_up.keep_edition()
    desk.settle()
    assert "may not change the office’s set-up" in panel_of(desk).reason


def test_the_command_box_opens_the_papers_of_a_patient(open_window, practice, ana):
    other = practice.a_patient("Holm", "Bo")
    hands = open_window()
    hands.find("Holm")
    hands.find("papers rivera")
    assert hands.tab_of("patients").patient_id == ana
    assert hands.focus_name == "Paper"
    papers = hands.tab_of("patients").record.page("Documents").papers
    assert papers.title == "Papers of Ana Rivera"
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    assert hands.spool == hands.kept("registration_form")
    hands.find("Holm")
    assert not papers.isVisible()
    assert hands.tab_of("patients").patient_id == other
