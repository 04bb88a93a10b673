"""The visits of a patient: the list, and in its place the panels to enter, plan and look at one."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.good_faith import GoodFaithBill
from app.domain.rights import Right
from app.queries.visits import VisitDetail, VisitLine, find_visit
from app.services.visits import SubmittedVisit, change_visit, void_charges
from app.views.common.coverage_subject import CoverageSubject
from app.views.common.desk import Desk
from app.views.common.toast import Action, Toast
from app.views.patients.done_visit_panel import DoneVisitPanel
from app.views.patients.estimate_room import EstimateRoom
from app.views.patients.page import PatientPage
from app.views.patients.plan_panel import PlanPanel
from app.views.patients.visit_list import DONE, PLANNED, VisitList
from app.views.patients.visit_panel import VisitPanel

UNDO_REASON = "entered in error"
CHOOSE_ESTIMATE = "Choose a planned visit, then Ctrl+Shift+T estimates it. Ctrl+N plans one."


class VisitsPage(PatientPage):
    """Enter opens: a planned visit for its charges, a done one with what was posted."""

    TITLE = "Visits"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._submitted = (0, 0)
        self._subject = 0
        self._awaited = 0
        self.list = VisitList(desk)
        self.panel = VisitPanel(desk)
        self.plan = PlanPanel(desk)
        self.done = DoneVisitPanel(desk)
        self.estimate = EstimateRoom(desk)
        self._stack = QStackedWidget()
        for widget in (self.list, self.panel, self.plan, self.done, self.estimate):
            self._stack.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.toast = Toast(self)
        self.toast.shown.connect(desk.toasted)
        self._connect()

    def refresh(self) -> None:
        """Ask again for the visits of the patient and of the day; a panel of another patient is left."""
        if self.detail is None or self._awaited not in (0, self.detail.id):
            return
        self._awaited = 0
        if self._subject not in (0, self.detail.id):
            self.panel.form.flush_waiting()
            self._subject = 0
            self._stack.setCurrentWidget(self.list)
        self.list.show_patient(self.detail.id)

    @Slot(int)
    def enter_visit(self, patient_id: int, visit_id: int | None = None) -> None:
        """Open the charges of a planned visit, or of a new one (Ctrl+E)."""
        self._open(self.panel, patient_id)
        self.panel.begin(patient_id, visit_id)

    def show_visit(self, patient_id: int, visit_id: int) -> None:
        """Open a visit as Enter on it does, wherever it was asked for."""
        self.desk.ask(
            find_visit,
            visit_id,
            patient_id,
            then=lambda visit: self._on_opened(visit.line),
            owner=self,
            key="shown",
        )

    def coverage_subject(self) -> CoverageSubject:
        """The line that is typed, the charge looked at, or the visit chosen in the list."""
        shown = self._stack.currentWidget()
        if shown is self.panel:
            return replace(self.panel.form.coverage_subject(), patient_id=self._subject)
        if shown is self.done:
            return self.done.coverage_subject()
        subject = self.list.coverage_subject()
        return subject if shown is self.list and subject.patient_id else super().coverage_subject()

    def plan_visit(self, visit: VisitLine | None = None) -> None:
        """Open the plan for a new visit, or for one planned before."""
        patient = visit.patient_id if visit else self.detail.id if self.detail else 0
        if patient:
            self._open(self.plan, patient)
            self.plan.begin(patient, visit.id if visit else None)

    def estimate_visit(self, patient_id: int, visit_id: int) -> None:
        """Open the estimate of a visit: planned services, steps and papers (Ctrl+Shift+T)."""
        if self.detail is not None and patient_id != self.detail.id:
            self.patient_asked.emit(patient_id)
        self._open(self.estimate, patient_id)
        self.estimate.begin(patient_id, visit_id)

    def choose_estimate(self) -> None:
        """Show the planned visits of the patient, one of which is to be estimated."""
        self._show_list()
        self.list.filter.choose(PLANNED)
        self._say(CHOOSE_ESTIMATE)

    def undo_last(self) -> None:
        """Take back the charges posted last here."""
        (patient, visit), self._submitted = self._submitted, (0, 0)
        if visit:
            self.desk.do(
                void_charges,
                visit,
                UNDO_REASON,
                then=lambda _nothing: self._on_voided(patient, visit),
                failed=self._say,
                owner=self,
            )

    def _connect(self) -> None:
        self.list.opened.connect(self._on_opened)
        self.list.plan_asked.connect(self.plan_visit)
        self.list.enter_asked.connect(lambda: self.detail and self.enter_visit(self.detail.id))
        self.list.change_asked.connect(self.plan_visit)
        self.list.cancel_asked.connect(lambda visit: self._set_state(visit, visit.version, "cancelled"))
        self.list.papers_asked.connect(lambda visit: self.papers_asked.emit(visit.patient_id, visit.id))
        self.list.said.connect(self._say)
        self.list.estimate_asked.connect(lambda visit: self.estimate_visit(visit.patient_id, visit.id))
        for panel in (self.panel, self.plan, self.done, self.estimate):
            panel.left.connect(self._show_list)
        self.panel.posted.connect(self._on_posted)
        self.plan.planned.connect(self._on_planned)
        self.done.voided.connect(self._on_voided)
        self.done.claim_asked.connect(self.claim_asked)
        shortcut = QShortcut(QKeySequence("Ctrl+Z"), self.list)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.undo_last)

    def _open(self, panel: QWidget, patient_id: int) -> None:
        """Show a panel for a patient, who may still be on his way to this page."""
        self.toast.hide()
        self._subject = patient_id
        if self.detail is None or self.detail.id != patient_id:
            self._awaited = patient_id
        self._stack.setCurrentWidget(panel)

    def _show_list(self) -> None:
        self._subject = 0
        self._stack.setCurrentWidget(self.list)
        self.list.focus_list()

    def _say(self, words: object, actions: tuple[Action, ...] = ()) -> None:
        self.toast.show_message(str(words), actions)

    def _set_state(self, visit: VisitLine, version: int, state: str) -> None:
        then = partial(self._on_state_set, visit, version + 1, state)
        self.desk.do(
            change_visit, visit.id, version, {"state": state}, then=then, failed=self._say, owner=self
        )

    def _on_state_set(self, visit: VisitLine, version: int, state: str, _nothing: object) -> None:
        if state == PLANNED:
            self._say("The visit is planned again.")
        else:
            undo = ("Undo", partial(self._set_state, visit, version, PLANNED))
            self._say("The visit is cancelled.", (undo,))

    def _on_opened(self, visit: VisitLine) -> None:
        if self.detail is not None and visit.patient_id != self.detail.id:
            self.patient_asked.emit(visit.patient_id)
        if visit.state == DONE:
            self._open(self.done, visit.patient_id)
            self.done.begin(visit.patient_id, visit.id)
        elif visit.state != PLANNED:
            self._say("This visit was cancelled. Plan a new one.")
        elif visit.on_date > self.desk.session.today():
            self.plan_visit(visit)
        else:
            self.enter_visit(visit.patient_id, visit.id)

    def _on_planned(self, words: str, patient_id: int, visit_id: int) -> None:
        self._show_list()
        estimate = ("What will it cost?", partial(self.estimate_visit, patient_id, visit_id))
        self._say(words, (estimate,))

    def _on_voided(self, patient_id: int, visit_id: int) -> None:
        self._show_list()
        again = ("Enter again", partial(self.enter_visit, patient_id, visit_id))
        self._say("The charges were taken back; the visit is planned again.", (again,))

    def _on_posted(self, patient_id: int, done: SubmittedVisit) -> None:
        self._submitted = (patient_id, done.visit_id)
        self._show_list()
        then = partial(self._say_posted, patient_id, done.above)
        self.desk.ask(find_visit, done.visit_id, patient_id, then=then, owner=self, key="posted")

    def _say_posted(self, patient_id: int, above: GoodFaithBill | None, visit: VisitDetail) -> None:
        claim = f"Claim {visit.claim[1]} ready" if visit.claim else "No claim: the patient owes"
        actions: list[Action] = [("Take copay (Ctrl+T)", partial(self.payment_asked.emit, patient_id))]
        if self.desk.session.may(Right.VOID_CHARGE):
            actions.append(("Undo", self.undo_last))
        if visit.line.on_date == self.desk.session.today():
            actions.append(("Walk-out statement", partial(self.walkout_asked.emit, patient_id)))
        words = f"Posted {visit.line.amount.dollars} · {claim}"
        if above:
            words += f" · {above.over.dollars} above its Good Faith Estimate: the patient may dispute it"
        self._say(words, tuple(actions))
