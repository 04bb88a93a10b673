"""A claim on paper as its reader saw it: what was printed stands on the form, and only where none stood."""

from app.claim_form_catalog import claim_form_grid
from app.documents.claim_copy import lay_on_form
from app.documents.claim_form import draw_claim_forms
from app.domain.claim_form import ClaimForm, FormPage
from tests.documents.paper_reading import picture_of, read_pages

FORM = ClaimForm("10001", (FormPage(1, 1, {"i1a": "XYZ123"}), FormPage(2, 7, {"i1a": "XYZ456"})))


def drawn(*, facsimile):
    return draw_claim_forms([FORM], claim_form_grid(), facsimile=facsimile)


def test_bare_data_is_laid_on_the_form_as_if_it_was_printed_with_it():
    bare, whole = drawn(facsimile=False), drawn(facsimile=True)
    laid = lay_on_form(bare, 2, claim_form_grid())
    for page, member in enumerate(("XYZ123", "XYZ456")):
        assert member in read_pages(laid)[page]
        assert picture_of(laid, page).tobytes() == picture_of(whole, page).tobytes()
    assert laid == lay_on_form(bare, 2, claim_form_grid())


def test_what_bears_its_form_comes_back_untouched():
    whole = drawn(facsimile=True)
    assert lay_on_form(whole, 2, claim_form_grid()) == whole


def test_pages_behind_the_form_stay_bare():
    bare = drawn(facsimile=False)
    laid = lay_on_form(bare, 1, claim_form_grid())
    assert picture_of(laid, 1).tobytes() == picture_of(bare, 1).tobytes()
    assert picture_of(laid, 0).tobytes() != picture_of(bare, 0).tobytes()
