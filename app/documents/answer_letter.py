"""Draws the letter that answers a patient's question, one language or two side by side.

The address stands in the window of a #10 envelope; the answer is the text that was read out, whole.
"""

from app.documents.desk_head import draw_desk_head, draw_next_head, draw_page_number, paper_tag
from app.documents.letter_page import LEFT, RIGHT, LetterPen, Style
from app.documents.window_address import draw_window_address
from app.domain.explanations import explain_date
from app.domain.questions.letters import AnswerLetter

_TEXT, _ASKED = Style(10.5), Style(10.5, bold=True)
_LEAD, _BETWEEN = 14.6, 24.0
_FIRST_TOP, _NEXT_TOP, _LAST = 300.0, 86.0, 726.0
_LABELS = {
    "title": ("ANSWER TO YOUR QUESTION", "RESPUESTA A SU PREGUNTA"),
    "date": ("Date", "Fecha"),
    "account": ("Account number", "Número de cuenta"),
    "questions": ("Questions? Call {phone}.", "¿Preguntas? Llame al {phone}."),
    "no_bill": ("This is not a bill.", "Esta no es una cuenta."),
    "next_page": ("Account {account}, page {page} of {pages}", "Cuenta {account}, página {page} de {pages}"),
}
_Line = tuple[str, Style]


def draw_answer_letter(letter: AnswerLetter, mark: str = "") -> bytes:
    """Draw one letter; `mark` is a framed word such as DEMO."""
    languages = letter.head.languages
    pen = LetterPen(_both("title", languages), paper_tag(languages[0]))
    columns = [_column(letter, at) for at in range(len(languages))]
    pages = _part(max(len(column) for column in columns))
    for number, (start, end) in enumerate(pages, start=1):
        y = _draw_head(pen, letter, number, len(pages))
        pen.stamp(mark)
        for at, column in enumerate(columns):
            x = LEFT + at * (_width(len(columns)) + _BETWEEN)
            for row, (words, style) in enumerate(column[start:end]):
                pen.text(x, y + row * _LEAD, words, style)
        draw_page_number(pen, languages[0], len(pages))
        pen.end_page()
    return pen.finish()


def _part(rows: int) -> list[tuple[int, int]]:
    """Part rows into pages, as (first row, row after the last)."""
    first, later = (int((_LAST - top) // _LEAD) + 1 for top in (_FIRST_TOP, _NEXT_TOP))
    pages = [(0, min(rows, first))]
    while pages[-1][1] < rows:
        start = pages[-1][1]
        pages.append((start, min(rows, start + later)))
    return pages


def _column(letter: AnswerLetter, at: int) -> list[_Line]:
    """The lines of one language: what was asked, the answer, and where to call."""
    language, width = letter.head.languages[at], _width(len(letter.head.languages))
    closing = _label("no_bill", language)
    if phone := letter.head.practice.phone:
        closing = f"{closing} {_label('questions', language, phone=phone)}"
    lines: list[_Line] = []
    for words, style in ((letter.asked[at], _ASKED), (letter.words[at], _TEXT), (closing, _TEXT)):
        for paragraph in words.split("\n"):
            lines += [(line, style) for line in style.wrap(paragraph, width)]
        lines.append(("", _TEXT))
    return lines[:-1]


def _draw_head(pen: LetterPen, letter: AnswerLetter, number: int, pages: int) -> float:
    head, language = letter.head, letter.head.languages[0]
    if number > 1:
        words = _label("next_page", language, account=letter.account_number, page=number, pages=pages)
        draw_next_head(pen, head.practice, words)
        return _NEXT_TOP
    facts = (
        (_label("date", language), explain_date(head.written_on)),
        (_label("account", language), letter.account_number),
    )
    draw_desk_head(pen, head.practice, language, _both("title", head.languages), facts)
    draw_window_address(pen, letter.addressee)
    pen.rule(LEFT, _FIRST_TOP - 22, RIGHT, 0.4, 0.55)
    return _FIRST_TOP


def _width(count: int) -> float:
    return (RIGHT - LEFT - _BETWEEN * (count - 1)) / count


def _label(key: str, language: str, **words: object) -> str:
    return _LABELS[key][language == "es"].format(**words)


def _both(key: str, languages: tuple[str, ...]) -> str:
    return " · ".join(_label(key, each) for each in languages)
