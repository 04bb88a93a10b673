"""Letters and vouchers as drawn: everything is on the page, once, and the same bytes come out again."""

from dataclasses import replace

import pytest

from app.documents.check_voucher import draw_check_voucher
from app.documents.money_letter import draw_money_letter
from app.domain.money_letters import LetterKind, compose_money_letter
from tests.documents.paper_reading import read_pages, read_within
from tests.domain.test_money_letters import FACTS


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_letter_is_one_page_with_all_its_words(kind, language):
    letter = compose_money_letter(kind, replace(FACTS, language=language))
    (page,) = read_pages(draw_money_letter(letter, "DEMO"))
    said = " ".join(page.split())
    for paragraph in (*letter.paragraphs, *letter.ticks, *letter.addressee, *letter.closing, "DEMO"):
        assert paragraph in said


def test_the_window_of_the_envelope_shows_name_and_address_only():
    letter = compose_money_letter(LetterKind.REFUND, FACTS)
    shown = read_within(draw_money_letter(letter), (36, 155, 330, 235))
    assert shown == "AnaRivera5OakStSpringfieldIL62704"


def test_a_voucher_says_who_gets_what_and_who_approved_it():
    for language, title in (("en", "CHECK VOUCHER"), ("es", "COMPROBANTE DE CHEQUE")):
        (page,) = read_pages(draw_check_voucher(replace(FACTS, language=language, prepared_by="Bea Stern")))
        for part in (title, "1187", "Ana Rivera", "$27.50", "paid twice", "Maria Lee", "Bea Stern"):
            assert part in page


def test_the_same_letter_makes_the_same_bytes():
    letter = compose_money_letter(LetterKind.CREDIT, FACTS)
    assert draw_money_letter(letter) == draw_money_letter(letter)
    assert draw_check_voucher(FACTS) == draw_check_voucher(FACTS)
