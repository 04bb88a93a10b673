"""The two embedded fonts of all money papers, how wide their text is and which characters they can draw.

DejaVu Sans is shipped in `resources/fonts` (Bitstream Vera licence). Widths are in points.
"""

import unicodedata
from functools import cache, lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from app.config import resource

REGULAR = "PlainbillSans"
BOLD = "PlainbillSans-Bold"
_FILES = {REGULAR: "fonts/DejaVuSans.ttf", BOLD: "fonts/DejaVuSans-Bold.ttf"}
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


@cache
def find_font(name: str) -> Any:
    """Load and register a font once and give ReportLab's font object."""
    font = TTFont(name, str(resource(_FILES[name])), asciiReadable=True)
    pdfmetrics.registerFont(font)
    return font


@cache
def list_drawable() -> frozenset[str]:
    """The characters that both fonts hold and that read from left to right without shaping."""
    codes = set(find_font(REGULAR).face.charToGlyph) & set(find_font(BOLD).face.charToGlyph)
    letters = (chr(code) for code in codes if code >= 32)
    return frozenset(letter for letter in letters if unicodedata.bidirectional(letter) not in _RIGHT_TO_LEFT)


@cache
def _widths(name: str) -> dict[str, float]:
    face = find_font(name).face
    return {chr(code): width for code, width in face.charWidths.items()}


@lru_cache(maxsize=8_000)
def _thousandths(text: str, name: str) -> float:
    widths = _widths(name)
    missing = find_font(name).face.defaultWidth
    return float(sum([widths.get(letter, missing) for letter in text]))


def text_width(text: str, name: str, size: float) -> float:
    """How wide the text is, in points."""
    return _thousandths(text, name) * size / 1000


@lru_cache(maxsize=4_000)
def wrap_text(text: str, name: str, size: float, width: float) -> tuple[str, ...]:
    """Break text into lines no wider than `width` points; a word that is wider alone is broken inside."""
    lines: list[str] = []
    room = width * 1000 / size
    space = _thousandths(" ", name)
    words: list[str] = []
    used = 0.0
    for word in text.split():
        for piece in _pieces(word, name, room):
            wide = _thousandths(piece, name)
            if words and used + space + wide > room:
                lines.append(" ".join(words))
                words, used = [], 0.0
            used += wide + (space if words else 0)
            words.append(piece)
    if words:
        lines.append(" ".join(words))
    return tuple(lines)


def _pieces(word: str, name: str, room: float) -> list[str]:
    if _thousandths(word, name) <= room:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        if piece and _thousandths(piece + letter, name) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
