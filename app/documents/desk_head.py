"""What the front desk's papers share: the practice and the paper's name at the head, facts, page numbers."""

from collections.abc import Sequence

from app.documents.desk_labels import desk_label
from app.documents.letter_page import BODY_BOLD, INCH, LABEL, LEFT, RIGHT, LetterPen, Style
from app.documents.practice_head import draw_practice_head
from app.domain.letterhead import PracticeHead

SIDE = 5.5 * INCH
HEAD_END = 140.0
PAGE_END = 740.0
FOOT = 764.0
_TITLES = (Style(17, bold=True), Style(14, bold=True), Style(12, bold=True))
_FACT, _FACT_BOLD = Style(8.5), Style(8.5, bold=True)
_VALUES = (Style(9.5, bold=True), Style(8.5, bold=True), Style(7.5, bold=True))


def paper_tag(language: str) -> str:
    """The language of a document for readers aloud."""
    return "es-US" if language == "es" else "en-US"


def draw_desk_head(
    pen: LetterPen, practice: PracticeHead, language: str, title: str, facts: Sequence[tuple[str, str]]
) -> None:
    """Draw the practice at the left, the paper's name and (word, value) facts at the right, and a rule."""
    draw_practice_head(pen, practice, language)
    pen.fitted(SIDE, 56, title, choose_size(title, RIGHT - SIDE, _TITLES), RIGHT - SIDE)
    for row, (word, value) in enumerate(facts):
        y = 76 + 13 * row
        pen.text(SIDE, y, word, _FACT)
        room = RIGHT - SIDE - _FACT.width(word) - 8
        pen.fitted(RIGHT - min(_FACT_BOLD.width(value), room), y, value, _FACT_BOLD, room)
    pen.rule(LEFT, HEAD_END, RIGHT, 2)


def draw_next_head(pen: LetterPen, practice: PracticeHead, words: str) -> None:
    """Draw the short head of a later page."""
    pen.fitted(LEFT, 56, practice.name, Style(11, bold=True), 240)
    room = RIGHT - LEFT - 260
    pen.fitted(RIGHT - min(BODY_BOLD.width(words), room), 56, words, BODY_BOLD, room)


def draw_page_number(pen: LetterPen, language: str, pages: int) -> None:
    """Draw `Page n of m` at the foot of the page now drawn."""
    words = desk_label("page", language, page=pen.page, pages=pages)
    pen.right(RIGHT, FOOT, words, Style(8))


def draw_fact(pen: LetterPen, corner: tuple[float, float], word: str, value: str, width: float) -> None:
    """Draw a small word and its value below it, smaller and then narrowed where it is wider than `width`."""
    x, y = corner
    pen.fitted(x, y, word, LABEL, width)
    pen.fitted(x, y + 13, value, choose_size(value, width, _VALUES), width)


def choose_size(words: str, width: float, styles: Sequence[Style]) -> Style:
    """The first style in which words fit a width, else the last."""
    return next((style for style in styles if style.width(words) <= width), styles[-1])


def draw_signature(pen: LetterPen, y: float, words: str, date_words: str, width: float = 330.0) -> None:
    """Draw a line to sign on and one for the date, with the words below."""
    pen.rule(LEFT, y, LEFT + width, 0.6)
    pen.fitted(LEFT, y + 9, words, LABEL, width)
    pen.rule(LEFT + width + 20, y, RIGHT, 0.6)
    pen.text(LEFT + width + 20, y + 9, date_words, LABEL)
