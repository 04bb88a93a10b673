"""The ways to an estimate: from the work that is due, by a key from any page, and from the command box."""

import pytest
from PySide6.QtCore import Qt

from tests.services.test_estimates import set_up_new_patient
from tests.views.window_hands import CTRL, ENTER, SHIFT

Key = Qt.Key


def test_a_good_faith_estimate_that_is_due_opens_the_estimate_of_its_visit(open_window, practice):
    set_up_new_patient(practice, self_pay=True)
    hands = open_window("receptionist")
    hands.press(Key.Key_1, CTRL)
    hands.settle()
    view = hands.tab_of("today").view
    while not view.current_row().text.startswith("Give the Good Faith Estimate for 12/01/2026"):
        hands.press(Key.Key_Down)
    hands.press(ENTER)
    hands.settle()
    page = hands.tab_of("patients").record.page("Visits")
    assert page.estimate.isVisible()
    assert page.estimate.panel.title == "Estimate for Rivera, Ana, 12/01/2026"
    assert page.estimate.panel.shown.law.text() == "Good Faith Estimate is due by 11/24/2026."


@pytest.mark.parametrize("by_key", [True, False], ids=["key", "command box"])
def test_an_estimate_is_found_from_another_page_of_the_patient(open_window, practice, by_key):
    patient, _ = set_up_new_patient(practice)
    hands = open_window("receptionist")
    hands.press(Key.Key_2, CTRL)
    tab = hands.tab_of("patients")
    tab.show_patient(patient)
    tab.show_page("Insurance").setFocus()
    hands.settle()
    if by_key:
        hands.press(Key.Key_T, CTRL | SHIFT)
    else:
        hands.press(Key.Key_K, CTRL)
        hands.type("estimate")
        hands.settle()
        hands.press(ENTER)
    hands.settle()
    page = tab.record.page("Visits")
    assert page.isVisible()
    assert page.list.filter.value() == "planned"
    hands.press(Key.Key_T, CTRL | SHIFT)
    hands.settle()
    assert page.estimate.isVisible()


def test_a_service_of_a_done_visit_is_asked_about_with_its_own_code(open_window, practice):
    patient = practice.an_insured_patient()
    practice.a_visit(patient, "99213", "87880")
    hands = open_window("receptionist")
    tab = hands.tab_of("patients")
    hands.press(Key.Key_2, CTRL)
    tab.show_patient(patient)
    page = tab.show_page("Visits")
    hands.settle()
    page.list.focus_list()
    hands.settle()
    assert tab.coverage_subject().codes == ("99213", "87880")
    hands.press(ENTER)
    hands.wait(page.done.charges.hasFocus)
    hands.press(Key.Key_Down)
    assert tab.coverage_subject().codes == ("87880", "99213")
    hands.press(Key.Key_G, CTRL)
    hands.settle()
    assert "87880 (Service 87880) with J02.9 on 11/23/2026 for Rivera, Ana" in hands.visible_texts()
