"""The tab of billing forms: claims at the left, the form on paper at the right, printing and statements."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import RuleError
from app.domain.rights import Right
from app.queries.claims import ClaimDetail, ClaimLine, find_claim
from app.queries.kept_files import KeptFile, find_claim_copy, find_kept_file
from app.views.billing.claim_form_panel import ClaimFormPanel
from app.views.billing.claim_list import ClaimList
from app.views.billing.print_panel import PrintPanel
from app.views.billing.statements_panel import StatementsPanel
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.preview_panel import PreviewPanel
from app.views.common.tab import Tab
from app.views.common.theme import Space

LIST_WIDTH, FORM_ROOM = 470, 770
AGAIN = "These are the very pages that were printed before. Nothing is changed by printing them again."


class BillingTab(Tab):
    """Fills, checks and prints claim forms, and runs statements."""

    TITLE = "Billing forms"
    SHOWS = frozenset(
        {"claim", "adjudication", "patient", "policy", "visit", "payment", "statement", "account"}
        | {"provider", "place", "payer", "plan", "practice", "setting"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.pages = QStackedWidget()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self._may_work = desk.session.may(Right.PRINT_CLAIM)
        if not self._may_work:
            self.pages.addWidget(EmptyState(_refusal(desk, Right.PRINT_CLAIM)))
            return
        self.list = ClaimList(desk)
        self.form = ClaimFormPanel(desk)
        self.printing = PrintPanel(desk)
        self.statements = StatementsPanel(desk)
        self.preview = PreviewPanel(desk)
        self._back: QWidget | None = None
        self._wanted = 0
        self._lay_out()
        self._join()

    def refresh(self) -> None:
        """Ask again for the list, the claim shown and the statements."""
        if not self._may_work:
            return
        self.list.refresh()
        if self.pages.currentWidget() is self.statements:
            self.statements.refresh()
        if self._wanted and self.form.detail:
            self._read(self.form.detail.line)

    def show_claim(self, claim_id: int) -> None:
        """Show one claim and put the keyboard on it."""
        if self._may_work:
            self.pages.setCurrentWidget(self._desk_page)
            self.list.show_claim(claim_id)
            self.list.table.setFocus()

    def show_statements(self) -> None:
        """Show who gets a statement."""
        if self._may_work:
            self.pages.setCurrentWidget(self.statements)
            self.statements.refresh()
            self.statements.setFocus()

    def show_file(self, file_id: int) -> None:
        """Show a kept file as it was printed."""
        self.desk.ask(find_kept_file, file_id, then=self._on_file_found, owner=self)

    def print_selected(self) -> None:
        """Ask how the selected claims shall be printed; what is typed into the form is saved first."""
        ids = self.list.chosen_ids()
        if self.form.detail and self.form.detail.line.id in ids:
            self.form.sheet.commit()
            if self.form.is_unsaved:
                self.form.save(lambda: self._show_printing(ids))
                return
        self._show_printing(ids)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(Space.L, Space.M, 0, Space.M)
        column.setSpacing(Space.S)
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(Button("Print", self.print_selected, icon="print", key="Ctrl+P", primary=True))
        top.addWidget(Button("Statements", self.show_statements))
        top.addStretch()
        side = QSplitter(Qt.Orientation.Vertical)
        side.addWidget(self.list)
        side.addWidget(self.form.side)
        side.setChildrenCollapsible(False)
        side.setSizes([400, 300])
        column.addLayout(top)
        column.addWidget(side, 1)
        self.right = QStackedWidget()
        self._nothing = EmptyState("Choose a claim to see its form.")
        self.right.addWidget(self._nothing)
        self.right.addWidget(self.form)
        self._desk_page = QSplitter(Qt.Orientation.Horizontal)
        self._desk_page.addWidget(left)
        self._desk_page.addWidget(self.right)
        self._desk_page.setChildrenCollapsible(False)
        self._desk_page.setStretchFactor(1, 1)
        self._desk_page.setSizes([LIST_WIDTH, FORM_ROOM])
        for page in (self._desk_page, self.printing, self.statements, self.preview):
            self.pages.addWidget(page)
        self._show_nothing()

    def _join(self) -> None:
        self.list.claim_chosen.connect(self._on_claim_chosen)
        self.list.opened.connect(self._on_claim_opened)
        self.form.left.connect(self._on_form_left)
        self.form.bar.answer_asked.connect(self._on_answer_asked)
        self.form.bar.patient_asked.connect(self._on_patient_asked)
        self.form.findings.patient_asked.connect(self._on_patient_asked)
        self.form.bar.copy_asked.connect(self._on_copy_asked)
        self.printing.printed.connect(self._on_printed)
        self.printing.sheet_drawn.connect(self._on_file_found)
        self.printing.claim_asked.connect(self.show_claim)
        self.statements.file_asked.connect(self.show_file)
        for panel in (self.printing, self.statements, self.preview):
            panel.left.connect(self._on_panel_left)
        keys = {
            "Ctrl+F": self.list.filter.setFocus,
            "F3": self.list.filter.setFocus,
            "Ctrl+P": self.print_selected,
            "Ctrl+]": lambda: self.list.step(1),
            "Ctrl+[": lambda: self.list.step(-1),
        }
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self._desk_page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _show_nothing(self) -> None:
        self._wanted = 0
        self.right.setCurrentWidget(self._nothing)
        self.form.side.hide()

    def _read(self, line: ClaimLine) -> None:
        self._wanted = line.id
        args = (line.id, line.patient_id)
        self.desk.ask(find_claim, *args, then=self._on_claim_read, owner=self, key="claim")

    def _show_printing(self, ids: tuple[int, ...]) -> None:
        self.pages.setCurrentWidget(self.printing)
        self.printing.show_claims(ids)

    def _show_preview(self, title: str, file: KeptFile, note: str) -> None:
        self._back = self.pages.currentWidget()
        self.pages.setCurrentWidget(self.preview)
        self.preview.show_pdf(title, file.content, file.name, note)
        self.preview.setFocus()

    def _on_claim_chosen(self, line: ClaimLine | None) -> None:
        if line is None:
            self.form.keep_draft()
            self._show_nothing()
        elif self.form.detail is None or self.form.detail.line != line:
            self._read(line)

    def _on_claim_read(self, detail: ClaimDetail) -> None:
        if detail.line.id != self._wanted:
            return
        self.form.show_claim(detail)
        self.right.setCurrentWidget(self.form)
        self.form.side.show()

    def _on_claim_opened(self, line: ClaimLine) -> None:
        self._on_claim_chosen(line)
        self.form.sheet.setFocus()

    def _on_form_left(self) -> None:
        self.form.keep_draft()
        self.list.table.setFocus()

    def _on_answer_asked(self) -> None:
        if not self.desk.session.may(Right.POST_ANSWER):
            self.form.explain(_refusal(self.desk, Right.POST_ANSWER), "danger")
        elif self.form.detail:
            self.answer_asked.emit(self.form.detail.line.id)

    def _on_patient_asked(self) -> None:
        if self.form.detail:
            self.patient_asked.emit(self.form.detail.line.patient_id)

    def _on_copy_asked(self, version_id: int) -> None:
        if self.form.detail:
            patient = self.form.detail.line.patient_id
            self.desk.ask(find_claim_copy, version_id, patient, then=self._on_file_found, owner=self)

    def _on_printed(self, file: KeptFile, note: str) -> None:
        self._show_preview("Claim forms", file, note)

    def _on_file_found(self, file: KeptFile) -> None:
        self._show_preview(file.name, file, AGAIN)

    def _on_panel_left(self) -> None:
        is_preview = self.pages.currentWidget() is self.preview
        page = self.statements if is_preview and self._back is self.statements else self._desk_page
        self.pages.setCurrentWidget(page)
        (page if page is self.statements else self.list.table).setFocus()


def _refusal(desk: Desk, right: Right) -> str:
    try:
        desk.session.require(right)
    except RuleError as error:
        return str(error)
    return ""
