"""The sheet that shows how a printer misplaces paper: held on a form against the light, or printed on a form.

All marks stand where a claim would print them, with the tray's offset; the outlines are those of a good form.
"""

from io import BytesIO
from typing import Any

from app.documents.claim_captions import BOLD, PLAIN
from app.documents.claim_form import new_canvas, shift_sheet, write_cells
from app.documents.inch_canvas import InchCanvas
from app.domain.form_grid import ROWS_PER_PAGE, FormGrid, PrinterOffset

OUTLINE_RULES = (
    *((0.286, y, 8.217, y) for y in (1.333, 5.333, 7.333, 9.333, 10.5)),
    *((x, 1.333, x, 10.5) for x in (0.286, 8.217)),
    (5.185, 4.9, 5.185, 10.5),
)
PICA_MARKS = (("align_left", "XXX"), ("align_right", "XXX"))
_DATE_BOXES = ("a_from_mm", "a_from_dd", "a_from_yy", "a_to_mm", "a_to_dd", "a_to_yy")
_CLAIM_MARKS = (
    ("i1_medicare", "X"),
    ("i1_other", "X"),
    ("i27_y", "X"),
    ("i27_n", "X"),
    ("i33a", "8888888888"),
    *((f"24.{ROWS_PER_PAGE}.{name}", "88") for name in _DATE_BOXES),
)
_STEPS = (
    "1. Print this sheet on plain paper at actual size: no fit to page, no centering, one side.",
    "2. Lay it on a blank claim form and hold both against a window, upper left corners together.",
    "3. The three X in each upper corner belong into the PICA boxes, the others into their check boxes.",
    "4. If the marks lie too far left, raise the offset to the right; if too high, raise the offset down.",
    "    One tick of the rulers is 0.05 inch. Print again until the marks sit in the boxes.",
    "5. Then print the marks alone on one real form to be sure.",
)
_RULER_TICKS = 13


def draw_alignment_sheet(
    grid: FormGrid, offset: PrinterOffset, printer_name: str, *, marks_only: bool = False
) -> bytes:
    """Draw the sheet for plain paper or, with `marks_only`, XXX in the PICA boxes for a real form."""
    buffer = BytesIO()
    canvas = new_canvas(buffer, "Alignment sheet")
    canvas.saveState()
    shift_sheet(canvas, offset)
    if not marks_only:
        _draw_outlines(InchCanvas(canvas))
    marks = PICA_MARKS if marks_only else (*PICA_MARKS, *_CLAIM_MARKS)
    write_cells(canvas, grid, marks, small_type=offset.small_type)
    canvas.restoreState()
    if not marks_only:
        _draw_words(canvas, offset, printer_name)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_outlines(sheet: InchCanvas) -> None:
    sheet.canvas.setStrokeGray(0.55)
    sheet.rules(list(OUTLINE_RULES), 0.5)
    for left in (0.29, 7.91):
        for cell in range(3):
            sheet.frame(left + 0.105 * cell, 1.2, 0.105, 0.12)
    ticks = []
    for number in range(_RULER_TICKS):
        length = 0.14 if number % 6 == 0 else 0.08
        place = -0.30 + 0.05 * number
        ticks += [
            (5.185 + place, 5.333 - length, 5.185 + place, 5.333 + length),
            (5.185 - length, 5.333 + place, 5.185 + length, 5.333 + place),
        ]
    sheet.rules(ticks, 0.5)


def _draw_words(canvas: Any, offset: PrinterOffset, printer_name: str) -> None:
    sheet = InchCanvas(canvas)
    sheet.words(1.2, 2.0, "Alignment of the claim form", (BOLD, 15))
    plain_name = "".join(
        letter if letter.isascii() and letter.isprintable() else "?" for letter in printer_name
    )
    sheet.words(1.2, 2.35, f"Printer and tray: {plain_name}", (PLAIN, 10), 6.6)
    shift = f"{offset.dx:+.2f} inch to the right, {offset.dy:+.2f} inch down"
    setting = f"Offset now: {shift}, scale {offset.scale:.3f}"
    sheet.words(1.2, 2.55, setting, (PLAIN, 10))
    for number, step in enumerate(_STEPS):
        sheet.words(1.2, 2.95 + 0.2 * number, step, (PLAIN, 10), 6.8)
