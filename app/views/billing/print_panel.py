"""How claims shall be printed: on the red form or as a copy, on which tray, and what was left out."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.claim_form_catalog import claim_form_grid
from app.documents.alignment_sheet import draw_alignment_sheet
from app.domain.errors import AppError
from app.queries.kept_files import KeptFile
from app.queries.printed_batches import PrintedBatch, find_printed_batch
from app.services.claims import LARGEST_PRINT, PrintedClaims, print_claims
from app.tasks.jobs import Job
from app.views.billing.batch_list import draw_batch_list
from app.views.billing.left_out_list import LeftOutList
from app.views.billing.statement_words import count_of
from app.views.billing.tray_form import TrayForm
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.filter_chips import FilterChips
from app.views.common.flow import FlowLayout
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.printing import list_printers
from app.views.common.theme import FORM_WIDTH, Space, Text, scaled

DATA_ONLY, COPY = "data_only", "copy"
_KINDS = ((DATA_ONLY, "Data only, on the red form"), (COPY, "Copy for file or upload"))
_RED_FORM = "Load red CMS-1500 forms (02/12). Print at actual size, one side."
_COPY = "The form is printed, too: for your file or for upload. Payers that scan paper send it back."
_PDF = "application/pdf"


class PrintPanel(Panel):
    """Prints claims; `printed` carries the kept file and what to load, `sheet_drawn` a test sheet."""

    printed = Signal(object, str)
    sheet_drawn = Signal(object)
    claim_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Print claim forms")
        self._desk = desk
        self._ids: tuple[int, ...] = ()
        self._job: Job | None = None
        self._file: KeptFile | None = None
        self._count = PlainLabel("", Text.SECTION, wrap=True)
        self.kinds = FilterChips("What to print", _KINDS)
        self._warning = PlainLabel("", tone="warning", wrap=True)
        self.tray = TrayForm(desk.settings)
        self.left_out = LeftOutList(desk)
        self.stop = Button("Cancel", self._on_stop_asked)
        self.show_printed = Button("Show what was printed", self._on_show_asked, icon="print")
        self.cover = Button("Cover list", self._on_cover_asked)
        self._file_id = 0
        self._lay_out()
        self.kinds.chosen.connect(self._on_kind_chosen)
        self.left_out.opened.connect(self.claim_asked)
        self.post_asked.connect(self.print_now)
        self._on_kind_chosen()

    def show_claims(self, ids: tuple[int, ...]) -> None:
        """Ask how these claims shall be printed."""
        self._choose(ids)
        self._file = None
        self.left_out.show_left_out(())
        self.show_printed.hide()
        self.cover.hide()
        self.explain("")
        self._desk.runner.draw(list_printers, self.tray.show_printers, owner=self, key="printers")
        self.kinds.chip(self.kinds.value()).setFocus()

    def print_now(self) -> None:
        """Print into one file that is kept, and show it."""
        if self._job is not None or not self.tray.check():
            return
        if not self._ids:
            self.explain("No claim is chosen. Go back and choose one.", "danger")
            return
        self.tray.keep()
        self.explain("Filling the forms…")
        self.stop.show()
        self._job = self._desk.do(
            partial(print_claims, facsimile=self._is_copy()),
            self._ids,
            self.tray.offset(),
            then=self._on_printed,
            failed=self._on_refused,
            owner=self,
            progress=self._on_progress,
        )

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(scaled(FORM_WIDTH))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._count)
        column.addWidget(self.kinds)
        column.addWidget(self._warning)
        column.addSpacing(Space.S)
        column.addWidget(self.tray)
        sheets = FlowLayout(gap=Space.S)
        sheets.addWidget(Button("Alignment sheet", partial(self._draw_sheet, False)))
        sheets.addWidget(Button("Marks alone, for one real form", partial(self._draw_sheet, True)))
        column.addLayout(sheets)
        self.body.addWidget(inside)
        self.body.addWidget(self.left_out, 1)
        self.body.addStretch()
        self.add_foot(self.stop)
        self.add_foot(self.cover)
        self.add_foot(self.show_printed)
        self.stop.hide()
        self.cover.hide()
        self.show_printed.hide()
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Print")
        self.add_key(("Ctrl+P",), self.print_now)

    def _choose(self, ids: tuple[int, ...]) -> None:
        self._ids = ids
        self._count.setText(_sentence(len(ids)))

    def _draw_sheet(self, marks_only: bool) -> None:
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
        self.sheet_drawn.emit(KeptFile("alignment-sheet.pdf", "alignment_sheet", _PDF, pdf, 1))

    def _on_kind_chosen(self) -> None:
        self._warning.setText(_COPY if self._is_copy() else _RED_FORM)
        self._warning.set_tone("warning" if self._is_copy() else "muted")

    def _is_copy(self) -> bool:
        return self.kinds.value() == COPY

    def _on_progress(self, done: int, total: int, _what: str) -> None:
        self.explain(f"Filling the forms: {done:,} of {total:,}")

    def _on_stop_asked(self) -> None:
        if self._job:
            self._job.cancel()
            self.explain("Stopping…")

    def _on_printed(self, result: PrintedClaims) -> None:
        self._end()
        self.left_out.show_left_out(result.left_out)
        # What was printed must not be printed once more by the same key.
        self._choose(tuple(claim for claim, _ in result.left_out))
        if result.file_id is None:
            self.explain("Nothing was printed: every claim needs fixing first.", "danger")
            return
        name = f"claims-{self._desk.session.today()}.pdf"
        self._file = KeptFile(name, "claim_print", _PDF, result.pdf, result.pages)
        self._file_id = result.file_id
        self.cover.show()
        self.show_printed.show()
        printed = f"{count_of(len(result.claim_ids), 'claim')} on {count_of(result.pages, 'page')}"
        if result.left_out:
            self.explain(f"Kept for print: {printed}. Left out: {len(result.left_out):,}.", "warning")
            self.show_printed.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.explain(f"Kept for print: {printed}.", "good")
            self._on_show_asked()

    def _on_show_asked(self) -> None:
        if self._file:
            self.printed.emit(self._file, _COPY if self._is_copy() else _RED_FORM)

    def _on_cover_asked(self) -> None:
        self._desk.ask(find_printed_batch, self._file_id, then=self._on_batch_found, owner=self, key="cover")

    def _on_batch_found(self, batch: PrintedBatch) -> None:
        call = partial(draw_batch_list, batch, self._desk.session.today())
        self._desk.runner.draw(call, self._on_cover_drawn, owner=self)

    def _on_cover_drawn(self, pdf: bytes) -> None:
        self.sheet_drawn.emit(KeptFile("cover-list.pdf", "cover_sheet", _PDF, pdf, 1))

    def _on_refused(self, error: AppError) -> None:
        self._end()
        self.explain(f"{error} Nothing was printed.", "danger")

    def _end(self) -> None:
        self._job = None
        self.stop.hide()


def _sentence(count: int) -> str:
    if count > LARGEST_PRINT:
        return f"{count:,} claims are chosen; at most {LARGEST_PRINT:,} go into one print. Choose fewer."
    return f"{count_of(count, 'claim')} to print" if count else "Nothing is left to print"
