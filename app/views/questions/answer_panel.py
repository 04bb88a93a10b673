"""The right side of the question desk: the answer in two languages, its records, and the call it becomes."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.callers import INSURER_ASKS, SAID_TO_REFUSED
from app.domain.errors import AppError
from app.domain.questions.answer import Answer
from app.domain.questions.catalog import Question, find_question
from app.domain.questions.facts import Asked
from app.queries.question_desk import QuestionDesk, find_question_desk
from app.queries.question_facts import find_answer
from app.services.papers import PrintedPaper
from app.services.questions import AnswerEntry, AnswerOrder, log_answer, print_answer_letter
from app.services.refused_calls import RefusedCall, log_refused_call
from app.views.common.clipboard import Clipboard
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.scrolled import Scrolled
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text, letters
from app.views.questions.answer_text import AnswerText
from app.views.questions.call_form import CallForm
from app.views.questions.caller_line import CallerLine
from app.views.questions.source_list import SOURCE_COLUMNS
from app.views.questions.subject_row import SubjectRow

LANGUAGES = (("", "The patient’s language"), ("en", "English"), ("es", "Spanish"), ("both", "Both"))
LETTER_WIDTH = 20
_NO_PATIENT = "Choose at the left whom it is about. Then type what is asked."
_NOT_CHECKED = "The answer is shown once the caller is checked (Ctrl+Shift+I)."
_REFUSED = "This caller may not hear anything. Say only this, then log the call (Ctrl+L)."
_NO_PROMISE = "A caller who hears nothing promises nothing. Take the promise out; write it under Also said."


class AnswerPanel(Panel):
    """Ctrl+C copies, Ctrl+P prints, Ctrl+L or Ctrl+Enter logs; `printed` carries the paper.

    `patient_id` is whom the question is about, 0 for nobody; `answer` is what is shown.
    """

    caller_asked = Signal(int)
    printed = Signal(object)
    source_opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Questions", parent)
        self._desk = desk
        self.patient_id = 0
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
        self.form = CallForm(desk)
        self.letter = Combo("Letter in", LANGUAGES)
        self._lay_out()
        self.caller.asked.connect(self._on_caller_asked)
        self.subjects.chosen.connect(self.ask)
        self.sources.opened.connect(self.source_opened)
        self.post_asked.connect(self.log)
        _say_in(self.hint, _NO_PATIENT)

    @property
    def asked(self) -> Asked:
        """The question as it is chosen now."""
        number = self._question.number if self._question else 0
        caller = self.caller
        focus = self.subjects.focus_chosen
        return Asked(number, focus, caller.is_money_only, caller.is_payer, caller.is_permitted)

    def show_patient(self, patient_id: int) -> None:
        """Ask about another patient; what was typed for the one before is kept as a draft."""
        if patient_id != self.patient_id:
            self.patient_id, self._facts = patient_id, None
            self.subjects.clear()
            self.caller.show_check(None)
            self.letter.set_value("")
            self.form.show_patient(patient_id)
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
        self.form.show_question()
        self._show_answer(None)
        self.ask()

    def refresh(self) -> None:
        """Ask again for the patient and today's caller, then for the answer."""
        if self.patient_id:
            now = self._desk.session.now()
            then = self._on_desk_found
            self._desk.ask(find_question_desk, self.patient_id, now, then=then, owner=self, key="desk")

    def ask(self) -> None:
        """Ask for the answer, if the caller may hear anything."""
        if self._facts is None:
            return
        if not self.caller.passed:
            self._show_refusal()
        elif self._question is not None:
            asked = self.asked
            self._desk.ask(
                find_answer,
                *(self.patient_id, asked, self._desk.session.today()),
                then=partial(self._on_answered, self.patient_id, asked),
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
        order = AnswerOrder(self.patient_id, self.asked, self.answer, languages)
        then, failed = self._on_printed, self._on_refused
        self._desk.do(print_answer_letter, order, then=then, failed=failed, owner=self)

    def log(self) -> None:
        """Keep the answer as a call, with its promise and its work."""
        check = self.caller.check
        if check is not None and self.caller.is_refused:
            self._log_refused(check.id)
        elif self.answer is None or self._facts is None or check is None:
            why = INSURER_ASKS if self.caller.is_insurer else "There is no answer yet."
            self.explain(f"{why} Nothing was logged.", "danger")
        elif self.form.check():
            entry = AnswerEntry(
                patient_id=self.patient_id,
                asked=self.asked,
                shown=self.answer,
                caller_check_id=check.id,
                language=self._facts.language,
                letter_id=self._letter_id,
                **self.form.values(),  # type: ignore[arg-type]
            )
            then, failed = self._on_logged, self._on_refused
            self._desk.do(log_answer, entry, then=then, failed=failed, owner=self)

    def _log_refused(self, check_id: int) -> None:
        if self.form.values()["promise"] is not None or self.form.values()["promise_on"] is not None:
            self.explain(_NO_PROMISE, "danger")
            return
        entry = RefusedCall(self.patient_id, check_id, str(self.form.values()["note"] or ""))
        self._desk.do(log_refused_call, entry, then=self._on_logged, failed=self._on_refused, owner=self)

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

    def _show_answer(self, answer: Answer | None) -> None:
        if answer is None or self.answer is None or answer.text_en != self.answer.text_en:
            self._letter_id = None
        self.answer = answer
        self.text.show_answer(answer)
        self._model.set_rows(answer.sources if answer else ())
        _say_in(self.ask_for, answer.promise_words[0] if answer else "")
        _say_in(self.hint, "" if answer or self.patient_id else _NO_PATIENT)
        self.explain(f"To do: {answer.follow_up.title}" if answer and answer.follow_up else "")
        self.form.propose(answer)

    def _show_refusal(self) -> None:
        """Say why there is no answer; to one who may hear nothing, the words that may be said."""
        self._show_answer(None)
        if self.caller.is_refused:
            self.text.show_words(SAID_TO_REFUSED)
            _say_in(self.hint, _REFUSED)
        elif self._question is not None and not self.caller.is_insurer:
            _say_in(self.hint, _NOT_CHECKED)

    def _on_answered(self, patient_id: int, asked: Asked, answer: Answer) -> None:
        if (patient_id, asked) == (self.patient_id, self.asked):
            self._show_answer(answer)

    def _on_desk_found(self, facts: QuestionDesk) -> None:
        if facts.patient_id != self.patient_id:
            return
        self._facts = facts
        self.caller.show_check(facts.check)
        subjects = facts.subjects if self.caller.passed else ()
        self.subjects.show_subjects(subjects, money_only=self.caller.is_money_only)
        self.ask()

    def _on_caller_asked(self) -> None:
        if self.patient_id:
            self.caller_asked.emit(self.patient_id)
        else:
            self._desk.say.emit("Choose a patient first.")

    def _on_printed(self, paper: PrintedPaper) -> None:
        self._letter_id = paper.file_id
        self.printed.emit(paper)

    def _on_logged(self, _contact: int) -> None:
        self.form.start_anew()
        self.explain("Logged.", "good")
        self._desk.say.emit("The answer is logged as a call." if self.answer else "The call is logged.")

    def _on_not_told(self, error: AppError) -> None:
        self._show_answer(None)
        _say_in(self.hint, str(error))

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")


def _say_in(hint: PlainLabel, words: str) -> None:
    hint.setText(words)
    hint.setVisible(bool(words))
