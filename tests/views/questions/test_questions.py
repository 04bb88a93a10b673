"""The question desk by keys alone: patient, caller, question, answer, letter, log."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from app.domain.callers import SAID_TO_REFUSED, Identifier
from app.domain.disputes.cases import CaseKind
from app.domain.explanations import explain_item
from app.domain.money import Money
from app.domain.questions.facts import Focus
from app.models.callers import CallerCheck, Contact, ToDo
from app.models.questions import AnswerGiven
from app.queries.account_summaries import find_account
from app.services.alerts import AlertEntry, add_alert
from app.services.callers import CallerEntry, Relationship, check_caller
from app.services.disputes import CaseEntry, open_case
from tests.claim_ways import send
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import adjusted
from tests.services.question_uses import CONFIRMED
from tests.views.scenario_hands import open_patient, words_of
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT, TAB

Key = Qt.Key


@pytest.fixture
def billed(practice):
    """Ana owes 56.28, and the 420.00 of another visit were refused."""
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient, "99213")
    parts = adjusted("CO-45 83.80", "PR-1 50.00", "PR-2 6.28")
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], "81.20", "24.92", parts))
    refused = practice.a_visit(patient, "76700")
    practice.an_answer(refused.claim_id, (refused.charge_ids[0], None, "0.00", adjusted("CO-197 420.00")))
    return practice


def desk_of(hands):
    return hands.tab_of("questions")


def find_question(hands, words):
    """From the patient's page to the question desk, and to a question by its words."""
    open_patient(hands, "rivera")
    hands.press(Key.Key_H, CTRL | SHIFT)
    hands.wait(lambda: hands.focus_name == "Find a question")
    hands.type(words)


def pass_caller(hands, ticks=("Full name", "Birth date")):
    """Enter asks who is calling; two things are ticked and the check is kept."""
    hands.press(ENTER)
    hands.wait(lambda: hands.focus_name == "Who is calling")
    hands.settle()
    for words in ticks:
        for _ in range(20):
            if hands.focus_name.startswith(words):
                break
            hands.press(TAB)
        hands.press(Key.Key_Space)
    hands.press(ENTER, CTRL)
    hands.wait(lambda: desk_of(hands).panel.answer is not None)
    hands.settle()


def answers_of(hands):
    return tuple(words.text() for words in desk_of(hands).panel.text.words)


def test_nothing_is_told_before_the_caller_is_checked(open_window, billed):
    hands = open_window("receptionist")
    find_question(hands, "why bill")
    desk = desk_of(hands)
    assert desk.list.question.number == 9
    assert answers_of(hands) == ("", "")
    assert "Who is calling?" in desk.panel.caller.words.text()
    assert "56.28" not in hands.visible_texts()
    assert desk.panel.subjects.about.count() == 1
    pass_caller(hands)
    english, spanish = answers_of(hands)
    item = find_account(1).items[0]
    assert explain_item(item) in english
    assert explain_item(item, "es") in spanish
    assert CallerCheck.get().passed
    assert desk.panel.subjects.about.count() > 1


def test_from_the_question_to_the_log_by_keys(open_window, billed):
    hands = open_window("receptionist")
    find_question(hands, "denied")
    pass_caller(hands)
    desk = desk_of(hands)
    assert "did not approve the $420.00 we charged" in answers_of(hands)[0]
    hands.press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "\n\n".join(answers_of(hands))
    hands.press(Key.Key_P, CTRL)
    hands.wait(desk.preview.isVisible)
    letter = hands.kept("answer_letter")[-1]
    assert desk.preview._pdf == letter
    assert answers_of(hands)[0] in words_of(" ".join(read_pages(letter)))
    hands.press(ESC)
    hands.go_to("Also said")
    hands.type("Has the letter of the plan.")
    shown = answers_of(hands)
    hands.press(Key.Key_L, CTRL)
    hands.wait(lambda: AnswerGiven.select().count() == 1)
    kept, call = AnswerGiven.get(), Contact.get()
    assert (kept.question, kept.text_en, kept.text_es) == (11, *shown)
    assert kept.file_id is not None
    assert call.caller_check_id == CallerCheck.get().id
    assert call.said.endswith("Has the letter of the plan.")


def test_a_promise_and_our_own_work_are_kept_with_it(open_window, billed):
    hands = open_window("receptionist")
    find_question(hands, "32")
    pass_caller(hands)
    panel = desk_of(hands).panel
    due = panel.answer.follow_up.due_on
    hands.go_to("Promised to pay")
    hands.fill("56.28", "+7")
    hands.press(ENTER, CTRL)
    hands.wait(lambda: AnswerGiven.select().count() == 1)
    call, work = Contact.get(), ToDo.get()
    assert (call.promise, call.promise_on) == (Money(56_28), date(2026, 11, 30))
    assert (work.title, work.due_on) == ("Compare the patient’s EOB with ours", due)
    assert panel.reason == "Logged."


def test_half_a_promise_is_refused_where_it_was_typed(open_window, billed):
    hands = open_window()
    find_question(hands, "why bill")
    pass_caller(hands)
    hands.go_to("Promised to pay")
    hands.type("20")
    hands.press(ENTER, CTRL)
    assert hands.focus_name == "Promised by"
    assert "Type the day by which this is promised." in hands.visible_texts()
    assert not Contact.select().exists()


def test_a_day_alone_promises_what_is_proposed_and_leaves_nothing_behind(open_window, billed):
    hands = open_window("receptionist")
    find_question(hands, "why bill")
    pass_caller(hands)
    form = desk_of(hands).panel.form
    hands.go_to("Promised to pay")
    assert hands.focus.placeholderText() == "Proposed: 56.28"
    hands.go_to("Promised by")
    hands.type("+7")
    hands.press(TAB)
    form.flush_draft()
    hands.press(ENTER, CTRL)
    hands.wait(lambda: Contact.select().count() == 1)
    hands.settle()
    call = Contact.get()
    assert (call.promise, call.promise_on) == (Money(56_28), date(2026, 11, 30))
    assert set(form.values().values()) <= {None, ""}


def test_a_day_without_anything_proposed_asks_for_the_amount(open_window, billed):
    hands = open_window("receptionist")
    find_question(hands, "31")
    pass_caller(hands)
    hands.go_to("Promised by")
    hands.type("+7")
    hands.press(ENTER, CTRL)
    assert hands.focus_name == "Promised to pay"
    assert "Type the amount that is promised by this day." in hands.visible_texts()
    assert not Contact.select().exists()


def test_nothing_of_the_patient_before_stays_on_the_screen(open_window, billed):
    other = billed.a_patient("Vale", "Sam")
    hands = open_window("receptionist")
    find_question(hands, "why bill")
    pass_caller(hands)
    panel = desk_of(hands).panel
    panel.subjects.code.setText("99213")
    panel.subjects.code.editingFinished.emit()
    panel.letter.set_value("both")
    hands.settle()
    desk_of(hands).choose_patient(other)
    hands.settle()
    places = [each.placeholderText() for each in panel.form.findChildren(QLineEdit)]
    assert "56.28" not in "\n".join((hands.visible_texts(), *places))
    assert answers_of(hands) == ("", "")
    assert (panel.letter.value(), panel.subjects.focus_chosen) == ("", Focus())
    assert panel._model.rows == ()


def test_one_who_may_hear_nothing_is_told_so_in_both_languages_and_his_call_is_kept(open_window, billed):
    check_caller(billed.session, CallerEntry(1, Relationship.PATIENT, "Ana", CONFIRMED))
    hands = open_window("receptionist")
    find_question(hands, "32")
    panel = desk_of(hands).panel
    hands.wait(lambda: panel.form.values()["follow_up_on"] is not None)
    check_caller(billed.session, CallerEntry(1, Relationship.OTHER, "A neighbour", CONFIRMED))
    panel.refresh()
    hands.wait(lambda: "This caller may not hear anything" in panel.hint.text())
    assert answers_of(hands) == SAID_TO_REFUSED
    assert "Rivera" not in "".join(SAID_TO_REFUSED)
    assert panel.form.values()["follow_up_on"] is None
    hands.go_to("Promised to pay")
    hands.type("20")
    hands.press(Key.Key_L, CTRL)
    assert "promises nothing" in panel.reason
    panel.form.set_values({"promise": None})
    hands.go_to("Also said")
    hands.type("Will ask her to call.")
    hands.press(Key.Key_L, CTRL)
    hands.wait(lambda: Contact.select().count() == 1)
    call = Contact.get()
    assert (call.person, call.caller_check.relationship) == ("A neighbour", "other")
    assert call.said.startswith("Nothing was told. Nobody has written down")
    assert call.said.endswith("Will ask her to call.")
    assert not AnswerGiven.select().exists()
    assert panel.reason == "Logged."


def test_the_search_is_reached_by_its_keys_from_the_form_the_caller_and_the_letter(open_window, billed):
    hands = open_window("receptionist")
    find_question(hands, "why bill")
    pass_caller(hands)
    desk = desk_of(hands)
    hands.go_to("Also said")
    hands.press(Key.Key_F, CTRL)
    assert hands.focus_name == "Find a question"
    hands.press(Key.Key_I, CTRL | SHIFT)
    hands.wait(lambda: hands.focus_name == "Who is calling")
    hands.press(Key.Key_H, CTRL | SHIFT)
    assert (hands.focus_name, desk.panel.isVisible()) == ("Find a question", True)


def test_after_the_letter_the_keyboard_is_where_it_was(open_window, billed):
    hands = open_window("receptionist")
    find_question(hands, "why bill")
    pass_caller(hands)
    for place in ("Also said", "Find a question"):
        hands.go_to(place)
        hands.press(Key.Key_P, CTRL)
        hands.wait(desk_of(hands).preview.isVisible)
        hands.press(ESC)
        assert hands.focus_name == place


def test_one_who_may_hear_of_money_only_is_told_no_service(open_window, billed):
    check_caller(billed.session, CallerEntry(1, Relationship.GUARANTOR, "Juan", CONFIRMED))
    hands = open_window("receptionist")
    find_question(hands, "why bill")
    hands.wait(lambda: desk_of(hands).panel.answer is not None)
    assert "Service 99213" not in hands.visible_texts()
    desk_of(hands).show_question(11)
    hands.settle()
    assert answers_of(hands) == ("", "")
    assert "not why the patient was seen" in desk_of(hands).panel.hint.text()


def test_an_insurer_hears_no_answer_of_a_patient(open_window, billed):
    confirmed = (Identifier.NAME, Identifier.MEMBER_ID)
    check_caller(billed.session, CallerEntry(1, Relationship.INSURER, "Dee of Prairie", confirmed))
    hands = open_window("receptionist")
    find_question(hands, "why bill")
    panel = desk_of(hands).panel
    hands.wait(lambda: "An insurer hears of its own claims alone" in panel.caller.words.text())
    hands.settle()
    assert answers_of(hands) == ("", "")
    assert "56.28" not in hands.visible_texts()


def test_a_line_is_asked_about_alone_and_its_record_opens(open_window, billed):
    check_caller(billed.session, CallerEntry(1, Relationship.PATIENT, "Ana", CONFIRMED))
    hands = open_window()
    find_question(hands, "what charge")
    desk = desk_of(hands)
    hands.wait(lambda: desk.panel.answer is not None)
    hands.press(ENTER)
    assert hands.focus_name == "About"
    while "Service 76700" not in desk.panel.subjects.about.currentText():
        hands.press(Key.Key_Down)
    hands.settle()
    assert "Service 76700" in answers_of(hands)[0]
    assert "Service 99213" not in answers_of(hands)[0]
    hands.go_to("Records behind the answer")
    hands.press(ENTER)
    assert hands.tab_of("patients").isVisible()


def test_our_case_behind_an_answer_opens_in_its_own_tab(open_window, billed):
    send(billed, 2)
    open_case(billed.session, CaseEntry(CaseKind.DENIAL, 2, ((2, None),)))
    check_caller(billed.session, CallerEntry(1, Relationship.PATIENT, "Ana", CONFIRMED))
    hands = open_window()
    find_question(hands, "12")
    panel = desk_of(hands).panel
    hands.wait(lambda: panel.answer is not None)
    hands.go_to("Records behind the answer")
    while hands.focus.current_row().kind != "dispute":
        hands.press(Key.Key_Down)
    hands.press(ENTER)
    disputes = hands.tab_of("disputes")
    assert disputes.isVisible()
    assert "1001" in hands.visible_texts()


def test_the_command_box_finds_a_question_by_words_of_either_language(open_window, billed):
    check_caller(billed.session, CallerEntry(1, Relationship.PATIENT, "Ana", CONFIRMED))
    hands = open_window()
    hands.find("ask rivera")
    hands.wait(lambda: desk_of(hands).panel.patient_id == 1)
    hands.find("ask deducible")
    hands.wait(lambda: desk_of(hands).panel.answer is not None)
    assert desk_of(hands).panel.answer.number in (7, 8)


def test_a_question_without_a_patient_says_what_to_choose_first(open_window, billed):
    hands = open_window()
    hands.find("ask copay")
    assert "Choose at the left whom it is about" in desk_of(hands).panel.hint.text()
    assert hands.focus_name == "Patient"
    hands.type("riv")
    hands.press(ENTER)
    hands.wait(lambda: hands.focus_name == "Find a question")
    assert desk_of(hands).panel.patient_id == 1


def test_an_auditor_may_not_check_callers_and_is_told(open_window, billed):
    hands = open_window("auditor")
    find_question(hands, "why bill")
    hands.press(ENTER)
    assert any("You may not log calls" in said for said in hands.said)
    assert answers_of(hands) == ("", "")


def test_the_alerts_of_the_account_stand_above_the_answer_and_go_with_the_patient(open_window, billed):
    practice = billed
    add_alert(practice.session, AlertEntry(1, "Talk to the daughter only", "legal"))
    practice.a_patient("Stone", "Sam")
    hands = open_window("receptionist")
    find_question(hands, "owe")
    alerts = desk_of(hands).alerts
    assert alerts.isVisible()
    assert alerts.words == ("Talk to the daughter only",)
    add_alert(practice.session, AlertEntry(1, "Pays on Fridays", "money"))
    desk_of(hands).refresh()
    hands.settle()
    assert alerts.words == ("Talk to the daughter only", "Pays on Fridays")
    desk_of(hands).choose_patient(2)
    assert alerts.words == ()
    hands.settle()
    assert not alerts.isVisible()
