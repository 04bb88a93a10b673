"""The row above the form: what can be done with the claim, its kept prints, pages and zoom."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.queries.claims import ClaimDetail
from app.views.billing.claim_words import describe_version
from app.views.billing.paper_view import PaperView
from app.views.common.buttons import Button
from app.views.common.combo import Combo
from app.views.common.flow import FlowLayout
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space


class ClaimBar(QWidget):
    """Buttons for one claim; `copy_asked` carries the id of a kept version that shall be printed again."""

    answer_asked = Signal()
    patient_asked = Signal()
    copy_asked = Signal(int)

    def __init__(self, paper: PaperView) -> None:
        super().__init__()
        self._pages = 1
        sheet = paper.sheet
        self.answer = Button("Enter answer", self.answer_asked.emit)
        self.patient = Button("Open patient", self.patient_asked.emit, icon="user")
        self.versions = Combo("Kept prints")
        self.again = Button("Print again", self._on_again_asked, icon="print")
        self._before = Button("Page before", partial(sheet.turn_by, -1), key="PgUp")
        self._page = PlainLabel(tone="muted")
        self._after = Button("Next page", partial(sheet.turn_by, 1), key="PgDown")
        row = FlowLayout(self, Space.S)
        done: tuple[QWidget, ...] = (self.answer, self.patient, self.versions, self.again)
        self._paging: tuple[QWidget, ...] = (self._before, self._page, self._after)
        for widget in (*done, *self._paging):
            row.addWidget(widget)
        row.addWidget(Button("Smaller", partial(paper.step_zoom, -1), icon="zoom-out", key="Ctrl+-"))
        row.addWidget(Button("Larger", partial(paper.step_zoom, 1), icon="zoom-in", key="Ctrl++"))
        row.addWidget(Button("Whole width", partial(paper.step_zoom, 0), key="Ctrl+0"))

    def show_claim(self, detail: ClaimDetail, pages: int) -> None:
        """Offer what this claim has."""
        self._pages = pages
        self.versions.set_choices([(version.id, describe_version(version)) for version in detail.versions])
        self.answer.setVisible(detail.is_open)
        self.again.setVisible(bool(detail.versions))
        self.versions.setVisible(len(detail.versions) > 1)
        for widget in self._paging:
            widget.setVisible(pages > 1)

    def show_page(self, number: int) -> None:
        """Tell which page is shown; `number` counts from 0."""
        self._page.setText(f"Page {number + 1} of {self._pages}")

    def _on_again_asked(self) -> None:
        version = self.versions.value()
        if isinstance(version, int):
            self.copy_asked.emit(version)
