"""The print preview: the very bytes that are printed, saved and kept, page by page as they are looked at."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QListView, QScrollArea, QWidget

from app.domain.errors import InputError, RuleError
from app.tasks.runner import status_only
from app.views.common.code_edit import CodeEdit
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.page_list import THUMB, PageList
from app.views.common.panel import Panel
from app.views.common.pdf_pages import POINTS_PER_INCH, PageImage, measure_pages, render_page
from app.views.common.plain_label import PlainLabel
from app.views.common.printing import list_printers, print_pdf
from app.views.common.theme import Space, scaled

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
SCREEN_DPI = 96
PRINTER_SETTING = "printing/printer"
ChooseFile = Callable[[QWidget, str], str]


def _ask_for_file(parent: QWidget, name: str) -> str:
    return QFileDialog.getSaveFileName(parent, "Save PDF", name, "PDF (*.pdf)")[0]


def _save(pdf: bytes, path: Path) -> Path:
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_bytes(pdf)
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise RuleError(
            f"The PDF could not be saved there ({error.strerror}). Choose another folder."
        ) from None
    return path


def _read_copies(text: str) -> str:
    if not text.isdigit() or not 1 <= int(text) <= 99:
        raise InputError("Type how many copies, 1 to 99.")
    return text


class PreviewPanel(Panel):
    """Thumbnails at the left, the page at the right; Enter prints, Ctrl+S saves, Esc returns."""

    printed = Signal(str, int)
    saved = Signal(object)

    def __init__(self, desk: Desk, choose_file: ChooseFile = _ask_for_file) -> None:
        super().__init__("Preview")
        self._desk = desk
        self._choose_file = choose_file
        self._pdf = b""
        self._file_name = "document.pdf"
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._number = 0
        self._zoom = 0.0
        self._prints_at_once = False
        self._pages = PageList(desk.runner, self)
        self._thumbs = QListView()
        self._picture = QLabel()
        self._scroll = QScrollArea()
        self._printer = Combo("Printer", [("", "This computer's printer")])
        self._copies = CodeEdit("Copies", _read_copies)
        self._note = PlainLabel(tone="muted", wrap=True)
        self._lay_out()
        self.add_key(("Return", "Enter", "Ctrl+P"), self.print_now)
        self.add_key(("PgDown",), partial(self._turn, 1))
        self.add_key(("PgUp",), partial(self._turn, -1))
        self.post_asked.connect(self.print_now)

    def show_pdf(self, title: str, pdf: bytes, file_name: str, note: str = "") -> None:
        """Show a document; `note` says what paper to load, `file_name` is offered when saving."""
        self.set_title(title)
        self._pdf, self._file_name, self._number = pdf, file_name, 0
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._copies.set_value("1")
        self._prints_at_once = False
        self._picture.clear()
        runner = self._desk.runner
        runner.draw(partial(measure_pages, pdf), self._on_measured, owner=self, key="measure")
        runner.draw(list_printers, self._on_printers_listed, owner=self, key="printers")

    def print_pdf(self, title: str, pdf: bytes, file_name: str) -> None:
        """Show a document and print it as soon as the printers are known."""
        self.show_pdf(title, pdf, file_name)
        self._prints_at_once = True

    def print_now(self) -> None:
        """Print what is shown, on the printer chosen."""
        if not self._copies.check():
            self._copies.setFocus()
            return
        printer, copies = str(self._printer.value() or ""), int(self._copies.text() or "1")
        if self._desk.settings:
            self._desk.settings.setValue(PRINTER_SETTING, printer)
        self.explain("Handing it to the printer…")
        self._desk.runner.draw(
            partial(print_pdf, self._pdf, printer, copies),
            partial(self._on_printed, printer, copies),
            self._on_refused,
            self,
            progress=status_only,
        )

    def save_as(self) -> None:
        """Save the same bytes as a file of the user's choice."""
        path = self._choose_file(self, self._file_name)
        if path:
            call = partial(_save, self._pdf, Path(path))
            self._desk.runner.draw(call, self._on_saved, self._on_refused, self)

    def _lay_out(self) -> None:
        self._thumbs.setAccessibleName("Pages")
        self._thumbs.setModel(self._pages)
        self._thumbs.setIconSize(QSize(THUMB, round(THUMB * 1.4)))
        self._thumbs.setUniformItemSizes(True)
        self._thumbs.setFixedWidth(THUMB + 90)
        self._thumbs.selectionModel().currentRowChanged.connect(self._on_page_chosen)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName("Page")
        self._scroll.setWidget(self._picture)
        self._scroll.setWidgetResizable(True)
        self._scroll.setBackgroundRole(QPalette.ColorRole.Midlight)
        self._scroll.setAccessibleName("Page shown")
        self._copies.setFixedWidth(scaled(56))
        self._printer.setMinimumWidth(scaled(200))
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._thumbs)
        row.addWidget(self._scroll, 1)
        self.body.addWidget(self._note)
        self.body.addLayout(row, 1)
        self.add_action("Smaller", partial(self._step_zoom, -1), icon="zoom-out")
        self.add_action("Larger", partial(self._step_zoom, 1), icon="zoom-in")
        self.add_action("Whole width", self._fit_width)
        self.add_action("Save PDF", self.save_as, key="Ctrl+S", icon="save")
        self.add_action("Back", self.leave, icon="back")
        for label, widget in (("Printer", self._printer), ("Copies", self._copies)):
            self.add_foot(PlainLabel(label, tone="muted"))
            self.add_foot(widget)
        self.add_post("Print", key="Return")

    def _draw_page(self) -> None:
        if not self._sizes:
            return
        width = self._sizes[self._number][0]
        ratio = self.devicePixelRatioF()
        zoom = self._zoom or (self._scroll.viewport().width() - 2 * Space.L) / (
            width * SCREEN_DPI / POINTS_PER_INCH
        )
        scale = max(zoom, 0.1) * SCREEN_DPI / POINTS_PER_INCH * ratio
        call = partial(render_page, self._pdf, self._number, scale)
        self._desk.runner.draw(call, self._on_page_drawn, owner=self, key="page")

    def _step_zoom(self, step: int) -> None:
        shown = self._picture.pixmap().deviceIndependentSize().width()
        width = self._sizes[self._number][0] * SCREEN_DPI / POINTS_PER_INCH if self._sizes else 1
        now = self._zoom or shown / width
        nearby = [zoom for zoom in ZOOMS if (zoom > now + 0.01 if step > 0 else zoom < now - 0.01)]
        if nearby:
            self._zoom = min(nearby) if step > 0 else max(nearby)
            self._draw_page()

    def _fit_width(self) -> None:
        self._zoom = 0.0
        self._draw_page()

    def _turn(self, step: int) -> None:
        row = min(max(self._number + step, 0), len(self._sizes) - 1)
        self._thumbs.setCurrentIndex(self._pages.index(row))

    def _on_measured(self, sizes: tuple[tuple[float, float], ...]) -> None:
        self._sizes = sizes
        self._pages.show_document(self._pdf, sizes)
        self._thumbs.setCurrentIndex(self._pages.index(0))
        self.explain(f"{len(sizes)} pages" if len(sizes) != 1 else "1 page")

    def _on_printers_listed(self, names: list[str]) -> None:
        self._printer.set_choices([("", "This computer's printer"), *((name, name) for name in names)])
        if self._desk.settings:
            self._printer.set_value(self._desk.settings.value(PRINTER_SETTING, ""))
        if self._prints_at_once:
            self._prints_at_once = False
            self.print_now()

    def _on_page_chosen(self) -> None:
        self._number = max(self._thumbs.currentIndex().row(), 0)
        self._draw_page()

    def _on_page_drawn(self, image: PageImage) -> None:
        picture = QPixmap.fromImage(image.to_image())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture.setPixmap(picture)
        self._picture.setAccessibleDescription(f"Page {self._number + 1} of {len(self._sizes)}")

    def _on_printed(self, printer: str, copies: int, _nothing: object) -> None:
        self.explain("Sent to the printer.", "good")
        self.printed.emit(printer, copies)

    def _on_saved(self, path: Path) -> None:
        self.explain("Saved.", "good")
        self.saved.emit(path)

    def _on_refused(self, error: Exception) -> None:
        self.explain(str(error), "danger")
