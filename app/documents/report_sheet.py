"""Draws reports on US Letter: tables with their totals, the head of the practice, and page numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.fonts import list_drawable
from app.documents.letter_page import BODY, BODY_BOLD, LABEL, LEFT, RIGHT, SMALL, LetterPen, Style
from app.domain.explanations import explain_date
from app.domain.reports import Cell, Report, ReportColumn, ReportSheet, write_cell_words

_TITLE, _HEAD, _ROW, _SUM = Style(17, bold=True), Style(11, bold=True), Style(8), Style(8, bold=True)
_TOP, _END, _LEAD, _GAP = 56.0, 738.0, 12.0, 6.0
_VALUE_X = LEFT + 130
_LEAST_ROOM = 6 * _LEAD


def draw_report_sheet(sheet: ReportSheet, mark: str = "") -> bytes:
    """Draw reports one below the other; letters that the font has not become `?`.

    `mark` is a framed word at the head of each page, such as DEMO.
    """
    draft = _Draft(LetterPen(sheet.title), sheet, mark)
    draft.draw_head()
    for report in sheet.reports:
        draft.draw_report(report)
    draft.draw_signature()
    draft.end()
    return draft.pen.finish()


@dataclass
class _Draft:
    """The sheet while it is drawn; `y` is the next free baseline."""

    pen: LetterPen
    sheet: ReportSheet
    mark: str
    y: float = _TOP

    def draw_head(self) -> None:
        pen, sheet = self.pen, self.sheet
        pen.stamp(self.mark)
        pen.fitted(LEFT, _TOP, _drawable(sheet.title), _TITLE, 280)
        pen.fitted(LEFT, _TOP + 18, _drawable(sheet.practice), BODY_BOLD, 280)
        pen.text(LEFT, _TOP + 31, _drawable(f"{explain_date(sheet.made_on)}, {sheet.made_by}"))
        self.y = _TOP + 56
        for name, value in sheet.facts:
            pen.text(LEFT, self.y, name)
            for words in BODY_BOLD.wrap(_drawable(value), RIGHT - _VALUE_X) or ("",):
                pen.text(_VALUE_X, self.y, words, BODY_BOLD)
                self.y += _LEAD
        pen.rule(LEFT, self.y - 4, RIGHT, 0.75)
        self.y += 14

    def draw_report(self, report: Report) -> None:
        if self.y + _LEAST_ROOM > _END:
            self._turn()
        self.pen.fitted(LEFT, self.y, _drawable(report.title), _HEAD, RIGHT - LEFT)
        self.y += _LEAD
        if report.about:
            self.pen.fitted(LEFT, self.y, _drawable(report.about), BODY, RIGHT - LEFT)
            self.y += _LEAD
        self._draw_titles(report.columns)
        for row in report.rows:
            if self.y > _END:
                self._turn()
                self._draw_titles(report.columns)
            self._draw_row(report.columns, row, _ROW)
            self.pen.rule(LEFT, self.y - _LEAD + 3, RIGHT, 0.3, 0.7)
        if report.totals:
            self._draw_row(report.columns, report.totals, _SUM)
        for note in report.notes:
            self._draw_note(note)
        self.y += 2 * _LEAD

    def draw_signature(self) -> None:
        if not self.sheet.signed:
            return
        if self.y + 3 * _LEAD > _END:
            self._turn()
        self.y += 2 * _LEAD
        self.pen.rule(LEFT, self.y, LEFT + 220)
        self.pen.text(LEFT, self.y + 10, _drawable(self.sheet.signed), LABEL)

    def end(self) -> None:
        self.pen.right(RIGHT, 762, f"Page {self.pen.page}", SMALL)
        self.pen.end_page()

    def _draw_titles(self, columns: Sequence[ReportColumn]) -> None:
        self.y += 4
        for column, (left, right) in zip(columns, _places(columns), strict=True):
            self._write(column.title, column, (left, right), LABEL)
        self.pen.rule(LEFT, self.y + 3, RIGHT, 0.75)
        self.y += _LEAD + 2

    def _draw_row(self, columns: Sequence[ReportColumn], row: Sequence[Cell], style: Style) -> None:
        for column, place, cell in zip(columns, _places(columns), row, strict=True):
            self._write(write_cell_words(cell), column, place, style)
        self.y += _LEAD

    def _write(self, words: str, column: ReportColumn, place: tuple[float, float], style: Style) -> None:
        left, right = place
        shown = _drawable(words)
        if column.right and style.width(shown) <= right - left:
            self.pen.right(right, self.y, shown, style)
        else:
            self.pen.fitted(left, self.y, shown, style, right - left)

    def _draw_note(self, note: str) -> None:
        for words in BODY.wrap(_drawable(note), RIGHT - LEFT):
            if self.y > _END:
                self._turn()
            self.pen.text(LEFT, self.y, words)
            self.y += _LEAD

    def _turn(self) -> None:
        self.end()
        self.pen.stamp(self.mark)
        self.pen.fitted(LEFT, _TOP, _drawable(self.sheet.title), BODY_BOLD, 280)
        self.y = _TOP + 24


def _places(columns: Sequence[ReportColumn]) -> list[tuple[float, float]]:
    """Where each column begins and ends, in points."""
    shares = sum(column.share for column in columns)
    room = RIGHT - LEFT - _GAP * (len(columns) - 1)
    places, left = [], LEFT
    for column in columns:
        wide = room * column.share / shares
        places.append((left, left + wide))
        left += wide + _GAP
    return places


def _drawable(words: str) -> str:
    known = list_drawable()
    return "".join(letter if letter in known else "?" for letter in words)
