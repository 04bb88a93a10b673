"""Draws the letter that tells a patient whether a service is covered, one language or two side by side.

The address stands in the window of a #10 envelope; the answer is the text that was read out, whole.
"""

from app.documents.desk_head import SIDE, draw_desk_head, draw_next_head, draw_page_number, paper_tag
from app.documents.letter_page import LEFT, RIGHT, LetterPen, Style
from app.documents.window_address import draw_window_address
from app.domain.coverage_letters import CoverageLetter
from app.domain.explanations import explain_date

_TEXT = Style(10.5)
_LEAD, _GAP, _BETWEEN = 14.6, 7.0, 24.0
_FIRST_TOP, _NEXT_TOP, _LAST = 300.0, 86.0, 726.0
_SERVICE = Style(17, bold=True)
_LABELS = {
    "title": ("ABOUT YOUR COVERAGE", "SOBRE SU COBERTURA"),
    "date": ("Date", "Fecha"),
    "insurer": ("Insurance", "Seguro"),
    "service": ("Service", "Servicio"),
    "service_on": ("For a visit on", "Para una visita el"),
    "questions": ("Questions? Call {phone}.", "¿Preguntas? Llame al {phone}."),
    "next_page": ("{service}, page {page} of {pages}", "{service}, página {page} de {pages}"),
}
Column = tuple[str, ...]


def coverage_label(key: str, language: str, **words: object) -> str:
    """Give a fixed word of the letter in its language, with its blanks filled."""
    return _LABELS[key][language == "es"].format(**words)


def draw_coverage_answer(letter: CoverageLetter, mark: str = "") -> bytes:
    """Draw one letter; `mark` is a framed word such as DEMO."""
    languages = letter.head.languages
    pen = LetterPen(_both("title", languages), paper_tag(languages[0]))
    columns = tuple(_column(letter, at) for at in range(len(languages)))
    pages = _cut(columns)
    for number, lines in enumerate(pages, start=1):
        y = _draw_head(pen, letter, number, len(pages))
        pen.stamp(mark)
        for at, column in enumerate(lines):
            _draw_column(pen, column, at, len(languages), y)
        draw_page_number(pen, languages[0], len(pages))
        pen.end_page()
    return pen.finish()


def _column(letter: CoverageLetter, at: int) -> Column:
    """The lines of one language; an empty line parts the paragraphs."""
    language = letter.head.languages[at]
    paragraphs = letter.words[at].split("\n")
    if phone := letter.head.practice.phone:
        paragraphs.append(coverage_label("questions", language, phone=phone))
    width = _width(len(letter.head.languages))
    lines: list[str] = []
    for words in paragraphs:
        lines += [*_TEXT.wrap(words, width), ""]
    return tuple(lines[:-1])


def _cut(columns: tuple[Column, ...]) -> list[tuple[Column, ...]]:
    """Part the columns into pages, each filled before the next begins."""
    pages: list[tuple[Column, ...]] = []
    left = columns
    while not pages or any(left):
        counts = [_fitting(column, _NEXT_TOP if pages else _FIRST_TOP) for column in left]
        pages.append(tuple(column[:count] for column, count in zip(left, counts, strict=True)))
        left = tuple(column[count:] for column, count in zip(left, counts, strict=True))
    return pages


def _fitting(column: Column, top: float) -> int:
    """How many lines of a column stand between `top` and the foot of a page."""
    y = top
    for at, line in enumerate(column):
        if y > _LAST:
            return at
        y += _LEAD if line else _GAP
    return len(column)


def _draw_head(pen: LetterPen, letter: CoverageLetter, number: int, pages: int) -> float:
    head, language = letter.head, letter.head.languages[0]
    if number > 1:
        words = coverage_label("next_page", language, service=letter.service, page=number, pages=pages)
        draw_next_head(pen, head.practice, words)
        return _NEXT_TOP
    facts = (
        (coverage_label("date", language), explain_date(head.written_on)),
        (coverage_label("insurer", language), letter.insurer),
        (coverage_label("service_on", language), explain_date(letter.service_on)),
    )
    draw_desk_head(pen, head.practice, language, _both("title", head.languages), facts)
    draw_window_address(pen, letter.addressee)
    pen.fitted(SIDE, 172, _both("service", head.languages), Style(11, bold=True), RIGHT - SIDE)
    pen.fitted(SIDE, 196, letter.service, _SERVICE, RIGHT - SIDE)
    pen.rule(LEFT, _FIRST_TOP - 22, RIGHT, 0.4, 0.55)
    return _FIRST_TOP


def _draw_column(pen: LetterPen, column: Column, at: int, count: int, y: float) -> None:
    x = LEFT + at * (_width(count) + _BETWEEN)
    for line in column:
        if line:
            pen.text(x, y, line, _TEXT)
        y += _LEAD if line else _GAP


def _width(count: int) -> float:
    return (RIGHT - LEFT - _BETWEEN * (count - 1)) / count


def _both(key: str, languages: tuple[str, ...]) -> str:
    return " · ".join(coverage_label(key, each) for each in languages)
