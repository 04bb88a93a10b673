"""A print of claims: each claim's form, and behind a secondary claim the earlier insurers' answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from app.documents.claim_form import draw_claim_forms
from app.documents.earlier_answer_page import draw_earlier_answers
from app.domain.claim_content import ClaimContent
from app.domain.claim_form import ClaimForm
from app.domain.form_grid import FormGrid, PrinterOffset


@dataclass(frozen=True, slots=True)
class PaperLook:
    """How claims are printed: grid, offset of the tray, a mark like DEMO, and whether the form is drawn."""

    grid: FormGrid
    printer: PrinterOffset
    mark: str = ""
    facsimile: bool = False


def draw_claim_papers(
    claims: Sequence[tuple[ClaimContent, ClaimForm]], look: PaperLook
) -> tuple[bytes, list[tuple[int, int]]]:
    """Draw claims into one PDF; gives it and, for each claim, its first and last page counted from 1."""
    forms = [form for _, form in claims]
    pdf = draw_claim_forms(forms, look.grid, look.printer, facsimile=look.facsimile, mark=look.mark)
    form_pages = [len(form.pages) for form in forms]
    behind, behind_pages = draw_earlier_answers([content for content, _ in claims], look.mark)
    if any(behind_pages):
        pdf = _put_behind(pdf, form_pages, behind, behind_pages)
    places, first = [], 1
    for pages, more in zip(form_pages, behind_pages, strict=True):
        places.append((first, first + pages + more - 1))
        first += pages + more
    return pdf, places


def _put_behind(forms: bytes, form_pages: Sequence[int], behind: bytes, behind_pages: Sequence[int]) -> bytes:
    """Lay each claim's further pages behind its form; the same pages give the same bytes."""
    sources = (PdfReader(BytesIO(forms)).pages, PdfReader(BytesIO(behind)).pages)
    taken = [0, 0]
    writer = PdfWriter()
    for counts in zip(form_pages, behind_pages, strict=True):
        for which, count in enumerate(counts):
            for at in range(taken[which], taken[which] + count):
                writer.add_page(sources[which][at])
            taken[which] += count
    writer.metadata = {"/Producer": "Plainbill"}
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
