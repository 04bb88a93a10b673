"""Pictures of PDF pages.

pdfium is not safe to use from two threads, so everything here runs in the runner's drawing lane, and a
document is closed in the same call that opened it (opening takes about half a millisecond).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PageImage:
    """Pixels of a page: 32-bit BGRx, or 8-bit grey; `stride` in bytes a row."""

    width: int
    height: int
    stride: int
    pixels: bytes
    grey: bool = False

    def to_image(self) -> QImage:
        """Qt's image of it, with pixels of its own."""
        form = QImage.Format.Format_Grayscale8 if self.grey else QImage.Format.Format_RGB32
        return QImage(self.pixels, self.width, self.height, self.stride, form).copy()


@contextmanager
def _open(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def measure_pages(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page, in points."""
    with _open(pdf) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def render_page(pdf: bytes, number: int, scale: float, grey: bool = False) -> PageImage:
    """Draw page `number` (from 0); a scale of 1 gives 72 pixels an inch."""
    with _open(pdf) as document:
        page = document[number]
        bitmap = page.render(scale=scale, grayscale=grey, prefer_bgrx=True)
        image = PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer), grey)
        bitmap.close()
        page.close()
        return image
