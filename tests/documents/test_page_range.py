"""One claim's pages out of a batch."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from app.documents.claim_form import draw_claim_forms
from app.documents.page_range import draw_page_range
from app.domain.claim_form import fill_claim_form
from tests.claim_samples import GRID, claim, line

BATCH = draw_claim_forms(
    [
        fill_claim_form(GRID, claim(claim_number="1")),
        fill_claim_form(GRID, claim(*[line(day=day) for day in range(1, 9)], account_number="SECOND")),
        fill_claim_form(GRID, claim(account_number="THIRD")),
    ],
    GRID,
    facsimile=True,
)


def texts(pdf):
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_the_pages_of_one_claim_come_out_alone_and_whole():
    part = draw_page_range(BATCH, 2, 3)
    assert texts(part) == texts(BATCH)[1:3]
    assert all("SECOND" in text for text in texts(part))


def test_the_same_pages_give_the_same_bytes():
    assert draw_page_range(BATCH, 2, 3) == draw_page_range(BATCH, 2, 3)


def test_all_pages_are_the_very_file():
    assert draw_page_range(BATCH, 1, 4) is BATCH


@pytest.mark.parametrize(("first", "last"), [(0, 1), (3, 2), (4, 5)])
def test_pages_that_are_not_there_are_refused(first, last):
    with pytest.raises(ValueError, match="are not among the 4"):
        draw_page_range(BATCH, first, last)
