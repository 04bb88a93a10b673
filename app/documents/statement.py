"""Draws patient statements on US Letter for a #10 window envelope, with a slip for a #9 return window.

Page 1 holds the head, the address in the window, the sum, the lines and the slip; more lines go on further
pages, the notes after the last line. Only the address lies where the window can show
(`window_address.WINDOW`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.documents.letter_page import (
    BODY_BOLD,
    INCH,
    LABEL,
    LEFT,
    RIGHT,
    DrawnFile,
    LetterPen,
    Style,
)
from app.documents.money_labels import label
from app.documents.practice_head import draw_practice_head
from app.documents.statement_blocks import Block, compose_blocks, draw_block, draw_column_heads
from app.documents.statement_slip import draw_slip, draw_slip_form
from app.documents.window_address import draw_window_address
from app.domain.explanations import explain_date
from app.domain.letterhead import PracticeHead
from app.domain.statements import PatientStatement

_SIDE = 5.5 * INCH
_FOLDS = (3.667 * INCH, 7.333 * INCH)
_FIRST_TOP, _FIRST_END = 340.0, 537.0
_NEXT_TOP, _NEXT_END = 116.0, 760.0
_CONTINUED = 11.0
_TITLE = Style(17, bold=True)
_HUGE = Style(29, bold=True)
_STRIP = ("charged", "insurance_paid", "adjustments", "you_paid", "with_insurance", "you_owe_now")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A statement with its lines laid out on pages."""

    statement: PatientStatement
    pages: tuple[tuple[Block, ...], ...]
    mark: str


def draw_statements(statements: Iterable[PatientStatement], mark: str = "") -> DrawnFile:
    """Draw statements one after another into one file; give it at most 1,000 so that memory stays small.

    `mark` is a framed word at the head of each page, such as DEMO or COPY.
    """
    pen = LetterPen("Statements")
    pages = []
    for statement in statements:
        first = pen.page
        sheet = _Sheet(statement, _lay_out(compose_blocks(statement)), mark)
        for index in range(len(sheet.pages)):
            _draw_page(pen, sheet, index)
        pages.append((first, pen.page - 1))
    return DrawnFile(pen.finish(), tuple(pages))


def _lay_out(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], ...]:
    """Fill page after page; no heading is left alone at the foot of one, and no last line is crowded."""
    pages: list[list[Block]] = [[]]
    room = _FIRST_END - _FIRST_TOP
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        needed = block.height
        if following:
            needed += _CONTINUED + (following.height if block.keeps_next else 0)
        if needed > room and (pages[-1] or len(pages) == 1):
            pages.append([])
            room = _NEXT_END - _NEXT_TOP
        pages[-1].append(block)
        room -= block.height
    return tuple(tuple(page) for page in pages)


def _draw_page(pen: LetterPen, sheet: _Sheet, index: int) -> None:
    statement = sheet.statement
    count = len(sheet.pages)
    language, practice = statement.language, statement.practice
    page_words = label("page", language, page=index + 1, pages=count)
    if index == 0:
        pen.form(("first", practice, language), lambda form: _draw_first_form(form, practice, language))
        _draw_first(pen, statement, page_words)
        draw_slip(pen, statement)
        y = _FIRST_TOP
    else:
        _draw_next_head(pen, statement, page_words)
        y = _NEXT_TOP
    pen.stamp(sheet.mark)
    for block in sheet.pages[index]:
        draw_block(pen, block, y)
        y += block.height
    if index + 1 < count:
        end = _FIRST_END if index == 0 else _NEXT_END
        pen.right(RIGHT, end - 2, label("continued", language) + " →", LABEL)
    pen.end_page()


def _draw_first_form(pen: LetterPen, practice: PracticeHead, language: str) -> None:
    """Draw everything on page 1 that all statements of a practice and language share."""
    draw_practice_head(pen, practice, language)
    pen.fitted(_SIDE, 56, label("statement", language), _TITLE, RIGHT - _SIDE)
    for fold in _FOLDS:
        pen.rule(8, fold, 18, 0.5, 0.5)
    pen.rule(_SIDE, 150, RIGHT, 2.5)
    pen.text(_SIDE, 169, label("you_owe_now", language), Style(11, bold=True))
    pen.rule(_SIDE, 259, RIGHT, 0.75)
    pen.rule(LEFT, 267, RIGHT, 0.75)
    pen.rule(LEFT, 307, RIGHT, 0.75)
    cell = (RIGHT - LEFT) / len(_STRIP)
    for place, key in enumerate(_STRIP):
        pen.centred(LEFT + cell * (place + 0.5), 280, label(key, language), LABEL)
        if place:
            sign = "=" if key == "you_owe_now" else "−"
            pen.centred(LEFT + cell * place, 297, sign, Style(11))
    draw_column_heads(pen, language, _FIRST_TOP - 14)
    draw_slip_form(pen, practice, language)


def _draw_first(pen: LetterPen, statement: PatientStatement, page_words: str) -> None:
    language = statement.language
    facts = (
        ("number", statement.number),
        ("date", explain_date(statement.statement_on)),
        ("account", statement.account_number),
    )
    y = 76.0
    for key, value in facts:
        pen.text(_SIDE, y, label(key, language), Style(8.5))
        pen.right(RIGHT, y, value, Style(8.5, bold=True))
        y += 13
    pen.text(_SIDE, y, page_words, Style(8.5))
    draw_window_address(pen, statement.addressee)
    pen.fitted(_SIDE, 203, statement.you_owe.dollars, _HUGE, RIGHT - _SIDE)
    pen.text(_SIDE, 222, label("due", language, due=explain_date(statement.due_on)), Style(10.5, bold=True))
    if statement.practice.phone:
        words = label("questions", language, phone=statement.practice.phone)
        pen.fitted(_SIDE, 240, words, Style(8.5), RIGHT - _SIDE)
    if hours := statement.practice.hours_in(language):
        pen.fitted(_SIDE, 251, hours, Style(8.5), RIGHT - _SIDE)
    _draw_strip(pen, statement)


def _draw_strip(pen: LetterPen, statement: PatientStatement) -> None:
    strip = statement.strip
    amounts = (strip.charged, strip.insurance_paid, strip.adjustments, strip.you_paid, strip.with_insurance)
    cell = (RIGHT - LEFT) / len(_STRIP)
    for place, amount in enumerate(amounts):
        pen.centred(LEFT + cell * (place + 0.5), 297, str(amount), Style(11))
    pen.centred(RIGHT - cell / 2, 297, str(strip.you_owe), Style(11, bold=True))


def _draw_next_head(pen: LetterPen, statement: PatientStatement, page_words: str) -> None:
    language = statement.language
    pen.fitted(LEFT, 56, statement.practice.name, Style(11, bold=True), 200)
    number = f"{label('number', language)} {statement.number}"
    account = f"{label('account', language)} {statement.account_number}"
    pen.text(LEFT, 75, f"{account}   {number}   {explain_date(statement.statement_on)}", Style(8.5))
    pen.right(RIGHT, 56, page_words, BODY_BOLD)
    draw_column_heads(pen, language, _NEXT_TOP - 14)
