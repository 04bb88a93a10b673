"""A business day looked at, closed, and reopened through the window."""

from PySide6.QtCore import Qt

from app.queries.days import find_day
from tests.practice_fixtures import TODAY
from tests.views.payments.conftest import CTRL

ENTER = Qt.Key.Key_Return


def show_day(hands):
    part = hands.tab.show_part("day")
    hands.settle()
    return part


def test_a_day_shows_its_money_and_what_is_unfinished(hands, practice, ana):
    practice.a_payment(1, "60.00", (ana[1].charge_ids[0], "56.28"), method="check")
    part = show_day(hands)
    assert part.takings.texts == (("Check", "60.00"), ("Together", "$60.00"))
    assert [(line.kind, str(line.amount)) for line in part.postings.rows] == [
        ("charge", "165.00"),
        ("adjudication_paid", "25.12"),
        ("adjudication_written_off", "83.60"),
        ("adjudication_left", "56.28"),
        ("payment", "60.00"),
        ("allocation", "56.28"),
    ]
    assert part.proof.text().startswith("✓ The books agree. All charges $165.00 − patients paid $56.28")
    (line,) = part.unfinished.rows
    assert line.words == "Receipt 1 was not printed"
    part.links.setFocus()
    hands.press(ENTER)
    assert hands.tab.payments.card.title == "Receipt 1"
    assert hands.focus is hands.tab.payments.card.print


def test_unfinished_claims_and_visits_lead_to_their_tabs(qtbot, hands, practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient)
    part = show_day(hands)
    part.links.setFocus()
    with qtbot.waitSignal(hands.tab.claim_asked) as asked:
        hands.press(ENTER)
    assert asked.args == [visit.claim_id]


def test_the_manager_closes_and_reopens_a_day(hands, practice, ana):
    part = show_day(hands)
    part.close_button.click()
    hands.settle()
    assert practice.session.ask(find_day, TODAY).state == "open"
    hands.press(ENTER, CTRL)
    assert practice.session.ask(find_day, TODAY).state == "closed"
    assert part.note.text().startswith("This day is closed")
    assert not part.close_button.isVisible()
    part.reopen_button.click()
    hands.settle()
    hands.type("forgot a check")
    hands.press(ENTER, CTRL)
    assert practice.session.ask(find_day, TODAY).state == "reopened"
    assert "Reopened" in part.events.text()
    assert "(forgot a check)" in part.events.text()


def test_a_biller_is_told_that_closing_is_the_managers(open_tab, practice, ana):
    hands = open_tab("biller")
    part = show_day(hands)
    part.close_button.click()
    hands.settle()
    assert part.note.text().startswith("You may not close or reopen a day as biller.")
    assert practice.session.ask(find_day, TODAY).state == "open"


def test_a_day_without_postings_says_so(hands, practice):
    part = show_day(hands)
    assert part.note.text() == "Nothing was posted on this day. The first posting opens it."
