"""Scenario 2: “Why do I owe $84.20?” The screen, the statement and the letter say the same, to the cent."""

import json
from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.domain.date_entry import format_date
from app.domain.money import Money
from app.domain.statements import StatementRules
from app.models.callers import Contact
from app.models.questions import AnswerGiven
from app.services.statements import issue_statements
from app.views.patients.account_rows import LineRow
from tests.documents.paper_reading import read_pages
from tests.views.scenario_hands import (
    answer_line,
    begin_answer,
    check_caller,
    enter_visit,
    open_patient,
    post_answer,
    words_of,
)
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT

Key = Qt.Key
FIRST, SECOND, CALLED = date(2026, 3, 12), date(2026, 4, 2), date(2026, 5, 4)
OFFICE = (
    "Prairie Health allowed $81.20 of the $165.00 we charged and paid $24.92. Your plan's discount takes off "
    "$83.80. $50.00 went to your deductible, and $6.28 is your share of the cost (coinsurance). "
    "You owe $56.28."
)
LATER = (
    "Prairie Health allowed $139.60 of the $230.00 we charged and paid $111.68. Your plan's discount takes "
    "off $90.40. 20% of the allowed price is $27.92 (coinsurance). You owe $27.92."
)


@pytest.fixture
def insured(practice):
    """Ana Rivera, insured by Prairie Health, on Mar 12, 2026."""
    practice.clock.move_to(FIRST)
    practice.an_insured_patient()
    return practice


def bill_and_answer(hands):
    """Both visits are entered and answered: 220.00 leaves 56.28, and 230.00 leaves 27.92."""
    claim = enter_visit(hands, "rivera", "acute pharyngitis unspecified", ("99213",), ("81002",), ("87880",))
    begin_answer(hands, claim)
    answer_line(hands, "99213", FIRST, allowed="81.20", paid="24.92", deductible="50.00", coinsurance="6.28")
    answer_line(hands, "81002", FIRST, allowed="5.00", paid="5.00")
    answer_line(hands, "87880", FIRST, allowed="15.00", paid="15.00")
    post_answer(hands)
    assert hands.balances() == ("56.28", "0.00", "0.00")
    hands.practice.clock.move_to(SECOND)
    claim = enter_visit(hands, "rivera", "acute pharyngitis unspecified", ("99214", "", "230.00"))
    begin_answer(hands, claim)
    answer_line(hands, "99214", SECOND, allowed="139.60", paid="111.68", coinsurance="27.92")
    post_answer(hands)
    assert hands.balances() == ("84.20", "0.00", "0.00")


def show_account(hands):
    """The patient calls: the account says why in one look, before a key is pressed."""
    hands.practice.clock.move_to(CALLED)
    open_patient(hands, "rivera")
    page = hands.tab_of("patients").show_page("Account")
    hands.settle()
    return page


def sentences_of(page):
    return [row.sentences for row in page.rows.rows if isinstance(row, LineRow)]


def print_letter(hands, page, *keys):
    """Three keys from the account: Ctrl+B, E for the explanation, Enter."""
    hands.press(Key.Key_B, CTRL)
    hands.wait(lambda: hands.focus_name == "Paper")
    hands.type("e")
    for key in keys:
        key()
    hands.press(ENTER)
    hands.wait(page.preview.isVisible)
    letter = hands.kept("explanation_letter")[-1]
    assert page.preview._pdf == letter
    hands.press(ESC)
    hands.press(ESC)
    return words_of(" ".join(read_pages(letter)))


def test_why_do_i_owe_84_20(open_window, insured):
    hands = open_window()
    bill_and_answer(hands)
    page = show_account(hands)
    assert page.amount.text() == "$84.20"
    assert sentences_of(page) == [(OFFICE,), (LATER,)]
    assert "= still owed 84.20 (patient 84.20, insurance 0.00)" in page.proof.words.text()

    letter = print_letter(hands, page)
    assert page.story.text() in letter
    for words in (
        OFFICE,
        LATER,
        "Billed $165.00 − plan's discount $83.80 − insurance paid $24.92 = yours $56.28",
        "Billed $230.00 − plan's discount $90.40 − insurance paid $111.68 = yours $27.92",
        "Yours, for all services above $84.20",
    ):
        assert words in letter
    assert Money(56_28) + Money(27_92) == Money(84_20)

    issue_statements(insured.session, [1], StatementRules())
    statement = words_of(" ".join(read_pages(hands.kept("statements")[-1])))
    assert OFFICE in statement
    assert LATER in statement


def test_the_spanish_version_stands_beside_on_screen_and_paper(open_window, insured):
    hands = open_window()
    bill_and_answer(hands)
    page = show_account(hands)
    page.language.choose("both")
    hands.settle()
    (english, spanish), (_, later) = sentences_of(page)
    assert english == OFFICE
    assert "$50.00 se aplicaron a su deducible" in spanish
    assert spanish.endswith("Usted debe $56.28.")

    def side_by_side():
        hands.go_to("Language")
        hands.type("b")

    def in_spanish():
        hands.go_to("Language")
        hands.type("s")

    both = print_letter(hands, page, side_by_side)
    assert "ABOUT YOUR BILL · SOBRE SU CUENTA" in both
    letter = print_letter(hands, page, in_spanish)
    for words in (spanish, later, "= le toca a usted $27.92", "Le toca a usted por todos los servicios"):
        assert words in letter
    assert "You owe" not in letter


def test_the_promise_is_kept_as_a_call(open_window, insured):
    hands = open_window("receptionist")
    insured.clock.move_to(CALLED)
    open_patient(hands, "rivera")
    hands.press(Key.Key_L, CTRL)
    assert hands.focus_name == "What was said"
    hands.type("Explained both visits. Will pay it all.")
    hands.go_to("Promised to pay")
    hands.type("84.20")
    hands.go_to("Promised by")
    hands.type(format_date(date(2026, 5, 15)))
    hands.press(ENTER, CTRL)
    hands.wait(lambda: Contact.select().count() == 1)
    call = Contact.get()
    assert (call.promise, call.promise_on) == (Money(84_20), date(2026, 5, 15))
    assert (call.said, call.direction) == ("Explained both visits. Will pay it all.", "in")


def texts_of(panel):
    return tuple(words.text() for words in panel.text.words)


def test_the_whole_call_from_who_is_calling_to_the_missed_promise(open_window, insured):
    hands = open_window()
    bill_and_answer(hands)
    hands.practice.clock.move_to(CALLED)
    open_patient(hands, "rivera")
    hands.press(Key.Key_H, CTRL | SHIFT)
    hands.wait(lambda: hands.focus_name == "Find a question")
    hands.type("why do I owe")
    panel = hands.tab_of("questions").panel
    while hands.tab_of("questions").list.question.number != 9:
        hands.press(Key.Key_Down)
    assert texts_of(panel) == ("", "")

    check_caller(hands)
    english, spanish = texts_of(panel)
    assert english.startswith("You owe $84.20 now, for 2 services.")
    assert OFFICE in english
    assert LATER in english
    assert "$50.00 se aplicaron a su deducible" in spanish
    assert "Usted debe $84.20 ahora, por 2 servicios." in spanish
    assert panel.ask_for.text() == "Can you pay $84.20, and by which day?"

    hands.press(Key.Key_P, CTRL)
    hands.wait(hands.tab_of("questions").preview.isVisible)
    letter = words_of(" ".join(read_pages(hands.kept("answer_letter")[-1])))
    assert words_of(english) in letter
    hands.press(ESC)
    hands.go_to("Letter in")
    hands.type("s")
    hands.press(Key.Key_P, CTRL)
    hands.wait(lambda: len(hands.kept("answer_letter")) == 2)
    offered = words_of(" ".join(read_pages(hands.kept("answer_letter")[-1])))
    assert words_of(spanish) in offered
    hands.press(ESC)

    hands.go_to("Promised to pay")
    hands.fill("84.20", format_date(date(2026, 5, 15)))
    hands.go_to("Also said")
    hands.type("A copy of the EOB and the Spanish version were offered.")
    hands.press(Key.Key_L, CTRL)
    hands.wait(lambda: AnswerGiven.select().count() == 1)
    call, kept = Contact.get(), AnswerGiven.get()
    assert (call.promise, call.promise_on) == (Money(84_20), date(2026, 5, 15))
    assert call.caller_check.identifiers == "name birth_date address"
    assert english in call.said
    assert (kept.question, kept.text_en, kept.text_es) == (9, english, spanish)
    assert [each["kind"] for each in json.loads(kept.sources)] == ["account", "charge", "charge"]

    for day, is_listed in ((date(2026, 5, 15), False), (date(2026, 5, 16), True)):
        hands.practice.clock.move_to(day)
        hands.press(Key.Key_1, CTRL)
        today = hands.tab_of("today")
        today.refresh()
        hands.settle()
        assert any("84.20" in line.text for line in today._model.rows) == is_listed
