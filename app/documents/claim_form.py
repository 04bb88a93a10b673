"""CMS-1500 forms on paper: the data alone on the grid, or on the form drawn by us.

Courier 12 at ten letters to the inch, one text a box, on a sheet of 612 x 792 points; the bytes depend on the
forms alone.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from app.documents.claim_facsimile import FORM_NAME, define_facsimile
from app.documents.inch_canvas import LETTER, POINTS
from app.domain.claim_form import ClaimForm
from app.domain.form_grid import NO_OFFSET, FormField, FormGrid, PrinterOffset

TYPE_POINTS = 12
SMALL_TYPE_POINTS, SMALL_TYPE_SPACING, SMALL_TYPE_INDENT = 10, 1.2, 0.6
_MARK_AT = (0.95 * POINTS, (11 - 0.42) * POINTS)


def draw_claim_forms(
    forms: Iterable[ClaimForm],
    grid: FormGrid,
    printer: PrinterOffset = NO_OFFSET,
    *,
    facsimile: bool = False,
    mark: str = "",
) -> bytes:
    """Draw all pages of all claims into one PDF; `mark` (like DEMO) stands small above the title.

    Raises ValueError when there is no form to draw.
    """
    buffer = BytesIO()
    canvas = new_canvas(buffer, "Claim forms")
    if facsimile:
        define_facsimile(canvas, grid)
    pages = [page for form in forms for page in form.pages]
    if not pages:
        raise ValueError("there is no claim form to draw")
    for page in pages:
        shift_sheet(canvas, printer)
        if facsimile:
            canvas.doForm(FORM_NAME)
        write_cells(canvas, grid, page.boxes.items(), small_type=printer.small_type)
        if mark:
            canvas.setFont("Courier", 8)
            canvas.drawString(*_MARK_AT, mark)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def draw_blank_form(grid: FormGrid) -> bytes:
    """Draw the empty form, for the screen to lay its fields upon."""
    buffer = BytesIO()
    canvas = new_canvas(buffer, "CMS-1500")
    define_facsimile(canvas, grid)
    canvas.doForm(FORM_NAME)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def new_canvas(buffer: BytesIO, title: str) -> Any:
    """Open a letter-size PDF without dates or random parts."""
    canvas = Canvas(buffer, pagesize=LETTER, invariant=1, pageCompression=1, initialFontName="Courier")
    canvas.setTitle(title)
    canvas.setCreator("Plainbill")
    return canvas


def shift_sheet(canvas: Any, printer: PrinterOffset) -> None:
    """Move and scale all that follows on this page, as the printer's tray needs it."""
    if printer == NO_OFFSET:
        return
    width, height = LETTER
    scale = printer.scale
    across = (1 - scale) * width / 2 + printer.dx * POINTS
    up = (1 - scale) * height / 2 - printer.dy * POINTS
    canvas.transform(scale, 0, 0, scale, across, up)


def write_cells(
    canvas: Any, grid: FormGrid, boxes: Iterable[tuple[str, str]], *, small_type: bool = False
) -> None:
    """Write texts by field id, each letter in its own cell of a tenth of an inch."""
    words = canvas.beginText()
    words.setFont("Courier", SMALL_TYPE_POINTS if small_type else TYPE_POINTS)
    indent = SMALL_TYPE_INDENT if small_type else 0.0
    if small_type:
        words.setCharSpace(SMALL_TYPE_SPACING)
    for field_id, text in boxes:
        field = grid.fields[field_id]
        shown = _printable(field, text)
        left = grid.text_left_in(field, shown) * POINTS + indent
        words.setTextOrigin(left, LETTER[1] - grid.baseline_in(field.line) * POINTS)
        words.textOut(shown)
    canvas.drawText(words)


def _printable(field: FormField, text: str) -> str:
    """Keep the neighbours' cells free; checks have named what is too long or cannot be printed."""
    shown = text if text.isascii() else "".join(letter if letter.isascii() else "?" for letter in text)
    return shown[: field.length]
