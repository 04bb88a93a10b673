"""A patient's payment taken, used, undone and voided through the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from app.queries.account_summaries import find_account
from app.queries.drafts import find_draft
from app.queries.payments import find_payment, list_payments
from app.services.days import close_day
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY
from tests.views.payments.conftest import CTRL, SHIFT

ENTER, TAB, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Down


def payments_of(practice):
    return practice.session.ask(list_payments, TODAY, TODAY)


def owes(practice):
    return str(practice.session.ask(find_account, 1).patient_owes)


def take(hands, patient, *, then=ENTER):
    """Open the panel for a patient; the amount is set and the method waits for its letter."""
    hands.tab.take_payment(patient)
    hands.settle()


def test_a_copay_takes_six_keys_from_the_patient_to_the_receipt(hands, practice):
    patient = practice.an_insured_patient()
    practice.a_visit(patient)
    # Ctrl+T in the patient's record is two keys; the window calls this slot.
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
    assert hands.tab.preview.title == f"Receipt {line.receipt_number}"
    (words,) = read_pages(hands.tab.preview._pdf)
    assert "$20.00" in words
    assert practice.session.ask(find_payment, line.id).receipt_file_id is not None


@pytest.mark.parametrize(
    ("letter", "method"),
    [("c", "cash"), ("k", "check"), ("d", "card"), ("h", "hsa"), ("a", "ach"), ("o", "other")],
)
def test_each_method_has_its_letter(hands, practice, ana, letter, method):
    take(hands, ana[0])
    hands.type(letter)
    hands.press(ENTER, CTRL)
    assert payments_of(practice)[0].method == method


def test_a_patient_is_found_while_typing_and_the_debt_is_proposed(hands, practice, ana):
    hands.press(Qt.Key.Key_T, CTRL)
    hands.type("riv")
    hands.press(ENTER)
    assert hands.tab.take.form.text("amount") == "56.28"
    assert hands.tab.take.uses.running.text() == "$56.28 used, $0.00 stays as credit"
    hands.type("k")
    hands.press(TAB)
    hands.type("2231")
    hands.press(ENTER, CTRL)
    (line,) = payments_of(practice)
    assert (line.method, line.reference, owes(practice)) == ("check", "2231", "0.00")


def test_what_it_is_used_for_can_be_laid_out_by_hand(hands, practice, ana):
    take(hands, ana[0])
    (use,) = hands.tab.take.uses.table.uses.values()
    use.setFocus()
    use.selectAll()
    hands.type("50")
    assert hands.tab.take.uses.running.text() == "$50.00 used, $6.28 stays as credit"
    hands.tab.take.form.editor("method").setFocus()
    hands.type("c")
    hands.press(ENTER, CTRL)
    (line,) = payments_of(practice)
    assert (str(line.used), str(line.left), owes(practice)) == ("50.00", "6.28", "6.28")


def test_more_than_is_owed_or_paid_is_said_beside_the_line_and_not_posted(hands, practice, ana):
    take(hands, ana[0])
    hands.type("c")
    (use,) = hands.tab.take.uses.table.uses.values()
    use.setFocus()
    use.selectAll()
    hands.type("60")
    hands.press(TAB)
    assert use.problem == "$60.00 is more than the $56.28 owed for this service."
    assert hands.tab.take.uses.running.text() == "$60.00 used, $3.72 more than there is"
    use.setFocus()
    hands.press(ENTER, CTRL)
    assert payments_of(practice) == ()
    assert hands.focus is use
    use.selectAll()
    hands.type("56.28")
    amount = hands.tab.take.form.editor("amount")
    amount.setFocus()
    amount.selectAll()
    hands.type("40")
    assert hands.tab.take.uses.running.text() == "$56.28 used, $16.28 more than there is"
    hands.press(ENTER, CTRL)
    assert payments_of(practice) == ()


def test_a_card_number_is_refused_where_it_is_typed(hands, practice, ana):
    take(hands, ana[0])
    hands.type("d")
    hands.press(TAB)
    hands.type("4111111111111111")
    hands.press(TAB)
    field = hands.tab.take.form.editor("reference")
    assert "Never type a full card number" in field.problem
    hands.press(ENTER, CTRL)
    assert payments_of(practice) == ()
    assert hands.focus is field


def test_a_payment_needs_its_method(hands, practice, ana):
    take(hands, ana[0])
    hands.press(ENTER, CTRL)
    assert hands.tab.take.form.problems() == {"method": "How it was paid is needed."}
    assert payments_of(practice) == ()


def test_undo_voids_and_posting_another_starts_anew(hands, practice, ana):
    take(hands, ana[0])
    hands.type("c")
    hands.press(ENTER, CTRL | SHIFT)
    assert hands.focus is hands.tab.take.finder.line
    hands.press(ESC)
    assert owes(practice) == "0.00"
    hands.press(Qt.Key.Key_Z, CTRL)
    (line,) = payments_of(practice)
    assert line.is_voided
    assert practice.session.ask(find_payment, line.id).void_reason == "entered in error"
    assert owes(practice) == "56.28"
    assert hands.tab.toast.text == "The payment was voided."


def test_the_one_who_took_it_voids_within_ten_minutes_and_not_later(open_tab, practice, ana):
    hands = open_tab("receptionist")
    for _ in range(2):
        take(hands, ana[0])
        hands.type("c")
        hands.press(ENTER, CTRL)
        hands.tab.payments.card.void.click()
        hands.settle()
        if payments_of(practice)[0].id == 1:
            hands.type("wrong patient")
            hands.press(ENTER, CTRL)
            assert payments_of(practice)[0].is_voided
            assert hands.tab.toast.text == "Receipt 1 was voided."
    practice.clock.pass_minutes(11)
    hands.type("too late")
    hands.press(ENTER, CTRL)
    assert not payments_of(practice)[0].is_voided
    words = hands.tab.payments.reason._reason.text()
    assert "taken more than ten minutes ago or by another person" in words
    hands.press(ESC)
    hands.tab.payments.card.void.click()
    hands.settle()
    assert "Ask the manager" in hands.tab.payments.reason._reason.text()


def test_nothing_is_taken_on_a_closed_day(hands, practice, ana):
    close_day(practice.session, TODAY)
    take(hands, ana[0])
    hands.type("c")
    hands.press(ENTER, CTRL)
    assert payments_of(practice) == ()
    assert hands.tab.take._reason.text().startswith("Nov 23 is closed. Nothing was posted.")
    assert hands.tab.take.form.text("amount") == "56.28"


def test_an_auditor_is_told_before_he_types(open_tab, practice, ana):
    hands = open_tab("auditor")
    take(hands, ana[0])
    assert "You may not take payments as auditor." in hands.tab.take._reason.text()
    hands.type("c")
    hands.press(ENTER, CTRL)
    assert payments_of(practice) == ()
    assert "You may not take payments as auditor." in hands.tab.take._reason.text()


def test_what_is_typed_comes_back_until_it_is_posted(hands, practice, ana):
    take(hands, ana[0])
    hands.type("k")
    hands.press(TAB)
    hands.type("2231")
    hands.tab.take.form.flush_draft()
    hands.press(ESC)
    take(hands, ana[0])
    assert hands.tab.take.form.text("reference") == "2231"
    assert hands.tab.take._reason.text().startswith("Your draft is back")
    hands.type("40.00")
    hands.press(ENTER, CTRL)
    assert str(payments_of(practice)[0].amount) == "40.00"
    assert payments_of(practice)[0].reference == "2231"
    assert practice.session.ask(find_draft, 1, "payment", str(ana[0])) == {}


def test_a_draft_that_came_back_can_be_started_anew(hands, practice, ana):
    take(hands, ana[0])
    hands.type("k")
    hands.press(TAB)
    hands.type("2231")
    hands.tab.take.form.flush_draft()
    hands.press(ESC)
    take(hands, ana[0])
    hands.tab.take._anew.click()
    hands.settle()
    assert hands.tab.take.form.text("reference") == ""
    assert hands.focus is hands.tab.take.form.editor("amount")
    assert not hands.tab.take._anew.isVisible()
    assert practice.session.ask(find_draft, 1, "payment", str(ana[0])) == {}


def test_everything_that_takes_the_focus_has_a_name(hands, ana):
    take(hands, ana[0])
    for widget in hands.tab.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert name, widget
