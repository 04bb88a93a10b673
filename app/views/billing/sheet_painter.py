"""Painting the form: paper, rules, boxes that need a look, and letters each in its own cell."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from app.domain.findings import Severity
from app.domain.form_grid import FormField
from app.views.billing.sheet_layout import PAGE_HEIGHT_IN, PAGE_WIDTH_IN, SheetLayout
from app.views.common.theme import LIGHT, Tokens

TYPE_IN = 12 / 72
_FAMILIES = ["Courier New", "Courier", "Liberation Mono", "DejaVu Sans Mono"]
_WASH = 46


@dataclass(frozen=True, slots=True)
class SheetInk:
    """The colours of the paper: its own, the form's ink, letters from the records and letters typed over."""

    paper: str
    rules: str
    letters: str
    typed: str
    error: str
    warning: str

    @classmethod
    def of(cls, tokens: Tokens) -> "SheetInk":
        """The paper of a scheme: white with clear red, or dark with a soft one."""
        is_light = tokens.surface == LIGHT.surface
        rules, warning = ("#D23B33", "#9A6700") if is_light else ("#C9716A", tokens.warning)
        return cls(tokens.surface, rules, tokens.text, tokens.accent, tokens.danger, warning)


@dataclass(frozen=True, slots=True)
class SheetPage:
    """What one page shows: texts, which boxes were typed over, and the worst finding of each box."""

    texts: Mapping[str, str]
    typed: frozenset[str]
    findings: Mapping[str, Severity]


def letter_font(pixels_per_inch: float, dots_per_inch: float) -> QFont:
    """A typewriter's letters of ten to the inch, in the size that fits the cells at this zoom."""
    font = QFont(_FAMILIES)
    font.setStyleHint(QFont.StyleHint.TypeWriter)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setPointSizeF(max(TYPE_IN * pixels_per_inch * 72 / dots_per_inch, 1.0))
    return font


def paint_sheet(painter: QPainter, layout: SheetLayout, picture: QPixmap | None, ink: SheetInk) -> None:
    """Paint the empty form; a picture of another zoom is stretched until the right one comes."""
    inch = layout.pixels_per_inch
    whole = QRectF(0, 0, PAGE_WIDTH_IN * inch, PAGE_HEIGHT_IN * inch)
    painter.fillRect(whole, QColor(ink.paper))
    if picture is not None:
        painter.drawPixmap(whole, picture, QRectF(picture.rect()))


def paint_boxes(painter: QPainter, layout: SheetLayout, page: SheetPage, ink: SheetInk, clip: QRectF) -> None:
    """Paint what stands in the boxes inside `clip`, with a wash under those typed over or faulty."""
    ascent = QFontMetricsF(painter.font())
    for field_id in page.texts.keys() | page.typed | page.findings.keys():
        field = layout.grid.fields[field_id]
        box = layout.box_of(field)
        if not box.intersects(clip):
            continue
        _paint_wash(painter, box, page, field_id, ink)
        painter.setPen(QColor(ink.typed if field_id in page.typed else ink.letters))
        _paint_letters(painter, layout, field, page.texts.get(field_id, ""), ascent)


def _paint_wash(painter: QPainter, box: QRectF, page: SheetPage, field_id: str, ink: SheetInk) -> None:
    severity = page.findings.get(field_id)
    colour = ink.typed if field_id in page.typed else ""
    if severity is not None:
        colour = ink.error if severity is Severity.ERROR else ink.warning
    if not colour:
        return
    wash = QColor(colour)
    wash.setAlpha(_WASH)
    painter.fillRect(box, wash)
    if severity is not None:
        painter.setPen(QPen(QColor(colour), 2))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
    if field_id in page.typed:
        # A corner, so that typing over does not show by colour alone.
        painter.setPen(QPen(QColor(ink.typed), 2))
        corner = box.topLeft()
        painter.drawPolyline([corner + QPointF(0, 5), corner, corner + QPointF(5, 0)])


def _paint_letters(
    painter: QPainter, layout: SheetLayout, field: FormField, text: str, metrics: QFontMetricsF
) -> None:
    shown = text[: field.length]
    start = layout.text_start(field, shown)
    for number, letter in enumerate(shown):
        if letter != " ":
            indent = (layout.cell - metrics.horizontalAdvance(letter)) / 2
            painter.drawText(QPointF(start.x() + number * layout.cell + indent, start.y()), letter)
