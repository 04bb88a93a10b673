"""The empty form as a picture in one ink, transparent where the paper is; drawn in the drawing lane."""

from functools import cache

from PySide6.QtGui import QColor, QImage, QPainter

from app.claim_form_catalog import claim_form_grid
from app.documents.claim_form import draw_blank_form
from app.views.common.pdf_pages import POINTS_PER_INCH, render_page

# The red is 172 steps darker than paper: it covers fully, and the tint of the bands keeps its share.
_COVER = bytes(min(255, (255 - grey) * 255 // 172) for grey in range(256))


@cache
def _blank_form() -> bytes:
    return draw_blank_form(claim_form_grid())


def draw_paper(pixels_per_inch: float, ink: str) -> QImage:
    """Draw the form's rules and captions in `ink` (`#RRGGBB`) at so many pixels an inch."""
    page = render_page(_blank_form(), 0, pixels_per_inch / POINTS_PER_INCH, grey=True)
    cover = page.pixels.translate(_COVER)
    mask = QImage(cover, page.width, page.height, page.stride, QImage.Format.Format_Alpha8)
    picture = QImage(page.width, page.height, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(QColor(ink))
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawImage(0, 0, mask)
    painter.end()
    return picture
