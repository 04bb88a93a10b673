"""Deposits made before: a slip printed again byte by byte, and a deposit taken back, by keys."""

import pytest
from PySide6.QtCore import Qt

from app.models.database import select
from app.queries.deposits import find_drawer
from app.services import days
from app.services.deposits import DepositEntry, make_deposit
from tests.practice_fixtures import TODAY
from tests.views.payments.conftest import CTRL

Key = Qt.Key
ENTER, ESC, SPACE = Key.Key_Return, Key.Key_Escape, Key.Key_Space


@pytest.fixture
def made(practice, ana):
    """A deposit of 85.00 in cash and a check of 240.00."""
    payments = (
        practice.a_payment(1, "85.00"),
        practice.a_payment(1, "240.00", method="check", reference="2231"),
    )
    return make_deposit(practice.session, DepositEntry("First Bank 0142", payments))


def open_deposits(hands):
    """From the day by its deposit to those that were made."""
    hands.tab.show_part("day")
    hands.settle()
    hands.tab.day.deposit_button.click()
    hands.settle()
    hands.tab.closing.deposit.earlier.setFocus()
    hands.press(SPACE)
    panel = hands.tab.closing.deposits
    assert hands.tab.pages.currentWidget() is panel
    return panel


def states(panel):
    return [(line.number, str(line.amount), line.is_voided) for line in panel.model.rows]


def test_a_slip_is_printed_again_as_it_was(hands, practice, made):
    panel = open_deposits(hands)
    assert states(panel) == [(1, "325.00", False)]
    hands.press(Key.Key_P, CTRL)
    assert hands.tab.pages.currentWidget() is hands.tab.preview
    assert select("select count(*) from stored_file where subject = 'deposit'") == [(1,)]
    assert select("select count(*) from audit where action = 'reprint_deposit_slip'") == [(1,)]


def test_a_deposit_is_taken_back_and_its_money_lies_in_the_drawer_again(hands, practice, made):
    panel = open_deposits(hands)
    hands.press(Key.Key_Z, CTRL)
    asked = hands.tab.closing.take_back
    assert asked.title == "Take deposit 1 back"
    hands.press(ENTER, CTRL)
    assert select("select count(*) from posting where kind = 'deposit_void'") == [(0,)]
    hands.type("One check was missing")
    hands.press(ENTER, CTRL)
    assert hands.tab.toast.text == "The deposit was taken back; its money is in the drawer again."
    drawer = practice.session.ask(find_drawer)
    assert (str(drawer.cash), str(drawer.checks)) == ("85.00", "240.00")
    assert select("select reason from posting where kind = 'deposit_void'") == [("One check was missing",)]
    assert states(open_deposits(hands)) == [(1, "325.00", True)]
    hands.press(Key.Key_Z, CTRL)
    assert panel.reason == "Deposit 1 was taken back before."


def test_a_deposit_of_a_closed_day_stands_and_says_why(hands, practice, made):
    days.close_day(practice.session, TODAY)
    open_deposits(hands)
    hands.press(Key.Key_Z, CTRL)
    hands.type("wrong bank")
    hands.press(ENTER, CTRL)
    assert "that day is closed" in hands.tab.closing.take_back.reason
    assert select("select count(*) from posting where kind = 'deposit_void'") == [(0,)]


def test_without_deposits_the_list_says_so(hands):
    panel = open_deposits(hands)
    assert panel.reason == "No deposit was made in the last three months."
    hands.press(Key.Key_P, CTRL)
    assert panel.reason == "Choose a deposit."
    hands.press(ESC)
    assert hands.tab.pages.currentWidget() is not panel
