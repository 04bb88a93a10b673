"""Putting PDF bytes on paper; everything here runs in the runner's drawing lane.

Linux and Mac: the bytes go to `lp` by its standard input, at actual size, so they stay sharp and no file is
left behind. Windows: pages are drawn one by one at the printer's resolution; not tried on real Windows yet.
"""

import subprocess
import sys

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.domain.errors import RuleError
from app.tasks.jobs import Progress
from app.views.common.pdf_pages import POINTS_PER_INCH, measure_pages, render_page

MAX_DPI = 600
PATIENCE = 60
SAFE = "Nothing else was changed. Try again, or save the PDF and print it from there."


def list_printers() -> list[str]:
    """The printers this computer knows; asking may take long when a network printer sleeps."""
    if sys.platform == "win32":
        return list(QPrinterInfo.availablePrinterNames())
    try:
        answer = subprocess.run(
            ["lpstat", "-e"], capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return answer.stdout.split()


def print_pdf(pdf: bytes, printer: str, copies: int, progress: Progress) -> None:
    """Print at actual size; an empty `printer` means the system's own. Raises RuleError if it is refused."""
    if sys.platform == "win32":
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        if printer:
            device.setPrinterName(printer)
        device.setCopyCount(copies)
        device.setResolution(min(device.resolution(), MAX_DPI))
        draw_pages(pdf, device, progress)
    else:
        _hand_to_lp(pdf, printer, copies)


def _hand_to_lp(pdf: bytes, printer: str, copies: int) -> None:
    # The job's title shows on the printer and in its log, so it names no patient.
    command = ["lp", "-s", "-t", "Plainbill", "-n", str(copies), "-o", "print-scaling=none"]
    if printer:
        command += ["-d", printer]
    try:
        answer = subprocess.run(command, input=pdf, capture_output=True, timeout=PATIENCE, check=False)
    except OSError:
        raise RuleError(f"No printer is set up on this computer. {SAFE}") from None
    except subprocess.TimeoutExpired:
        raise RuleError(f"The printer did not answer for {PATIENCE} seconds. {SAFE}") from None
    if answer.returncode != 0:
        words = answer.stderr.decode(errors="replace").strip()
        raise RuleError(f"The printer refused the job ({words}). {SAFE}")


def draw_pages(pdf: bytes, device: QPrinter, progress: Progress) -> None:
    """Draw every page on `device` at actual size, without margins; stops between pages when cancelled."""
    sizes = measure_pages(pdf)
    _set_paper(device, sizes[0])
    painter = QPainter()
    if not painter.begin(device):
        raise RuleError(f"The printer could not be opened. {SAFE}")
    try:
        for number, (width, height) in enumerate(sizes):
            progress(number, len(sizes), "printing")
            if number:
                device.newPage()
            scale = device.resolution() / POINTS_PER_INCH
            image = render_page(pdf, number, scale, grey=True).to_image()
            painter.drawImage(QRectF(0, 0, width * scale, height * scale), image)
        progress(len(sizes), len(sizes), "printing")
    finally:
        painter.end()


def _set_paper(device: QPrinter, points: tuple[float, float]) -> None:
    page = QPageSize(QSizeF(*points), QPageSize.Unit.Point)
    # Full page alone still shifts on Windows (QTBUG-5363); the margins must be cleared too.
    device.setFullPage(True)
    device.setPageSize(page)
    device.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    taken = device.pageLayout().pageSize()
    if abs(taken.size(QPageSize.Unit.Point).width() - page.size(QPageSize.Unit.Point).width()) > 2:
        raise RuleError(f"The printer is set to {taken.name()} paper, but this needs {page.name()}. {SAFE}")
