"""Draws labels on sheets of named stock; nothing is drawn between them, so that no line can go astray."""

from app.documents.letter_page import INCH, LetterPen, Style
from app.domain.labels import Label, LabelSheets, LabelStock, plan_sheets

_SIDE = 0.08 * INCH
_MARK = Style(5.5)
_NARROWEST = 0.75


def draw_label_sheet(sheets: LabelSheets, mark: str = "") -> bytes:
    """Draw the same label at each place; `mark` is a small word in its corner, such as DEMO."""
    placing = sheets.placing
    pen = LetterPen(f"Labels {placing.stock.name}")
    for places in plan_sheets(placing):
        for place in places:
            x, y = placing.stock.corner(place)
            corner = ((x + placing.right) * INCH, (y + placing.down) * INCH)
            _draw_label(pen, placing.stock, sheets.label, corner, mark)
        pen.end_page()
    return pen.finish()


def _draw_label(
    pen: LetterPen, stock: LabelStock, label: Label, corner: tuple[float, float], mark: str
) -> None:
    """Draw one label centred in its height; lines that are too wide are narrowed, never cut."""
    width, height = stock.width * INCH - 2 * _SIDE, stock.height * INCH
    room = width - (_MARK.width(mark) + 4 if mark else 0)
    heads: tuple[str, ...] = (label.head,)
    lead = _lead(height, 1 + len(label.lines))
    if _bold(lead).width(label.head) * _NARROWEST > room:
        lead = _lead(height, 2 + len(label.lines))
        heads = _halves(label.head, _bold(lead), room)
    x = corner[0] + _SIDE
    y = corner[1] + (height - lead * (len(heads) + len(label.lines))) / 2 + lead * 0.8
    if mark:
        pen.right(x + width, y, mark, _MARK)
    for style, lines in ((_bold(lead), heads), (Style(lead * 0.72), label.lines)):
        for line in lines:
            pen.fitted(x, y, line, style, room)
            y += lead


def _lead(height: float, lines: int) -> float:
    """From line to line: larger on large labels, smaller where many lines must fit."""
    return min(9 + height / 16, (height - 5) / lines)


def _bold(lead: float) -> Style:
    return Style(lead * 0.75, bold=True)


def _halves(words: str, style: Style, room: float) -> tuple[str, ...]:
    """Break a long name in two; the second line takes what is left and is narrowed."""
    first, *rest = style.wrap(words, room)
    return (first, " ".join(rest)) if rest else (first,)
