from datetime import date

from app.documents.cover_sheet import draw_cover_sheet
from app.domain.cover_sheet import CoverSheet, LeftOut, compose_groups
from tests.documents.paper_reading import read_pages

NPI = "The practice has no NPI."


def sheet_of(left_out):
    facts = (("Claims printed", "3"),)
    return CoverSheet("Claims left out", "Maple", date(2026, 6, 1), facts, compose_groups(left_out))


def test_each_reason_stands_once_with_its_numbers_and_its_remedy():
    left_out = [
        LeftOut("10001", NPI, "Type it in the set-up."),
        LeftOut("10002", "Box 21 is empty."),
        LeftOut("10003", NPI, "Type it in the set-up."),
        LeftOut("10003", NPI, "Type it in the set-up."),
    ]
    (page,) = read_pages(draw_cover_sheet(sheet_of(left_out), mark="DEMO"))
    assert page.count(NPI) == 1
    assert "2 × The practice has no NPI." in page
    assert "10001, 10003" in page
    assert page.index("10003") < page.index("Box 21 is empty.")
    assert "Type it in the set-up." in page
    assert "DEMO" in page
    assert "06/01/2026" in page


def test_a_thousand_numbers_run_over_pages_and_none_is_lost():
    numbers = [str(10_000 + count) for count in range(6000)]
    pages = read_pages(draw_cover_sheet(sheet_of([LeftOut(number, NPI) for number in numbers])))
    words = " ".join(pages).replace(",", " ").split()
    assert len(pages) > 1
    assert [word for word in words if word in set(numbers)] == numbers


def test_letters_that_cannot_be_drawn_do_not_stop_it():
    (page,) = read_pages(draw_cover_sheet(sheet_of([LeftOut("1", "“김 <b>Bob” has no address.")])))
    assert "“? <b>Bob” has no address." in page
