"""The list of payments, the credit that waits, and the receipts."""

import pytest
from PySide6.QtCore import Qt

from app.queries.account_summaries import find_account
from app.queries.payments import find_payment
from app.services.payments import void_payment
from tests.documents.paper_reading import read_pages
from tests.views.payments.conftest import CTRL

ENTER = Qt.Key.Key_Return


@pytest.fixture
def paid(practice, ana):
    """60.00 by check, of which 3.72 is left; then 25.00 in cash, all of it credit."""
    patient, visit = ana
    return (
        practice.a_payment(1, "60.00", (visit.charge_ids[0], "50.00"), method="check", patient_id=patient),
        practice.a_payment(1, "25.00", patient_id=patient),
    )


def test_the_day_shows_its_payments_its_sums_and_their_proof(paid, hands):
    part = hands.tab.payments
    assert [str(line.amount) for line in part.model.rows] == ["25.00", "60.00"]
    assert part.methods.text() == "Cash $25.00 (1) · Check $60.00 (1)"
    assert part.proof.text() == "Taken in $85.00 = used $50.00 + credit left $35.00"
    assert part.card.title == "Receipt 2"


def test_a_voided_payment_is_not_taken_in_and_is_named_apart(practice, paid, hands):
    void_payment(practice.session, paid[1], "typed wrong")
    hands.tab.payments.refresh()
    hands.settle()
    said = "Taken in $60.00 = used $50.00 + credit left $10.00; $25.00 more was voided"
    assert hands.tab.payments.proof.text() == said


def test_the_filter_is_one_key_away(paid, hands):
    hands.press(Qt.Key.Key_F, CTRL)
    hands.type("chen")
    assert hands.tab.payments.model.rows == ()
    hands.tab.payments.bar.text.selectAll()
    hands.type("A1001")
    assert len(hands.tab.payments.model.rows) == 2


def test_other_days_are_asked_for_by_date(paid, hands):
    bar = hands.tab.payments.bar
    bar.first.setFocus()
    bar.first.selectAll()
    hands.type("11/1")
    bar.last.setFocus()
    bar.last.selectAll()
    hands.type("11/2")
    assert hands.tab.payments.model.rows == ()
    bar.chips.choose("m")
    hands.settle()
    assert len(hands.tab.payments.model.rows) == 2


def test_enter_on_a_row_and_enter_again_print_its_receipt(paid, hands):
    hands.press(ENTER)
    assert hands.focus is hands.tab.payments.card.print
    hands.press(ENTER)
    (words,) = read_pages(hands.tab.preview._pdf)
    assert "$25.00" in words
    hands.press(Qt.Key.Key_Escape)
    assert hands.tab.payments.card.copy.isVisible()
    hands.tab.payments.card.copy.click()
    hands.settle()
    assert "COPY" in read_pages(hands.tab.preview._pdf)[0]


def test_credit_is_used_for_what_is_open(practice, paid, hands):
    part = hands.tab.show_part("credits")
    hands.settle()
    assert [str(line.payment.left) for line in part.model.rows] == ["10.00", "25.00"]
    assert part.sum.text() == "2 payments with $35.00 of credit"
    part.table.setFocus()
    hands.press(ENTER)
    assert hands.tab.credit.uses.running.text() == "$6.28 used, $3.72 stays as credit"
    hands.press(ENTER, CTRL)
    assert hands.tab.toast.text == "$6.28 of credit was used, $3.72 is left."
    assert str(practice.session.ask(find_account, 1).patient_owes) == "0.00"


def test_a_receptionist_is_told_who_moves_credit(practice, paid, open_tab):
    hands = open_tab("receptionist")
    assert hands.tab.payments.card._reason.text() == "A biller moves credit to services."
    hands.tab.payments.card.use.click()
    hands.settle()
    words = "You may not move credit between visits as receptionist."
    assert words in hands.tab.credit._reason.text()
    hands.tab.credit.post_asked.emit()
    hands.settle()
    assert str(practice.session.ask(find_payment, paid[1]).line.left) == "25.00"
    assert words in hands.tab.credit._reason.text()


def test_uses_are_freed_with_a_reason(practice, paid, hands):
    hands.tab.payments.table.setFocus()
    hands.press(Qt.Key.Key_Down)
    hands.tab.payments.card.free.click()
    hands.settle()
    hands.press(ENTER, CTRL)
    assert hands.tab.payments.reason.form.problems() == {"reason": "Reason, kept on record is needed."}
    hands.type("wrong child")
    hands.press(ENTER, CTRL)
    assert str(practice.session.ask(find_payment, paid[0]).line.left) == "60.00"
    assert hands.tab.toast.text == "Receipt 1 is credit again, whole."
