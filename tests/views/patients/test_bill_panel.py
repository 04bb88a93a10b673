"""The bill panel: every paper of an account by keys, and the walk-out statement where a visit ends."""

import pytest
from PySide6.QtCore import Qt

from tests.documents.paper_reading import read_pages
from tests.views.money_window import push
from tests.views.scenario_hands import enter_visit, open_patient, words_of
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT

Key = Qt.Key


@pytest.fixture
def ana(practice):
    """Ana, insured, with two services of her own to pay and one payment of 20.00."""
    patient = practice.an_insured_patient()
    first = practice.a_visit(patient, ("87880", "40.00"), ("81002", "15.00"), self_pay=True)
    practice.charges = first.charge_ids
    practice.a_payment(1, "20.00", (first.charge_ids[0], "20.00"), method="card", patient_id=patient)
    return practice


def bill_of(hands):
    return hands.tab_of("patients").record.page("Account").bill


def choose_paper(hands, letter):
    """Open the bill from the account, and choose a paper by its letter."""
    hands.press(Key.Key_B, CTRL)
    hands.wait(lambda: hands.focus_name == "Paper")
    hands.type(letter)


def drawn(hands, kind):
    hands.press(ENTER)
    hands.wait(hands.tab_of("patients").record.page("Account").preview.isVisible)
    return words_of(" ".join(read_pages(hands.kept(kind)[-1])))


def test_chosen_services_alone_are_explained(open_window, ana):
    hands = open_window()
    open_patient(hands, "rivera")
    page = hands.tab_of("patients").show_page("Account")
    hands.settle()
    page.list.setFocus()
    hands.press(Key.Key_Down)
    choose_paper(hands, "c")
    words = drawn(hands, "explanation_letter")
    assert "Yours, for all services above $15.00" in words
    assert "You owe $20.00" not in words
    hands.press(ESC)
    hands.press(ESC)
    hands.press(Key.Key_Up, SHIFT)
    assert len(page.list.chosen_lines()) == 2
    choose_paper(hands, "c")
    assert "Yours, for all services above $35.00" in drawn(hands, "explanation_letter")


def test_a_year_end_summary_by_keys_asks_for_one_language_and_a_year(open_window, ana):
    hands = open_window()
    open_patient(hands, "rivera")
    choose_paper(hands, "y")
    panel = bill_of(hands)
    assert not panel.form.editor("from_on").isEnabled()
    hands.go_to("Language")
    hands.type("b")
    hands.press(ENTER)
    assert panel.reason == "Only the explanation letter stands side by side. Choose one language."
    hands.type("e")
    hands.go_to("Year")
    hands.press(Key.Key_A, CTRL)
    hands.type("20")
    hands.press(ENTER)
    assert not hands.kept("year_end_summary")
    assert panel.form.editor("year").problem == "Type the year with four digits."
    hands.press(Key.Key_A, CTRL)
    hands.type("2026")
    assert "Paid in 2026 20.00" in drawn(hands, "year_end_summary")
    hands.press(ESC)
    assert [line.words for line in panel.papers.columns_model.rows] == ["Year-end summary"]


def test_the_walkout_statement_is_offered_when_a_visit_is_entered(open_window, ana):
    hands = open_window("receptionist")
    enter_visit(hands, "rivera", "acute pharyngitis unspecified", ("99213",))
    push(hands, "Walk-out statement")
    hands.wait(lambda: hands.focus_name == "Paper")
    assert bill_of(hands).form.editor("kind").draft() == "Walk-out statement of today"
    words = drawn(hands, "walkout_statement")
    assert "Charged today 220.00" in words
    assert "Billed to insurance -165.00" in words


def test_the_walkout_statement_is_offered_when_a_payment_is_taken(open_window, ana):
    hands = open_window("receptionist")
    open_patient(hands, "rivera")
    hands.press(Key.Key_T, CTRL)
    hands.go_to("Amount")
    hands.press(Key.Key_A, CTRL)
    hands.fill("35.00")
    hands.go_to("How it was paid")
    hands.type("c")
    hands.press(ENTER, CTRL)
    push(hands, "Walk-out statement")
    hands.wait(lambda: hands.kept("walkout_statement"))
    (paper,) = hands.kept("walkout_statement")
    assert hands.spool == [paper]
    assert "Yours to pay now $0.00" in words_of(read_pages(paper)[0])
