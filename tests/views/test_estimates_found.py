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
