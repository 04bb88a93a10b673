"""Scenario 15 through the window: the day and the month end, and every total ties to the cent."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from app.domain.money import Money
from app.domain.months import Month
from app.models.database import select
from app.queries.database_check import check_database
from app.queries.day_closing import find_day_closing
from app.queries.months import find_month_sums
from app.queries.proofs import find_proofs
from app.services import days
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY, adjusted
from tests.views.money_window import open_patient, push, show_part
from tests.views.window_hands import CTRL, ENTER, ESC

Key = Qt.Key
YESTERDAY = TODAY - timedelta(days=1)
NOVEMBER = Month(2026, 11)


@pytest.fixture
def monday(practice):
    """Holm owes 1,000.00 of her own; insurers answered for two visits with 1,412.60; one visit waits."""
    practice.a_patient("Holm", "Karin", self_pay=True)
    practice.a_visit(1, ("99214", "1000.00"))
    insured = practice.an_insured_patient()
    for charged, paid, off in (("1500.00", "1000.00", "480.00"), ("700.00", "412.60", "287.40")):
        visit = practice.a_visit(insured, ("99213", charged))
        parts = (f"CO-45 {off}", *(["PR-2 20.00"] if charged == "1500.00" else []))
        practice.an_answer(visit.claim_id, (visit.charge_ids[0], None, paid, adjusted(*parts)))
    practice.a_visit(insured, ("99213", "165.00"), on=TODAY)
    return practice


def take(hands, who, amount, letter, reference=""):
    """Take a payment at the desk by keys."""
    hands.press(Key.Key_4, CTRL)
    hands.press(Key.Key_T, CTRL)
    open_patient(hands, who)
    hands.go_to("Amount")
    hands.press(Key.Key_A, CTRL)
    hands.type(amount)
    hands.go_to("How it was paid")
    hands.type(letter)
    if reference:
        hands.go_to("Check no., last 4 or approval")
        hands.type(reference)
    hands.press(ENTER, CTRL)


def take_the_money_of_the_day(hands):
    take(hands, "Holm", "85.00", "c")
    take(hands, "Holm", "140.00", "k", "2231")
    take(hands, "Holm", "100.00", "k", "88")
    take(hands, "Holm", "615.50", "d", "4242")


def test_the_day_ends_with_a_deposit_and_totals_that_tie(open_window, monday):
    hands = open_window()
    take_the_money_of_the_day(hands)
    show_part(hands, "Day")
    push(hands, "Close day")
    tab = hands.tab_of("payments")
    panel = tab.closing.close
    assert panel.money.texts == (
        ("Cash", "85.00"),
        ("Check", "240.00"),
        ("Card", "615.50"),
        ("Insurers (EFT)", "1,412.60"),
        ("Together", "$2,353.10"),
    )
    assert panel.equation.text() == (
        "Cash 85.00 + Check 240.00 + Card 615.50 + Insurers (EFT) 1,412.60 = 2,353.10"
    )
    hands.press(Key.Key_Space)
    assert tab.closing.deposit.total.text() == "Cash 85.00 + 2 checks 240.00 = $325.00"
    hands.type("First Bank 0142")
    hands.press(ENTER, CTRL)
    (slip,) = hands.kept("deposit_slip")
    words = " ".join(read_pages(slip)[0].split())
    for part in ("Deposit 1", "First Bank 0142", "2231", "88", "85.00", "240.00", "$325.00"):
        assert part in words
    hands.press(ESC)
    assert tab.pages.currentWidget() is panel
    hands.press(ENTER, CTRL)
    closing = monday.session.ask(find_day_closing, TODAY)
    assert (closing.detail.state, str(closing.together)) == ("closed", "2,353.10")
    assert (closing.drawer.ledger, str(closing.deposits[0].amount)) == (Money(0), "325.00")
    assert all(proof.holds for proof in monday.session.ask(find_proofs, TODAY))
    assert hands.windows == {"MainWindow"}


def take_late(hands):
    hands.press(Key.Key_4, CTRL)
    hands.press(Key.Key_T, CTRL)
    open_patient(hands, "Rivera")
    hands.go_to("Amount")
    hands.press(Key.Key_A, CTRL)
    hands.type("20.00")
    hands.go_to("How it was paid")
    hands.type("c")
    hands.go_to("Received on, if not today")
    hands.type(f"{YESTERDAY:%m/%d/%Y}")
    hands.press(Key.Key_Tab)
    hands.go_to("Why it is posted late, kept on record")
    hands.type("copay found in an envelope")
    hands.press(ENTER, CTRL)


def test_a_late_copay_is_refused_without_the_manager_and_posted_by_him(open_window, monday):
    before = select("select count(*) from posting")
    hands = open_window("receptionist")
    take_late(hands)
    assert "You may not post with an earlier date as receptionist" in hands.visible_texts()
    assert select("select count(*) from posting") == before
    hands = open_window("manager")
    take_late(hands)
    assert select("select posted_on, effective_on from posting order by id desc limit 1") == [
        (str(TODAY), str(YESTERDAY))
    ]
    assert select("select distinct reason from late_entry") == [("copay found in an envelope",)]
    # The insurer has not answered for today's visit: its copay waits as credit for it.
    assert hands.balances(2) == ("20.00", "165.00", "20.00")


def test_the_month_ends_with_its_report_and_a_day_reopened_is_logged(open_window, monday):
    hands = open_window()
    take_the_money_of_the_day(hands)
    days.close_day(monday.session, TODAY)
    monday.clock.move_to(date(2026, 12, 1))
    show_part(hands, "Day")
    reopen_and_close(hands, monday)
    push(hands, "Close month…")
    panel = hands.tab_of("payments").closing.month
    assert panel.equation.text() == (
        "Opening A/R $0.00 + charges $3,365.00 − payments $2,353.10 − adjustments $767.40 "
        "= closing A/R $244.50"
    )
    for part in ("Visits not billed: 0", "Claims not sent: 1, $165.00", "Open credits: 0"):
        assert part in panel.counts.text()
    hands.press(ENTER, CTRL)
    sums = monday.session.ask(find_month_sums, NOVEMBER)
    assert {row.name: str(row.closing) for row in sums.rows} == {
        "Patients": "79.50",
        "Prairie Health": "165.00",
    }
    (report,) = hands.kept("month_report")
    words = " ".join("\n".join(read_pages(report)).split())
    assert "Closing of November 2026" in words
    assert "= closing A/R $244.50" in words
    assert select("select event from month_event") == [("close",)]
    assert [line.number for line in monday.session.ask(check_database) if not line.is_sound] == []


def reopen_and_close(hands, monday):
    """The day is reopened for a check by keys, closed again, and both stand in the trail."""
    segment = hands.tab_of("payments").day
    segment.day.set_value(TODAY)
    segment.refresh()
    hands.settle()
    push(hands, "Reopen day…")
    hands.type("a check was found")
    hands.press(ENTER, CTRL)
    push(hands, "Close day")
    hands.press(ENTER, CTRL)
    told = select("select action, reason from audit where subject = 'day' order by seq desc limit 2")
    assert told == [("close_day", ""), ("reopen_day_alone", "a check was found")]
    assert monday.session.ask(find_day_closing, TODAY).detail.state == "closed"


@pytest.mark.parametrize(
    ("words", "title"),
    [("close day", "Close 11/23/2026"), ("close month", "Close October 2026"), ("bank slip", "Deposit")],
)
def test_the_command_box_opens_what_closes(open_window, monday, words, title):
    hands = open_window()
    hands.find(words)
    hands.settle()
    tab = hands.tab_of("payments")
    assert tab.pages.currentWidget().title == title
    hands.find("reports")
    assert tab.chips.value() == "reports"
