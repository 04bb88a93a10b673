"""Drawing statements against a bare ReportLab canvas that makes the same marks, in one run."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from time import perf_counter

import pytest
import segno
from reportlab.pdfgen.canvas import Canvas

from app.documents import statement as drawing
from app.documents.letter_page import BODY, PAGE_HEIGHT, PAGE_WIDTH, LetterPen
from app.domain.people import PersonName
from app.domain.statements import StatementRules, compose_statement
from tests.domain.money_samples import PRACTICE, scenario_10

HOW_MANY = 300


class RecordingPen(LetterPen):
    """A pen that notes what it draws, page by page; parts shared by all pages are left out."""

    pages = [[]]
    sharing = False

    def text(self, x, y, words, style=BODY):
        self.note("text", x, y, words, style)
        super().text(x, y, words, style)

    def rule(self, x1, y, x2, thick=0.5, gray=0.0):
        self.note("rule", x1, y, x2, thick)
        super().rule(x1, y, x2, thick, gray)

    def code(self, x, y, link, side):
        self.note("code", x, y, link, side)
        super().code(x, y, link, side)

    def form(self, key, draw):
        self.sharing = True
        super().form(key, draw)
        self.sharing = False
        self.note("form", 0, 0, "shared", None)

    def end_page(self):
        super().end_page()
        self.pages.append([])

    def note(self, *mark):
        if not self.sharing:
            self.pages[-1].append(mark)


def draw_code(canvas, x, y, link, side):
    matrix = segno.make(link, error="m", mask=3).matrix
    module = side / (len(matrix) + 8)
    path = canvas.beginPath()
    for row, cells in enumerate(matrix):
        for column, dark in enumerate(cells):
            if dark and not (column and cells[column - 1]):
                end = next((n for n in range(column, len(cells)) if not cells[n]), len(cells))
                left, low = x + (column + 4) * module, PAGE_HEIGHT - y - (row + 5) * module
                path.rect(left, low, (end - column) * module, module)
    canvas.drawPath(path, stroke=0, fill=1)


def draw_bare(pages):
    canvas = Canvas(BytesIO(), pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1)
    canvas.beginForm("shared", 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
    canvas.endForm()
    for marks in pages:
        for kind, x, y, what, how in marks:
            if kind == "text":
                canvas.setFont(how.font, how.size)
                canvas.drawString(x, PAGE_HEIGHT - y, what)
            elif kind == "rule":
                canvas.setLineWidth(how)
                canvas.line(x, PAGE_HEIGHT - y, what, PAGE_HEIGHT - y)
            elif kind == "code":
                draw_code(canvas, x, y, what, how)
            else:
                canvas.doForm(what)
        canvas.showPage()
    canvas.save()


def seconds(work):
    start = perf_counter()
    work()
    return perf_counter() - start


@pytest.mark.benchmark
def test_drawing_is_no_slower_than_a_bare_canvas_by_more_than_a_fifth(monkeypatch, capsys):
    statements = [
        compose_statement(
            replace(scenario_10(), number=str(20_000 + n), guarantor=PersonName(f"Reyes {n}", "Marta")),
            PRACTICE, str(n), date(2026, 4, 20), StatementRules(),
        )
        for n in range(HOW_MANY)
    ]  # fmt: skip
    with monkeypatch.context() as patch:
        patch.setattr(drawing, "LetterPen", RecordingPen)
        drawing.draw_statements(statements)
    ratios = []
    for _ in range(3):
        ours = seconds(lambda: drawing.draw_statements(statements))
        ratios.append(seconds(lambda: draw_bare(RecordingPen.pages[:-1])) / ours)
    with capsys.disabled():
        print(f"\n{HOW_MANY / ours:.0f} statements a second, {max(ratios):.2f} x a bare canvas")  # noqa: T201
    assert max(ratios) >= 0.8
