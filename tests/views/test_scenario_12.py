"""Scenario 12 through the window: small balances, hardship, a contractual; one of them turned down."""

import pytest

from app.models.database import select
from app.queries.approvals import list_write_off_sums
from app.queries.database_check import check_database
from app.services import files
from tests.practice_fixtures import TODAY, adjusted
from tests.services.money_hands import owed, sum_of
from tests.views.money_window import choose, go_along, open_patient, push, show_part, sign
from tests.views.window_hands import CTRL, ENTER, ESC

OWES = ("4.99", "4.50", "4.00", "3.21", "2.43", "1.99", "1.01")


@pytest.fixture
def office(practice):
    """Seven accounts that owe 22.13 together, a patient who owes 312.00, and an insured one."""
    for number, amount in enumerate(OWES):
        patient = practice.a_patient(f"Small{number}", self_pay=True)
        practice.a_visit(patient, ("99213", amount))
    practice.poor = practice.a_patient("Grant", "Lou", self_pay=True)
    practice.lines = practice.a_visit(practice.poor, ("99213", "200.00"), ("87880", "112.00")).charge_ids
    form = files.NewFile("form", "hardship-grant.pdf", b"%PDF-1.4 signed form")
    files.attach_document(practice.session, practice.poor, form)
    insured = practice.an_insured_patient("Vale", "Ida")
    practice.insured = practice.a_visit(insured, "99214").charge_ids[0]
    return practice


def ask_small_balances(hands):
    show_part(hands, "Approvals")
    push(hands, "Small balances…")
    assert "7 accounts for $22.13 would be written off, 0 left out." in hands.visible_texts()
    hands.press(ENTER, CTRL)


def ask_hardship(hands):
    show_part(hands, "Approvals")
    push(hands, "Write off…")
    open_patient(hands, "grant")
    choose(hands, "Kind of write-off", "Hardship")
    hands.go_to("Percent taken off")
    hands.type("50")
    assert "$156.00 taken off together" in hands.visible_texts()
    hands.go_to("Reason, kept on record")
    hands.type("household below the line of the policy")
    hands.press(ENTER, CTRL)
    assert "Hardship needs the patient’s signed form" in hands.visible_texts()
    choose(hands, "Signed form, of the patient’s documents", "hardship")
    hands.press(ENTER, CTRL)


def ask_contractual(hands):
    show_part(hands, "Approvals")
    push(hands, "Write off…")
    open_patient(hands, "vale")
    choose(hands, "Kind of write-off", "Contractual")
    hands.go_to("Reason, kept on record")
    hands.type("above the schedule")
    hands.go_to("Use for Service 99214 of 11/23/2026, Vale, Ida")
    hands.type("64.00")
    hands.press(ENTER, CTRL)


def nothing_is_posted():
    return not select("select 1 from posting where kind = 'write_off'")


def test_two_are_approved_and_one_is_turned_down(open_window, office):
    hands = open_window("biller")
    for ask in (ask_small_balances, ask_hardship, ask_contractual):
        ask(hands)
        assert nothing_is_posted()
    waiting = hands.tab_of("payments").approvals.model.rows
    assert [(line.kind, str(line.amount)) for line in waiting] == [
        ("small_balance", "22.13"),
        ("hardship", "156.00"),
        ("contractual", "64.00"),
    ]
    owner = open_window("manager")
    show_part(owner, "Approvals")
    approvals = owner.tab_of("payments").approvals
    for amount in ("22.13", "156.00"):
        approvals.table.setFocus()
        assert str(approvals.card.detail.line.amount) == amount
        sign(owner)
    assert (sum_of("writeoff_small"), sum_of("writeoff_hardship")) == (2213, 15600)
    assert [owed(charge) for charge in office.lines] == [10000, 5600]
    owner.go_to("Note or reason", 60)
    owner.type("the schedule does not support it")
    push(owner, "Turn down")
    assert (sum_of("writeoff_contractual"), owed(office.insured, "insurance_ar")) == (0, 21000)
    go_to_chip(owner, approvals, "Decided")
    assert [(line.state, line.decision.note) for line in approvals.model.rows] == [
        ("rejected", "the schedule does not support it"),
        ("posted", ""),
        ("posted", ""),
    ]


def go_to_chip(hands, approvals, title):
    approvals.chips.chip(approvals.chips.value()).setFocus()
    go_along(hands, title, 3)


def test_undo_works_and_reasons_are_told_by_type(open_window, office):
    hands = open_window("biller")
    ask_small_balances(hands)
    sign(hands)
    ask_hardship(hands)
    sign(hands)
    approvals = hands.tab_of("payments").approvals
    go_to_chip(hands, approvals, "Decided")
    approvals.table.setFocus()
    hands.wait(lambda: approvals.card.detail.line.kind == "hardship")
    hands.go_to("Note or reason", 60)
    hands.type("entered in error")
    push(hands, "Take back")
    assert [owed(charge) for charge in office.lines] == [20000, 11200]
    go_to_chip(hands, approvals, "By reason")
    told = {line.kind.value: str(line.amount) for line in approvals.reasons.rows}
    assert told == {"small_balance": "22.13", "hardship": "0.00"}
    assert approvals.sum.text() == "Together $22.13"
    assert office.session.ask(list_write_off_sums, TODAY, TODAY)
    checked = office.session.ask(check_database)
    assert [finding for line in checked for finding in line.findings] == []


def test_a_copay_is_not_spared_by_habit(open_window, practice):
    patient = practice.an_insured_patient()
    for _ in range(2):
        visit = practice.a_visit(patient, "99213")
        practice.an_answer(
            visit.claim_id, (visit.charge_ids[0], "81.40", "61.40", adjusted("CO-45 83.60", "PR-3 20.00"))
        )
    hands = open_window("biller")
    for amount in ("20.00", "20.00"):
        show_part(hands, "Approvals")
        push(hands, "Write off…")
        open_patient(hands, "rivera")
        hands.go_to("Reason, kept on record")
        hands.type("a friend of the house")
        hands.go_to("Use for Service 99213 of 11/23/2026, Rivera, Ana")
        hands.type(amount)
        hands.press(ENTER, CTRL)
    assert "a copay is spared as a courtesy at most once a year" in hands.visible_texts()
    assert sum_of("writeoff_courtesy") == 2000
    hands.press(ESC)
