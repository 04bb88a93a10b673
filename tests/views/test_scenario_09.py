"""Scenario 9 through the window: check 2231 bounces; both lines are open again, as old as they were."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.domain.approvals import ApprovalLimits
from app.domain.returned_checks import FeePolicy
from app.queries.account_summaries import find_account
from app.queries.database_check import check_database
from app.services import approvals, payments
from app.services.payments import PaymentEntry
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY, money
from tests.services.money_hands import owed, sum_of
from tests.views.money_window import push, show_part
from tests.views.window_hands import CTRL, ENTER, ESC

Key = Qt.Key
LATER = TODAY + timedelta(days=9)
LONG_AGO = TODAY - timedelta(days=40)


@pytest.fixture
def bounced(practice):
    """Check 2231 of 140.00, split 95.00 + 45.00 over two visits; nine days have gone by."""
    patient = practice.a_patient(self_pay=True)
    practice.first = practice.a_visit(patient, ("99213", "95.00"), on=LONG_AGO).charge_ids[0]
    practice.second = practice.a_visit(patient, ("87880", "45.00")).charge_ids[0]
    shares = ((practice.first, money("95.00")), (practice.second, money("45.00")))
    entry = PaymentEntry(1, money("140.00"), "check", "2231", patient_id=patient, shares=shares)
    payments.take_payment(practice.session, entry)
    practice.before = practice.session.ask(find_account, 1)
    practice.clock.move_to(LATER)
    return practice


def take_back(hands, with_fee):
    show_part(hands, "Payments")
    segment = hands.tab_of("payments").payments
    segment.bar.chips.choose("")
    hands.settle()
    segment.table.setFocus()
    push(hands, "Check returned…")
    assert hands.focus_name == "Reason on the bank’s notice"
    hands.type("not enough funds")
    if with_fee:
        hands.go_to("Charge the fee of the signed policy")
        hands.press(Key.Key_Space)
    hands.press(ENTER, CTRL)
    hands.wait(lambda: hands.spool)


def test_both_lines_are_open_again_of_their_own_dates_and_the_fee_follows_the_policy(open_window, bounced):
    approvals.set_limits(bounced.session, ApprovalLimits(), FeePolicy(True, money("25.00")))
    hands = open_window("biller")
    take_back(hands, with_fee=True)
    assert (owed(bounced.first), owed(bounced.second), hands.balances()) == (
        *(9500, 4500),
        ("165.00", "0.00", "0.00"),
    )
    # The deposit is less by the check, and the drawer is as it was.
    assert (sum_of("bank"), sum_of("cash_drawer"), sum_of("fee_income")) == (-14000, 14000, -2500)
    items = bounced.session.ask(find_account, 1).items
    ages = {item.charge_id: (item.service_date, item.transferred_on) for item in items}
    assert ages[bounced.first] == (LONG_AGO, LONG_AGO)
    assert ages[bounced.second] == (TODAY, TODAY)
    (notice,) = hands.kept("returned_check_notice")
    assert hands.spool == [notice]
    words = " ".join(read_pages(notice)[0].split())
    for part in ("check number 2231", "$140.00", "fee of $25.00", "You owe $165.00 now"):
        assert part in words
    hands.press(ESC)
    hands.find("Rivera Ana")
    assert "No checks" in hands.tab_of("patients").record.header.alerts
    hands.press(Key.Key_T, CTRL)
    assert "NO CHECKS" in hands.visible_texts()
    checked = bounced.session.ask(check_database)
    assert [finding for line in checked for finding in line.findings] == []


def test_without_a_policy_no_fee_is_offered_and_the_receipt_says_returned(open_window, bounced):
    hands = open_window("biller")
    take_back(hands, with_fee=False)
    assert hands.balances() == ("140.00", "0.00", "0.00")
    hands.press(ESC)
    segment = hands.tab_of("payments").payments
    assert segment.card.facts.texts[-1] == ("Returned because", "not enough funds")
    segment.table.setFocus()
    hands.press(ENTER)
    hands.press(ENTER)
    hands.wait(lambda: len(hands.spool) == 2)
    assert "RETURNED" in read_pages(hands.spool[-1])[0]


def test_the_patients_itemised_bill_tells_of_it(bounced):
    from app.queries.ledger_moves import list_ledger_moves
    from app.services.returned_checks import ReturnEntry, return_check

    return_check(bounced.session, ReturnEntry(1, LATER, "not enough funds"))
    for language, words in (
        ("en", "receipt 1, check returned by the bank"),
        ("es", "recibo 1, cheque devuelto por el banco"),
    ):
        moves = bounced.session.ask(list_ledger_moves, 1, language).moves
        assert any(move.words.startswith(words) for move in moves)
