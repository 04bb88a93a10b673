"""The CMS-1500 (02/12) drawn by us: rules, bands, boxes, captions and QR code, as one reusable form XObject.

Measures in inches from the upper left corner, read off the published form; rules snap to its lattice.
"""

from typing import Any

import segno
from reportlab.lib.colors import Color

from app.documents.claim_captions import (
    BOLD,
    BOX_LABELS,
    BOX_LABELS_BEFORE,
    CAPTIONS,
    DATE_HEADS,
    PLAIN,
    SERVICE_HEADS,
    SLANTED,
)
from app.documents.inch_canvas import InchCanvas
from app.domain.form_grid import ROWS_PER_PAGE, FormField, FormGrid

FORM_NAME = "cms1500"
RED = Color(0.80, 0.13, 0.10)
TINT = Color(0.98, 0.895, 0.885)
WATERMARK = Color(0.95, 0.76, 0.74)
QR_GREY = Color(0.2, 0.2, 0.2)
HAIR, HEAVY = 0.6, 2.4
LEFT, CENTRE, RIGHT = 0.286, 5.185, 8.217
BOX_WIDTH, BOX_HEIGHT, BOX_CENTRE_LIFT = 0.155, 0.150, 0.0885
PROGRAM_LABEL_ROOM = 0.48
FIRST_ROW_Y, ROW_PITCH = 7.333, 1 / 3
Line = tuple[float, float, float, float]

_FULL_RULES_Y = (1.667, 2.0, 2.333, 3.0, 4.667, 5.667, 6.0, 6.333, 7.0, 9.333, 9.667)
_PART_RULES: tuple[Line, ...] = (
    (LEFT, 2.667, 3.162, 2.667),
    (CENTRE, 2.667, RIGHT, 2.667),
    *((LEFT, y, 3.162, y) for y in (3.333, 3.667, 4.0)),
    *((CENTRE, y, RIGHT, y) for y in (3.333, 3.667, 4.0)),
    (LEFT, 4.333, RIGHT, 4.333),
    (2.971, 5.833, CENTRE, 5.833),
    (CENTRE, 6.667, RIGHT, 6.667),
    (2.467, 10.333, RIGHT, 10.333),
)
_VERTICALS: tuple[tuple[float, float, tuple[float, ...]], ...] = (
    (1.667, 4.667, (3.162,)),
    (1.333, 10.5, (LEFT, RIGHT)),
    (1.333, 10.5, (CENTRE,)),
    (2.333, 2.667, (2.792, 7.563)),
    (2.667, 3.0, (1.585, 6.475)),
    (5.333, 6.0, (2.971,)),
    (5.667, 6.0, (3.198,)),
    (5.833, 6.0, (3.415,)),
    (6.17, 6.333, (6.345, 7.313)),
    (6.5, 6.667, (6.337,)),
    (7.0, 9.333, (2.055, 2.375, 2.675, 4.672, 6.075, 6.477, 6.685, 6.978)),
    (9.333, 10.5, (2.467,)),
    (9.333, 9.667, (3.938, 6.312, 7.265)),
    (10.333, 10.5, (3.657, 6.487)),
)
_DOTTED: tuple[tuple[float, float, tuple[float, ...]], ...] = (
    (1.835, 2.0, (3.567, 3.873)),
    (3.5, 3.667, (5.780, 6.077)),
    (3.81, 4.0, (5.427,)),
    (5.5, 5.667, (0.657, 0.953, 1.762, 3.262, 3.620, 4.178, 4.475)),
    (5.5, 5.667, (5.850, 6.186, 7.273, 7.568)),
    (5.835, 6.0, (5.850, 6.186, 7.273, 7.568, 0.575)),
    (6.36, 6.5, (4.397, 4.588)),
    (9.5, 9.667, (6.038, 7.033, 7.935)),
)
_ROW_DOTTED = (0.557, 0.848, 1.450, 1.766, 3.764, 4.063, 4.365, 5.822)
_ROW_SOLID = (1.158, 3.408)
_STRIPS = (2.675, 3.408, CENTRE)
_MARGIN_WORDS = (
    (0.45, 1.3, "CARRIER"),
    (1.37, 5.28, "PATIENT AND INSURED INFORMATION"),
    (5.38, 10.48, "PHYSICIAN OR SUPPLIER INFORMATION"),
)
_UNDERSCORES: tuple[Line, ...] = (
    (0.9, 5.3, 3.5, 5.3),
    (3.9, 5.3, 5.05, 5.3),
    (5.8, 5.3, 8.12, 5.3),
    (4.71, 3.99, 4.95, 3.99),
    (4.71, 3.9, 4.71, 3.99),
    (4.95, 3.9, 4.95, 3.99),
)
_PARENTHESES = ((2.955, (1.688, 2.053, 6.688, 7.080)), (9.80, (6.81, 7.17)))


def define_facsimile(canvas: Any, grid: FormGrid) -> None:
    """Record the empty form under FORM_NAME in the canvas' file; pages show it with `doForm`."""
    canvas.beginForm(FORM_NAME, 0, 0, 612, 792)
    sheet = InchCanvas(canvas)
    _draw_bands(canvas, sheet)
    canvas.setFillColor(RED)
    canvas.setStrokeColor(RED)
    _draw_rules(sheet)
    _draw_diagnosis_brackets(sheet)
    _draw_check_boxes(sheet, grid)
    _draw_captions(sheet)
    _draw_date_heads(sheet, grid)
    _draw_service_heads(sheet)
    _draw_margins(sheet)
    _draw_qr(canvas, sheet, grid.qr_payload)
    canvas.endForm()


def _row_tops() -> list[float]:
    return [FIRST_ROW_Y + ROW_PITCH * row for row in range(ROWS_PER_PAGE)]


def _draw_bands(canvas: Any, sheet: InchCanvas) -> None:
    canvas.setFillColor(TINT)
    for top in _row_tops():
        middle = top + ROW_PITCH / 2
        sheet.shade(LEFT, top, RIGHT, middle)
        for x in _STRIPS:
            sheet.shade(x, middle, x + 0.09, top + ROW_PITCH)
    sheet.shade(3.198, 5.667, CENTRE, 5.833)
    sheet.shade(3.657, 10.333, CENTRE, 10.5)
    sheet.shade(6.487, 10.333, RIGHT, 10.5)
    canvas.setFillColor(WATERMARK)
    for x in (2.95, 5.75):
        sheet.words(x, 10.475, "NPI", (BOLD, 12.5))


def _draw_rules(sheet: InchCanvas) -> None:
    rows = [(LEFT, top, RIGHT, top) for top in _row_tops()]
    full = [(LEFT, y, RIGHT, y) for y in _FULL_RULES_Y]
    upright = [(x, y0, x, y1) for y0, y1, xs in _VERTICALS for x in xs]
    sheet.rules([*full, *rows, *_PART_RULES, *upright, *_UNDERSCORES], HAIR)
    sheet.rules([(LEFT - 0.004, y, RIGHT + 0.004, y) for y in (1.333, 5.333, 10.5)], HEAVY)
    halves = [(top + ROW_PITCH / 2, top + ROW_PITCH) for top in _row_tops()]
    sheet.rules([(x, y0, x, y1) for y0, y1 in halves for x in _ROW_SOLID], HAIR)
    dotted = [(x, y0, x, y1) for y0, y1, xs in _DOTTED for x in xs]
    dotted += [(x, y0, x, y1) for y0, y1 in halves for x in _ROW_DOTTED]
    dotted += [(6.685, y0, RIGHT, y0) for y0, _ in halves]
    sheet.rules(dotted, HAIR, 1.2, 1.6)
    for baseline, places in _PARENTHESES:
        for number, x in enumerate(places):
            sheet.words(x - 0.02, baseline, "()"[number % 2], (PLAIN, 11))


def _draw_diagnosis_brackets(sheet: InchCanvas) -> None:
    for row, y in enumerate((6.65, 6.81, 6.97)):
        for column, x in enumerate((0.48, 1.78, 3.09, 4.39)):
            sheet.rules([(x, y - 0.1, x, y), (x, y, x + 0.75, y)], HAIR)
            sheet.words(x - 0.13, y - 0.015, f"{'ABCDEFGHIJKL'[row * 4 + column]}.", (PLAIN, 7))


def _draw_check_boxes(sheet: InchCanvas, grid: FormGrid) -> None:
    sheet.rules([], HAIR)
    for field in grid.fields.values():
        if field.format == "check":
            _draw_check_box(sheet, grid, field)
    for left in (grid.left_in(1) - 0.03, grid.left_in(77) - 0.01):
        for cell in range(3):
            sheet.frame(left + 0.105 * cell, 1.2, 0.105, 0.12)


def _draw_check_box(sheet: InchCanvas, grid: FormGrid, field: FormField) -> None:
    centre = grid.left_in(field.col) + grid.column_in / 2
    middle = grid.cell_bottom_in(field.line) - BOX_CENTRE_LIFT
    left = centre - BOX_WIDTH / 2
    sheet.frame(left, middle - BOX_HEIGHT / 2, BOX_WIDTH, BOX_HEIGHT)
    baseline = middle + 0.033
    if after := BOX_LABELS.get(field.id):
        font = (SLANTED, 6.0) if field.item == "1" else (PLAIN, 6.3)
        sheet.words(left + BOX_WIDTH + 0.025, baseline, after, font, PROGRAM_LABEL_ROOM)
    if before := BOX_LABELS_BEFORE.get(field.id):
        sheet.words_before(left - 0.016, baseline, before, (PLAIN, 5.8))


def _draw_captions(sheet: InchCanvas) -> None:
    for caption in CAPTIONS:
        sheet.words(
            caption.x, caption.y, caption.text, (caption.face, caption.size), caption.right - caption.x
        )


def _draw_date_heads(sheet: InchCanvas, grid: FormGrid) -> None:
    for prefix in DATE_HEADS:
        last = "yyyy" if f"{prefix}_yyyy" in grid.fields else "yy"
        for part, text in (("mm", "MM"), ("dd", "DD"), (last, "YY")):
            field = grid.fields[f"{prefix}_{part}"]
            centre = grid.left_in(field.col) + grid.column_in * min(field.length, 4) / 2
            sheet.centred(centre, grid.cell_bottom_in(field.line) - 0.153, text, (PLAIN, 5))


def _draw_service_heads(sheet: InchCanvas) -> None:
    sheet.words(0.316, 7.1, "24. A.", (PLAIN, 6.3))
    sheet.centred(1.22, 7.1, "DATE(S) OF SERVICE", (PLAIN, 6.3))
    sheet.centred(0.72, 7.2, "From", (PLAIN, 6))
    sheet.centred(1.61, 7.2, "To", (PLAIN, 6))
    for number, x in enumerate((0.42, 0.72, 1.02, 1.32, 1.62, 1.92)):
        sheet.centred(x, 7.31, ("MM", "DD", "YY")[number % 3], (PLAIN, 5.5))
    sheet.words(2.70, 7.1, "D. PROCEDURES, SERVICES, OR SUPPLIES", (PLAIN, 6.3), 1.94)
    sheet.centred(3.67, 7.2, "(Explain Unusual Circumstances)", (PLAIN, 6), 1.9)
    sheet.words(2.78, 7.31, "CPT/HCPCS", (PLAIN, 6))
    sheet.rules([(3.408, 7.22, 3.408, 7.333)], HAIR)
    sheet.centred(4.04, 7.31, "MODIFIER", (PLAIN, 6))
    for x0, x1, lines in SERVICE_HEADS:
        size, pitch = (5.0, 0.078) if len(lines) > 3 else (6.0, 0.1)
        for number, text in enumerate(lines):
            sheet.centred((x0 + x1) / 2, 7.085 + pitch * number, text, (PLAIN, size), x1 - x0 - 0.03)
    for top in _row_tops():
        sheet.centred(6.83, top + 0.28, "NPI", (BOLD, 6.3))


def _draw_margins(sheet: InchCanvas) -> None:
    for row, top in enumerate(_row_tops(), start=1):
        sheet.centred(0.2, top + 0.26, str(row), (BOLD, 10))
    for top, bottom, text in _MARGIN_WORDS:
        middle = (top + bottom) / 2
        reach = sheet.canvas.stringWidth(text, PLAIN, 6.3) / 144 + 0.06
        x = 8.315
        sheet.upright(x + 0.03, middle, text, (PLAIN, 6.3))
        sheet.rules([(x, top, x, middle - reach), (x, middle + reach, x, bottom)], HAIR)
        sheet.wedge((x, top), (x - 0.025, top + 0.08), (x + 0.025, top + 0.08))
        sheet.wedge((x, bottom), (x - 0.025, bottom - 0.08), (x + 0.025, bottom - 0.08))


def _draw_qr(canvas: Any, sheet: InchCanvas, payload: str) -> None:
    canvas.setFillColor(QR_GREY)
    matrix = segno.make(payload, micro=False).matrix
    module = 0.52 / len(matrix)
    for row, cells in enumerate(matrix):
        for column, dark in enumerate(cells):
            if dark:
                x, y = 0.30 + column * module, 0.205 + row * module
                sheet.shade(x, y, x + module, y + module)
