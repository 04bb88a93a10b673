"""Draws the letter that explains an account: each line's sum and sentence, one language or two side by side.

Page 1 holds the address in the window of a #10 envelope and the sum; lines run on to further pages, whole.
"""

from dataclasses import dataclass

from app.documents.account_labels import account_label
from app.documents.desk_head import (
    PAGE_END,
    SIDE,
    draw_desk_head,
    draw_next_head,
    draw_page_number,
    paper_tag,
)
from app.documents.letter_page import BODY_BOLD, LEFT, RIGHT, LetterPen, Style
from app.documents.window_address import draw_window_address
from app.domain.explanation_letters import ExplainedLine, ExplanationLetter
from app.domain.explanations import explain_date

_TEXT, _STRONG = Style(9.5), Style(9.5, bold=True)
_LEAD, _GAP, _BETWEEN = 12.6, 9.0, 20.0
_FIRST_TOP, _NEXT_TOP = 284.0, 86.0
_HUGE = Style(29, bold=True)


@dataclass(frozen=True, slots=True)
class _Block:
    """What is kept together: a head row with its amount, and (words, style) lines for each language."""

    head: str
    amount: str
    columns: tuple[tuple[tuple[str, Style], ...], ...]

    @property
    def height(self) -> float:
        """Its height in points, with the gap below."""
        rows = max((len(column) for column in self.columns), default=0)
        return _LEAD * (rows + bool(self.head)) + _GAP


def draw_explanation_letter(letter: ExplanationLetter, mark: str = "") -> bytes:
    """Draw one letter; `mark` is a framed word such as COPY or DEMO."""
    languages = letter.head.languages
    pen = LetterPen(_both("letter", languages), paper_tag(languages[0]))
    pages = _lay_out(_blocks_of(letter))
    for number, blocks in enumerate(pages, start=1):
        y = _draw_head(pen, letter, number, len(pages))
        pen.stamp(mark)
        for block in blocks:
            y = _draw_block(pen, block, y)
        draw_page_number(pen, languages[0], len(pages))
        pen.end_page()
    return pen.finish()


def _lay_out(blocks: list[_Block]) -> list[list[_Block]]:
    pages: list[list[_Block]] = [[]]
    y = _FIRST_TOP
    for block in blocks:
        if y + block.height > PAGE_END:
            pages.append([])
            y = _NEXT_TOP
        pages[-1].append(block)
        y += block.height
    return pages


def _blocks_of(letter: ExplanationLetter) -> list[_Block]:
    languages = letter.head.languages
    stories = letter.stories or ("",) * len(languages)
    opening = [
        _wrapped([(account_label("opening", each), _TEXT), (story, _STRONG)], len(languages))
        for each, story in zip(languages, stories, strict=True)
    ]
    closing = [_wrapped(_closing(letter, each), len(languages)) for each in languages]
    sums = [_Block(_both("together", languages), letter.yours.dollars, ())]
    if letter.with_insurance:
        sums.append(_Block(_both("waiting", languages), letter.with_insurance.dollars, ()))
    lines = [_line_block(line, len(languages)) for line in letter.lines]
    return [_Block("", "", tuple(opening)), *lines, *sums, _Block("", "", tuple(closing))]


def _line_block(line: ExplainedLine, count: int) -> _Block:
    head = f"{explain_date(line.service_date)}  {line.patient_name}"
    columns = tuple(
        _wrapped([(each.description, _STRONG), (each.equation, _TEXT), (each.sentence, _TEXT)], count)
        for each in line.words
    )
    by = f"  ·  {line.provider}" if line.provider else ""
    return _Block(head + by, line.yours.dollars, columns)


def _closing(letter: ExplanationLetter, language: str) -> list[tuple[str, Style]]:
    words = account_label("no_bill", language, day=explain_date(letter.head.written_on))
    if phone := letter.head.practice.phone:
        words = f"{words} {account_label('questions', language, phone=phone)}"
    return [(words, _TEXT)]


def _wrapped(texts: list[tuple[str, Style]], count: int) -> tuple[tuple[str, Style], ...]:
    return tuple((line, style) for words, style in texts for line in style.wrap(words, _column(count)))


def _column(count: int) -> float:
    return (RIGHT - LEFT - _BETWEEN * (count - 1)) / count


def _both(key: str, languages: tuple[str, ...]) -> str:
    return " · ".join(account_label(key, each) for each in languages)


def _draw_head(pen: LetterPen, letter: ExplanationLetter, number: int, pages: int) -> float:
    head, language = letter.head, letter.head.languages[0]
    if number > 1:
        words = account_label("next_page", language, account=letter.account_number, page=number, pages=pages)
        draw_next_head(pen, head.practice, words)
        return _NEXT_TOP
    facts = (
        (account_label("date", language), explain_date(head.written_on)),
        (account_label("account", language), letter.account_number),
    )
    draw_desk_head(pen, head.practice, language, _both("letter", head.languages), facts)
    draw_window_address(pen, letter.addressee)
    pen.fitted(SIDE, 172, _both("yours_now", head.languages), Style(11, bold=True), RIGHT - SIDE)
    pen.fitted(SIDE, 206, letter.yours.dollars, _HUGE, RIGHT - SIDE)
    return _FIRST_TOP


def _draw_block(pen: LetterPen, block: _Block, y: float) -> float:
    top = y
    if block.head:
        pen.rule(LEFT, y - _LEAD + 1, RIGHT, 0.4, 0.55)
        pen.fitted(LEFT, y, block.head, BODY_BOLD, RIGHT - LEFT - 90)
        pen.right(RIGHT, y, block.amount, BODY_BOLD)
        y += _LEAD
    for at, column in enumerate(block.columns):
        x, row = LEFT + at * (_column(len(block.columns)) + _BETWEEN), y
        for words, style in column:
            pen.text(x, row, words, style)
            row += _LEAD
    return top + block.height
