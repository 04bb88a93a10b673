"""From the command box to the list of coverage to verify, to a patient's insurance, and a check by phone."""

from datetime import timedelta

from PySide6.QtCore import Qt

from app.models.eligibility import EligibilityCheck
from app.services.visits import plan_visit
from tests.practice_fixtures import TODAY
from tests.views.window_hands import CTRL, ENTER, SHIFT


def test_a_visit_ahead_is_verified_by_keys_alone(open_window, practice):
    patient = practice.an_insured_patient()
    plan_visit(practice.session, patient, TODAY + timedelta(days=1), {"at_time": "09:00"})
    hands = open_window("receptionist")
    hands.find("coverage to verify")
    hands.wait(lambda: hands.focus_name == "Coverage to verify")
    assert hands.tab_of("patients").verify.title == "Coverage to verify: 1"
    hands.press(ENTER)
    hands.wait(lambda: hands.focus_name == "Policies")
    hands.press(Qt.Key.Key_V, CTRL | SHIFT)
    hands.wait(lambda: hands.focus_name == "Coverage")
    hands.press(ENTER, CTRL)
    assert EligibilityCheck.get().status == "active"
    hands.find("coverage to verify")
    hands.wait(lambda: hands.tab_of("patients").verify.title == "Coverage to verify: nothing")
