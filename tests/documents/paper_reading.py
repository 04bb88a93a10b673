"""Reading a drawn paper back: its words, where they lie, and its picture."""

from collections.abc import Sequence

import pypdfium2
from PIL.Image import Image

POINTS_HIGH = 792.0


def read_pages(pdf: bytes) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def read_within(pdf: bytes, zone: Sequence[float], page: int = 0) -> str:
    """All letters that touch a zone (left, top, right, bottom in points from top left), without spaces."""
    left, top, right, bottom = zone
    with pypdfium2.PdfDocument(pdf) as document:
        words = document[page].get_textpage()
        letters = []
        for index in range(words.count_chars()):
            x1, y1, x2, y2 = words.get_charbox(index)
            if x2 > left and x1 < right and POINTS_HIGH - y1 > top and POINTS_HIGH - y2 < bottom:
                letters.append(words.get_text_range(index, 1))
    return "".join("".join(letters).split())


def picture_of(pdf: bytes, page: int = 0, scale: float = 2.0) -> Image:
    """A page as a picture in grays."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page].render(scale=scale, grayscale=True).to_pil()


def darkest_within(pdf: bytes, zone: Sequence[float], page: int = 0, scale: float = 2.0) -> int:
    """How dark a zone gets, from 0 for black to 255 for bare paper."""
    corners = [round(edge * scale) for edge in zone]
    return int(picture_of(pdf, page, scale).crop(tuple(corners)).getextrema()[0])
