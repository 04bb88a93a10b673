"""The row above the form: what can be done with the claim, its kept prints, pages and zoom."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.claim_life import ClaimState, Move, is_allowed
from app.queries.claims import ClaimDetail
from app.views.billing.claim_words import describe_version, may_be_corrected
from app.views.billing.paper_view import PaperView
from app.views.common.buttons import Button
from app.views.common.combo import Combo
from app.views.common.flow import FlowLayout
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space

ANSWER_KEY = "Ctrl+Shift+E"


class ClaimBar(QWidget):
    """Buttons for what a claim allows; `copy_asked` carries the id of a kept version to be printed again."""

    answer_asked = Signal()
    correct_asked = Signal()
    hold_asked = Signal()
    release_asked = Signal()
    patient_asked = Signal()
    copy_asked = Signal(int)

    def __init__(self, paper: PaperView) -> None:
        super().__init__()
        self._pages = 1
        sheet = paper.sheet
        self.answer = Button("Enter answer", self.answer_asked.emit, key=ANSWER_KEY)
        self.correct = Button("Correct or resend…", self.correct_asked.emit, key="Ctrl+R")
        self.hold = Button("Hold…", self.hold_asked.emit)
        self.release = Button("Release", self.release_asked.emit)
        self.patient = Button("Open patient", self.patient_asked.emit, icon="user")
        self.versions = Combo("Kept prints")
        self.again = Button("Print again", self._on_again_asked, icon="print")
        self._before = Button("Page before", partial(sheet.turn_by, -1), key="PgUp")
        self._page = PlainLabel(tone="muted")
        self._after = Button("Next page", partial(sheet.turn_by, 1), key="PgDown")
        row = FlowLayout(self, Space.S)
        steps = (self.answer, self.correct, self.hold, self.release)
        done: tuple[QWidget, ...] = (*steps, self.patient, self.versions, self.again)
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
        state, standing = detail.line.state, detail.line.standing
        self.answer.setVisible(is_allowed(state, Move.ANSWER))
        self.correct.setVisible(may_be_corrected(detail))
        self.hold.setVisible(standing.state is ClaimState.READY and not standing.held)
        self.release.setVisible(detail.is_open and bool(standing.held))
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
