"""The preview of a kept file: a paper page by page, or a card image laid on a page."""

from functools import partial

from app.documents.picture_page import draw_picture_page
from app.domain.errors import InputError
from app.queries.kept_files import KeptFile
from app.views.common.desk import Desk
from app.views.common.preview_panel import PreviewPanel

PDF = "application/pdf"


def _as_page(content: bytes) -> bytes:
    try:
        return draw_picture_page(content)
    except OSError:
        raise InputError("That picture is damaged and cannot be shown. Scan it again.") from None


class KeptFilePreview(PreviewPanel):
    """Shows one kept file after another."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._runner = desk.runner

    def show_file(self, file: KeptFile) -> None:
        """Show a file; a picture is laid on a page first."""
        if file.media_type == PDF:
            self.show_pdf(file.name, file.content, file.name)
            return
        then = partial(self._on_page_drawn_for, file.name)
        self._runner.draw(partial(_as_page, file.content), then, owner=self, key="picture")

    def _on_page_drawn_for(self, name: str, pdf: bytes) -> None:
        self.show_pdf(name, pdf, f"{name.rpartition('.')[0] or name}.pdf")
