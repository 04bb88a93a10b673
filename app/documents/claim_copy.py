"""A claim that was printed onto a bought form, as its reader saw it: the form is drawn by us below."""

from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from app.documents.claim_facsimile import FORM_NAME
from app.documents.claim_form import draw_blank_form
from app.domain.form_grid import FormGrid


def lay_on_form(pdf: bytes, form_pages: int, grid: FormGrid) -> bytes:
    """Lay the first `form_pages` pages upon the form where they bear none; all that was printed stays.

    What was printed with its form comes back untouched; the same pages give the same bytes.
    """
    reader = PdfReader(BytesIO(pdf))
    if all(_bears_form(page) for page in reader.pages[:form_pages]):
        return pdf
    blank = PdfReader(BytesIO(draw_blank_form(grid))).pages[0]
    writer = PdfWriter()
    for number, source in enumerate(reader.pages):
        page = writer.add_page(source)
        if number < form_pages and not _bears_form(source):
            page.merge_page(blank, over=False)
    writer.compress_identical_objects()
    writer.metadata = {"/Producer": "Plainbill"}
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _bears_form(page: PageObject) -> bool:
    resources = _dictionary(page, "/Resources")
    return any(FORM_NAME in name for name in _dictionary(resources, "/XObject"))


def _dictionary(owner: DictionaryObject, name: str) -> DictionaryObject:
    """The dictionary under a name, an empty one where there is none."""
    found = owner.raw_get(name).get_object() if name in owner else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
