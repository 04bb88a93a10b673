from datetime import date
from string import Formatter

import pytest

from app.documents.coverage_answer import _LABELS, draw_coverage_answer
from app.documents.window_address import WINDOW
from app.domain.coverage_letters import CoverageLetter
from app.domain.explanation_letters import LetterHead
from tests.documents.paper_reading import read_pages, read_within
from tests.domain.money_samples import PRACTICE

EN = "We looked this up on 07/10/2026.\nYour plan pays for this service.\nThis is not a promise of payment."
ES = "Consultamos esto el 07/10/2026.\nSu plan paga este servicio.\nEsto no es una promesa de pago."


def letter(*languages, words=(EN,), addressee=("ANA RIVERA", "5 OAK ST", "SPRINGFIELD IL 62704")):
    head = LetterHead(PRACTICE, date(2026, 7, 10), languages)
    return CoverageLetter(head, addressee, "Prairie Health", "97110", date(2026, 7, 16), words)


def plain(pdf):
    return " ".join(" ".join(read_pages(pdf)).split())


@pytest.mark.parametrize(("language", "words"), [("en", EN), ("es", ES)])
def test_the_letter_says_every_word_that_was_read_out(language, words):
    found = plain(draw_coverage_answer(letter(language, words=(words,))))
    assert all(sentence in found for sentence in words.split("\n"))
    assert "97110" in found
    assert "Prairie Health" in found
    title = {"en": "ABOUT YOUR COVERAGE", "es": "SOBRE SU COBERTURA"}[language]
    assert title in found


def test_two_languages_stand_side_by_side():
    pdf = draw_coverage_answer(letter("es", "en", words=(ES, EN)))
    left, right = (read_within(pdf, (x, 280, x + 262, 640)) for x in (36, 318))
    assert "Suplanpagaesteservicio." in left
    assert "Yourplanpaysforthisservice." in right
    assert "paga" not in right


def test_the_address_stands_in_the_window_and_a_handout_has_none():
    pdf = draw_coverage_answer(letter("en"))
    assert "ANARIVERA" in read_within(pdf, WINDOW)
    handout = draw_coverage_answer(letter("en", addressee=()))
    assert not read_within(handout, WINDOW).strip()


def test_a_long_answer_goes_on_to_further_pages_and_loses_no_line():
    words = "\n".join(f"Sentence number {at}." for at in range(120))
    pages = read_pages(draw_coverage_answer(letter("en", "es", words=(words, ES))))
    assert len(pages) > 1
    together = " ".join(pages)
    assert all(f"Sentence number {at}." in together for at in range(120))
    assert f"97110, page 2 of {len(pages)}" in together


def test_both_languages_fill_the_same_blanks():
    for pair in _LABELS.values():
        english, spanish = ([name for _, name, *_ in Formatter().parse(text) if name] for text in pair)
        assert english == spanish


def test_a_demo_is_marked():
    assert "DEMO" in plain(draw_coverage_answer(letter("en"), "DEMO"))
