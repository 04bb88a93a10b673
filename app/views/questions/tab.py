"""The questions tab: 40 questions at the left, the answer at the right; caller and letter in its place."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from app.domain.questions.answer import AnswerSource
from app.domain.rights import Right
from app.queries.patients import PatientDetail, find_patient
from app.services.papers import PrintedPaper
from app.views.common.alert_row import AlertRow
from app.views.common.caller_panel import CallerPanel
from app.views.common.coverage_subject import NOTHING_ASKED, CoverageSubject
from app.views.common.desk import Desk
from app.views.common.preview_panel import PreviewPanel
from app.views.common.refusals import refusal_of
from app.views.common.tab import Tab
from app.views.common.theme import scaled
from app.views.questions.answer_panel import AnswerPanel
from app.views.questions.question_list import QuestionList
from app.views.questions.source_list import open_source


class QuestionsTab(Tab):
    """Ctrl+F or Ctrl+Shift+H finds a question, Ctrl+Shift+I asks who calls, Esc goes back to the list."""

    TITLE = "Questions"
    SHOWS = frozenset(
        {
            *("patient", "account", "policy", "visit", "claim", "adjudication", "payment", "statement"),
            *("caller_check", "permission", "authorization", "notice", "guideline", "eligibility_check"),
            *(
                "estimate",
                "setting",
                "plan",
                "payer",
                "alert",
                "procedure",
                "fee",
                "refund",
                "provider_network",
            ),
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.list = QuestionList(desk)
        self.panel = AnswerPanel(desk)
        self.alerts = AlertRow(desk)
        self.panel.body.insertWidget(0, self.alerts)
        self.caller = CallerPanel(desk)
        self.preview = PreviewPanel(desk)
        self.pages = QStackedWidget()
        self._was_on: QWidget | None = None
        for page in (self.panel, self.caller, self.preview):
            self.pages.addWidget(page)
        self._lay_out()
        self._join()

    def refresh(self) -> None:
        """Ask again for the patient, the caller and the answer."""
        self.panel.refresh()
        self.alerts.refresh()

    @Slot(int)
    def show_questions(self, patient_id: int = 0) -> None:
        """Show the list with the keyboard in its search; with a patient, about him."""
        if patient_id:
            self.choose_patient(patient_id)
        self._show_panel()
        if self.panel.patient_id:
            self.list.focus_search()
        else:
            self.list.patient.setFocus()

    @Slot(int)
    def show_question(self, number: int) -> None:
        """Show one question, about the patient chosen before."""
        self.list.show_question(number)
        self.show_questions()

    def choose_patient(self, patient_id: int) -> None:
        """Ask about a patient."""
        self.panel.show_patient(patient_id)
        self.alerts.show_patient(patient_id)
        self.desk.ask(find_patient, patient_id, then=self._on_patient_found, owner=self, key="patient")

    def check_caller(self, patient_id: int) -> None:
        """Ask who is calling; nothing is told before."""
        if refusal := refusal_of(self.desk.session, Right.LOG_CALL):
            self.desk.say.emit(refusal)
            return
        self.pages.setCurrentWidget(self.caller)
        self.caller.begin(patient_id)

    def coverage_subject(self) -> CoverageSubject:
        """The patient chosen, with the code typed."""
        if not self.panel.patient_id:
            return NOTHING_ASKED
        code = self.panel.subjects.focus_chosen.code
        return CoverageSubject(self.panel.patient_id, 0, 0, (code,) if code else ())

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(self.pages)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([min(scaled(376), 440), 2 * scaled(900)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self.setFocusProxy(self.list.patient)

    def _join(self) -> None:
        self.list.patient_chosen.connect(self._on_patient_chosen)
        self.list.question_chosen.connect(self._on_question_chosen)
        self.list.entered.connect(self._on_entered)
        self.panel.caller_asked.connect(self.check_caller)
        self.panel.printed.connect(self._on_printed)
        self.panel.source_opened.connect(self._on_source_opened)
        self.panel.left.connect(self.list.focus_search)
        self.caller.left.connect(self._show_panel_and_focus)
        self.caller.checked.connect(self._on_checked)
        self.preview.left.connect(self._on_preview_left)
        for place, keys, slot in (
            (self, ("Ctrl+F", "F3", "Ctrl+Shift+H"), self._find_question),
            (self.list, ("Ctrl+Shift+I",), self.panel.caller.asked.emit),
            (self.list, ("Ctrl+P",), self.panel.print),
            (self.list, ("Ctrl+L", "Ctrl+Return", "Ctrl+Enter"), self.panel.log),
        ):
            shortcut = QShortcut(place)
            shortcut.setKeys([QKeySequence(key) for key in keys])
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(slot))

    def _show_panel(self) -> None:
        self.pages.setCurrentWidget(self.panel)

    def _find_question(self) -> None:
        self._show_panel()
        self.list.focus_search()

    def _show_panel_and_focus(self) -> None:
        self._show_panel()
        self.panel.subjects.about.setFocus()

    def _on_patient_chosen(self, patient_id: int) -> None:
        self.panel.show_patient(patient_id)
        self.alerts.show_patient(patient_id)
        self._show_panel()
        self.list.focus_search()

    def _on_patient_found(self, detail: PatientDetail) -> None:
        self.list.show_patient(f"{detail.values['last']}, {detail.values['first']}")

    def _on_question_chosen(self, number: int) -> None:
        self._show_panel()
        self.panel.show_question(number)

    def _on_entered(self) -> None:
        """Go to the answer; while nobody is checked, first ask who is calling."""
        if self.panel.patient_id and not self.panel.caller.passed:
            self.check_caller(self.panel.patient_id)
        else:
            self._show_panel_and_focus()

    def _on_checked(self, _check: int, _verdict: object) -> None:
        self._show_panel_and_focus()
        self.panel.refresh()

    def _on_printed(self, paper: PrintedPaper) -> None:
        self._was_on = self.window().focusWidget()
        self.preview.show_pdf("Answer", paper.pdf, paper.name)
        self.pages.setCurrentWidget(self.preview)
        self.preview.setFocus()

    def _on_preview_left(self) -> None:
        """Show the answer again, with the keyboard where it was when the letter was asked for."""
        self._show_panel_and_focus()
        if self._was_on is not None and self.isAncestorOf(self._was_on):
            self._was_on.setFocus()

    def _on_source_opened(self, source: AnswerSource) -> None:
        open_source(self, self.panel.patient_id, source)
