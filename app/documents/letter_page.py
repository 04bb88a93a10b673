"""A pen for US Letter pages: text, rules and codes in points from the upper left corner.

Data is written as plain strings, never as markup. Text operators are written directly, because ReportLab's
`drawString` encodes each string letter by letter anew; ASCII needs no encoding in our fonts.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import segno
from reportlab.pdfgen.canvas import Canvas

from app.documents.fonts import BOLD, REGULAR, find_font, text_width, wrap_text

INCH = 72.0
TYPED, TYPED_WIDTH = "Courier", 0.6  # how wide each letter is, in parts of the size
PAGE_WIDTH, PAGE_HEIGHT = 8.5 * INCH, 11 * INCH
LEFT, RIGHT = 0.5 * INCH, 8.0 * INCH
_STAMP_X = 4.7 * INCH
_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks: size in points, weight, and gray from 0 (black) to 1."""

    size: float
    bold: bool = False
    gray: float = 0.0

    @property
    def font(self) -> str:
        """The name of the font."""
        return BOLD if self.bold else REGULAR

    def width(self, text: str) -> float:
        """How wide the text is in this style, in points."""
        return text_width(text, self.font, self.size)

    def wrap(self, text: str, width: float) -> tuple[str, ...]:
        """Break the text into lines of at most `width` points."""
        return wrap_text(text, self.font, self.size, width)


BODY = Style(9)
BODY_BOLD = Style(9, bold=True)
SMALL = Style(8)

LABEL = Style(7.5, gray=0.25)


@dataclass(frozen=True, slots=True)
class DrawnFile:
    """A finished PDF and, for each paper in it, its first and last page counted from 1."""

    pdf: bytes
    pages: tuple[tuple[int, int], ...]


class LetterPen:
    """Draws on Letter pages one after another; nothing in the file depends on the hour it is made."""

    def __init__(self, title: str, language: str = "en-US") -> None:
        """Begin an empty document with this title."""
        find_font(REGULAR)
        find_font(BOLD)
        self._out = BytesIO()
        self._canvas = Canvas(
            self._out,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            invariant=1,
            pageCompression=1,
            initialFontName=REGULAR,
            lang=language,
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("Plainbill")
        self._canvas.setViewerPreference("PrintScaling", "None")
        self._marks: list[str] = []
        self._texts: list[str] = []
        self._look = ""
        self._encoded: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
        self._forms: dict[Hashable, str] = {}
        self.page = 1

    def text(self, x: float, y: float, words: str, style: Style = BODY) -> None:
        """Write one line from x, on the baseline y."""
        self._place(x, y)
        self._show(words, style)

    def typed(self, x: float, y: float, words: str, size: float) -> None:
        """Write one line in letters of one width; those that Latin-1 lacks become `?`."""
        self._flush()
        self._canvas.setFillGray(0)
        self._canvas.setFont(TYPED, size)
        self._canvas.drawString(x, PAGE_HEIGHT - y, words.encode("latin-1", "replace").decode("latin-1"))

    def right(self, x: float, y: float, words: str, style: Style = BODY) -> None:
        """Write one line that ends at x."""
        self.text(x - style.width(words), y, words, style)

    def centred(self, x: float, y: float, words: str, style: Style = BODY) -> None:
        """Write one line around x."""
        self.text(x - style.width(words) / 2, y, words, style)

    def fitted(self, x: float, y: float, words: str, style: Style, width: float) -> None:
        """Write one line from x, narrowed where it would be wider than `width`."""
        wide = style.width(words)
        if wide <= width:
            self.text(x, y, words, style)
            return
        self._texts.append(f"{width / wide * 100:.3f} Tz")
        self.text(x, y, words, style)
        self._texts.append("100 Tz")

    def paragraph(self, x: float, y: float, lines: tuple[str, ...], style: Style, lead: float) -> float:
        """Write lines below each other from the baseline y; give the baseline after the last."""
        for line in lines:
            self.text(x, y, line, style)
            y += lead
        return y

    def rule(self, x1: float, y: float, x2: float, thick: float = 0.5, gray: float = 0.0) -> None:
        """Draw a level line."""
        up = PAGE_HEIGHT - y
        self._marks.append(f"{gray:g} G {thick:g} w {x1:.2f} {up:.2f} m {x2:.2f} {up:.2f} l S")

    def dashed(self, x1: float, y: float, x2: float) -> None:
        """Draw a level dashed line, for tearing."""
        self._marks.append("[3 3] 0 d")
        self.rule(x1, y, x2, 0.6)
        self._marks.append("[] 0 d")

    def frame(self, corner: tuple[float, float], width: float, height: float, thick: float = 0.75) -> None:
        """Draw an empty box from its upper left corner."""
        x, y = corner
        up = PAGE_HEIGHT - y - height
        self._marks.append(f"0 G {thick:g} w {x:.2f} {up:.2f} {width:.2f} {height:.2f} re S")

    def code(self, x: float, y: float, link: str, side: float) -> None:
        """Draw a QR code with its quiet zone of four modules in a square of `side` points."""
        rows = _code_rows(link)
        module = side / (len(rows) + 8)
        ops = [f"q {module:.5f} 0 0 {-module:.5f} {x:.2f} {PAGE_HEIGHT - y:.2f} cm 0 g"]
        ops += [f"{left + 4} {row + 4} {wide} 1 re" for row, runs in enumerate(rows) for left, wide in runs]
        self._marks.append(" ".join([*ops, "f Q"]))

    def stamp(self, mark: str) -> None:
        """Set a framed word such as COPY at the head of the page; '' sets none."""
        if not mark:
            return
        style = Style(13, bold=True)
        wide = style.width(mark)
        self.frame((_STAMP_X - wide / 2 - 8, 41), wide + 16, 21, 1.5)
        self.centred(_STAMP_X, 56, mark, style)

    def form(self, key: Hashable, draw: Callable[["LetterPen"], None]) -> None:
        """Lay down a part that many pages share; it is drawn once and kept under its key."""
        if key not in self._forms:
            self._forms[key] = f"part{len(self._forms) + 1}"
            kept = self._marks, self._texts, self._look
            self._marks, self._texts, self._look = [], [], ""
            self._canvas.beginForm(self._forms[key], 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
            draw(self)
            self._flush()
            self._canvas.endForm()
            self._marks, self._texts, self._look = kept
        self._canvas.doForm(self._forms[key])

    def end_page(self) -> None:
        """Finish this page and begin the next."""
        self._flush()
        self._canvas.showPage()
        self.page += 1

    def finish(self) -> bytes:
        """Give the finished file."""
        self._canvas.save()
        return self._out.getvalue()

    def _place(self, x: float, y: float) -> None:
        self._texts.append(f"1 0 0 1 {x:.2f} {PAGE_HEIGHT - y:.2f} Tm")

    def _show(self, words: str, style: Style) -> None:
        for font, shown in self._encode(words, style.font):
            look = f"{font} {style.size:g} Tf {style.gray:g} g"
            if look != self._look:
                self._texts.append(look)
                self._look = look
            self._texts.append(f"({shown}) Tj")

    def _encode(self, words: str, name: str) -> tuple[tuple[str, str], ...]:
        """Split into (font name in the file, escaped text) runs, one per subset of the font."""
        found = self._encoded.get((words, name))
        if found is None:
            font, document = find_font(name), self._canvas._doc
            if words.isascii() and words.isprintable():
                runs = [(0, words.translate(_ESCAPES))]
                font.splitString("", document)
            else:
                runs = [
                    (subset, self._canvas._escape(part)) for subset, part in font.splitString(words, document)
                ]
            # Tuples of text are no burden to the garbage collector; as many lists would be.
            found = tuple((font.getSubsetInternalName(subset, document), shown) for subset, shown in runs)
            self._encoded[words, name] = found
        return found

    def _flush(self) -> None:
        if self._marks:
            self._canvas.addLiteral("\n".join(self._marks))
        if self._texts:
            self._canvas.addLiteral("\n".join(["BT", *self._texts, "ET"]))
        self._marks, self._texts, self._look = [], [], ""


@lru_cache(maxsize=64)
def _code_rows(link: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Give for each row of the QR code its dark runs as (first module, length)."""
    # A fixed mask is five times faster than trying all eight, and every reader takes any of them.
    matrix = segno.make(link, error="m", micro=False, mask=3).matrix
    return tuple(_dark_runs(row) for row in matrix)


def _dark_runs(row: bytearray) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((column, 1))
    return tuple(runs)
