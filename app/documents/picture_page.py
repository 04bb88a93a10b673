"""A card image or scanned picture on a Letter page, so that one preview shows and prints everything."""

from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.documents.letter_page import INCH, PAGE_HEIGHT, PAGE_WIDTH

MARGIN = 0.5 * INCH
LARGEST_DPI = 150.0


def draw_picture_page(picture: bytes) -> bytes:
    """Draw a PNG or JPEG as large as the page allows, but not coarser than 150 dots an inch.

    Raises OSError if it is damaged.
    """
    image = ImageReader(BytesIO(picture))
    width, height = image.getSize()
    room = (PAGE_WIDTH - 2 * MARGIN, PAGE_HEIGHT - 2 * MARGIN)
    scale = min(room[0] / width, room[1] / height, 72.0 / LARGEST_DPI)
    out = BytesIO()
    canvas = Canvas(out, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1)
    left, top = (PAGE_WIDTH - width * scale) / 2, PAGE_HEIGHT - MARGIN
    canvas.drawImage(image, left, top - height * scale, width * scale, height * scale)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
