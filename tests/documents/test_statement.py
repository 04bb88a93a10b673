from dataclasses import replace
from datetime import date

import pytest
import zxingcpp

from app.documents.fonts import list_drawable
from app.documents.statement import draw_statements
from app.documents.statement_slip import REMIT_WINDOW
from app.documents.window_address import WINDOW
from app.domain.explanations import explain_item
from app.domain.people import Address, PersonName
from app.domain.statements import StatementRules, check_statement, compose_statement
from tests.documents.paper_reading import darkest_within, picture_of, read_pages, read_within
from tests.domain.money_samples import PRACTICE, account, item, long_account, scenario_2, scenario_10

AS_OF = date(2026, 4, 20)
SAFE_WINDOW = (1.0 * 72, 2.40 * 72, 4.25 * 72, 3.04 * 72)


def compose(summary, practice=PRACTICE):
    return compose_statement(summary, practice, "S-2001", AS_OF, StatementRules())


def plain(text):
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["en", "es"])
def test_scenario_2_on_paper_says_the_words_of_the_screen(language):
    summary = scenario_2(language)
    drawn = draw_statements([compose(summary)])
    words = plain(" ".join(read_pages(drawn.pdf)))
    for line in summary.items:
        assert explain_item(line, language) in words
    assert "$84.20" in words
    assert "450.00" in words
    title, due = {
        "en": ("STATEMENT", "Please pay by 05/11/2026"),
        "es": ("ESTADO DE CUENTA", "Pague antes del 05/11/2026"),
    }[language]
    assert title in words
    assert due in words


def test_scenario_10_is_one_sheet_for_the_family():
    drawn = draw_statements([compose(scenario_10())])
    assert drawn.pages == ((1, 1),)
    (words,) = read_pages(drawn.pdf)
    for amount in ("22.00", "47.35", "$69.35"):
        assert amount in words
    assert "Clara" not in words


@pytest.mark.parametrize("lines", [2, 40])
def test_only_the_address_lies_in_the_window(lines):
    statement = compose(long_account(lines))
    drawn = draw_statements([statement])
    address = "".join("".join(statement.addressee).split())
    assert read_within(drawn.pdf, WINDOW) == address
    assert read_within(drawn.pdf, SAFE_WINDOW) == address
    without = draw_statements([replace(statement, addressee=())], mark="RETURNED")
    assert darkest_within(without.pdf, WINDOW) == 255


def test_three_lines_of_address_clear_the_window_by_an_eighth_of_an_inch():
    summary = replace(scenario_2(), address=Address("12 Oak St", "", "Springfield", "IL", "62704"))
    drawn = draw_statements([compose(summary)])
    zone = (1.0 * 72 - 0.5, 2.60 * 72, 4.25 * 72, 3.04 * 72)
    assert read_within(drawn.pdf, zone) == "ANAMRIVERA12OAKSTSPRINGFIELDIL62704"


def test_only_the_remit_address_lies_in_the_return_window():
    drawn = draw_statements([compose(scenario_2())])
    remit = "".join("".join(PRACTICE.remit_lines).split())
    assert read_within(drawn.pdf, REMIT_WINDOW) == remit
    bare = replace(PRACTICE, name="", remit_name="", remit_address=Address("."), address=Address())
    without = draw_statements([compose(scenario_2(), bare)])
    assert darkest_within(without.pdf, REMIT_WINDOW) == 255


def test_page_ranges_follow_each_other_and_pages_are_counted():
    drawn = draw_statements([compose(scenario_10()), compose(long_account(40)), compose(scenario_2())])
    pages = read_pages(drawn.pdf)
    (first, last), (long_first, long_last), (third_first, third_last) = drawn.pages
    assert (first, last) == (1, 1)
    assert long_first == 2
    assert long_last > 3
    assert (third_first, third_last) == (long_last + 1, len(pages))
    count = long_last - long_first + 1
    for number, words in enumerate(pages[1:long_last], start=1):
        assert f"Page {number} of {count}" in words
        assert "S-2001" in words
        assert "10042" in words


def test_forty_lines_are_all_there_and_the_slip_only_once():
    words = read_pages(draw_statements([compose(long_account(40))]).pdf)
    text = plain(" ".join(words))
    assert text.count("03/12/2026 Office visit") == 40
    assert text.count("Payment slip") == 1
    assert "Payment slip" in words[0]
    assert text.count("You owe $56.28.") == 8
    assert "Credit on your account: $40.00." in words[-1]


def test_the_code_reads_back_from_the_picture():
    statement = compose(scenario_2())
    picture = picture_of(draw_statements([statement]).pdf, scale=3)
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == "https://pay.example.org/maple?s=S-2001&a=84.20"


def test_the_same_statements_make_the_same_bytes():
    statements = [compose(scenario_2()), compose(scenario_2("es"))]
    assert draw_statements(statements).pdf == draw_statements(statements).pdf


def test_markup_and_brackets_are_drawn_as_they_are():
    strange = item(1, 30_00, 30_00, patient_name="<b>Bob & Co</b> (a\\b)", description_en="Visit <i>1</i>")
    words = plain(read_pages(draw_statements([compose(account(strange))]).pdf)[0])
    assert "<b>Bob & Co</b> (a\\b)" in words
    assert "Visit <i>1</i>" in words


def test_three_hundred_letters_wrap_in_the_table_and_never_leave_the_window():
    name = "Wolfeschlegelsteinhausen " * 12
    long_line = item(1, 30_00, 30_00, patient_name=name.strip(), description_en=name.strip())
    summary = account(long_line, guarantor=PersonName("X" * 300, "Ana"))
    drawn = draw_statements([compose(summary)])
    words = plain(" ".join(read_pages(drawn.pdf)))
    assert words.count("Wolfeschlegelsteinhausen") == 24
    beside = (4.26 * 72, 2.1 * 72, 5.375 * 72, 3.6 * 72)
    assert read_within(drawn.pdf, beside) == ""


def test_what_the_fonts_hold_is_drawn_and_what_not_is_found():
    drawable = list_drawable()
    assert set("Núñez Łukasz Ångström Đặng Ивановa ½ “–”") <= drawable
    assert check_statement(compose(scenario_2("es")), drawable) == ()
    for name in ("李", "שרה", "سارة", "🫶"):
        (finding,) = check_statement(
            compose(replace(scenario_2(), guarantor=PersonName(name, "A"))), drawable
        )
        assert "cannot be printed" in finding.text
    accents = compose(account(item(1, 30_00, 30_00, patient_name="Zoë Núñez-Łukasz Đặng")))
    assert "Zoë Núñez-Łukasz Đặng" in plain(read_pages(draw_statements([accents]).pdf)[0])


def test_a_mark_stands_on_every_page():
    pages = read_pages(draw_statements([compose(long_account(12))], mark="DEMO").pdf)
    assert len(pages) > 1
    assert all("DEMO" in words for words in pages)


def test_without_a_pay_link_no_code_is_drawn():
    statement = compose(scenario_2(), replace(PRACTICE, pay_url=""))
    pdf = draw_statements([statement]).pdf
    assert zxingcpp.read_barcodes(picture_of(pdf, scale=3)) == []
    assert "Pay online" not in read_pages(pdf)[0]
