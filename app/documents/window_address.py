"""Where name and address stand so that a #10 envelope's window shows them and nothing else."""

from app.documents.letter_page import INCH, LetterPen, Style

WINDOW = (0.0, 2.04 * INCH, 5.375 * INCH, 3.625 * INCH)
"""Where a #10 window can show, however the sheet slips: left, top, right, bottom in points from top left."""

_X, _WIDTH = 1.0 * INCH, 3.25 * INCH
_LAST, _LEAD = 3.02 * INCH, 11.2


def draw_window_address(pen: LetterPen, lines: tuple[str, ...]) -> None:
    """Write name and address so that the last line always stands at the same height and others grow up."""
    y = _LAST - _LEAD * (len(lines) - 1)
    for line in lines:
        pen.fitted(_X, y, line, Style(10), _WIDTH)
        y += _LEAD
