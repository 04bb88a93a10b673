"""The tab of billing forms: claims and their forms, batches, statements, and the preview of each paper."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.domain.rights import Right
from app.queries.kept_files import KeptFile, find_kept_file
from app.views.billing.batches_page import BatchesPage
from app.views.billing.claims_page import ClaimsPage
from app.views.billing.print_panel import PrintPanel
from app.views.billing.replies_panel import RepliesPanel
from app.views.billing.statements_panel import StatementsPanel
from app.views.common.coverage_subject import NOTHING_ASKED, CoverageSubject
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.preview_panel import PreviewPanel
from app.views.common.refusals import refusal_of
from app.views.common.tab import Tab

PLAIN = "Load plain paper."
AGAIN = "These are the same pages that were printed before. Nothing is changed by printing them again."


class BillingTab(Tab):
    """Fills, checks and prints claim forms, and runs statements."""

    TITLE = "Billing forms"
    SHOWS = frozenset(
        {"claim", "adjudication", "patient", "policy", "visit", "payment", "statement", "account"}
        | {"provider", "place", "payer", "plan", "practice", "setting", "claim_batch", "trading_partner"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.pages = QStackedWidget()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        refusal = refusal_of(desk.session, Right.PRINT_CLAIM)
        self._may_work = not refusal
        if refusal:
            self.pages.addWidget(EmptyState(refusal))
        else:
            self._furnish(desk)

    def refresh(self) -> None:
        """Ask again for what is shown."""
        if self._may_work:
            self.claims.refresh()
            shown = self.pages.currentWidget()
            if shown is self.statements or shown is self.batches:
                shown.refresh()

    def coverage_subject(self) -> CoverageSubject:
        """The claim shown, with the line first whose box the keyboard is in."""
        is_shown = self._may_work and self.pages.currentWidget() is self.claims
        return self.claims.coverage_subject() if is_shown else NOTHING_ASKED

    def show_claim(self, claim_id: int) -> None:
        """Show one claim and put the keyboard on it."""
        if self._may_work:
            self.pages.setCurrentWidget(self.claims)
            self.claims.show_claim(claim_id)

    def show_claims(self) -> None:
        """Show the list of claims, whatever lies over it."""
        if self._may_work:
            self.pages.setCurrentWidget(self.claims)
            self.claims.setFocus()

    def show_part(self, part: str, claim_id: int = 0) -> None:
        """Show one list of work, as `filing`, with the keyboard on a claim of it or on the first row."""
        if self._may_work:
            self.pages.setCurrentWidget(self.claims)
            self.list.show_part(part, claim_id)

    def ask_payers(self) -> None:
        """Ask the payers of the claims that are selected what became of them."""
        if self._may_work:
            self.show_claims()
            self.claims.ask_payers()

    def show_statements(self) -> None:
        """Show who gets a statement."""
        if self._may_work:
            self.pages.setCurrentWidget(self.statements)
            self.statements.refresh()
            self.statements.setFocus()

    def show_replies(self) -> None:
        """Show the payers' replies about claims and coverage."""
        if self._may_work:
            self.pages.setCurrentWidget(self.replies)
            self.replies.setFocus()

    def show_batches(self, batch_id: int = 0) -> None:
        """Show the batches, with the keyboard on one of them."""
        if self._may_work:
            self.pages.setCurrentWidget(self.batches)
            self.batches.show_batch(batch_id)

    def _furnish(self, desk: Desk) -> None:
        self.claims = ClaimsPage(desk)
        self.list, self.form = self.claims.list, self.claims.form
        self.printing = PrintPanel(desk)
        self.statements = StatementsPanel(desk)
        self.replies = RepliesPanel(desk)
        self.batches = BatchesPage(desk)
        self.preview = PreviewPanel(desk)
        self._back: QWidget = self.claims
        for page in (self.claims, self.printing, self.statements, self.replies, self.batches):
            self.pages.addWidget(page)
        self.pages.addWidget(self.preview)
        self.claims.print_asked.connect(self._on_print_asked)
        self.claims.statements_asked.connect(self.show_statements)
        self.claims.batches_asked.connect(self.show_batches)
        self.claims.replies_asked.connect(self.show_replies)
        self.replies.claim_asked.connect(self.show_claim)
        self.replies.insurance_asked.connect(lambda patient: self.page_asked.emit(patient, "Insurance"))
        self.claims.copy_found.connect(self._on_file_found)
        self.claims.answer_asked.connect(self.answer_asked)
        self.claims.patient_asked.connect(self.patient_asked)
        self.claims.page_asked.connect(self.page_asked)
        self.claims.part_asked.connect(self.part_asked)
        self.claims.guideline_asked.connect(partial(self.act_asked.emit, "show_guideline_version"))
        self.claims.visit_asked.connect(self.visit_asked)
        self.claims.case_asked.connect(self.case_asked)
        self.printing.printed.connect(self._on_printed)
        self.printing.sheet_drawn.connect(self._on_sheet_drawn)
        self.printing.batch_asked.connect(self.show_batches)
        self.batches.paper_found.connect(self._on_batch_paper_found)
        for lister in (self.printing, self.batches):
            lister.claim_asked.connect(self.show_claim)
        self.statements.file_asked.connect(partial(self._ask_file, self._on_file_found))
        show_new = partial(self._show_preview, "Statements", note=PLAIN, back=self.statements)
        self.statements.issued.connect(partial(self._ask_file, show_new))
        self.setFocusProxy(self.list.table)
        for panel in (self.printing, self.statements, self.replies, self.batches):
            panel.left.connect(self._on_panel_left)
        self.preview.left.connect(self._on_preview_left)

    def _show_preview(self, title: str, file: KeptFile, note: str, back: QWidget) -> None:
        self._back = back
        self.pages.setCurrentWidget(self.preview)
        self.preview.show_pdf(title, file.content, file.name, note)
        self.preview.setFocus()

    def _on_print_asked(self, ids: tuple[int, ...]) -> None:
        self.pages.setCurrentWidget(self.printing)
        self.printing.show_claims(ids)

    def _on_printed(self, file: KeptFile, note: str) -> None:
        self._show_preview("Claim forms", file, note, self.printing)

    def _on_sheet_drawn(self, file: KeptFile) -> None:
        self._show_preview(file.name, file, PLAIN, self.printing)

    def _on_file_found(self, file: KeptFile) -> None:
        back = self.statements if file.kind == "statements" else self.claims
        self._show_preview(file.name, file, AGAIN, back)

    def _on_batch_paper_found(self, file: KeptFile) -> None:
        note = PLAIN if file.kind == "cover_sheet" else AGAIN
        self._show_preview(file.name, file, note, self.batches)

    def _ask_file(self, then: Callable[[KeptFile], None], file_id: int) -> None:
        self.desk.ask(find_kept_file, file_id, then=then, owner=self, key="file")

    def _on_panel_left(self) -> None:
        self.pages.setCurrentWidget(self.claims)
        self.list.enter()

    def _on_preview_left(self) -> None:
        if self._back is self.claims:
            self._on_panel_left()
            return
        self.pages.setCurrentWidget(self._back)
        self._back.setFocus()
