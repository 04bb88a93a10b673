"""The left side of the question desk: whom it is about, and the question found by number or words."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.questions.catalog import QUESTIONS, Question, search_questions
from app.queries.patients import PatientLine, find_patients
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.finder import Done, Finder
from app.views.common.line_edit import LineEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text

_PATIENTS = (
    Column("Patient", lambda line: f"{line.name} ({line.mark})" if line.mark else line.name),
    Column("Born", lambda line: line.birth_date, width=10),
)
_QUESTIONS = (
    Column("No.", lambda question: question.number, right=True, width=3),
    Column("Question", lambda question: question.asked_en),
)
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QuestionList(QWidget):
    """`patient_chosen` and `question_chosen` carry ids and numbers; arrows choose while words are typed.

    `entered` tells that Enter was pressed on a question: the keyboard goes to its answer.
    """

    patient_chosen = Signal(int)
    question_chosen = Signal(int)
    entered = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.patient = Finder("Patient", _PATIENTS, self._find_patients)
        self.search = LineEdit("Find a question")
        self.search.setPlaceholderText("Words or number, English or Spanish")
        self._model = TableModel(_QUESTIONS, self)
        self.table = TableView("Questions", self._model)
        self._said = PlainLabel(kind=Text.CAPTION, tone="muted", wrap=True)
        self._lay_out()
        self.patient.chosen.connect(self._on_patient_chosen)
        self.search.textEdited.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.table.row_changed.connect(self._on_row_changed)
        self.table.opened.connect(self._on_opened)
        self._model.set_rows(QUESTIONS)

    @property
    def question(self) -> Question | None:
        """The question the keyboard is on."""
        row: Question | None = self.table.current_row()
        return row

    def show_patient(self, name: str) -> None:
        """Name the patient that is chosen."""
        self.patient.show_chosen(name)

    def show_question(self, number: int) -> None:
        """Put the keyboard's row on a question, whatever was typed before."""
        self.search.setText("")
        self._show(QUESTIONS)
        self.table.go_to(next(at for at, each in enumerate(QUESTIONS) if each.number == number))

    def focus_search(self) -> None:
        """Put the keyboard into the search, with what was typed before selected."""
        self.search.setFocus()
        self.search.selectAll()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let arrows and Enter work on the questions while the keyboard is in the search."""
        if not (isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress):
            return False
        if event.key() in _MOVES:
            self.table.go_to(self.table.currentIndex().row() + _MOVES[Qt.Key(event.key())])
        elif event.key() in _ENTERS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit()
        else:
            return False
        return True

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.S, Space.M)
        column.setSpacing(Space.XS)
        column.addWidget(PlainLabel("About which patient", Text.CAPTION, "muted"))
        column.addWidget(self.patient)
        column.addWidget(PlainLabel("What is asked", Text.CAPTION, "muted"))
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addWidget(self._said)

    def _find_patients(self, text: str, done: Done) -> None:
        if not text.strip():
            done(())
            return
        self._desk.ask(
            find_patients, text, self._desk.session.today(), 20, then=done, owner=self, key="patients"
        )

    def _show(self, questions: tuple[Question, ...]) -> None:
        self._model.set_rows(questions)
        self._said.setText("" if questions else "No question has these words. Type fewer, or a number.")

    def _on_typed(self, text: str) -> None:
        self._show(search_questions(text))

    def _on_patient_chosen(self, line: PatientLine) -> None:
        self.show_patient(line.name)
        self.patient_chosen.emit(line.id)

    def _on_row_changed(self, question: Question | None) -> None:
        if question is not None:
            self.question_chosen.emit(question.number)

    def _on_opened(self, _question: Question) -> None:
        self.entered.emit()
