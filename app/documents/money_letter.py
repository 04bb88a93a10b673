"""Draws a letter about money on one Letter page: head, address, words, table, ticks and signature."""

from app.documents.desk_head import draw_desk_head, draw_page_number, paper_tag
from app.documents.letter_page import BODY_BOLD, LABEL, LEFT, RIGHT, LetterPen, Style
from app.domain.money_letters import MoneyLetter

_TEXT, _LEAD, _GAP = Style(10), 14.0, 8.0
_ADDRESS_X, _ADDRESS_Y = LEFT + 28, 170.0
_WIDTH = RIGHT - LEFT
_COLUMNS = (LEFT, LEFT + 220, LEFT + 340)
_MOST_ROWS = 16


def draw_money_letter(letter: MoneyLetter, mark: str = "") -> bytes:
    """Draw one letter; `mark` is a framed word such as COPY or DEMO."""
    pen = LetterPen(letter.title, paper_tag(letter.language))
    draw_desk_head(pen, letter.practice, letter.language, letter.title, letter.facts)
    pen.stamp(mark)
    y = pen.paragraph(_ADDRESS_X, _ADDRESS_Y, letter.addressee, _TEXT, _LEAD)
    y = max(y + 30, 262.0)
    pen.text(LEFT, y, letter.greeting, BODY_BOLD)
    y += 22
    for paragraph in letter.paragraphs:
        y = pen.paragraph(LEFT, y, _TEXT.wrap(paragraph, _WIDTH), _TEXT, _LEAD) + _GAP
    y = _draw_table(pen, letter, y + 4)
    y = _draw_ticks(pen, letter, y)
    pen.paragraph(LEFT, y + 18, (letter.closing[0],), _TEXT, _LEAD)
    pen.rule(LEFT, y + 54, LEFT + 220, 0.6)
    pen.paragraph(LEFT, y + 66, letter.closing[1:], _TEXT, _LEAD)
    draw_page_number(pen, letter.language, 1)
    pen.end_page()
    return pen.finish()


def _draw_table(pen: LetterPen, letter: MoneyLetter, y: float) -> float:
    """Draw what the money comes from; what is beyond the room is one row with the sum of the rest unsaid."""
    if not letter.rows:
        return y
    for x, head in zip(_COLUMNS, letter.heads, strict=False):
        pen.text(x, y, head, LABEL)
    pen.right(RIGHT, y, letter.heads[-1], LABEL)
    pen.rule(LEFT, y + 4, RIGHT, 0.75)
    y += 18
    for row in letter.rows[:_MOST_ROWS]:
        for x, end, words in zip(_COLUMNS, (*_COLUMNS[1:], RIGHT - 80), row, strict=False):
            pen.fitted(x, y, words, _TEXT, end - x - 8)
        pen.right(RIGHT, y, row[-1], _TEXT)
        y += _LEAD
    if len(letter.rows) > _MOST_ROWS:
        pen.text(LEFT, y, f"+ {len(letter.rows) - _MOST_ROWS}", _TEXT)
        y += _LEAD
    return y + _GAP


def _draw_ticks(pen: LetterPen, letter: MoneyLetter, y: float) -> float:
    """Draw a box before each choice, and a line to sign on below the last."""
    if not letter.ticks:
        return y
    for words in letter.ticks[:-1]:
        pen.frame((LEFT, y), 11, 11, 1)
        pen.text(LEFT + 20, y + 10, words, _TEXT)
        y += 24
    pen.rule(LEFT, y + 26, LEFT + 330, 0.6)
    pen.text(LEFT, y + 36, letter.ticks[-1], LABEL)
    return y + 48
