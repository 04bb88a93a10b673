"""Visits billed anew from the insurance page, by keys alone."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from app.models.claims import Claim
from app.models.records import Policy
from app.services.office import add_to_list
from app.services.policies import change_policy
from tests.claim_ways import answer, send
from tests.practice_fixtures import adjusted
from tests.views.patients.conftest import CTRL, SHIFT

FIRST = date(2026, 6, 3)
ENTER, ESC, SPACE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Tab


@pytest.fixture
def moved(practice):
    """Four visits billed to Prairie; the first is denied as ended, the policy stands as if in force."""
    practice.patient = practice.a_patient()
    practice.old = practice.a_policy(practice.patient)
    payer = add_to_list(practice.session, "payer", {"name": "Juniper Mutual", "filing_days": 180})
    practice.plan = add_to_list(practice.session, "plan", {"payer": payer, "name": "Juniper PPO"})
    days = [FIRST + timedelta(days=7 * week) for week in range(4)]
    practice.visits = [practice.a_visit(practice.patient, "99213", on=day) for day in days]
    first = practice.visits[0]
    send(practice, first.claim_id)
    answer(practice, first.claim_id, (first.charge_ids[0], None, "0.00", adjusted("CO-27 165.00")))
    return practice


def end_old(practice):
    change_policy(practice.session, practice.patient, practice.old, 1, {"termination": date(2026, 5, 31)})


def open_offer(desk, practice):
    desk.open(practice.patient)
    page = desk.page("Insurance")
    desk.wait(page.offer.isVisible)
    page.view.setFocus()
    desk.key(Qt.Key.Key_R, CTRL | SHIFT)
    assert page.rebill.isVisible()
    return page


def test_four_visits_are_billed_anew_in_one_action(bench, moved):
    end_old(moved)
    policy = moved.a_policy(moved.patient, moved.plan, effective=date(2026, 6, 1))
    desk = bench("biller")
    page = open_offer(desk, moved)
    assert page.offer.says.text() == "4 visits were billed to Prairie Health but Juniper Mutual was in force."
    panel = page.rebill
    assert [box.text() for box in panel.boxes] == ["06/03/2026", "06/10/2026", "06/17/2026", "06/24/2026"]
    assert all(box.isChecked() for box in panel.boxes)
    assert panel.total.text() == "4 visits, $660.00"
    shown = [label.text() for label in panel._grid.findChildren(type(panel.total))]
    assert "#10001, answered, nothing paid" in shown
    assert "#10002, not sent yet" in shown
    assert "by Nov 30" in shown
    desk.type("Prairie ended, new card from June 1")
    desk.key(ENTER, CTRL)
    desk.wait(lambda: Claim.select().where(Claim.policy == policy).count() == 4)
    desk.settle()
    assert desk.said[-1] == "4 visits are billed anew to Juniper Mutual. Print the new claims next."
    assert [Claim.get_by_id(visit.claim_id).state for visit in moved.visits] == ["closed", *["void"] * 3]
    desk.wait(lambda: page.view.isVisible() and not page.offer.isVisible())


def test_a_visit_is_taken_out_by_space_and_a_reason_is_needed(bench, moved):
    end_old(moved)
    policy = moved.a_policy(moved.patient, moved.plan, effective=date(2026, 6, 1))
    desk = bench("biller")
    panel = open_offer(desk, moved).rebill
    desk.key(ENTER, CTRL)
    assert panel.reason == "Nothing is billed yet. Say what happened to the insurance."
    desk.type("New card")
    desk.tabs(2)
    assert panel.boxes[1].hasFocus()
    desk.key(SPACE)
    assert panel.total.text() == "3 visits, $495.00"
    desk.key(ENTER, CTRL)
    desk.wait(lambda: Claim.select().where(Claim.policy == policy).count() == 3)
    desk.settle()
    assert Claim.get_by_id(moved.visits[1].claim_id).state == "ready"


def test_the_offer_comes_after_the_new_policy_is_saved(bench, moved):
    end_old(moved)
    desk = bench("biller")
    desk.open(moved.patient)
    page = desk.page("Insurance")
    assert not page.offer.isVisible()
    page.view.setFocus()
    desk.key(Qt.Key.Key_N, CTRL)
    desk.settle()
    desk.choose("Juniper")
    page.policy.term.editor("rank").setFocus()
    desk.choose("primary")
    page.policy.term.editor("member_id").setFocus()
    desk.type("NEW-1")
    page.policy.term.editor("effective").setFocus()
    desk.over("6/1/26")
    desk.key(ENTER, CTRL)
    desk.wait(lambda: Policy.select().count() == 2)
    desk.wait(lambda: page.offer.isVisible() and page.offer.button.hasFocus())
    assert desk.said[-1] == "4 visits were billed to Prairie Health but Juniper Mutual was in force."
    desk.key(SPACE)
    assert page.rebill.isVisible()
    desk.key(ESC)
    assert page.view.isVisible()


def test_figures_that_changed_are_shown_anew_and_nothing_is_billed(bench, moved):
    end_old(moved)
    moved.a_policy(moved.patient, moved.plan, effective=date(2026, 6, 1))
    desk = bench("biller")
    panel = open_offer(desk, moved).rebill
    visit = moved.visits[3]
    answer(moved, visit.claim_id, (visit.charge_ids[0], "100.00", "100.00", adjusted("CO-45 65.00")))
    desk.type("New card")
    desk.key(ENTER, CTRL)
    desk.wait(lambda: "Nothing was billed anew" in panel.reason)
    desk.settle()
    assert panel.total.text() == "3 visits, $495.00"
    assert Claim.select().count() == 4


def test_a_receptionist_sees_the_visits_and_is_told_who_may_bill_them(bench, moved):
    end_old(moved)
    moved.a_policy(moved.patient, moved.plan, effective=date(2026, 6, 1))
    desk = bench("receptionist")
    panel = open_offer(desk, moved).rebill
    assert "may not correct, void or bill anew a sent claim as receptionist" in panel.reason
    desk.type("New card")
    desk.key(ENTER, CTRL)
    desk.settle()
    assert "may not correct, void or bill anew" in panel.reason
    assert Claim.select().count() == 4


def test_an_auditor_is_not_offered_it(bench, moved):
    end_old(moved)
    moved.a_policy(moved.patient, moved.plan, effective=date(2026, 6, 1))
    desk = bench("auditor")
    desk.open(moved.patient)
    assert not desk.page("Insurance").offer.isVisible()
    assert desk.said == []
