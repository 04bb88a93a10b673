"""The pages of a document as a list of thumbnails, each drawn when it is first seen."""

from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, QSize, Qt
from PySide6.QtGui import QPixmap

from app.tasks.runner import Runner
from app.views.common.pdf_pages import PageImage, render_page
from app.views.common.table_model import TOP, Index

THUMB = 90


class PageList(QAbstractListModel):
    """One row a page; the picture comes from the drawing lane after it was asked for."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._pdf = b""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._pictures: dict[int, QPixmap] = {}
        self._asked: set[int] = set()

    def show_document(self, pdf: bytes, sizes: tuple[tuple[float, float], ...]) -> None:
        """List the pages of this document; `sizes` in points."""
        self.beginResetModel()
        self._pdf, self._sizes = pdf, sizes
        self._pictures.clear()
        self._asked.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        """As many as there are pages."""
        return 0 if parent.isValid() else len(self._sizes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The page's number and picture."""
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Page {index.row() + 1} of {len(self._sizes)}"
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(THUMB + 40, round(THUMB * 1.4) + 12)
        return self._picture(index.row()) if role == Qt.ItemDataRole.DecorationRole else None

    def _picture(self, number: int) -> QPixmap | None:
        if number not in self._pictures and number not in self._asked:
            self._asked.add(number)
            call = partial(render_page, self._pdf, number, THUMB / self._sizes[number][0])
            self._runner.draw(call, partial(self._on_drawn, self._pdf, number), owner=self)
        return self._pictures.get(number)

    def _on_drawn(self, pdf: bytes, number: int, image: PageImage) -> None:
        if pdf is not self._pdf:
            return
        self._pictures[number] = QPixmap.fromImage(image.to_image())
        at = self.index(number)
        self.dataChanged.emit(at, at, [Qt.ItemDataRole.DecorationRole])
