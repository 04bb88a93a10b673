"""Scenario 13: coverage had ended; one action bills four visits to the new plan, none to the patient."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.models.callers import ToDo
from app.models.claims import Claim
from app.models.database import select
from app.models.questions import AnswerGiven
from app.models.records import Policy
from app.queries.database_check import check_database
from app.services.office import add_to_list
from app.views.patients.rebill_panel import RebillPanel
from tests.documents.paper_reading import read_pages
from tests.views.scenario_hands import (
    answer_line,
    begin_answer,
    check_caller,
    choose_list,
    confirm_sent,
    count_in,
    enter_visit,
    open_patient,
    post_answer,
    send_chosen,
    send_list,
)
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT

VISITS = (date(2026, 1, 12), date(2026, 1, 26), date(2026, 2, 9), date(2026, 2, 23))
DENIED = date(2026, 2, 25)
WITH_INSURER = "Everything open is still with an insurer."
TO_BILL_ANEW = "A visit went to an insurance that had ended, and another was in force. Bill it anew first"
OFFER = "4 visits were billed to Prairie Health but Juniper Mutual was in force."


@pytest.fixture
def insured(practice):
    """A patient whose old policy stands as if in force, on Jan 12, 2026; Juniper Mutual gives 180 days."""
    practice.clock.move_to(VISITS[0])
    signed = date(2025, 1, 6)
    patient = practice.a_patient(release_on=signed, assignment_on=signed)
    practice.a_policy(patient, effective=date(2025, 1, 1), member_id="OLD1")
    address = {"street": "PO Box 7", "city": "Springfield", "state": "IL", "zip": "62704"}
    payer = add_to_list(practice.session, "payer", {"name": "Juniper Mutual", "filing_days": 180, **address})
    add_to_list(practice.session, "plan", {"payer": payer, "name": "Juniper PPO"})
    return practice


def see_patient_four_times(hands):
    """Four visits of 165.00 on the old plan; the claims of the first two are mailed."""
    for at, day in enumerate(VISITS):
        hands.practice.clock.move_to(day)
        enter_visit(hands, "rivera", "acute pharyngitis unspecified", ("99213",))
        if at < 2:
            send_list(hands, by_file=False)
    assert hands.balances() == ("0.00", "660.00", "0.00")


def deny_the_first(hands, code):
    hands.practice.clock.move_to(DENIED)
    begin_answer(hands, 1, "PH-2026-77")
    answer_line(hands, "99213", VISITS[0], others=f"{code} 165.00")
    assert f"{code}: Coverage had ended before the visit." in hands.visible_texts()
    post_answer(hands)


def statements_said(hands):
    """What a run of statements would do today."""
    hands.find("statements")
    said = hands.visible_texts()
    hands.press(ESC)
    hands.press(Qt.Key.Key_2, CTRL)
    return said


def enter_new_card(hands):
    """The old policy ended with last year; the new one is in force from Jan 1."""
    open_patient(hands, "rivera")
    hands.go_to("Pages of the record")
    hands.press(Qt.Key.Key_Right)
    hands.go_to("Policies")
    hands.press(ENTER)
    hands.go_to("Ended on")
    hands.type("12/31/2025")
    hands.press(ENTER, CTRL)
    hands.go_to("Policies")
    hands.press(Qt.Key.Key_N, CTRL)
    hands.type("Juniper")
    hands.go_to("Order")
    hands.type("primary")
    hands.go_to("Member number")
    hands.type("JUN1")
    hands.go_to("In force from")
    hands.press(Qt.Key.Key_A, CTRL)
    hands.type("1/1/2026")
    hands.press(ENTER, CTRL)
    old, new = Policy.select().order_by(Policy.id)
    assert (old.termination, new.effective, new.rank) == (date(2025, 12, 31), date(2026, 1, 1), 1)
    assert hands.said[-1] == OFFER
    assert hands.focus_name == "Bill them anew…"
    return new.id


def ask_whether_to_rebill(hands):
    """“My insurance changed, can you rebill?” The answer is logged, with work for the desk."""
    open_patient(hands, "rivera")
    hands.press(Qt.Key.Key_H, CTRL | SHIFT)
    hands.wait(lambda: hands.focus_name == "Find a question")
    hands.type("15")
    check_caller(hands)
    assert hands.tab_of("questions").panel.answer.number == 15
    hands.press(Qt.Key.Key_L, CTRL)
    hands.wait(lambda: AnswerGiven.select().count() == 1)
    assert ToDo.select().count() == 1


def close_the_question(hands):
    """What was promised on the call is done: its to-do is finished on the list of the day."""
    (waiting,) = ToDo.select()
    hands.practice.clock.move_to(waiting.due_on)
    hands.press(Qt.Key.Key_1, CTRL)
    hands.settle()
    today = hands.tab_of("today")
    hands.press(Qt.Key.Key_Home, CTRL)
    while today.view.current_row().text != waiting.title:
        hands.press(Qt.Key.Key_Down)
    hands.press(ENTER, CTRL)
    hands.type("All four visits went to Juniper Mutual")
    hands.press(ENTER, CTRL)
    hands.wait(lambda: ToDo.get_by_id(waiting.id).finished_at is not None)


def bill_anew(hands):
    """All four visits are offered, each with its open amount, its old claim and the new insurer's limit."""
    hands.press(Qt.Key.Key_Space)
    panel = hands.tab_of("patients").findChild(RebillPanel)
    shown = [label.text() for label in panel._grid.findChildren(QLabel)]
    assert [box.text() for box in panel.boxes] == ["01/12/2026", "01/26/2026", "02/09/2026", "02/23/2026"]
    assert [words for words in shown if words.startswith("by ")] == [
        "by Jul 11",
        "by Jul 25",
        "by Aug 8",
        "by Aug 22",
    ]
    assert [words for words in shown if words.startswith("#")] == [
        "#10001, answered, nothing paid",
        "#10002, sent",
        "#10003, not sent yet",
        "#10004, not sent yet",
    ]
    assert panel.total.text() == "4 visits, $660.00"
    hands.type("Prairie ended 12/31, new card from 1/1")
    hands.press(ENTER, CTRL)
    assert hands.said[-1] == "4 visits are billed anew to Juniper Mutual. Print the new claims next."


def versions():
    return select(
        "select v.claim_id, v.content, v.boxes, v.made_at, f.sha256, f.content from claim_version v "
        "join stored_file f on f.id = v.file_id where v.claim_id in (1, 2) order by v.id"
    )


@pytest.mark.parametrize(
    ("code", "owed", "held"),
    [("CO-27", "0.00", WITH_INSURER), ("PR-27", "165.00", TO_BILL_ANEW)],
    ids=["CO-27", "PR-27"],
)
def test_four_visits_go_to_the_new_plan_in_one_action(insured, open_window, code, owed, held):
    hands = open_window()
    see_patient_four_times(hands)
    deny_the_first(hands, code)
    assert hands.balances()[0] == owed
    sent = versions()
    ask_whether_to_rebill(hands)
    policy = enter_new_card(hands)
    assert f"Nobody gets a statement today. 1 account: {held}" in statements_said(hands)
    bill_anew(hands)
    assert hands.balances() == ("0.00", "660.00", "0.00")
    assert f"Nobody gets a statement today. 1 account: {WITH_INSURER}" in statements_said(hands)
    assert versions() == sent
    assert [each.state for each in Claim.select().order_by(Claim.id)] == [
        *("closed", "closed", "void", "void"),
        *["ready"] * 4,
    ]
    assert {each.policy_id for each in Claim.select().where(Claim.state == "ready")} == {policy}
    assert count_in(hands, "Ready") == "Ready 4"
    choose_list(hands, "Ready")
    hands.press(Qt.Key.Key_A, CTRL)
    send_chosen(hands, by_file=False)
    pages = read_pages(hands.kept("claim_print")[-1])
    assert len(pages) == 4
    assert all("JUNIPER MUTUAL" in page and "JUN1" in page and "16500" in page for page in pages)
    confirm_sent(hands)
    assert [each.state for each in Claim.select().where(Claim.policy == policy)] == ["sent"] * 4
    assert [found for line in insured.session.ask(check_database) for found in line.findings] == []
    close_the_question(hands)
