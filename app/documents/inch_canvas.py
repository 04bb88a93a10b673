"""A ReportLab canvas measured as a printer measures: inches from the upper left corner of the sheet."""

from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth

POINTS = 72.0
PAGE_HEIGHT_IN = 11.0
LETTER = (612.0, 792.0)


@dataclass(frozen=True, slots=True)
class InchCanvas:
    """Draws rules, boxes and small texts; positions in inches from the upper left, widths in points."""

    canvas: Any

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a straight rule with the width and dashes now set."""
        self.canvas.line(x0 * POINTS, _up(y0), x1 * POINTS, _up(y1))

    def rules(self, lines: list[tuple[float, float, float, float]], width: float, *dashes: float) -> None:
        """Draw many rules of one width (points), dashed if dashes are given."""
        self.canvas.setLineWidth(width)
        self.canvas.setDash(list(dashes))
        self.canvas.lines([(x0 * POINTS, _up(y0), x1 * POINTS, _up(y1)) for x0, y0, x1, y1 in lines])
        self.canvas.setDash([])

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """Draw an empty box from its upper left corner."""
        self.canvas.rect(x * POINTS, _up(y + height), width * POINTS, height * POINTS, stroke=1, fill=0)

    def shade(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Fill a rectangle with the fill colour now set."""
        self.canvas.rect(x0 * POINTS, _up(y1), (x1 - x0) * POINTS, (y1 - y0) * POINTS, stroke=0, fill=1)

    def words(self, x: float, y: float, text: str, font: tuple[str, float], room: float = 0.0) -> None:
        """Write on a baseline; letters are narrowed where the text is wider than its room (0 = no limit)."""
        face, size = font
        width = stringWidth(text, face, size)
        line = self.canvas.beginText(x * POINTS, _up(y))
        line.setFont(face, size)
        if room and width > room * POINTS:
            line.setHorizScale(100 * room * POINTS / width)
        line.textOut(text)
        self.canvas.drawText(line)

    def centred(self, x: float, y: float, text: str, font: tuple[str, float], room: float = 0.0) -> None:
        """Write centred on x."""
        width = stringWidth(text, *font) / POINTS
        width = min(width, room) if room else width
        self.words(x - width / 2, y, text, font, room)

    def words_before(self, x: float, y: float, text: str, font: tuple[str, float]) -> None:
        """Write so that the text ends at x."""
        self.words(x - stringWidth(text, *font) / POINTS, y, text, font)

    def upright(self, x: float, y: float, text: str, font: tuple[str, float]) -> None:
        """Write from the bottom to the top, centred on y."""
        self.canvas.saveState()
        self.canvas.translate(x * POINTS, _up(y))
        self.canvas.rotate(90)
        self.canvas.setFont(*font)
        self.canvas.drawCentredString(0, 0, text)
        self.canvas.restoreState()

    def wedge(self, *corners: tuple[float, float]) -> None:
        """Fill the shape between the corners."""
        path = self.canvas.beginPath()
        path.moveTo(corners[0][0] * POINTS, _up(corners[0][1]))
        for x, y in corners[1:]:
            path.lineTo(x * POINTS, _up(y))
        path.close()
        self.canvas.drawPath(path, stroke=0, fill=1)


def _up(y_in: float) -> float:
    return (PAGE_HEIGHT_IN - y_in) * POINTS
