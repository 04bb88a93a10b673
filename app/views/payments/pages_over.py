"""What lies over the parts of the payments tab: a panel that was asked for, or the preview of a paper."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services.papers import PrintedPaper
from app.services.receipts import PrintedReceipt
from app.views.common.preview_panel import PreviewPanel
from app.views.common.toast import Toast


class PagesOver(QObject):
    """Shows one page of the tab; what was said about another goes away with it."""

    def __init__(self, pages: QStackedWidget, preview: PreviewPanel, toast: Toast) -> None:
        super().__init__(pages)
        self._pages = pages
        self._preview = preview
        self._toast = toast

    def show_panel(self, panel: QWidget) -> None:
        """Show a panel over all parts."""
        self._toast.hide()
        self._pages.setCurrentWidget(panel)

    def show_paper(self, paper: PrintedPaper) -> None:
        """Show a paper just printed, and hand it to the printer."""
        self._pages.setCurrentWidget(self._preview)
        self._preview.print_pdf(paper.name.removesuffix(".pdf"), paper.pdf, paper.name)
        self._preview.setFocus()

    def show_receipt(self, printed: PrintedReceipt) -> None:
        """Show a receipt just printed, and hand it to the printer."""
        self._pages.setCurrentWidget(self._preview)
        self._preview.print_pdf(f"Receipt {printed.number}", printed.pdf, printed.file_name)
        self._preview.setFocus()
