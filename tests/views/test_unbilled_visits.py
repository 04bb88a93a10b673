"""From the list of unbilled visits to the visit itself, through the whole window and by keys alone."""

from datetime import timedelta

from PySide6.QtCore import Qt

from app.services.visits import plan_visit
from tests.practice_fixtures import TODAY
from tests.views.window_hands import CTRL, ENTER


def open_unbilled(hands, row=0):
    hands.press(Qt.Key.Key_3, CTRL)
    tab = hands.tab_of("billing")
    tab.list.chips.choose("unbilled")
    hands.settle()
    tab.list.enter()
    for _ in range(row):
        hands.press(Qt.Key.Key_Down)
    hands.press(ENTER)
    return hands.tab_of("patients")


def test_a_visit_without_a_claim_opens_with_what_was_posted(practice, open_window):
    patient = practice.a_patient("Rivera")
    visit = practice.a_visit(patient, on=TODAY - timedelta(days=7))
    practice.a_policy(patient)
    practice.an_insured_patient("Chen")
    hands = open_window()
    tab = open_unbilled(hands)
    page = tab.show_page("Visits")
    hands.wait(lambda: tab.patient_id == patient and page.done.isVisible())
    assert "Rivera" in hands.visible_texts()
    assert visit.claim_id is None


def test_a_planned_visit_that_has_passed_opens_for_its_charges(practice, open_window):
    practice.a_patient("Rivera")
    patient = practice.an_insured_patient("Chen")
    plan_visit(practice.session, patient, TODAY - timedelta(days=2), {"reason": "Check-up"})
    hands = open_window()
    tab = open_unbilled(hands)
    page = tab.show_page("Visits")
    hands.wait(lambda: tab.patient_id == patient and page.panel.isVisible())
    assert page.panel.isAncestorOf(hands.focus)


def test_charges_begun_go_on_where_they_were_left(practice, open_window):
    patient = practice.an_insured_patient("Chen")
    practice.session.save_draft("visit", f"{patient}/new", '{"diagnoses": ""}')
    hands = open_window()
    tab = open_unbilled(hands)
    page = tab.show_page("Visits")
    hands.wait(lambda: tab.patient_id == patient and page.panel.isVisible())


def test_beside_the_visits_stands_what_enter_does(practice, open_window):
    patient = practice.an_insured_patient("Chen")
    practice.session.save_draft("visit", f"{patient}/new", '{"diagnoses": ""}')
    hands = open_window()
    hands.press(Qt.Key.Key_3, CTRL)
    tab = hands.tab_of("billing")
    tab.list.chips.choose("unbilled")
    hands.settle()
    assert "Press Enter on a visit to go to it and bill it." in hands.visible_texts()
    tab.list.chips.choose("ready")
    hands.settle()
    assert "Press Enter on a visit to go to it and bill it." not in hands.visible_texts()
