"""How claims shall be printed: the data alone or a copy of the form, on which printer and tray."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.claim_form_catalog import claim_form_grid
from app.documents.alignment_sheet import draw_alignment_sheet
from app.queries.kept_files import KeptFile
from app.views.billing.tray_form import TrayForm
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.filter_chips import FilterChips
from app.views.common.flow import FlowLayout
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space

PDF = "application/pdf"
DATA_ONLY, COPY = "data_only", "copy"
_KINDS = ((DATA_ONLY, "Data only, on the red form"), (COPY, "Copy for file or upload"))
_RED_FORM = "Load red CMS-1500 forms (02/12). Print at actual size, one side."
_COPY = "The form is printed, too: for your file or for upload. Payers that scan paper send it back."


class PaperQuestions(QWidget):
    """Asks for kind, printer and tray, and draws test sheets: `sheet_drawn` carries one."""

    sheet_drawn = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.kinds = FilterChips("What to print", _KINDS)
        self.warning = PlainLabel("", tone="warning", wrap=True)
        self.tray = TrayForm(desk.settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.kinds)
        column.addWidget(self.warning)
        column.addSpacing(Space.S)
        column.addWidget(self.tray)
        sheets = FlowLayout(gap=Space.S)
        sheets.addWidget(Button("Alignment sheet", partial(self.draw_sheet, False)))
        sheets.addWidget(Button("Marks alone, for one real form", partial(self.draw_sheet, True)))
        column.addLayout(sheets)
        self.kinds.chosen.connect(self._on_kind_chosen)
        self._on_kind_chosen()

    @property
    def is_copy(self) -> bool:
        """Tell whether the form itself is printed, too."""
        return self.kinds.value() == COPY

    @property
    def paper(self) -> str:
        """What to load into the printer."""
        return _COPY if self.is_copy else _RED_FORM

    def draw_sheet(self, marks_only: bool) -> None:
        """Draw the alignment sheet for this tray."""
        if self.tray.check():
            self.tray.keep()
            call = partial(
                draw_alignment_sheet,
                claim_form_grid(),
                self.tray.offset(),
                self.tray.name(),
                marks_only=marks_only,
            )
            self._desk.runner.draw(call, self._on_sheet_drawn, owner=self)

    def _on_sheet_drawn(self, pdf: bytes) -> None:
        self.sheet_drawn.emit(KeptFile("alignment-sheet.pdf", "alignment_sheet", PDF, pdf, 1))

    def _on_kind_chosen(self) -> None:
        self.warning.setText(self.paper)
        self.warning.set_tone("warning" if self.is_copy else "muted")
