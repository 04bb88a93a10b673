"""The estimate of a visit and the preview of its papers, one in the other's place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from app.views.common.desk import Desk
from app.views.common.preview_panel import PreviewPanel
from app.views.patients.bill_panel import ShownPaper
from app.views.patients.estimate_panel import EstimatePanel


class EstimateRoom(QStackedWidget):
    """Esc goes from the preview back to the estimate, and from there away (`left`)."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.panel = EstimatePanel(desk)
        self.preview = PreviewPanel(desk)
        for widget in (self.panel, self.preview):
            self.addWidget(widget)
        self.panel.left.connect(self.left)
        self.panel.drawn.connect(self._on_drawn)
        self.preview.left.connect(self._on_preview_left)
        self.preview.printed.connect(self.panel.giving.print_out)
        self.preview.saved.connect(self.panel.giving.save)

    def begin(self, patient_id: int, visit_id: int) -> None:
        """Open the estimate of a visit of a patient."""
        self.setCurrentWidget(self.panel)
        self.panel.begin(patient_id, visit_id)

    def _on_drawn(self, paper: ShownPaper) -> None:
        self.preview.show_pdf(paper.title, paper.pdf, paper.file_name, paper.note)
        self.setCurrentWidget(self.preview)

    def _on_preview_left(self) -> None:
        self.setCurrentWidget(self.panel)
        self.panel.shown.steps.setFocus()
