"""Small pictures of kept files, drawn off the GUI thread."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from app.domain.errors import InputError
from app.views.common.pdf_pages import measure_pages, render_page

PDF = "application/pdf"


def draw_thumbnail(media_type: str, content: bytes, room: QSize, ratio: float) -> QImage:
    """A picture that fits into `room` (in points) at a screen's pixel ratio; for the drawing lane."""
    wide, high = round(room.width() * ratio), round(room.height() * ratio)
    if media_type == PDF:
        width, height = measure_pages(content)[0]
        image = render_page(content, 0, min(wide / width, high / height)).to_image()
    else:
        image = QImage.fromData(content)
        if image.isNull():
            raise InputError("This picture is damaged and cannot be shown. Scan it again.")
        image = image.scaled(
            wide, high, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    image.setDevicePixelRatio(ratio)
    return image
