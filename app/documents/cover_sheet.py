"""Draws the cover sheet of a batch on US Letter: what was printed, what was not, why, and how to mend it."""

from app.documents.fonts import list_drawable
from app.documents.letter_page import BODY, BODY_BOLD, LEFT, RIGHT, SMALL, LetterPen, Style
from app.domain.cover_sheet import CoverGroup, CoverSheet
from app.domain.explanations import explain_date

_TITLE, _HEAD = Style(17, bold=True), Style(10.5, bold=True)
_TOP, _END, _LEAD = 56.0, 740.0, 12.0
_WIDTH = RIGHT - LEFT
_VALUE_X = LEFT + 180
_Line = tuple[str, Style]


def draw_cover_sheet(sheet: CoverSheet, mark: str = "") -> bytes:
    """Draw a cover sheet; letters that the font has not become `?`.

    `mark` is a framed word at the head of each page, such as DEMO.
    """
    pen = LetterPen(sheet.title)
    y = _draw_head(pen, sheet, mark)
    for group in sheet.groups:
        lines = _lines_of(group)
        if y + _LEAD * min(len(lines), 4) > _END:
            y = _next_page(pen, mark)
        for words, style in lines:
            if y > _END:
                y = _next_page(pen, mark)
            pen.text(LEFT, y, words, style)
            y += _LEAD
        y += _LEAD
    pen.end_page()
    return pen.finish()


def _draw_head(pen: LetterPen, sheet: CoverSheet, mark: str) -> float:
    pen.stamp(mark)
    pen.fitted(LEFT, _TOP, _drawable(sheet.title), _TITLE, 280)
    pen.fitted(LEFT, _TOP + 18, _drawable(sheet.practice), BODY_BOLD, 280)
    pen.text(LEFT, _TOP + 31, explain_date(sheet.made_on))
    y = _TOP + 56
    for name, value in sheet.facts:
        pen.text(LEFT, y, name)
        pen.text(_VALUE_X, y, value, BODY_BOLD)
        y += _LEAD
    pen.rule(LEFT, y, RIGHT, 0.75)
    return y + 2 * _LEAD


def _next_page(pen: LetterPen, mark: str) -> float:
    pen.end_page()
    pen.stamp(mark)
    return _TOP + 20


def _lines_of(group: CoverGroup) -> list[_Line]:
    why = _drawable(f"{len(group.numbers):,} × {group.why}")
    lines = [(words, _HEAD) for words in _HEAD.wrap(why, _WIDTH)]
    if group.fix:
        lines += [(words, BODY) for words in BODY.wrap(_drawable(group.fix), _WIDTH)]
    return lines + [(words, SMALL) for words in SMALL.wrap(_drawable(", ".join(group.numbers)), _WIDTH)]


def _drawable(words: str) -> str:
    known = list_drawable()
    return "".join(letter if letter in known else "?" for letter in words)
