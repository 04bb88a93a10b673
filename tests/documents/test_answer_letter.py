"""The letter that answers a patient's question: its words whole, clear of the address, over several pages."""

from datetime import date

import pytest

from app.documents.answer_letter import draw_answer_letter
from app.documents.window_address import WINDOW
from app.domain.accounts import AccountSummary
from app.domain.explanation_letters import LetterHead
from app.domain.letterhead import PracticeHead
from app.domain.people import Address, PersonName
from app.domain.questions.answer import Answer
from app.domain.questions.catalog import find_question
from app.domain.questions.letters import compose_answer_letter
from tests.documents.paper_reading import read_pages, read_within

PRACTICE = PracticeHead(
    "Maple Family Practice", Address("1 Main St", "", "Springfield", "IL", "62704"), "(217) 555-0100"
)
HOME = Address("5 Oak St", "Apt 2", "Springfield", "IL", "62704")
ACCOUNT = AccountSummary("A1001", PersonName("Rivera", "Ana"), HOME)


def letter_of(text_en, text_es, *languages):
    head = LetterHead(PRACTICE, date(2026, 5, 4), languages)
    return compose_answer_letter(head, ACCOUNT, find_question(9), Answer(9, text_en, text_es))


def words_of(pdf):
    return [" ".join(page.split()) for page in read_pages(pdf)]


def test_question_and_answer_stand_below_the_address_of_who_gets_the_bill():
    (page,) = words_of(
        draw_answer_letter(letter_of("You owe $84.20 now.", "Usted debe $84.20 ahora.", "en"), "DEMO")
    )
    for words in (
        *("ANSWER TO YOUR QUESTION", "A1001", "05/04/2026", "DEMO"),
        *("ANA RIVERA", "5 OAK ST", "SPRINGFIELD IL 62704"),
        "I have insurance, why did I get a bill?",
        "You owe $84.20 now.",
        "This is not a bill. Questions? Call (217) 555-0100.",
    ):
        assert words in page
    assert "Usted" not in page


def test_the_window_of_the_envelope_shows_the_address_alone():
    pdf = draw_answer_letter(letter_of("You owe it.", "Usted lo debe.", "en"))
    assert read_within(pdf, WINDOW) == "ANARIVERA5OAKSTAPT2SPRINGFIELDIL62704"


def test_each_paragraph_begins_a_line():
    letter = letter_of("You owe $84.20 now.\nOn 03/12/2026, Visit: $56.28.", "Debe $84.20.\nVisita.", "en")
    (page,) = read_pages(draw_answer_letter(letter))
    assert {"You owe $84.20 now.", "On 03/12/2026, Visit: $56.28."} <= set(page.splitlines())


def test_two_languages_stand_side_by_side():
    (page,) = words_of(draw_answer_letter(letter_of("You owe it.", "Usted lo debe.", "es", "en")))
    assert "RESPUESTA A SU PREGUNTA · ANSWER TO YOUR QUESTION" in page
    assert "Tengo seguro, ¿por qué me llegó una" in page
    assert "You owe it." in page
    assert "Usted lo debe." in page


@pytest.mark.parametrize("languages", [("en",), ("en", "es")])
def test_a_long_answer_runs_on_to_further_pages_and_loses_no_word(languages):
    numbered = " ".join(f"Word{number}" for number in range(900))
    pages = words_of(draw_answer_letter(letter_of(numbered, numbered.replace("Word", "Voz"), *languages)))
    assert len(pages) > 1
    assert "Account A1001, page 2 of" in pages[1]
    whole = " ".join(pages)
    assert all(f"Word{number}" in whole for number in range(900))
    if len(languages) > 1:
        assert all(f"Voz{number}" in whole for number in range(900))
