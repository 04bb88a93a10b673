"""Draws a sheet of a dispute: its title, what it is about, words, and tables whose marked rows stand out."""

from collections.abc import Iterator

from app.documents.desk_head import HEAD_END, draw_desk_head
from app.documents.fonts import list_drawable
from app.documents.letter_page import BODY, BODY_BOLD, LEFT, RIGHT, TYPED_WIDTH, Style
from app.documents.sheet_flow import Cell, SheetFacts, SheetFlow, draw_twice
from app.domain.disputes.sheets import DisputeSheet, SheetTable
from app.domain.letterhead import PracticeHead

_HEAD, _WORDS = Style(11, bold=True), Style(9.5)
_NAME_WIDTH, _GUTTER, _RIGHT_GUTTER, _ROW_GAP = 120.0, 6.0, 16.0, 3.0
_TYPED_SIZE, _SET_IN = 8.0, "    "
_LETTERS_IN_LINE = int((RIGHT - LEFT) / (_TYPED_SIZE * TYPED_WIDTH))


def draw_dispute_sheet(
    sheet: DisputeSheet, practice: PracticeHead, mark: str = "", *, has_numbers: bool = True
) -> bytes:
    """Draw one sheet; letters that the font has not become `?`; `mark` is a framed word such as DEMO.

    Inside a packet its pages bear no numbers of their own, so that there is one number on a page.
    """
    facts = SheetFacts(sheet.title, practice, "en", sheet.title, mark, has_numbers=has_numbers)
    return draw_twice(lambda pages: _draw(sheet, facts, pages))


def _draw(sheet: DisputeSheet, facts: SheetFacts, pages: int) -> SheetFlow:
    flow = SheetFlow(facts, "en-US", pages)
    draw_desk_head(flow.pen, facts.practice, "en", sheet.title, ())
    flow.y = HEAD_END + 24
    for name, value in sheet.facts:
        flow.row(
            Cell(LEFT, name, _NAME_WIDTH),
            Cell(LEFT + _NAME_WIDTH, _drawable(value), RIGHT - LEFT - _NAME_WIDTH),
        )
    flow.gap(10)
    for words in sheet.words:
        flow.paragraph(_drawable(words), _WORDS)
        flow.gap(4)
    for table in sheet.tables:
        _draw_table(flow, table)
    for line in sheet.typed:
        for part in _typed_lines(line):
            flow.typed(part, _TYPED_SIZE)
    flow.end_page()
    return flow


def _draw_table(flow: SheetFlow, table: SheetTable) -> None:
    if not table.rows:
        return
    flow.gap(10)
    if table.title:
        flow.room(60)
        flow.paragraph(table.title, _HEAD)
        flow.gap(4)
    flow.heads(*_cells(table, table.heads))
    for at, row in enumerate(table.rows):
        flow.row(*_cells(table, row), style=BODY_BOLD if at in table.marked else BODY)
        flow.gap(_ROW_GAP)


def _cells(table: SheetTable, words: tuple[str, ...]) -> tuple[Cell, ...]:
    unit = (RIGHT - LEFT) / sum(table.shares)
    cells, x = [], LEFT
    for at, (share, text) in enumerate(zip(table.shares, words, strict=True)):
        width = share * unit - _GUTTER
        if at in table.right:
            cells.append(Cell(x + share * unit - _RIGHT_GUTTER, _drawable(text), right=True))
        else:
            cells.append(Cell(x, _drawable(text), width))
        x += share * unit
    return tuple(cells)


def _typed_lines(line: str) -> Iterator[str]:
    """A line in as many as it takes; those after the first are set in."""
    yield line[:_LETTERS_IN_LINE]
    room = _LETTERS_IN_LINE - len(_SET_IN)
    for start in range(_LETTERS_IN_LINE, len(line), room):
        yield _SET_IN + line[start : start + room]


def _drawable(words: str) -> str:
    known = list_drawable()
    return "".join(letter if letter in known else "?" for letter in words)
