"""How claims go out: printed on the red form or as a copy, or as a file; and what was left out."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.queries.claim_batches import PartnerChoice, list_partner_choices
from app.queries.kept_files import KeptFile
from app.services.claim_files import LARGEST_EXPORT, ExportedClaims, export_claims, place_in_outbox
from app.services.claims import LARGEST_PRINT, PrintedClaims, print_claims
from app.tasks.jobs import Job
from app.views.billing.batch_foot import BatchFoot
from app.views.billing.left_out_list import LeftOut, LeftOutList
from app.views.billing.paper_questions import PDF, PaperQuestions
from app.views.billing.statement_words import count_of
from app.views.billing.way_choice import WayChoice
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.printing import list_printers
from app.views.common.theme import FORM_WIDTH, Space, Text, scaled


class PrintPanel(Panel):
    """Prints claims or makes a file of them; `printed` carries the kept paper and what to load.

    `sheet_drawn` carries a test sheet, `batch_asked` the batch that was made, to be confirmed.
    """

    printed = Signal(object, str)
    sheet_drawn = Signal(object)
    claim_asked = Signal(int)
    batch_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Print claims, or make a file")
        self._desk = desk
        self._ids: tuple[int, ...] = ()
        self._job: Job | None = None
        self._file: KeptFile | None = None
        self._count = PlainLabel("", Text.SECTION, wrap=True)
        self.ways = WayChoice()
        self.paper = PaperQuestions(desk)
        self.kinds, self.tray = self.paper.kinds, self.paper.tray
        self.left_out = LeftOutList(desk)
        self.stop = Button("Cancel", self._on_stop_asked)
        self.after = BatchFoot(desk, self._on_show_asked)
        self.cover, self.confirm = self.after.cover, self.after.confirm
        self._lay_out()
        for part in (self.paper, self.after):
            part.sheet_drawn.connect(self.sheet_drawn)
        self.after.batch_asked.connect(self.batch_asked)
        self.ways.chosen.connect(self._on_way_chosen)
        self.left_out.opened.connect(self.claim_asked)
        self.post_asked.connect(self.print_now)

    def show_claims(self, ids: tuple[int, ...]) -> None:
        """Ask how these claims shall go out."""
        self._file = None
        self.after.show_batch(0)
        self.setFocusProxy(self.kinds.chip(self.kinds.value()))
        self.ways.offer((), 0)
        self._choose(ids)
        self.left_out.show_left_out(())
        self.explain("")
        self._desk.runner.draw(list_printers, self.tray.show_printers, owner=self, key="printers")
        self.kinds.chip(self.kinds.value()).setFocus()

    def print_now(self) -> None:
        """Print into one file that is kept, and show it; or write the partner's file into its outbox."""
        partner = self.ways.partner
        if self._job is not None or not (partner or self.tray.check()):
            return
        if not self._ids:
            self.explain("No claim is chosen. Go back and choose one.", "danger")
            return
        self.explain("Filling the forms…")
        self.stop.show()
        if partner:
            self._start(export_claims, partner.partner_id, self._ids, then=self._on_exported)
            return
        self.tray.keep()
        use_case = partial(print_claims, facsimile=self.paper.is_copy)
        self._start(use_case, self._ids, self.tray.offset(), then=self._on_printed)

    def _start(self, use_case: Callable[..., Any], *given: Any, then: Callable[[Any], None]) -> None:
        self._job = self._desk.do(
            use_case, *given, then=then, failed=self._on_refused, owner=self, progress=self._on_progress
        )

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(scaled(FORM_WIDTH))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._count)
        column.addWidget(self.ways)
        column.addWidget(self.paper)
        self.body.addWidget(inside)
        self.body.addWidget(self.left_out, 1)
        self.body.addStretch()
        self.add_foot(self.stop)
        self.add_foot(self.after)
        self.stop.hide()
        self.add_action("Back", self.leave, icon="back")
        self._post = self.add_post("Print")
        self.add_key(("Ctrl+P",), self.print_now)

    def _choose(self, ids: tuple[int, ...]) -> None:
        self._ids = ids
        self._on_way_chosen()
        self._desk.ask(list_partner_choices, ids, then=self._on_partners, owner=self, key="partners")

    def _on_partners(self, partners: Sequence[PartnerChoice]) -> None:
        had_focus = self.kinds.isAncestorOf(self.focusWidget())
        self.ways.offer(partners, len(self._ids))
        if partners and had_focus:
            self.ways.chips.chip(self.ways.chips.value()).setFocus()

    def _on_way_chosen(self) -> None:
        partner = self.ways.partner
        # Once all went out there is nothing to set and nothing to print: what remains is to confirm.
        is_done = not self._ids and not self.after.isHidden()
        self.paper.setVisible(partner is None and not is_done)
        self._post.setVisible(not is_done)
        self._post.setText("Make the file" if partner else "Print")
        self._count.setText(_sentence(len(self._ids), LARGEST_EXPORT if partner else LARGEST_PRINT))

    def _on_progress(self, done: int, total: int, _what: str) -> None:
        self.explain(f"Filling the forms: {done:,} of {total:,}")

    def _on_stop_asked(self) -> None:
        if self._job:
            self._job.cancel()
            self.explain("Stopping…")

    def _on_printed(self, result: PrintedClaims) -> None:
        self._show_result(result.batch_id, result.claim_ids, result.left_out)
        if result.file_id is None:
            return
        name = f"claims-{self._desk.session.today()}.pdf"
        self._file = KeptFile(name, "claim_print", PDF, result.pdf, result.pages)
        printed = f"{count_of(len(result.claim_ids), 'claim')} on {count_of(result.pages, 'page')}"
        said = f"Printed, not mailed: {printed}. Confirm when it is in the mail."
        if result.left_out:
            self.explain(f"{said} Left out: {len(result.left_out):,}.", "warning")
            self.after.show_printed.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.explain(said, "good")
            self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)
            self._on_show_asked()

    def _on_exported(self, result: ExportedClaims) -> None:
        self._show_result(result.batch_id, result.claim_ids, result.left_out)
        if result.batch_id is None:
            return
        self.after.show_batch(result.batch_id, on_paper=False)
        self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)
        made = f"{count_of(len(result.claim_ids), 'claim')} in {result.name}."
        if result.left_out:
            made += f" Left out: {len(result.left_out):,}."
        self.explain(f"{made} Writing it into the outbox…")
        self._desk.do(
            place_in_outbox,
            result.batch_id,
            then=partial(self._on_placed, made),
            failed=partial(self._on_not_placed, made),
            owner=self,
        )

    def _on_placed(self, made: str, path: Path) -> None:
        self.explain(f"{made} It lies in {path.parent}. Send it from there, then confirm it as sent.", "good")

    def _on_not_placed(self, made: str, error: AppError) -> None:
        self.explain(f"{made} The batch is safe, but it is not in the outbox: {error}", "warning")

    def _show_result(self, batch_id: int | None, done: Sequence[int], left_out: LeftOut) -> None:
        """Show what is true of paper and file alike: what was left out, and the batch if there is one."""
        self._end()
        self.left_out.show_left_out(left_out)
        self.after.show_batch(batch_id or 0)
        # What went out must not go out once more by the same key.
        self._choose(tuple(claim for claim, _ in left_out))
        # Whoever comes back from the preview goes on to the confirmation.
        self.setFocusProxy(self.confirm if done else self.kinds.chip(self.kinds.value()))
        if not done:
            self.explain("Nothing was made: what is named here needs fixing first.", "danger")

    def _on_show_asked(self) -> None:
        if self._file:
            self.printed.emit(self._file, self.paper.paper)

    def _on_refused(self, error: AppError) -> None:
        self._end()
        self.explain(f"{error} Nothing was printed or written.", "danger")

    def _end(self) -> None:
        self._job = None
        self.stop.hide()


def _sentence(count: int, most: int) -> str:
    if count > most:
        return f"{count:,} claims are chosen; at most {most:,} go out together. Choose fewer."
    return f"{count_of(count, 'claim')} to send" if count else "Nothing is left to send"
