"""“Is this covered?” from everywhere: two keys to the answer, and back to where one was."""

from datetime import date

from app.models.database import select
from app.services.desk_papers import print_registration_form
from app.services.guidelines import attach_guideline_file
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY
from tests.views.guidelines.guideline_hands import Key, facts_of, go_to_tab, look_up, panel_of, type_a_code
from tests.views.scenario_hands import open_patient
from tests.views.window_hands import CTRL, ENTER, ESC, TAB


def test_a_code_in_the_charges_is_two_keys_from_its_answer(open_window, ana, write):
    write()
    hands = open_window()
    type_a_code(hands)
    assert look_up(hands) <= 2
    view = panel_of(hands).view
    assert view.headline.text() == "Covered"
    assert view.about.text() == (
        f"97110 with J02.9 on {TODAY:%m/%d/%Y} for Rivera, Ana, Prairie Health Prairie PPO. "
        "This is not a promise of payment."
    )
    facts = facts_of(hands)
    assert facts["Approval"] == "Approval after 20 visits a calendar year"
    assert facts["Where it says so"] == "Bulletin 25-9, page 2"
    assert facts["Looked up"] == "11/02/2026 by Maria Lee"


def test_escape_goes_back_to_the_code_as_it_was_typed(open_window, ana, write):
    write()
    hands = open_window()
    type_a_code(hands)
    look_up(hands)
    hands.press(ESC)
    assert hands.focus_name == "Line 1 code"
    assert hands.focus.text() == "97110"
    hands.press(TAB)
    assert hands.focus_name == "Line 1 modifiers"


def test_a_claim_is_looked_up_with_its_insurer_and_its_codes(open_window, practice, ana, write):
    write(codes="99213", approval="no", approval_after=None)
    practice.a_visit(ana, "99213", "87880")
    hands = open_window()
    billing = go_to_tab(hands, "billing")
    hands.wait(lambda: billing.form.detail is not None)
    hands.settle()
    assert look_up(hands) <= 2
    assert panel_of(hands).view.headline.text() == "Covered"
    assert [each.text() for each in panel_of(hands)._codes.buttons] == ["99213", "87880"]
    hands.go_to("87880")
    hands.press(Key.Key_Space)
    assert panel_of(hands).view.headline.text() == "We do not know yet whether this is covered."


def test_a_done_visit_is_looked_up_by_the_charge_chosen(open_window, practice, ana, write):
    write(codes="87880")
    visit = practice.a_visit(ana, "99213", "87880")
    hands = open_window()
    hands.window.show_visit(ana, visit.visit_id)
    hands.settle()
    hands.wait(lambda: hands.focus_name == "Charges")
    hands.press(Key.Key_Down)
    look_up(hands)
    assert panel_of(hands).view.about.text().startswith("87880")
    assert panel_of(hands).view.headline.text() == "Covered"


def test_the_command_box_takes_covered_and_a_code(open_window, ana, write):
    write()
    hands = open_window()
    open_patient(hands, "rivera")
    hands.find("covered 97110")
    assert panel_of(hands).view.headline.text() == "Covered"
    assert "Rivera, Ana" in panel_of(hands).view.about.text()


def test_without_a_patient_the_insurer_is_chosen_and_the_answer_comes(open_window, practice, write):
    write()
    hands = open_window()
    hands.find("covered 97110")
    assert hands.focus_name == "Insurer"
    hands.type("prair")
    hands.press(ENTER)
    assert panel_of(hands).view.about.text().startswith("97110 on 11/23/2026, Prairie Health.")
    assert panel_of(hands).view.headline.text() == "Covered"


def test_nothing_found_is_not_known_and_becomes_a_to_do(open_window, practice, ana):
    hands = open_window("receptionist")
    type_a_code(hands)
    look_up(hands)
    view = panel_of(hands).view
    assert view.headline.text() == "We do not know yet whether this is covered."
    assert "We do not know yet whether Prairie Health covers this service." in view.words.texts["en"].text()
    hands.go_to("Make a to-do to find out")
    hands.press(Key.Key_Space)
    ((title, due, patient),) = select("select title, due_on, patient_id from to_do")
    assert title == "Ask Prairie Health Prairie PPO whether 97110 is covered, and write it down"
    assert (due, patient) == ("2026-11-25", ana)
    assert panel_of(hands).panel.reason == "It is on the list of to-dos, due on 11/25/2026."


def test_what_is_overdue_warns_before_it_is_relied_on(open_window, ana, write):
    write(confirmed_on=date(2026, 1, 5))
    hands = open_window()
    type_a_code(hands)
    look_up(hands)
    view = panel_of(hands).view
    assert view.warning.isVisible()
    assert view.warning.text().startswith("Overdue: it was to be looked up again on 04/05/2026.")
    assert "It is time to check this again" in view.words.texts["en"].text()


def test_a_record_that_says_something_else_is_shown_and_leads_to_the_tab(open_window, ana, write, practice):
    write()
    other = write(answer="not_covered", approval="", approval_after=None, codes="97110-97150")
    hands = open_window()
    type_a_code(hands)
    look_up(hands)
    view = panel_of(hands).view
    assert view.headline.text() == "Covered"
    assert [row.id for row in view.others.columns_model.rows] == [other]
    hands.go_to("Guidelines that say something else")
    hands.press(ENTER)
    tab = hands.tab_of("guidelines")
    hands.wait(lambda: tab.card.line is not None and tab.card.line.id == other)
    assert hands.focus_name == "Guidelines"


def test_a_plan_goes_before_its_payer_and_the_version_of_the_day_counts(open_window, practice, ana, write):
    write(answer="not_covered", approval="", approval_after=None)
    write(plan=practice.lists.plan, effective=date(2026, 6, 1))
    hands = open_window()
    type_a_code(hands)
    look_up(hands)
    assert panel_of(hands).view.headline.text() == "Covered"
    hands.go_to("Date of service")
    hands.press(Key.Key_A, CTRL)
    hands.type("5/4/2026")
    hands.press(ENTER)
    assert panel_of(hands).view.headline.text() == "Not covered"


def test_the_words_are_copied_and_printed_in_both_languages_and_kept(open_window, practice, ana, write):
    write()
    hands = open_window("receptionist")
    type_a_code(hands)
    look_up(hands)
    words = panel_of(hands).view.words
    assert "Prairie Health cubre este servicio" in words.texts["es"].text()
    hands.go_to("Language of the letter")
    hands.type("both")
    hands.press(Key.Key_P, CTRL)
    hands.wait(panel_of(hands).preview.isVisible)
    hands.settle()
    (pdf,) = hands.kept("coverage_answer")
    text = " ".join(" ".join(read_pages(pdf)).split())
    assert "Prairie Health covers this service." in text
    assert "Prairie Health cubre este servicio." in text
    assert "ANA RIVERA" in text
    assert select("select patient_id from stored_file where kind = 'coverage_answer'") == [(ana,)]
    hands.press(ENTER)
    assert hands.spool == [pdf]
    hands.press(ESC)
    assert hands.focus_name == "Print the letter"
    hands.press(ESC)
    assert hands.focus_name == "Line 1 code"


def test_the_paper_behind_an_answer_opens_over_it(open_window, practice, ana, write, tmp_path):
    paper = tmp_path / "bulletin.pdf"
    paper.write_bytes(print_registration_form(practice.session, None, "en").pdf)
    attach_guideline_file(practice.session, write(), paper)
    hands = open_window()
    type_a_code(hands)
    look_up(hands)
    hands.go_to("Open bulletin.pdf")
    hands.press(Key.Key_Space)
    preview = hands.window.overlays.page("file")
    hands.wait(preview.isVisible)
    assert preview.title == "bulletin.pdf"
    hands.press(ESC)
    assert panel_of(hands).isVisible()
    hands.press(ESC)
    assert hands.focus_name == "Line 1 code"


def test_who_may_only_look_makes_no_to_do(open_window, ana):
    hands = open_window("auditor")
    hands.find("covered 97110")
    hands.type("prair")
    hands.press(ENTER)
    hands.go_to("Make a to-do to find out")
    hands.press(Key.Key_Space)
    assert "You may not log calls" in panel_of(hands).panel.reason
    assert select("select count(*) from to_do") == [(0,)]
