"""Credit kept, moved and noticed; requests signed, turned down and issued at the payments tab."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.models.database import select
from app.queries.payments import find_payment
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import PASSWORDS
from tests.services.money_hands import ask_write_off, owed, sign
from tests.views.payments.conftest import CTRL

ENTER = Qt.Key.Key_Return


@pytest.fixture
def paid(practice):
    """40.00 in cash by Ana; she owes two visits, her brother one on the same account."""
    practice.patient = practice.a_patient(self_pay=True)
    practice.first = practice.a_visit(practice.patient, ("99213", "30.00")).charge_ids[0]
    practice.second = practice.a_visit(practice.patient, ("87880", "25.00")).charge_ids[0]
    brother = practice.a_patient("Rivera", "Leo", guarantor=1, self_pay=True)
    practice.brothers = practice.a_visit(brother, ("81002", "5.00")).charge_ids[0]
    practice.payment = practice.a_payment(1, "40.00", (practice.first, "30.00"), patient_id=practice.patient)
    return practice


def press(hands, button):
    button.setFocus()
    hands.press(Qt.Key.Key_Space)


def button_of(widget, word):
    from app.views.common.buttons import Button

    return next(each for each in widget.findChildren(Button) if each.accessibleName() == word)


def test_a_use_is_moved_to_another_visit_in_one_action(paid, open_tab):
    hands = open_tab("biller")
    press(hands, hands.tab.payments.card.shift)
    panel = hands.tab.money.move
    panel.form.editor("reason").setFocus()
    hands.type("meant for the throat test")
    panel.uses.table.uses[paid.brothers].set_value(None)
    panel.uses.table.uses[paid.second].setFocus()
    panel.uses.table.uses[paid.second].selectAll()
    hands.type("25.00")
    hands.press(ENTER, CTRL)
    assert (owed(paid.first), owed(paid.second), owed(paid.brothers)) == (3000, 0, 500)
    assert str(paid.session.ask(find_payment, paid.payment).line.left) == "15.00"
    assert hands.tab.toast.text == "$25.00 was moved, $5.00 is credit again."


def test_another_family_member_is_paid_only_with_consent(paid, open_tab):
    hands = open_tab("biller")
    hands.tab.show_part("credits")
    hands.settle()
    hands.tab.credits.table.setFocus()
    hands.press(ENTER)
    panel = hands.tab.credit
    panel.uses.table.uses[paid.second].set_value(None)
    panel.uses.table.uses[paid.brothers].setFocus()
    panel.uses.table.uses[paid.brothers].selectAll()
    hands.type("5.00")
    hands.press(ENTER, CTRL)
    assert "another family member’s" in panel._reason.text()
    panel.consent.setFocus()
    hands.type("Ana, at the desk")
    hands.press(ENTER, CTRL)
    assert owed(paid.brothers) == 0
    trail = select("select reason from audit where action = 'use_credit' order by seq desc limit 1")
    assert trail == [("Ana, at the desk",)]


def test_credit_is_kept_and_the_patient_told_of_it(paid, open_tab):
    hands = open_tab("receptionist")
    credits = hands.tab.show_part("credits")
    hands.settle()
    press(hands, button_of(credits, "Keep"))
    assert credits._choices == {paid.payment: "keep"}
    press(hands, button_of(credits, "Print notice"))
    assert "credit of $10.00" in read_pages(hands.tab.preview._pdf)[0]


def test_credit_goes_to_another_account_when_a_manager_signs(paid, open_tab):
    other = paid.a_patient("Holm", "Bo", self_pay=True)
    foreign = paid.a_visit(other, ("81002", "6.00")).charge_ids[0]
    hands = open_tab("biller")
    credits = hands.tab.show_part("credits")
    hands.settle()
    press(hands, button_of(credits, "Move to another account…"))
    hands.type("holm")
    hands.press(ENTER)
    panel = hands.tab.money.transfer
    for field, text in (("consent", "Ana, by phone"), ("reason", "pays for her nephew")):
        panel.form.editor(field).setFocus()
        hands.type(text)
    hands.press(ENTER, CTRL)
    assert owed(foreign) == 600
    card = hands.tab.approvals.card
    assert card.detail.line.kind == "credit_transfer"
    card.form.editor("password").setFocus()
    hands.type(PASSWORDS["maria"])
    hands.press(ENTER, CTRL)
    assert owed(foreign) == 0
    assert hands.tab.toast.text == "$6.00 was approved and posted."


def test_a_wrong_password_posts_nothing_and_says_so(paid, open_tab):
    ask_write_off(paid, paid.patient, "bad_debt", (paid.second, "25.00"))
    hands = open_tab("biller")
    hands.tab.show_part("approvals")
    hands.settle()
    card = hands.tab.approvals.card
    card.form.editor("password").setFocus()
    hands.press(ENTER, CTRL)
    assert "types the own password" in card.form.problems()["password"]
    hands.type("wrong password here")
    hands.press(ENTER, CTRL)
    assert "password" in card._reason.text().lower()
    assert (card.form.drafts()["password"], owed(paid.second)) == ("", 2500)


def test_a_biller_withdraws_what_he_asked_for_and_turns_nothing_down(paid, open_tab):
    ask_write_off(paid, paid.patient, "bad_debt", (paid.second, "25.00"))
    hands = open_tab("biller")
    hands.tab.show_part("approvals")
    hands.settle()
    card = hands.tab.approvals.card
    assert not card.reject.isVisible()
    press(hands, card.withdraw)
    assert select("select state from approval_request") == [("withdrawn",)]
    assert hands.tab.approvals.empty.isVisible()


def test_an_approved_refund_waits_for_the_number_of_its_check(paid, open_tab):
    from app.domain.money import Money
    from app.services.refunds import RefundEntry, request_patient_refund

    entry = RefundEntry(paid.payment, Money(1000), "check", "paid twice")
    sign(paid, request_patient_refund(paid.session_of("biller"), entry))
    hands = open_tab("biller")
    hands.tab.show_part("approvals")
    hands.settle()
    card = hands.tab.approvals.card
    assert ("Approval ends", "11/23/2026 09:15 AM") in card.facts.texts
    card.form.editor("check_number").setFocus()
    hands.type("1191")
    press(hands, card.issue)
    assert select("select check_number, cents from refund") == [("1191", 1000)]
    assert QApplication.activeModalWidget() is None
