"""What a planned visit will cost: its services typed, each step of the estimate shown, and its papers."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.domain.date_entry import format_date
from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.estimate_desk import EstimateDesk, find_estimate_desk
from app.queries.procedures import ProcedureLine
from app.services.estimates import EstimateOrder, plan_services, print_estimate
from app.services.good_faith import ask_good_faith, print_good_faith_estimate
from app.services.papers import PrintedPaper
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.refusals import refusal_of
from app.views.common.theme import Space
from app.views.patients.bill_panel import ShownPaper
from app.views.patients.diagnosis_box import DiagnosisBox
from app.views.patients.estimate_shown import GOOD_FAITH, PAPERS, SHEET, EstimateShown
from app.views.patients.good_faith_giving import GoodFaithGiving
from app.views.patients.planned_grid import PlannedGrid, PlannedSetting

WORK_OUT, PRINT = "Ctrl+R", "Ctrl+P"
_KEPT = "It is kept with the patient’s documents."
_GIVEN = "It counts as given once you print it, save it, or say that it was handed over or mailed."


class EstimatePanel(Panel):
    """Ctrl+R keeps the plan and works it out; Ctrl+Enter or Ctrl+P prints it. Esc keeps the plan too."""

    drawn = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Estimate")
        self._desk = desk
        self._patient = self._visit = 0
        self._known: EstimateDesk | None = None
        self._is_edited = self._is_busy = False
        self.diagnoses = DiagnosisBox(desk)
        self.grid = PlannedGrid(PlannedSetting(self._visit_date, self._procedures))
        self.shown = EstimateShown(desk)
        self.giving = GoodFaithGiving(desk, self)
        self._lay_out()
        self._connect()

    def begin(self, patient_id: int, visit_id: int) -> None:
        """Open for a visit of a patient."""
        self._patient, self._visit, self._known = patient_id, visit_id, None
        self._is_edited = self._is_busy = False
        self.explain(refusal_of(self._desk.session, Right.EDIT_PATIENT), "danger")
        self._ask(self._on_found)
        self.grid.focus_first()

    def leave(self) -> None:
        """Leave; what was planned is kept."""
        may_keep = self._desk.session.may(Right.ENTER_CHARGE)
        if self._is_edited and self._known and may_keep and self.grid.check():
            self._keep(self.left.emit)
        else:
            super().leave()

    def work_out(self) -> None:
        """Keep what is planned, and work out what it will cost (Ctrl+R)."""
        if refusal := refusal_of(self._desk.session, Right.ENTER_CHARGE):
            self.explain(refusal, "danger")
        elif not self.grid.check():
            self.explain("One field is not clear yet. Nothing was kept.", "danger")
        elif self._known:
            self._keep(self._ask_again)

    def _keep(self, then: Callable[[], object]) -> None:
        def kept(_nothing: object) -> None:
            self._is_edited = False
            then()

        self._desk.do(
            plan_services,
            self._visit,
            self.grid.entries(),
            self.diagnoses.codes,
            then=kept,
            failed=self._on_refused,
            owner=self,
        )

    def _ask_again(self, _nothing: object = None) -> None:
        self._ask(self._on_worked_out)

    def _ask(self, then: Callable[[EstimateDesk], None]) -> None:
        today = self._desk.session.today()
        self._desk.ask(
            find_estimate_desk, self._visit, self._patient, today, then=then, owner=self, key="estimate"
        )

    def _visit_date(self) -> date:
        return self._known.visit.line.on_date if self._known else self._desk.session.today()

    def _procedures(self) -> tuple[ProcedureLine, ...]:
        return self._known.procedures if self._known else ()

    def _lay_out(self) -> None:
        self.add_action("Work out", self.work_out, key=WORK_OUT)
        self.asked = self.add_action("Patient asked for it", self._on_asked)
        self.handed = self.add_action("Handed over or mailed", self.giving.hand_over)
        self.handed.hide()
        self.add_action("Back", self.leave, icon="back")
        typed = QHBoxLayout()
        typed.setSpacing(Space.L)
        typed.addWidget(self.grid, 1, Qt.AlignmentFlag.AlignTop)
        typed.addWidget(self.diagnoses, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(typed)
        self.body.addWidget(self.shown, 1)
        self.add_foot(self.shown.paper)
        self.add_foot(self.shown.language)
        self.add_post("Print")

    def _connect(self) -> None:
        self.grid.edited.connect(self._on_edited)
        self.grid.finished.connect(self.work_out)
        self.diagnoses.edited.connect(self._on_edited)
        self.diagnoses.entered.connect(self.work_out)
        self.post_asked.connect(self._on_post_asked)
        self.add_key((PRINT,), self._on_post_asked)
        self.giving.given.connect(lambda: self._ask(self._show_anew))
        self.giving.refused.connect(self._on_refused)

    def _on_found(self, known: EstimateDesk) -> None:
        self._known = known
        line = known.visit.line
        self.set_title(f"Estimate for {line.patient}, {format_date(line.on_date)}")
        self.diagnoses.set_date(line.on_date)
        self.diagnoses.set_codes(known.visit.pattern.diagnoses)
        self.grid.show_services(known.visit.pattern.lines)
        self.shown.language.set_value(known.language)
        self.shown.paper.set_value(GOOD_FAITH if known.good_faith.is_owed else SHEET)
        self._is_edited = False
        self._show(known)
        self.grid.focus_first()

    def _on_worked_out(self, known: EstimateDesk) -> None:
        self._known = known
        self._show(known)
        if known.estimate:
            self.shown.steps.setFocus()
            self.explain("This is what is printed. Ctrl+Enter prints it.")

    def _show_anew(self, known: EstimateDesk) -> None:
        """Show what became of it; the keyboard stays in the preview."""
        self._known = known
        self._show(known)

    def _show(self, known: EstimateDesk) -> None:
        self.shown.show_desk(known)
        state = known.good_faith
        self.asked.setVisible(state.is_owed and state.asked_on is None)
        self.handed.setVisible(state.waiting_id is not None)
        self.giving.begin(self._patient, state.waiting_id)

    def _on_edited(self) -> None:
        self._is_edited = True
        self.shown.show_edited()
        self.explain("Ctrl+R works it out.")

    def _on_asked(self) -> None:
        given = (self._visit, self._patient)
        self._desk.do(ask_good_faith, *given, then=self._ask_again, failed=self._on_refused, owner=self)

    def _on_post_asked(self) -> None:
        if self._is_busy or self._known is None:
            return
        if self._is_edited:
            self.work_out()
            return
        if self._known.estimate is None:
            self.explain(f"{self._known.refusal} Nothing was printed.", "danger")
            return
        self._is_busy = True
        self.explain("Drawing…")
        language = str(self.shown.language.value())
        order = EstimateOrder(self._visit, self._patient, language, self._known.estimate)
        use_case = print_good_faith_estimate if self.shown.paper.value() == GOOD_FAITH else print_estimate
        self._desk.do(use_case, order, then=self._on_drawn, failed=self._on_refused, owner=self)

    def _on_drawn(self, paper: PrintedPaper) -> None:
        self._is_busy = False
        self.explain("")
        kind = str(self.shown.paper.value())
        is_good_faith = kind == GOOD_FAITH
        self.giving.preview(paper.file_id if is_good_faith else None)
        note = f"{_KEPT} {_GIVEN}" if is_good_faith else _KEPT
        self.drawn.emit(ShownPaper(dict(PAPERS)[kind], paper.pdf, paper.name, note))
        self._ask(self._show_anew)

    def _on_refused(self, error: AppError) -> None:
        self._is_busy = False
        self.explain(str(error), "danger")
