"""“Is this covered?” over any tab (Ctrl+G): the question at the left, the answer beside it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.business_days import add_business_days
from app.domain.date_entry import format_date
from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.guidelines import (
    CoverageAnswer,
    InsurerCoverage,
    find_coverage,
    find_patient_coverage,
)
from app.services.coverage_papers import CoverageOrder, print_coverage_answer
from app.services.papers import PrintedPaper
from app.services.to_dos import ToDoEntry, add_to_do
from app.views.common.coverage_subject import CoverageSubject
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.panel import Panel
from app.views.common.preview_panel import PreviewPanel
from app.views.common.refusals import refusal_of
from app.views.common.scrolled import Scrolled
from app.views.common.theme import Space
from app.views.guidelines.coverage_question import CoverageQuestionBox
from app.views.guidelines.coverage_view import CoverageView
from app.views.guidelines.offers import Offers
from app.views.guidelines.patient_words import PRINT_KEY

FIND_OUT_DAYS = 2
ASK = "Type a code and choose a patient or an insurer, then press Enter."


class CoveragePanel(QStackedWidget):
    """Esc goes back to where the question came from; the letter is previewed over the answer."""

    left = Signal()
    file_asked = Signal(int)
    guideline_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.found: CoverageAnswer | None = None
        self.panel = Panel("Is this covered?")
        self.question = CoverageQuestionBox(desk)
        self.view = CoverageView(desk)
        self.preview = PreviewPanel(desk)
        self.insurer: InsurerCoverage | None = None
        self._codes = Offers("Also here")
        self._insurers = Offers("Insurers")
        self._nothing = EmptyState(ASK)
        self._answers = QStackedWidget()
        self._lay_out()
        self._join()
        self.setFocusProxy(self.question)

    def begin(self, subject: CoverageSubject) -> None:
        """Ask about a subject; what is missing is asked for."""
        self.setCurrentWidget(self.panel)
        self.panel.explain("")
        self.view.words.prefer("en")
        self._show_nothing(ASK)
        self._codes.offer((code, code) for code in subject.codes)
        self.question.begin(subject)

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.question)
        column.addWidget(self._codes)
        column.addWidget(self._insurers)
        column.addStretch()
        self._answer = Scrolled(self.view)
        self._answers.addWidget(self._nothing)
        self._answers.addWidget(self._answer)
        row = QHBoxLayout()
        row.setSpacing(Space.XL)
        row.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._answers, 1)
        self.panel.body.addLayout(row, 1)
        self.panel.add_action("Back", self.panel.leave, icon="back")
        for page in (self.panel, self.preview):
            self.addWidget(page)

    def _join(self) -> None:
        self.question.asked.connect(self._ask)
        self.question.language_known.connect(self.view.words.prefer)
        self._codes.chosen.connect(self.question.ask_code)
        self._insurers.chosen.connect(self._show_insurer)
        self.panel.left.connect(self.left)
        self.panel.add_key((PRINT_KEY,), self.view.words.print_letter)
        self.preview.left.connect(self._on_preview_left)
        self.view.guideline_asked.connect(self.guideline_asked)
        self.view.file_asked.connect(self.file_asked)
        self.view.to_do_asked.connect(self._add_to_do)
        self.view.print_asked.connect(self._print)

    def _ask(self) -> None:
        asked, today = self.question.question(), self._desk.session.today()
        self.panel.explain("")
        if not asked.is_whole:
            self._show_nothing(ASK)
        elif asked.patient_id is not None:
            self._desk_ask(find_patient_coverage, asked.patient_id, asked.question, today)
        else:
            self._desk_ask(find_coverage, asked.question, today)

    def _desk_ask(self, query: Callable[..., CoverageAnswer], *facts: object) -> None:
        refused = self._on_refused
        self._desk.ask(query, *facts, then=self._on_found, failed=refused, owner=self, key="coverage")

    def _show_nothing(self, words: str) -> None:
        self.found = self.insurer = None
        self._nothing.say(words)
        self._answers.setCurrentWidget(self._nothing)

    def _on_found(self, found: CoverageAnswer) -> None:
        wanted = found.question.payer_id
        insurers = [each.payer_id for each in found.insurers]
        if found.patient_id and wanted is not None and wanted not in insurers:
            # The insurer named is none of the patient's, so it is asked about without him.
            self._desk_ask(find_coverage, found.question, self._desk.session.today())
            return
        self.found = found
        self._insurers.offer((str(each.payer_id), each.insurer) for each in found.insurers)
        if insurers:
            self._show_insurer(str(wanted if wanted in insurers else insurers[0]))
        else:
            day = format_date(found.question.on)
            self._show_nothing(f"{found.patient} has no insurance on {day}. Choose an insurer to ask about.")

    def _show_insurer(self, payer: str) -> None:
        assert self.found is not None
        self.insurer = next(each for each in self.found.insurers if str(each.payer_id) == payer)
        self.view.show_answer(self.found, self.insurer)
        self._answers.setCurrentWidget(self._answer)

    def _on_refused(self, error: AppError) -> None:
        self._show_nothing(str(error))

    def _add_to_do(self) -> None:
        refusal = refusal_of(self._desk.session, Right.LOG_CALL)
        if refusal or self.found is None or self.insurer is None:
            self.panel.explain(refusal, "danger")
            return
        asked = f"Ask {self.insurer.insurer} whether {self.found.question.code} is covered"
        patient = self.found.patient_id or None
        entry = ToDoEntry(f"{asked}, and write it down", self._due(), "guideline", patient_id=patient)
        self._desk.do(add_to_do, entry, then=self._on_to_do_added, failed=self._on_not_done, owner=self)

    def _due(self) -> date:
        return add_business_days(self._desk.session.today(), FIND_OUT_DAYS)

    def _on_to_do_added(self, _number: int) -> None:
        self.panel.explain(f"It is on the list of to-dos, due on {format_date(self._due())}.", "good")

    def _print(self, languages: tuple[str, ...]) -> None:
        if self.found is None or self.insurer is None:
            self.panel.explain("There is no answer to print yet.", "danger")
            return
        patient = self.found.patient_id or None
        order = CoverageOrder(self.found.question, patient, self.insurer.payer_id, languages)
        self.panel.explain("Drawing…")
        then, failed = self._on_printed, self._on_not_done
        self._desk.do(print_coverage_answer, order, then=then, failed=failed, owner=self)

    def _on_printed(self, paper: PrintedPaper) -> None:
        self.panel.explain("")
        self.setCurrentWidget(self.preview)
        self.preview.show_pdf("What we told the patient", paper.pdf, paper.name, "Load plain paper.")
        self.preview.setFocus()

    def _on_preview_left(self) -> None:
        self.setCurrentWidget(self.panel)
        self.view.words.printing.setFocus()

    def _on_not_done(self, error: AppError) -> None:
        self.panel.explain(str(error), "danger")
