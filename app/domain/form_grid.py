"""The lattice of the CMS-1500 (02/12): where each box lies, how many cells it has and what may stand in it.

Inches from the upper left corner of a well-cut sheet; ten columns and six lines to the inch.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.errors import InputError

ROWS_PER_PAGE = 6
OFFSET_LIMIT_IN = 0.30
SCALE_LIMITS = (0.98, 1.02)
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class FormField:
    """One box: `id`, item number of the paper, cells from `col` on `line`, and the format of its text.

    `safe_length` cells clear every printed rule; `pair_shift_in` moves a text of two letters, in inches.
    """

    id: str
    item: str
    name: str
    line: int
    col: int
    length: int
    safe_length: int
    format: str
    right_aligned: bool = False
    pair_shift_in: float = 0.0

    def first_column(self, letters: int) -> int:
        """Tell the column of the first of so many letters."""
        return self.col + (self.length - letters if self.right_aligned else 0)


@dataclass(frozen=True, slots=True)
class BoxNote:
    """What the screen tells about a box: item number, title, where its value comes from, and its rule."""

    item: str
    title: str
    source: str
    rule: str


@dataclass(frozen=True, slots=True)
class FormGrid:
    """All boxes by id (service rows: `24.<row 1-6>.<name>`), their notes, and the measures of the lattice."""

    fields: Mapping[str, FormField]
    notes: Mapping[str, BoxNote]
    column_in: float
    lines_per_inch: int
    first_column_left_in: float
    baseline_lift_in: float
    qr_payload: str

    def left_in(self, col: int) -> float:
        """The left edge of a column's cells, in inches from the left edge of the sheet."""
        return self.first_column_left_in + self.column_in * (col - 1)

    def cell_bottom_in(self, line: int) -> float:
        """The lower edge of a line's cells, in inches from the top of the sheet."""
        return (line + 2) / self.lines_per_inch

    def baseline_in(self, line: int) -> float:
        """The line on which letters stand, in inches from the top of the sheet."""
        return self.cell_bottom_in(line) - self.baseline_lift_in

    def text_left_in(self, field: FormField, text: str) -> float:
        """Where the first cell of a text begins, in inches from the left edge of the sheet."""
        shift = field.pair_shift_in if len(text) == 2 else 0.0
        return self.left_in(field.first_column(len(text))) + shift


@dataclass(frozen=True, slots=True)
class PrinterOffset:
    """How one printer tray misplaces a sheet: inches to the right and down, a scale, and type of 10 points.

    Raises InputError beyond 0.30 in, or a scale outside 0.98 to 1.02 (about the centre of the sheet).
    """

    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0
    small_type: bool = False

    def __post_init__(self) -> None:
        """Refuse what no printer needs; a larger shift means that the form lies wrongly in the tray."""
        if max(abs(self.dx), abs(self.dy)) > OFFSET_LIMIT_IN + _SLACK:
            raise InputError(
                "A printer offset goes from -0.30 to 0.30 inch. Check how the form lies in the tray."
            )
        if not SCALE_LIMITS[0] - _SLACK <= self.scale <= SCALE_LIMITS[1] + _SLACK:
            raise InputError("A printer scale goes from 0.98 to 1.02. Switch off “fit to page” instead.")


NO_OFFSET = PrinterOffset()


def explain_box(grid: FormGrid, field_id: str) -> BoxNote:
    """Tell item, title, source and rule of a box, also by its address within the claim (`24.9.e`)."""
    parts = field_id.partition("@")[0].split(".")
    if len(parts) == 3:
        parts[1] = "1"
    return grid.notes[".".join(parts)]
