"""Draws a letter of a dispute: head, the insurer's address, whose claim, the words, signature, enclosures.

The words run on to further pages; the block that names the claim stands on the first.
"""

from collections.abc import Iterator, Sequence

from app.documents.desk_head import PAGE_END, draw_desk_head, draw_next_head
from app.documents.letter_page import BODY, BODY_BOLD, LABEL, LEFT, RIGHT, LetterPen, Style
from app.domain.date_entry import format_date
from app.domain.disputes.letters import DisputeLetterPaper
from app.domain.disputes.markdown import Paragraph, Words, read_markdown

_TEXT, _BOLD, _LEAD, _GAP = Style(10), Style(10, bold=True), 14.0, 7.0
_ADDRESS_X, _ADDRESS_Y = LEFT + 28, 168.0
_NEXT_TOP, _INDENT = 86.0, 16.0
_COLUMN, _NAME_WIDTH, _ROW = (RIGHT - LEFT) / 2, 82.0, 13.0
_SIGNATURE = 92.0

Line = tuple[tuple[str, bool], ...]


def draw_appeal_letter(paper: DisputeLetterPaper, mark: str = "") -> bytes:
    """Draw the letter; `mark` is a framed word such as COPY or DEMO."""
    return _Drawing(paper, mark).draw()


class _Drawing:
    """One letter while it is drawn: the pen, and how far down the page it has come."""

    def __init__(self, paper: DisputeLetterPaper, mark: str) -> None:
        self._paper, self._mark = paper, mark
        self._pen = LetterPen(paper.text.subject)
        self._y = 0.0

    def draw(self) -> bytes:
        """Draw every page."""
        self._draw_first()
        was_item = False
        paragraphs = read_markdown(self._paper.text.body)
        for at, paragraph in enumerate(paragraphs, 1):
            self._y += _GAP if was_item and not paragraph.is_item else 0.0
            if at == len(paragraphs):
                self._keep_with_end(paragraph)
            self._draw_paragraph(paragraph)
            was_item = paragraph.is_item
        self._draw_end()
        self._pen.end_page()
        return self._pen.finish()

    def _draw_first(self) -> None:
        pen, facts = self._pen, self._paper.facts
        rows = (("Date", format_date(facts.written_on)), ("Level", facts.level_name))
        draw_desk_head(pen, facts.practice, "en", "Letter to the insurer", rows)
        pen.stamp(self._mark)
        y = pen.paragraph(_ADDRESS_X, _ADDRESS_Y, facts.addressee, _TEXT, _LEAD)
        y = self._draw_references(max(y + 22, 236.0))
        for line in _BOLD.wrap(f"Subject: {self._paper.text.subject}", RIGHT - LEFT):
            pen.text(LEFT, y, line, _BOLD)
            y += _LEAD
        self._y = y + _GAP

    def _draw_references(self, y: float) -> float:
        """Two columns of names and values between two rules."""
        rows = self._paper.references
        half = (len(rows) + 1) // 2
        self._pen.rule(LEFT, y - 12, RIGHT, 0.75)
        for column, part in enumerate((rows[:half], rows[half:])):
            x = LEFT + column * _COLUMN
            for number, (name, value) in enumerate(part):
                at = y + 2 + number * _ROW
                self._pen.text(x, at, name, LABEL)
                self._pen.fitted(x + _NAME_WIDTH, at, value, BODY_BOLD, _COLUMN - _NAME_WIDTH - 10)
        bottom = y + 2 + half * _ROW
        self._pen.rule(LEFT, bottom - 4, RIGHT, 0.75)
        return bottom + 20

    def _draw_paragraph(self, paragraph: Paragraph) -> None:
        indent = _INDENT if paragraph.is_item else 0.0
        for number, line in enumerate(_lines_of(paragraph.words, RIGHT - LEFT - indent)):
            self._make_room(_LEAD)
            if paragraph.is_item and number == 0:
                self._pen.text(LEFT + 4, self._y, "•", _TEXT)
            self._draw_line(LEFT + indent, line)
            self._y += _LEAD
        self._y += 2.0 if paragraph.is_item else _GAP

    def _draw_line(self, x: float, line: Line) -> None:
        for words, is_bold in line:
            style = _BOLD if is_bold else _TEXT
            self._pen.text(x, self._y, words, style)
            x += style.width(words)

    def _draw_end(self) -> None:
        facts, enclosures = self._paper.facts, self._paper.enclosures
        self._make_room(self._end_height)
        self._y += 8
        self._pen.text(LEFT, self._y, "Sincerely,", _TEXT)
        self._pen.rule(LEFT, self._y + 40, LEFT + 220, 0.6)
        self._pen.text(LEFT, self._y + 53, f"{facts.signer}, {facts.practice.name}", _TEXT)
        self._y += 76
        if enclosures:
            self._pen.text(LEFT, self._y, "Enclosures", BODY_BOLD)
            lines = tuple(f"{at}. {name}" for at, name in enumerate(enclosures, 1))
            self._y = self._pen.paragraph(LEFT, self._y + 12, lines, BODY, 12.0)

    @property
    def _end_height(self) -> float:
        return _SIGNATURE + len(self._paper.enclosures) * 12.0

    def _keep_with_end(self, paragraph: Paragraph) -> None:
        """Take the last paragraph over with the signature, which never stands on a page alone."""
        height = len(tuple(_lines_of(paragraph.words, RIGHT - LEFT))) * _LEAD + _GAP + self._end_height
        if height < PAGE_END - _NEXT_TOP:
            self._make_room(height)

    def _make_room(self, height: float) -> None:
        if self._y + height > PAGE_END:
            self._pen.end_page()
            draw_next_head(self._pen, self._paper.facts.practice, self._paper.text.subject)
            self._pen.stamp(self._mark)
            self._y = _NEXT_TOP


def _lines_of(words: Sequence[Words], width: float) -> Iterator[Line]:
    """Break words of both weights into lines of at most `width` points."""
    line: list[tuple[str, bool]] = []
    used = 0.0
    for text, is_bold in _pieces(words):
        wide = (_BOLD if is_bold else _TEXT).width(text)
        if line and used + (_BOLD if is_bold else _TEXT).width(text.rstrip()) > width:
            yield tuple(line)
            line, used = [], 0.0
        line.append((text, is_bold))
        used += wide
    if line:
        yield tuple(line)


def _pieces(words: Sequence[Words]) -> Iterator[tuple[str, bool]]:
    """Each word with the space behind it."""
    for each in words:
        for piece in each.text.replace(" ", " \0").split("\0"):
            if piece:
                yield piece, each.bold
