"""Rows that run down a page and over to the next, below a short head and the heads of their columns.

The number of pages is known only when all is drawn: `draw_twice` draws once to count, and once to keep.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.documents.desk_head import PAGE_END, draw_next_head, draw_page_number
from app.documents.letter_page import BODY, LABEL, LEFT, RIGHT, LetterPen, Style
from app.domain.letterhead import PracticeHead

_LEAD = 12.5


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What every page of a sheet bears: `words` say at the head of later pages what it is.

    `lead` is how far the lines of a row lie apart, in points. Without `has_numbers` no page is numbered: what
    the sheet becomes a part of numbers its pages.
    """

    title: str
    practice: PracticeHead
    language: str
    words: str
    mark: str = ""
    lead: float = _LEAD
    has_numbers: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """Text that begins at x and is broken at `width`; with `right` it ends at x and is never broken."""

    x: float
    words: str
    width: float = 0.0
    right: bool = False


class SheetFlow:
    """Where the next row goes; `pages` is how many there are, 0 while they are counted."""

    def __init__(self, facts: SheetFacts, tag: str, pages: int) -> None:
        """Begin the first page."""
        self.pen = LetterPen(facts.title, tag)
        self.y = 0.0
        self._facts, self._pages = facts, pages
        self._heads: tuple[Cell, ...] = ()
        self.pen.stamp(facts.mark)

    def room(self, height: float) -> None:
        """Go on to the next page where this much does not fit any more."""
        if self.y + height > PAGE_END:
            self.end_page()
            draw_next_head(self.pen, self._facts.practice, self._facts.words)
            self.pen.stamp(self._facts.mark)
            self.y = 92.0
            if self._heads:
                self._write_heads(self._heads)

    def end_page(self) -> None:
        """Finish the page with its number."""
        if self._facts.has_numbers:
            draw_page_number(self.pen, self._facts.language, self._pages)
        self.pen.end_page()

    def heads(self, *cells: Cell) -> None:
        """Write the heads of columns, with room for a row below them; each later page repeats them."""
        self.room(2 * _LEAD + 6)
        self._write_heads(cells)
        self._heads = cells

    def row(self, *cells: Cell, style: Style = BODY) -> None:
        """Write a row as high as its longest cell."""
        self._write(cells, style)

    def paragraph(self, words: str, style: Style = BODY) -> None:
        """Write words across the page."""
        self._write((Cell(LEFT, words, RIGHT - LEFT),), style)

    def typed(self, words: str, size: float) -> None:
        """Write one line in letters of one width."""
        self.room(self._facts.lead)
        self.pen.typed(LEFT, self.y, words, size)
        self.y += self._facts.lead

    def gap(self, height: float) -> None:
        """Leave room."""
        self.y += height

    def rule(self) -> None:
        """Draw a line above the next row, which is a sum: the columns end here."""
        self._heads = ()
        self.pen.rule(LEFT, self.y - _LEAD + 3, RIGHT, 0.5, 0.4)
        self.y += 3

    def _write_heads(self, cells: tuple[Cell, ...]) -> None:
        self._write(cells, LABEL)
        self.pen.rule(LEFT, self.y - 7, RIGHT, 0.75)
        self.y += 5

    def _write(self, cells: tuple[Cell, ...], style: Style) -> None:
        texts = [style.wrap(cell.words, cell.width) if cell.width else (cell.words,) for cell in cells]
        lead = self._facts.lead
        height = lead * max(len(lines) for lines in texts)
        self.room(height)
        for cell, lines in zip(cells, texts, strict=True):
            if cell.right:
                self.pen.right(cell.x, self.y, cell.words, style)
            else:
                self.pen.paragraph(cell.x, self.y, lines, style, lead)
        self.y += height


def draw_twice(draw: Callable[[int], SheetFlow]) -> bytes:
    """Draw a sheet to count its pages, and again with their number; `draw` ends its last page itself."""
    pages = draw(0).pen.page - 1
    return draw(pages).pen.finish()
