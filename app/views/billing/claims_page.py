"""The page of claims: the list and what stands behind a box at the left, the form on paper at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.rights import Right
from app.queries.claims import ClaimDetail, ClaimLine, find_claim
from app.queries.kept_files import find_claim_copy
from app.views.billing.claim_bar import ANSWER_KEY
from app.views.billing.claim_form_panel import ClaimFormPanel
from app.views.billing.claim_list import ClaimList
from app.views.billing.claim_steps import ClaimSteps
from app.views.billing.claim_subject import subject_of_claim
from app.views.billing.mending import Mend
from app.views.billing.status_asking import StatusAsking
from app.views.billing.work_parts import UNBILLED
from app.views.common.buttons import Button
from app.views.common.coverage_subject import NOTHING_ASKED, CoverageSubject
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.flow import FlowLayout
from app.views.common.refusals import refusal_of
from app.views.common.theme import Space, scaled

LIST_ROOM, MOST_LIST_ROOM, FORM_ROOM = 470, 560, 770
LINES_ROOM, SIDE_ROOM = 400, 300
ASK_KEY = "Ctrl+Shift+A"
CASE_KEY = "Ctrl+D"
CHOOSE = "Choose a claim to see its form."
CHOOSE_VISIT = "Press Enter on a visit to go to it and bill it."


class ClaimsPage(QSplitter):
    """Shows the claim the list stands on; what leads elsewhere goes up as signals."""

    print_asked = Signal(tuple)
    statements_asked = Signal()
    batches_asked = Signal()
    replies_asked = Signal()
    copy_found = Signal(object)
    answer_asked = Signal(int)
    patient_asked = Signal(int)
    page_asked = Signal(int, str)
    part_asked = Signal(str)
    guideline_asked = Signal(int)
    visit_asked = Signal(int, int)
    case_asked = Signal(int, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._desk = desk
        self._wanted = self._entered = 0
        self.list = ClaimList(desk)
        self.form = ClaimFormPanel(desk)
        self.asking = StatusAsking(desk, desk.say.emit, self)
        self._lay_out()
        self._join()
        self._show_nothing()

    def refresh(self) -> None:
        """Ask again for the list and the claim shown."""
        self.list.refresh()
        if self._wanted and self.form.detail:
            self._read(self.form.detail.line)

    def show_claim(self, claim_id: int) -> None:
        """Put the keyboard on one claim."""
        self.list.show_claim(claim_id)
        self.list.table.setFocus()

    def print_selected(self) -> None:
        """Ask for the selected claims to be printed; what is typed into the form is saved first."""
        ids = self.list.chosen_ids()
        if not ids:
            self._desk.say.emit("Choose the claims to print first.")
            return
        if self.form.detail and self.form.detail.line.id in ids:
            self.form.sheet.commit()
            if self.form.is_unsaved:
                self.form.save(lambda: self.print_asked.emit(ids))
                return
        self.print_asked.emit(ids)

    def ask_payers(self) -> None:
        """Ask the payers of the selected claims what became of them."""
        self.asking.ask(self.list.chosen_ids())

    def coverage_subject(self) -> CoverageSubject:
        """The services of the claim shown, that of the line first whose box the keyboard is in."""
        if self._right.currentWidget() is not self.form:
            return NOTHING_ASKED
        sheet = self.form.sheet
        return subject_of_claim(self.form.detail, self.form.form, sheet.page_number, sheet.box)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(Space.L, Space.M, 0, Space.M)
        column.setSpacing(Space.S)
        top = FlowLayout(gap=Space.S)
        top.addWidget(Button("Print", self.print_selected, icon="print", key="Ctrl+P", primary=True))
        top.addWidget(Button("Replies", self.replies_asked.emit))
        top.addWidget(Button("Batches", self.batches_asked.emit, key="Ctrl+Shift+B"))
        top.addWidget(Button("Statements", self.statements_asked.emit))
        top.addWidget(Button("Ask payer", self.ask_payers, key=ASK_KEY))
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.list)
        parts.addWidget(self.form.side)
        parts.setChildrenCollapsible(False)
        parts.setSizes([LINES_ROOM, SIDE_ROOM])
        column.addLayout(top)
        column.addWidget(parts, 1)
        self._nothing = EmptyState(CHOOSE)
        self._right = QStackedWidget()
        self._right.addWidget(self._nothing)
        self._right.addWidget(self.form)
        self.steps = ClaimSteps(self._desk, self._right, self.form, self.list)
        self.steps.bind_key(self)
        self.addWidget(left)
        self.addWidget(self._right)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(1, 1)
        # Large text needs the wider list; the paper can be made smaller and scrolls.
        self.setSizes([min(scaled(LIST_ROOM), MOST_LIST_ROOM), FORM_ROOM])

    def _join(self) -> None:
        self.list.claim_chosen.connect(self._on_claim_chosen)
        self.list.chips.chosen.connect(self._say_what_to_choose)
        self.list.opened.connect(self._on_claim_opened)
        self.list.visit_asked.connect(self.visit_asked)
        self.form.left.connect(self._on_form_left)
        self.form.bar.answer_asked.connect(self._on_answer_asked)
        self.form.bar.patient_asked.connect(self._on_patient_asked)
        self.form.findings.mend_asked.connect(self._on_mend_asked)
        self.form.bar.copy_asked.connect(self._on_copy_asked)
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+F": self.list.filter.setFocus,
            "F3": self.list.filter.setFocus,
            "Ctrl+P": self.print_selected,
            "Ctrl+Shift+B": self.batches_asked.emit,
            ASK_KEY: self.ask_payers,
            ANSWER_KEY: self._on_answer_asked,
            CASE_KEY: self._on_case_asked,
            "Ctrl+]": lambda: self.list.step(1),
            "Ctrl+[": lambda: self.list.step(-1),
        }
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _show_nothing(self) -> None:
        self._wanted = 0
        self._say_what_to_choose()
        self._right.setCurrentWidget(self._nothing)
        self.form.side.hide()

    def _say_what_to_choose(self) -> None:
        self._nothing.say(CHOOSE_VISIT if self.list.chips.value() == UNBILLED else CHOOSE)

    def _read(self, line: ClaimLine) -> None:
        self._wanted = line.id
        args = (line.id, line.patient_id, self._desk.session.today())
        self._desk.ask(find_claim, *args, then=self._on_claim_read, owner=self, key="claim")

    def _on_claim_chosen(self, line: ClaimLine | None) -> None:
        if line is None:
            self.form.keep_draft()
            self._show_nothing()
        elif not self._wanted or self.form.detail is None or self.form.detail.line != line:
            self._read(line)

    def _on_claim_read(self, detail: ClaimDetail) -> None:
        if detail.line.id == self._wanted:
            self.form.show_claim(detail)
            self.steps.show_form(detail)
            self.form.side.show()
            if self._entered == detail.line.id:
                self.form.enter()
            self._entered = 0

    def _on_claim_opened(self, line: ClaimLine) -> None:
        self._on_claim_chosen(line)
        is_read = self.form.detail is not None and self.form.detail.line == line
        self._entered = 0 if is_read else line.id
        self.form.enter()

    def _on_form_left(self) -> None:
        self.form.keep_draft()
        self.list.enter()

    def _on_answer_asked(self) -> None:
        refusal = refusal_of(self._desk.session, Right.POST_ANSWER)
        if refusal:
            self.form.explain(refusal, "danger")
        elif self.form.detail and not self.form.bar.answer.isHidden():
            self.answer_asked.emit(self.form.detail.line.id)

    def _on_case_asked(self) -> None:
        if self._wanted:
            self.case_asked.emit(self._wanted, 0)

    def _on_patient_asked(self) -> None:
        if self.form.detail:
            self.patient_asked.emit(self.form.detail.line.patient_id)

    def _on_mend_asked(self, mend: Mend) -> None:
        if mend.part:
            self.part_asked.emit(mend.part)
        elif mend.guideline:
            self.guideline_asked.emit(mend.guideline)
        elif self.form.detail:
            self.page_asked.emit(self.form.detail.line.patient_id, mend.page)

    def _on_copy_asked(self, version_id: int) -> None:
        if self.form.detail:
            patient = self.form.detail.line.patient_id
            self._desk.ask(find_claim_copy, version_id, patient, then=self.copy_found.emit, owner=self)
