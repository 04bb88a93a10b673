"""Scenario 7 through the window: a credit of 40.00 pays the sister's 12.50, and 27.50 goes back by check."""

import pytest
from PySide6.QtCore import Qt

from app.models.database import select
from app.queries.database_check import check_database
from app.queries.payments import list_credits
from app.queries.refunds import list_payer_credits
from app.services.office import keep_procedure
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import adjusted
from tests.services.money_hands import owed, sum_of
from tests.views.money_window import go_along, push, show_part, sign
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT

Key = Qt.Key


@pytest.fixture
def prepaid(practice):
    """Ana prepaid 60.00 by card for her visit; her sister Bea owes 12.50 on the same account."""
    keep_procedure(practice.session, "99213", {"category": "office"})
    practice.ana = practice.an_insured_patient()
    practice.visit = practice.a_visit(practice.ana, "99213")
    practice.payment = practice.a_payment(
        1, "60.00", method="card", reference="4242", patient_id=practice.ana, visit_id=practice.visit.visit_id
    )
    sister = practice.a_patient("Rivera", "Bea", guarantor=1, self_pay=True)
    practice.sisters = practice.a_visit(sister, ("87880", "12.50")).charge_ids[0]
    return practice


def enter_answer(hands):
    """The insurer allows 81.40, pays 61.40, and leaves the copay of 20.00."""
    hands.press(Key.Key_4, CTRL)
    hands.press(Key.Key_E, CTRL | SHIFT)
    hands.type("rivera")
    hands.press(ENTER)
    hands.fill("t", "88213")
    hands.go_to("Allowed, 99213 of 11/23/2026")
    hands.fill("81.40", "61.40", "", "", "20.00")
    hands.press(ENTER, CTRL)


def use_for(hands, line, amount, consent=""):
    show_part(hands, "Credits")
    hands.tab_of("payments").credits.table.setFocus()
    hands.press(ENTER)
    for field in hands.tab_of("payments").credit.uses.table.uses.values():
        field.setFocus()
        field.selectAll()
        hands.press(Key.Key_Delete)
    hands.tab_of("payments").credit.uses.table.uses[line].setFocus()
    hands.type(amount)
    hands.press(ENTER, CTRL)
    if consent:
        assert "another family member’s" in hands.visible_texts()
        hands.tab_of("payments").credit.consent.setFocus()
        hands.type(consent)
        hands.press(ENTER, CTRL)


def test_the_sister_is_paid_with_consent_and_the_rest_goes_back(open_window, prepaid):
    hands = open_window("biller")
    enter_answer(hands)
    (own,) = prepaid.visit.charge_ids
    use_for(hands, own, "20.00")
    assert (owed(own), hands.balances()[2]) == (0, "40.00")
    use_for(hands, prepaid.sisters, "12.50", "Ana, at the desk")
    assert (owed(prepaid.sisters), hands.balances()[2]) == (0, "27.50")
    show_part(hands, "Credits")
    hands.tab_of("payments").credits.table.setFocus()
    hands.go_to("Refund…", 60, SHIFT)
    hands.press(Key.Key_Space)
    assert hands.focus_name == "Amount"
    hands.go_to("How it goes back")
    hands.type("Ch")
    hands.go_to("Check number, if it is written already")
    hands.type("1187")
    hands.go_to("Reason, printed on the letter")
    hands.type("your insurance left you only the copay")
    hands.press(ENTER, CTRL)
    assert (sum_of("refunds"), hands.balances()[2]) == (0, "27.50")
    sign(hands)
    assert (sum_of("refunds"), hands.balances()) == (-2750, ("0.00", "0.00", "0.00"))
    assert prepaid.session.ask(list_credits) == ()
    linked = select(
        "select distinct e.payment_id from entry e join posting p on p.id = e.posting_id "
        "where p.kind = 'refund'"
    )
    assert linked == [(prepaid.payment,)]
    print_letter(hands, "Rivera", "$27.50", "check number 1187")


def print_letter(hands, *parts):
    tab = hands.tab_of("payments")
    tab.approvals.chips.chip(tab.approvals.chips.value()).setFocus()
    go_along(hands, "Decided", 3)
    tab.approvals.table.setFocus()
    hands.wait(tab.approvals.card.letter.isVisible)
    push(hands, "Print letter")
    hands.wait(lambda: hands.spool)
    (letter,) = hands.kept("refund_letter")
    assert hands.spool[-1] == letter
    words = " ".join(read_pages(letter)[0].split())
    for part in parts:
        assert part in words
    hands.press(ESC)
    tab.approvals.table.setFocus()
    push(hands, "Print voucher")
    hands.wait(lambda: len(hands.spool) == 2)
    assert "CHECK VOUCHER" in read_pages(hands.spool[-1])[0]


def test_two_insurers_that_paid_as_first_leave_a_credit_with_a_clock(open_window, practice):
    patient = practice.an_insured_patient()
    practice.a_policy(patient, practice.lists.medigap, rank=2)
    visit = practice.a_visit(patient, "99213")
    (charge,) = visit.charge_ids
    practice.an_answer(visit.claim_id, (charge, "81.28", "61.28", adjusted("CO-45 83.72", "PR-2 20.00")))
    ((second,),) = select("select max(id) from claim")
    practice.an_answer(second, (charge, None, "61.28", adjusted("CO-45 83.72", "PR-2 20.00")))
    hands = open_window("biller")
    show_part(hands, "Credits")
    credits = hands.tab_of("payments").credits
    credits.parts.chip("patients").setFocus()
    go_along(hands, "Insurers’", 2)
    (line,) = credits.payers.rows
    assert (line.payer, str(line.amount)) == ("Blue Ridge Medigap", "41.28")
    credits.payer_table.setFocus()
    hands.press(ENTER)
    assert "Give it back by 01/22/2027" in hands.visible_texts()
    hands.go_to("Check number, if it is written already")
    hands.type("1190")
    hands.go_to("Reason, printed on the letter")
    hands.type("another insurer paid first")
    hands.press(ENTER, CTRL)
    sign(hands)
    assert (owed(charge, "insurance_ar"), sum_of("refunds")) == (0, -4128)
    assert practice.session.ask(list_payer_credits) == ()
    print_letter(hands, "Blue Ridge Medigap", "PO Box 2", line.claim_number, "$41.28")
    checked = practice.session.ask(check_database)
    assert [finding for line in checked for finding in line.findings] == []
