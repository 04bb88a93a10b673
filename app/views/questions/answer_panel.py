"""The right side of the question desk: the answer in two languages, its records, and the call it becomes."""

from functools import partial
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.questions.answer import Answer
from app.domain.questions.catalog import Question, find_question
from app.domain.questions.facts import Asked
from app.queries.question_desk import QuestionDesk, find_question_desk
from app.queries.question_facts import find_answer
from app.services.papers import PrintedPaper
from app.services.questions import AnswerEntry, AnswerOrder, log_answer, print_answer_letter
from app.views.common.clipboard import Clipboard
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.line_edit import LineEdit
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.scrolled import Scrolled
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text, letters
from app.views.questions.answer_text import AnswerText
from app.views.questions.caller_line import CallerLine
from app.views.questions.source_list import SOURCE_COLUMNS
from app.views.questions.subject_row import SubjectRow

_FIELDS = (
    Field("promise", "Promised to pay", Kind.MONEY),
    Field("promise_on", "Promised by", Kind.DATE, help="t is today, 5/15 is May 15."),
    Field("follow_up_on", "We do it by", Kind.DATE, help="Leave it empty where nothing is to do."),
    Field("note", "Also said"),
)
LANGUAGES = (("", "The patient’s language"), ("en", "English"), ("es", "Spanish"), ("both", "Both"))
LETTER_WIDTH = 20
_NO_PATIENT = "Choose at the left whom it is about. Then type what is asked."


class AnswerPanel(Panel):
    """Ctrl+C copies, Ctrl+P prints, Ctrl+L or Ctrl+Enter logs; `printed` carries the paper."""

    caller_asked = Signal(int)
    printed = Signal(object)
    source_opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Questions", parent)
        self._desk = desk
        self._patient_id = 0
        self._question: Question | None = None
        self._facts: QuestionDesk | None = None
        self._letter_id: int | None = None
        self.answer: Answer | None = None
        self._clipboard = Clipboard(self)
        self.caller = CallerLine()
        self.subjects = SubjectRow(desk)
        self.text = AnswerText()
        self.hint = PlainLabel(_NO_PATIENT, tone="muted", wrap=True)
        self.ask_for = PlainLabel(kind=Text.STRONG, wrap=True)
        self._model = TableModel(SOURCE_COLUMNS, self)
        self.sources = TableView("Records behind the answer", self._model)
        self.form = FormPanel(_FIELDS, desk.session.today)
        self._promise = cast(LineEdit, self.form.editor("promise"))
        self._drafts = DraftKeeper(desk, self.form, "answer")
        self.letter = Combo("Letter in", LANGUAGES)
        self._lay_out()
        self.caller.asked.connect(self._on_caller_asked)
        self.subjects.chosen.connect(self.ask)
        self.sources.opened.connect(self.source_opened)
        self.post_asked.connect(self.log)
        self._show_hint(_NO_PATIENT)

    @property
    def patient_id(self) -> int:
        """The patient the question is about, 0 for none."""
        return self._patient_id

    @property
    def asked(self) -> Asked:
        """The question as it is chosen now."""
        number = self._question.number if self._question else 0
        caller = self.caller
        focus = self.subjects.focus_chosen
        return Asked(number, focus, caller.is_money_only, caller.is_payer, caller.is_permitted)

    def show_patient(self, patient_id: int) -> None:
        """Ask about another patient; what was typed for the one before is kept as a draft."""
        if patient_id != self._patient_id:
            self.form.flush_waiting()
            self._patient_id, self._facts = patient_id, None
            self.subjects.clear()
            self.caller.show_check(None)
            self.form.set_values({field.name: None for field in _FIELDS})
            self._drafts.bring_back(str(patient_id))
        self._show_answer(None)
        self.refresh()

    def show_question(self, number: int) -> None:
        """Answer another question."""
        question = find_question(number)
        if question is None or question == self._question:
            return
        self._question = question
        self.set_title(f"{question.number}. {question.title}")
        self.text.show_question(question)
        self.form.set_values({"promise": None, "promise_on": None, "follow_up_on": None})
        self._show_answer(None)
        self.ask()

    def refresh(self) -> None:
        """Ask again for the patient and today's caller, then for the answer."""
        if self._patient_id:
            now = self._desk.session.now()
            then = self._on_desk_found
            self._desk.ask(find_question_desk, self._patient_id, now, then=then, owner=self, key="desk")

    def ask(self) -> None:
        """Ask for the answer, if the caller may hear anything."""
        if self._facts is None or self._question is None:
            return
        if not self.caller.passed:
            self._show_answer(None)
            self._show_hint("The answer is shown once the caller is checked (Ctrl+Shift+I).")
            return
        self._desk.ask(
            find_answer,
            *(self._patient_id, self.asked, self._desk.session.today()),
            then=self._show_answer,
            failed=self._on_not_told,
            owner=self,
            key="answer",
        )

    def copy(self) -> None:
        """Copy the answer in both languages; the clipboard is cleared after 30 seconds."""
        if self.answer:
            self._clipboard.copy(f"{self.answer.text_en}\n\n{self.answer.text_es}")
            self._desk.say.emit("The answer is copied. The clipboard is cleared after 30 seconds.")

    def print(self) -> None:
        """Print the answer as a letter, in the patient's language unless another is chosen."""
        if self.answer is None or self._facts is None:
            self._desk.say.emit("There is no answer to print yet.")
            return
        chosen = str(self.letter.value() or self._facts.language)
        languages = ("es", "en") if chosen == "both" else (chosen,)
        order = AnswerOrder(self._patient_id, self.asked, self.answer, languages)
        then, failed = self._on_printed, self._on_refused
        self._desk.do(print_answer_letter, order, then=then, failed=failed, owner=self)

    def log(self) -> None:
        """Keep the answer as a call, with its promise and its work."""
        check = self.caller.check
        if self.answer is None or self._facts is None or check is None:
            self.explain("Nothing was logged: there is no answer yet.", "danger")
        elif self.form.check():
            entry = AnswerEntry(
                patient_id=self._patient_id,
                asked=self.asked,
                shown=self.answer,
                caller_check_id=check.id,
                language=self._facts.language,
                letter_id=self._letter_id,
                **self.form.values(),  # type: ignore[arg-type]
            )
            then, failed = self._on_logged, self._on_refused
            self._desk.do(log_answer, entry, then=then, failed=failed, owner=self)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, Space.S, 0)
        column.setSpacing(Space.M)
        for widget in (self.text, self.hint, self.ask_for, self.form):
            column.addWidget(widget)
        column.addStretch()
        self.body.addWidget(self.caller)
        self.body.addWidget(self.subjects)
        self.body.addWidget(Scrolled(inner), 3)
        self.body.addWidget(self.sources, 1)
        self.add_action("Copy", self.copy, icon="copy", key="Ctrl+C")
        self.add_action("Print", self.print, icon="print", key="Ctrl+P")
        self.add_key(("Ctrl+L",), self.log)
        self.add_key(("Ctrl+Shift+I",), partial(self.caller.asked.emit))
        self.add_foot(PlainLabel("Letter in", tone="muted"))
        self.letter.setMinimumWidth(letters(LETTER_WIDTH) + 2 * Space.L)
        self.add_foot(self.letter)
        self.add_post("Log as call")

    def _show_hint(self, words: str) -> None:
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    def _show_answer(self, answer: Answer | None) -> None:
        if answer is None or self.answer is None or answer.text_en != self.answer.text_en:
            self._letter_id = None
        self.answer = answer
        self.text.show_answer(answer)
        self._model.set_rows(answer.sources if answer else ())
        self.ask_for.setText(answer.promise_words[0] if answer else "")
        self.ask_for.setVisible(bool(self.ask_for.text()))
        self._show_hint("" if answer or self._patient_id else _NO_PATIENT)
        self.explain("")
        if answer:
            self._propose(answer)

    def _propose(self, answer: Answer) -> None:
        """Offer what the answer proposes: the amount as a hint, and the day of our work."""
        hint = str(answer.promise)
        self._promise.setPlaceholderText(hint)
        if answer.follow_up is None:
            return
        self.explain(f"To do: {answer.follow_up.title}")
        if self.form.values()["follow_up_on"] is None:
            self.form.set_values({"follow_up_on": answer.follow_up.due_on})

    def _on_desk_found(self, facts: QuestionDesk) -> None:
        self._facts = facts
        self.caller.show_check(facts.check)
        subjects = facts.subjects if self.caller.passed else ()
        self.subjects.show_subjects(subjects, money_only=self.caller.is_money_only)
        self.ask()

    def _on_caller_asked(self) -> None:
        if self._patient_id:
            self.caller_asked.emit(self._patient_id)
        else:
            self._desk.say.emit("Choose a patient first.")

    def _on_printed(self, paper: PrintedPaper) -> None:
        self._letter_id = paper.file_id
        self.printed.emit(paper)

    def _on_logged(self, _contact: int) -> None:
        self._drafts.let_go()
        self.form.set_values({field.name: None for field in _FIELDS})
        self._drafts.bring_back(str(self._patient_id))
        self.explain("Logged.", "good")
        self._desk.say.emit("The answer is logged as a call.")

    def _on_not_told(self, error: AppError) -> None:
        self._show_answer(None)
        self._show_hint(str(error))

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
