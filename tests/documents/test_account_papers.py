from dataclasses import replace
from datetime import date
from string import Formatter

import pytest

from app.documents.account_labels import ACCOUNT_LABELS
from app.documents.explanation_letter import draw_explanation_letter
from app.documents.walkout_statement import draw_walkout_statement
from app.documents.window_address import WINDOW
from app.documents.year_end_summary import draw_year_end_summary
from app.domain.explanation_letters import LetterHead, compose_explanation_letter
from app.domain.explanations import explain_item
from app.domain.money import Money
from app.domain.walkouts import PaidNow, WalkOutHead, compose_walkout
from app.domain.year_end import PaymentUse, YearHead, YearPayment, compose_year_end
from tests.documents.paper_reading import darkest_within, read_pages, read_within
from tests.domain.money_samples import PRACTICE, long_account, scenario_2

DAY = date(2026, 3, 12)
LONG = "Maximiliano Alejandro Rivera-Núñez de la Torre y Castellanos"


def plain(pdf):
    return " ".join(" ".join(read_pages(pdf)).split())


def letter_of(summary, *languages):
    return compose_explanation_letter(summary, LetterHead(PRACTICE, date(2026, 4, 20), languages))


def walkout_of(language="en", lines=6):
    summary = long_account(lines, language)
    named = tuple(replace(line, patient_id=1, patient_name=LONG) for line in summary.items)
    head = WalkOutHead(PRACTICE, 1, DAY, language)
    return compose_walkout(replace(summary, items=named), head, (PaidNow("301", "card", Money(20_00)),))


def year_of(language="en", payments=1):
    uses = (PaymentUse(0, 1, Money(20_00)),)
    paid = tuple(
        YearPayment(date(2026, 4, 1 + at % 28), str(300 + at), "hsa", Money(25_00), uses)
        for at in range(payments)
    )
    head = YearHead(PRACTICE, 1, 2026, language, date(2027, 1, 5))
    return compose_year_end(long_account(40, language), head, paid)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_letter_says_the_words_of_the_screen(language):
    words = plain(draw_explanation_letter(letter_of(scenario_2(), language)))
    for line in (scenario_2().items[0], scenario_2().items[3]):
        assert explain_item(line, language) in words
    assert words.count("$84.20") == 3
    assert {"en": "ABOUT YOUR BILL", "es": "SOBRE SU CUENTA"}[language] in words


def test_two_languages_stand_side_by_side():
    pdf = draw_explanation_letter(letter_of(scenario_2("es"), "es", "en"))
    left, right = (read_within(pdf, (x, 270, x + 260, 640)) for x in (36, 316))
    assert "".join(explain_item(scenario_2().items[3], "es").split()) in left
    assert "".join(explain_item(scenario_2().items[3]).split()) in right


@pytest.mark.parametrize("draw", [
    lambda: (draw_explanation_letter(letter_of(long_account(40), "es", "en"), "DEMO"), "ANA M RIVERA"),
    lambda: (draw_year_end_summary(year_of("es", 60), "DEMO"), "ANA M RIVERA"),
])  # fmt: skip
def test_long_papers_keep_every_line_and_only_the_address_lies_in_the_window(draw):
    pdf, name = draw()
    pages = read_pages(pdf)
    assert len(pages) > 2
    assert all("DEMO" in page and f"de {len(pages)}" in page for page in pages)
    shown = read_within(pdf, WINDOW)
    assert shown.startswith(name.replace(" ", ""))
    assert shown.endswith("62704-1234")
    assert darkest_within(pdf, (0, 745, 560, 757)) == 255


def test_a_letter_of_forty_lines_tells_each_of_them():
    letter = letter_of(long_account(40), "en")
    words = plain(draw_explanation_letter(letter))
    assert words.count("03/12/2026") == len(letter.lines) == 40


def test_a_walkout_statement_says_what_was_paid_what_is_billed_and_the_share_in_words():
    words = plain(draw_walkout_statement(walkout_of()))
    for part in (LONG, "TODAY'S VISIT", "Charged today 1,115.00", "Billed to insurance -515.00",
                 "Yours to pay now $157.76", "Receipt 301, Card $20.00", "they decide first"):  # fmt: skip
        assert part in words
    spanish = plain(draw_walkout_statement(walkout_of("es", 45)))
    assert "ellos deciden primero" in spanish
    assert spanish.count("Visita al consultorio") == 45
    assert "Insurance" not in spanish


def test_a_year_end_summary_keeps_payments_services_and_insurance_apart():
    words = plain(draw_year_end_summary(year_of()))
    for part in ("PAID IN 2026", "04/01/2026 300 HSA or FSA card 25.00", "Kept as credit for later 5.00",
                 "Insurance paid*", "in none of the sums of what you paid", "taxes, HSA or FSA"):  # fmt: skip
        assert part in words
    assert "Pagó el seguro*" in plain(draw_year_end_summary(year_of("es")))


def test_the_same_paper_makes_the_same_bytes():
    for draw, paper in (
        (draw_explanation_letter, letter_of(scenario_2(), "en")),
        (draw_walkout_statement, walkout_of()),
        (draw_year_end_summary, year_of()),
    ):
        assert draw(paper) == draw(paper)


def test_both_languages_fill_the_same_blanks():
    for key, pair in ACCOUNT_LABELS.items():
        blanks = [{part[1] for part in Formatter().parse(text) if part[1]} for text in pair]
        assert blanks[0] == blanks[1], key
