"""The drawer counted and brought to the bank, the month closed, and late money, all in panels by keys."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from app.domain.months import Month
from app.domain.rights import Role
from app.models.database import select
from app.queries.day_closing import find_day_closing
from app.queries.deposits import find_drawer
from app.services import days
from app.services.months import close_month
from app.services.users import NewUser, add_user
from tests.practice_fixtures import PASSWORDS, TODAY
from tests.views.payments.conftest import CTRL

Key = Qt.Key
ENTER, TAB, ESC, SPACE = Key.Key_Return, Key.Key_Tab, Key.Key_Escape, Key.Key_Space


@pytest.fixture
def drawer(practice, ana):
    """Cash 85.00, a check of 240.00 and a card payment of 615.50."""
    practice.a_payment(1, "85.00")
    practice.a_payment(1, "240.00", method="check", reference="2231")
    practice.a_payment(1, "615.50", method="card")
    return practice


def show_day(hands):
    part = hands.tab.show_part("day")
    hands.settle()
    return part


def test_a_deposit_is_made_and_its_slip_shown(hands, drawer):
    show_day(hands).deposit_button.click()
    hands.settle()
    panel = hands.tab.closing.deposit
    assert panel.total.text() == "Cash 85.00 + 1 check 240.00 = $325.00"
    assert panel.apart.text() == "Goes to the bank by itself today: Card 615.50, Insurers (EFT) 25.12."
    hands.type("First Bank 0142")
    hands.press(ENTER, CTRL)
    assert hands.tab.pages.currentWidget() is hands.tab.preview
    assert select("select number, bank, cents from deposit") == [(1, "First Bank 0142", 32500)]
    assert drawer.session.ask(find_drawer).lines == ()
    hands.press(ESC)
    assert [line.kind for line in hands.tab.day.postings.rows][-1] == "deposit"


def test_what_is_left_out_stays_in_the_drawer(hands, drawer):
    show_day(hands).deposit_button.click()
    hands.settle()
    hands.type("First Bank")
    hands.press(TAB)
    hands.press(SPACE)
    assert hands.tab.closing.deposit.total.text() == "Cash 0.00 + 1 check 240.00 = $240.00"
    hands.press(ENTER, CTRL)
    assert select("select cents from deposit") == [(24000,)]
    assert str(drawer.session.ask(find_drawer).cash) == "85.00"


def test_a_deposit_without_a_bank_is_not_made(hands, drawer):
    show_day(hands).deposit_button.click()
    hands.settle()
    hands.press(ENTER, CTRL)
    assert hands.tab.closing.deposit.form.problems() == {"bank": "Bank account is needed."}
    assert select("select count(*) from deposit") == [(0,)]


def test_the_drawer_is_counted_coin_by_coin(hands, drawer):
    show_day(hands).count_button.click()
    hands.settle()
    panel = hands.tab.closing.drawer
    assert "expect $85.00 in cash" in panel.stands.text()
    hands.tabs("", "1", "1", "1")
    hands.press(TAB)
    hands.press(TAB)
    hands.tabs("3")
    assert panel.total.text() == "Counted $83.00, expected $85.00. $2.00 short."
    while hands.focus.accessibleName() != "Initials of who counted":
        hands.press(TAB)
    hands.type("RM")
    hands.press(ENTER, CTRL)
    assert panel.reason.startswith("The drawer is $2.00 short. Say why")
    hands.press(TAB)
    hands.type("not known")
    hands.press(ENTER, CTRL)
    assert select("select expected_cents, counted_cents, initials, reason from drawer_count") == [
        (8500, 8300, "RM", "not known")
    ]


def test_the_close_leads_to_the_deposit_and_back_and_says_what_is_left(hands, drawer):
    drawer.session.save_draft("answer", "1", '{"a": "b"}')
    show_day(hands).close_button.click()
    hands.settle()
    panel = hands.tab.closing.close
    assert panel.equation.text() == "Cash 85.00 + Check 240.00 + Card 615.50 + Insurers (EFT) 25.12 = 965.62"
    assert panel.drafts.text() == "Begun and not posted: an insurer’s answer by Maria Lee."
    assert "✓ The books: Charges $165.00" in panel.proof.equations.text()
    assert not panel.proof.fault.isVisible()
    hands.press(SPACE)
    hands.type("First Bank")
    hands.press(ENTER, CTRL)
    hands.press(ESC)
    assert hands.tab.pages.currentWidget() is panel
    assert panel.drawer.text() == "The drawer is empty.\n✓ Deposit 1: $325.00 to First Bank."
    hands.press(ENTER, CTRL)
    assert drawer.session.ask(find_day_closing, TODAY).detail.state == "closed"
    assert hands.tab.day.isVisible()


def test_a_month_is_closed_and_its_report_shown(hands, drawer):
    days.close_day(drawer.session, TODAY)
    drawer.clock.move_to(date(2026, 12, 1))
    show_day(hands).month_button.click()
    hands.settle()
    panel = hands.tab.closing.month
    assert panel.choice.text() == "2026-11"
    assert panel.equation.text().startswith("Opening A/R $0.00 + charges $165.00 − payments $25.12")
    assert panel.equation.text().endswith("= closing A/R $56.28")
    assert "Open credits: 3" in panel.counts.text()
    assert not panel.hindrances.isVisible()
    hands.press(ENTER, CTRL)
    assert hands.tab.pages.currentWidget() is hands.tab.preview
    assert select("select month, event, closing_cents from month_event") == [("2026-11", "close", 5628)]


def test_what_hinders_a_month_is_said_before(hands, drawer):
    show_day(hands).month_button.click()
    hands.settle()
    panel = hands.tab.closing.month
    panel.choice.selectAll()
    hands.type("2026-11")
    hands.press(TAB)
    assert panel.hindrances.text().splitlines() == [
        "November 2026 is not over yet. Close it after its last day.",
        "Nov 23 is still open. Close that day first.",
    ]
    hands.press(ENTER, CTRL)
    assert panel.reason.startswith("Nothing was closed. November 2026 is not over yet.")
    assert select("select count(*) from month_event") == [(0,)]


def test_a_second_manager_signs_for_a_month(hands, drawer):
    add_user(drawer.session, drawer.opened, NewUser("mia", "Mia Fox", Role.MANAGER, "golden kettle day"))
    days.close_day(drawer.session, TODAY)
    drawer.clock.move_to(date(2026, 12, 1))
    close_month(drawer.session, Month(2026, 11))
    show_day(hands).month_button.click()
    hands.settle()
    hands.tab.closing.month.reopen_asked.emit(Month(2026, 11))
    hands.settle()
    panel = hands.tab.closing.reopen
    hands.type("a check was found")
    hands.press(ENTER, CTRL)
    assert panel.reason.startswith("A second manager must sign")
    go_to(hands, "Manager who signs (log-in name)")
    hands.tabs("mia", "golden kettle day")
    hands.press(ENTER, CTRL)
    assert select("select event, second_user_id from month_event order by seq") == [
        ("close", None),
        ("reopen", 5),
    ]


def take(hands, patient):
    hands.tab.take_payment(patient)
    hands.settle()


def go_to(hands, name):
    while hands.focus.accessibleName() != name:
        hands.press(TAB)


def test_a_receptionist_dates_a_copay_yesterday_with_the_manager_only(open_tab, practice, ana):
    hands = open_tab("receptionist")
    take(hands, ana[0])
    hands.type("c")
    go_to(hands, "Received on, if not today")
    hands.type("11/22/2026")
    hands.press(TAB)
    go_to(hands, "Why it is posted late, kept on record")
    hands.type("forgotten")
    hands.press(ENTER, CTRL)
    assert hands.tab.take.reason.startswith("You may not post with an earlier date as receptionist")
    assert select("select count(*) from payment") == [(0,)]
    go_to(hands, "Manager who signs (log-in name)")
    hands.tabs("maria", PASSWORDS["maria"])
    hands.press(ENTER, CTRL)
    assert select("select received_on, method from payment") == [("2026-11-22", "cash")]
    assert select("select user_id, granted_by_id from late_entry group by 1, 2") == [(3, 1)]
    typed = select("select content from draft")
    assert PASSWORDS["maria"] not in str(typed)


def test_a_biller_dates_a_copay_yesterday_alone(open_tab, practice, ana):
    hands = open_tab("biller")
    take(hands, ana[0])
    hands.type("c")
    go_to(hands, "Received on, if not today")
    hands.type(f"{TODAY - timedelta(days=1):%m/%d/%Y}")
    hands.press(TAB)
    assert not hands.tab.take.late.signature.isVisible()
    go_to(hands, "Why it is posted late, kept on record")
    hands.type("forgotten")
    hands.press(ENTER, CTRL)
    assert select("select received_on from payment") == [("2026-11-22",)]


@pytest.mark.parametrize("role", ["receptionist", "auditor"])
def test_what_a_role_may_not_is_said_in_words(open_tab, practice, ana, role):
    hands = open_tab(role)
    part = show_day(hands)
    part.month_button.click()
    assert part.note.text().startswith(f"You may not close or reopen a month as {role}.")
    if role == "auditor":
        part.deposit_button.click()
        assert part.note.text().startswith("You may not make deposits or count the drawer as auditor.")
