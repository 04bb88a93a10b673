"""The keyboard is where the eye is: after opening, finding, stepping and mending."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.domain.account_view import compose_sections
from app.queries.account_summaries import find_account
from tests.practice_fixtures import TODAY, adjusted
from tests.views.window_hands import CTRL, ENTER, ESC, TAB

Key = Qt.Key


@pytest.fixture
def ana(practice):
    """Ana owes 56.28 for a visit of today; an older one is still with her insurer."""
    patient = practice.an_insured_patient()
    practice.a_visit(patient, "87880", on=date(2026, 11, 3))
    visit = practice.a_visit(patient, "99213")
    practice.an_answer(
        visit.claim_id,
        (visit.charge_ids[0], "81.40", "25.12", adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28")),
    )
    return patient


def test_the_day_begins_in_the_search_for_patients(open_window, ana):
    hands = open_window()
    assert hands.focus_name == "Find a patient"
    hands.type("riv")
    hands.press(ENTER)
    assert hands.tab_of("patients").patient_id == ana


def test_what_the_command_box_opens_has_the_keyboard(open_window, ana):
    hands = open_window()
    hands.find("Rivera Ana")
    assert hands.focus is hands.tab_of("patients").record.page("Account").list
    hands.find("statements")
    assert hands.focus_name == "Accounts"
    hands.press(ESC)
    hands.find("10002")
    assert hands.focus_name == "Claims"
    hands.find("pay rivera")
    assert hands.focus_name in ("Amount", "How it was paid")


def test_a_tab_left_for_another_has_the_keyboard_where_it_was(open_window, ana):
    hands = open_window()
    hands.find("Rivera Ana")
    before = hands.focus
    for key in (Key.Key_3, Key.Key_4, Key.Key_2):
        hands.press(key, CTRL)
    assert hands.focus is before


def test_what_the_patient_owes_stands_first(open_window, practice, ana):
    account = practice.session.ask(find_account, 1)
    (section,) = compose_sections(account.items, ana, with_settled=False)
    assert [item.service_date for item in section.items] == [TODAY, date(2026, 11, 3)]
    hands = open_window()
    hands.find("Rivera Ana")
    assert hands.focus.current_line().item.service_date == TODAY


def test_going_from_claim_to_claim_never_gathers_them(open_window, practice):
    for name in ("Adams", "Baker", "Chen"):
        practice.a_visit(practice.an_insured_patient(name), "99213")
    hands = open_window()
    hands.press(Key.Key_3, CTRL)
    billing = hands.tab_of("billing")
    hands.wait(lambda: billing.list.model.rowCount() == 3)
    # The key that goes on holds Ctrl, which in a list means: this one too.
    hands.press(Key.Key_BracketRight, CTRL)
    hands.press(Key.Key_BracketRight, CTRL)
    assert len(billing.list.chosen_ids()) == 1


def test_a_claim_opens_on_the_box_that_keeps_it_from_print(open_window, practice):
    patient = practice.a_patient(zip="")
    practice.a_policy(patient)
    practice.a_visit(patient, "99213")
    hands = open_window()
    hands.press(Key.Key_3, CTRL)
    billing = hands.tab_of("billing")
    billing.list.chips.choose("fixing")
    hands.wait(lambda: billing.form.detail is not None)
    billing.list.table.setFocus()
    hands.press(ENTER)
    assert billing.form.sheet.box == "i5_zip"


def test_tab_goes_from_the_actions_over_the_pages_into_the_page(open_window, ana):
    hands = open_window()
    hands.find("Rivera Ana")
    hands.go_to("Take payment", 60)
    names = []
    for _ in range(7):
        names.append(hands.focus_name)
        hands.press(TAB)
    assert names == [
        *("Take payment", "Charges", "Call", "Questions", "Bill", "Claim"),
        "Pages of the record",
    ]
    page = hands.tab_of("patients").record.page("Account")
    assert page.isAncestorOf(hands.focus)
