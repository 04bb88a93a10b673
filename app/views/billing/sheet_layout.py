"""Where the boxes of the form lie on the screen, and in which order they are read."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from app.domain.form_grid import FormField, FormGrid

PAGE_WIDTH_IN, PAGE_HEIGHT_IN = 8.5, 11.0
NEARBY_IN = 0.12
_SKIPPED = frozenset({"alignment_x", "blank"})


def reading_order(grid: FormGrid) -> tuple[str, ...]:
    """The boxes one writes into, line by line from left to right, as the paper is read."""
    fields = [field for field in grid.fields.values() if field.format not in _SKIPPED]
    return tuple(field.id for field in sorted(fields, key=lambda field: (field.line, field.col)))


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The grid at so many pixels an inch."""

    grid: FormGrid
    pixels_per_inch: float

    @property
    def cell(self) -> float:
        """The width of one letter's cell."""
        return self.grid.column_in * self.pixels_per_inch

    @property
    def line_height(self) -> float:
        """The height of one line."""
        return self.pixels_per_inch / self.grid.lines_per_inch

    def box_of(self, field: FormField) -> QRectF:
        """The cells of a box."""
        left = self.grid.left_in(field.col) * self.pixels_per_inch
        top = self.grid.cell_bottom_in(field.line) * self.pixels_per_inch - self.line_height
        return QRectF(left, top, field.length * self.cell, self.line_height)

    def text_start(self, field: FormField, text: str) -> QPointF:
        """Where the first letter's cell begins, on the line on which letters stand."""
        x = self.grid.text_left_in(field, text) * self.pixels_per_inch
        return QPointF(x, self.grid.baseline_in(field.line) * self.pixels_per_inch)

    def box_at(self, place: QPointF, order: tuple[str, ...]) -> str:
        """The box at or next to a place; empty if none is near."""
        reach = NEARBY_IN * self.pixels_per_inch
        near = {field_id: _distance(self.box_of(self.grid.fields[field_id]), place) for field_id in order}
        closest = min(near, key=lambda field_id: near[field_id])
        return closest if near[closest] <= reach else ""

    def box_beyond(self, field: FormField, step: int, order: tuple[str, ...]) -> str:
        """The box above (-1) or below (1), the nearest by its left edge; empty at the form's edge."""
        others = [self.grid.fields[field_id] for field_id in order]
        beyond = [other for other in others if (other.line - field.line) * step > 0]
        if not beyond:
            return ""
        return min(beyond, key=lambda other: (abs(other.line - field.line), abs(other.col - field.col))).id


def _distance(box: QRectF, place: QPointF) -> float:
    across = max(box.left() - place.x(), 0.0, place.x() - box.right())
    down = max(box.top() - place.y(), 0.0, place.y() - box.bottom())
    return max(across, down)
