"""The list of coverage to verify: opened by its name, worked by keys, emptied by answers."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.domain.eligibility import CheckStatus, CheckWay
from app.models.eligibility import EligibilityRequest
from app.models.records import Policy
from app.services.eligibility import CheckEntry, log_check
from app.services.visits import plan_visit
from app.views.common.buttons import Button
from tests.partner_samples import a_partner
from tests.practice_fixtures import TODAY
from tests.views.patients.conftest import CTRL, SHIFT

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def coming(practice):
    """Two patients who come tomorrow and in two days."""
    people = practice.an_insured_patient(), practice.an_insured_patient("Stone", "Lee")
    for ahead, patient in enumerate(people, start=1):
        plan_visit(practice.session, patient, TODAY + timedelta(days=ahead), {"at_time": "09:00"})
    return people


def shown(desk):
    desk.tab.show_verify()
    desk.settle()
    return desk.tab.verify


def names(panel):
    return [line.patient.split(",")[0] for line in panel._model.rows]


def test_each_row_opens_the_insurance_of_its_patient(bench, practice, coming):
    desk = bench("receptionist")
    panel = shown(desk)
    assert panel.title == "Coverage to verify: 2"
    assert names(panel) == ["Rivera", "Stone"]
    assert panel._model.index(0, 1).data() == "9:00 AM"
    assert panel.why.text().endswith(
        "Nobody has asked this insurer yet. Ask the payer, or log what you learn."
    )
    assert desk.focus_name() == "Coverage to verify"
    desk.key(Qt.Key.Key_Down)
    desk.key(ENTER)
    desk.settle()
    assert desk.tab.patient_id == coming[1]
    assert desk.tab.record.current_page().TITLE == "Insurance"
    assert desk.focus_name() == "Policies"


def test_all_payers_are_asked_by_one_key_and_each_is_asked_once(bench, practice, coming, tmp_path):
    a_partner(practice, tmp_path)
    desk = bench("receptionist")
    panel = shown(desk)
    desk.key(Qt.Key.Key_Q, CTRL | SHIFT)
    desk.wait(lambda: panel.reason.startswith("Written"))
    desk.settle()
    assert panel.reason.startswith("Written: questions to 1 payer about 2 policies. Send the files from ")
    assert panel.reason.endswith("The answers come under Billing forms > Payers’ replies, Ctrl+I.")
    assert EligibilityRequest.select().count() == 2
    assert [line.asked_on for line in panel._model.rows] == [TODAY, TODAY]
    desk.key(Qt.Key.Key_Q, CTRL | SHIFT)
    desk.settle()
    assert "Nothing is left to ask" in panel.reason
    assert EligibilityRequest.select().count() == 2


def test_a_visit_leaves_the_list_when_its_coverage_is_found_out(bench, practice, coming):
    desk = bench()
    panel = shown(desk)
    policy = Policy.get(Policy.patient == coming[0]).id
    desk.desk.do(log_check, coming[0], CheckEntry(policy, TODAY, CheckStatus.ACTIVE, CheckWay.PHONE))
    desk.settle()
    desk.tab.refresh()
    desk.settle()
    assert names(panel) == ["Stone"]


def test_how_far_ahead_is_chosen_and_esc_goes_back_to_the_search(bench, practice, coming):
    desk = bench()
    panel = shown(desk)
    panel.ahead.setFocus()
    desk.choose("Until tomorrow")
    desk.settle()
    assert names(panel) == ["Rivera"]
    desk.key(ESC)
    desk.settle()
    assert desk.focus_name() == "Find a patient"


def test_the_button_below_the_list_of_patients_opens_it(bench, practice, coming):
    desk = bench("receptionist")
    (button,) = [each for each in desk.tab.list.findChildren(Button) if each.text() == "Coverage to verify"]
    button.click()
    desk.settle()
    assert names(desk.tab.verify) == ["Rivera", "Stone"]
