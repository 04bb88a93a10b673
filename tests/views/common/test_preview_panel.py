"""The preview shows, prints and saves the very same bytes."""

import os
import stat
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QListView
from reportlab.pdfgen.canvas import Canvas

from app.domain.errors import RuleError
from app.tasks.jobs import Cancelled
from app.tasks.runner import status_only
from app.views.common.desk import Desk
from app.views.common.pdf_pages import measure_pages, render_page
from app.views.common.preview_panel import PreviewPanel
from app.views.common.printing import draw_pages, list_printers, print_pdf


def make_pdf(pages: int) -> bytes:
    """Letter pages with a black square one inch from the left and the top."""
    kept = BytesIO()
    canvas = Canvas(kept, pagesize=(612, 792), invariant=1)
    for _ in range(pages):
        canvas.rect(72, 792 - 144, 72, 72, fill=1)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


@pytest.fixture
def spool(tmp_path, monkeypatch):
    """A printing system of two little programs that keep what they are given."""
    programs = tmp_path / "bin"
    programs.mkdir()
    kept = tmp_path / "spool"
    for name, lines in {
        "lp": f'cat > "{kept}.pdf"; printf "%s\\n" "$@" > "{kept}.words"',
        "lpstat": "printf 'Front_desk\\nBack_office\\n'",
    }.items():
        program = programs / name
        program.write_text(f"#!/bin/sh\n{lines}\n")
        program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return kept


@pytest.fixture
def preview(window, runner, tmp_path, spool):
    settings = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    made = PreviewPanel(Desk(None, runner, settings), lambda _parent, name: str(tmp_path / name))
    window(made)
    return made


def show(qtbot, preview, pdf):
    preview.show_pdf("Statements", pdf, "statements.pdf", "Load plain paper.")
    qtbot.waitUntil(lambda: not preview._picture.pixmap().isNull() and preview._printer.count() == 3)


def test_pages_are_drawn_as_they_are_looked_at(qtbot, preview):
    show(qtbot, preview, make_pdf(200))
    pages = preview.findChild(QListView)
    assert pages.model().rowCount() == 200
    qtbot.waitUntil(lambda: len(pages.model()._pictures) >= 3)
    assert len(pages.model()._asked) < 20
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: preview._picture.accessibleDescription() == "Page 2 of 200")


def test_enter_prints_the_bytes_shown_at_actual_size(qtbot, preview, spool):
    pdf = make_pdf(2)
    show(qtbot, preview, pdf)
    preview._printer.set_value("Back_office")
    preview._copies.set_value("2")
    preview.findChild(QListView).setFocus()
    with qtbot.waitSignal(preview.printed) as printed:
        qtbot.keyClick(preview.findChild(QListView), Qt.Key.Key_Return)
    assert printed.args == ["Back_office", 2]
    assert Path(f"{spool}.pdf").read_bytes() == pdf
    words = Path(f"{spool}.words").read_text().split()
    assert words == ["-s", "-t", "Plainbill", "-n", "2", "-o", "print-scaling=none", "-d", "Back_office"]


def test_the_printer_chosen_is_remembered(qtbot, preview, spool):
    show(qtbot, preview, make_pdf(1))
    preview._printer.set_value("Back_office")
    with qtbot.waitSignal(preview.printed):
        preview.print_now()
    again = PreviewPanel(preview._desk)
    qtbot.addWidget(again)
    show(qtbot, again, make_pdf(1))
    assert again._printer.value() == "Back_office"


def test_a_bad_number_of_copies_prints_nothing(qtbot, preview, spool):
    show(qtbot, preview, make_pdf(1))
    preview._copies.setText("100")
    preview.print_now()
    assert preview._copies.problem == "Type how many copies, 1 to 99."
    assert preview._copies.hasFocus()
    assert not Path(f"{spool}.pdf").exists()


def test_ctrl_s_saves_the_bytes_shown(qtbot, preview, tmp_path):
    pdf = make_pdf(1)
    show(qtbot, preview, pdf)
    with qtbot.waitSignal(preview.saved):
        qtbot.keyClick(preview, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert (tmp_path / "statements.pdf").read_bytes() == pdf
    assert not list(tmp_path.glob("*.part"))


def test_a_folder_that_refuses_is_told(qtbot, preview, tmp_path):
    show(qtbot, preview, make_pdf(1))
    (tmp_path / "statements.pdf").mkdir()
    preview.save_as()
    qtbot.waitUntil(lambda: "could not be saved there" in preview._reason.text())
    assert not list(tmp_path.glob("*.part"))


def test_esc_returns(qtbot, preview):
    with qtbot.waitSignal(preview.left):
        qtbot.keyClick(preview, Qt.Key.Key_Escape)


def test_a_printer_that_refuses_is_told(tmp_path, monkeypatch, spool):
    (tmp_path / "bin" / "lp").write_text("#!/bin/sh\ncat >/dev/null\necho 'no such printer' >&2\nexit 1\n")
    with pytest.raises(RuleError, match=r"refused the job \(no such printer\)"):
        print_pdf(make_pdf(1), "Nowhere", 1, status_only)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RuleError, match="No printer is set up"):
        print_pdf(make_pdf(1), "", 1, status_only)
    assert list_printers() == []


def raster_printer(path: Path) -> QPrinter:
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(path))
    device.setResolution(150)
    return device


def test_a_page_drawn_for_windows_keeps_its_size_and_place(qapp, tmp_path):
    told = []
    draw_pages(make_pdf(3), raster_printer(tmp_path / "out.pdf"), lambda *report: told.append(report))
    printed = (tmp_path / "out.pdf").read_bytes()
    assert [(round(w), round(h)) for w, h in measure_pages(printed)] == [(612, 792)] * 3
    assert told[-1] == (3, 3, "printing")
    image = render_page(printed, 0, 2).to_image().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels, step = bytes(image.constBits()), image.bytesPerLine()
    rows = [pixels[y * step : y * step + image.width()] for y in range(image.height())]
    written = [y for y, row in enumerate(rows) if min(row) < 100]
    left = min(next(x for x, grey in enumerate(rows[y]) if grey < 100) for y in written)
    assert abs(left - 144) <= 2
    assert abs(written[0] - 144) <= 2


def test_printing_for_windows_stops_between_pages(qapp, tmp_path):
    def stop_at_second(done, _total, _text):
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        draw_pages(make_pdf(3), raster_printer(tmp_path / "out.pdf"), stop_at_second)
    document = pypdfium2.PdfDocument((tmp_path / "out.pdf").read_bytes())
    assert len(document) == 1
    document.close()
