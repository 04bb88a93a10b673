"""A patient's payment taken, used, undone and voided through the window."""

from PySide6.QtCore import Qt

from app.queries.payments import find_payment, list_payments
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY
from tests.views.payments.conftest import CTRL

ENTER, TAB, ESC, UP, DOWN = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
)


def payments_of(practice):
    return practice.session.ask(list_payments, TODAY, TODAY)


def test_a_copay_takes_six_keys_from_the_patient_to_the_receipt(hands, practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient)
    # Ctrl+T in the patient's record: two keys, the window calls this slot.
    hands.keys = 2
    hands.tab.take_payment(patient)
    hands.settle()
    assert hands.tab.take.form.text("amount") == "20.00"
    assert "copay of today’s visit $20.00" in hands.tab.take.stands.text()
    hands.type("c")
    hands.press(ENTER, CTRL)
    (line,) = payments_of(practice)
    assert (str(line.amount), line.method, str(line.left)) == ("20.00", "cash", "20.00")
    assert practice.session.ask(find_payment, line.id).visit_on == TODAY
    assert hands.tab.toast.text == "Payment 20.00 posted"
    hands.press(ENTER)
    assert hands.keys == 6
    assert hands.tab.pages.currentWidget() is hands.tab.preview
    assert hands.tab.preview.title == f"Receipt {line.receipt_number}"
    (words,) = read_pages(hands.tab.preview._pdf)
    assert "$20.00" in words
    assert practice.session.ask(find_payment, line.id).receipt_file_id is not None
    assert visit.claim_id
