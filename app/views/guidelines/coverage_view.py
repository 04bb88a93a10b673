"""The answer of a coverage look-up: what counts, where it says so, who disagrees, and what is told."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.date_entry import format_date
from app.domain.guideline_explanations import ANSWER_NAMES, NO_PROMISE, NOT_KNOWN, explain_guideline
from app.domain.guideline_explanations import explain_payer as name_payer
from app.domain.guideline_words import patient_answer
from app.domain.guidelines import Aspect, Guideline
from app.queries.guidelines import CoverageAnswer, InsurerCoverage
from app.views.common.buttons import Button
from app.views.common.chip import ChipLabel
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.facts import Facts
from app.views.common.flow import FlowLayout
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import ROW_HEIGHT, TableView
from app.views.common.theme import Space, Text, scaled
from app.views.guidelines.coverage_facts import deciders_of, facts_of, overdue_words
from app.views.guidelines.offers import Offers
from app.views.guidelines.patient_words import PatientWords
from app.views.guidelines.words import NOT_KNOWN as NOT_KNOWN_CHIP
from app.views.guidelines.words import answer_chip, service_words

ROWS = 3
_OTHERS = (
    Column("Who says it", name_payer, width=20),
    Column("For", service_words, width=16),
    Column("What it says", explain_guideline),
    Column("From", lambda each: each.effective, width=10),
)


class CoverageView(QWidget):
    """Shows one answer; `guideline_asked` carries a record's chain, `to_do_asked` the wish to find out."""

    guideline_asked = Signal(int)
    file_asked = Signal(int)
    to_do_asked = Signal()
    print_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._decider: Guideline | None = None
        self._chip = ChipLabel()
        self.headline = PlainLabel(kind=Text.PAGE, wrap=True)
        self.about = PlainLabel(tone="muted", wrap=True)
        self.warning = PlainLabel(tone="warning", wrap=True)
        self.facts = Facts()
        self.find_out = Button("Make a to-do to find out", self.to_do_asked.emit, icon="add", primary=True)
        self.record = Button("Show the guideline", self._on_record_asked)
        self.papers = Offers("Papers", least=1)
        self.others = TableView("Guidelines that say something else", TableModel(_OTHERS, self))
        self._others_head = PlainLabel("These say something else", Text.SECTION)
        self.words = PatientWords()
        self._lay_out()
        self.others.opened.connect(lambda each: self.guideline_asked.emit(each.chain_id))
        self.words.print_asked.connect(self.print_asked)
        self.papers.chosen.connect(lambda key: self.file_asked.emit(int(key)))
        self.dress()

    def show_answer(self, found: CoverageAnswer, insurer: InsurerCoverage) -> None:
        """Show what is known of one insurer, or that nothing is."""
        answer, today = insurer.answer, self._desk.session.today()
        deciders = deciders_of(answer)
        self._decider = deciders[0] if deciders else None
        coverage = answer.decided_by.get(Aspect.ANSWER.value)
        is_said = coverage is not None and answer.is_known
        self._chip.show_chip((answer_chip(answer.answer) if is_said else None) or NOT_KNOWN_CHIP)
        self.headline.setText(ANSWER_NAMES[answer.answer] if is_said else NOT_KNOWN)
        self.about.setText(_about(found, insurer))
        self._warn(overdue_words(answer, today))
        self.facts.show_facts(facts_of(answer))
        self.facts.setVisible(bool(self.facts.texts))
        self.find_out.setVisible(not is_said)
        self.record.setVisible(self._decider is not None)
        self.papers.offer((str(file_id), f"Open {name}") for file_id, name in insurer.documents)
        self._show_others((*answer.disagreeing, *answer.hinging))
        said = [patient_answer(answer, today, language, insurer.payer) for language in ("en", "es")]
        self.words.show_words(*said)

    def dress(self) -> None:
        """Keep room for as many rows as there are, a few at most, at any text size."""
        rows = min(self.others.columns_model.rowCount(), ROWS)
        self.others.setFixedHeight((rows + 1) * scaled(ROW_HEIGHT) + Space.XS)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.headline, 1)
        acts = FlowLayout(gap=Space.L)
        for act in (self.find_out, self.record, self.papers):
            acts.addWidget(act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, Space.M, 0)
        column.setSpacing(Space.M)
        column.addLayout(head)
        for widget in (self.about, self.warning, self.facts):
            column.addWidget(widget)
        column.addLayout(acts)
        column.addWidget(self._others_head)
        column.addWidget(self.others)
        column.addWidget(self.words)
        column.addStretch()

    def _warn(self, words: str) -> None:
        self.warning.setText(words)
        self.warning.setVisible(bool(words))

    def _show_others(self, others: tuple[Guideline, ...]) -> None:
        model = self.others.columns_model
        assert isinstance(model, TableModel)
        model.set_rows(others)
        self.dress()
        for widget in (self._others_head, self.others):
            widget.setVisible(bool(others))

    def _on_record_asked(self) -> None:
        if self._decider:
            self.guideline_asked.emit(self._decider.chain_id)


def _about(found: CoverageAnswer, insurer: InsurerCoverage) -> str:
    question = found.question
    named = f" ({found.service})" if found.service else ""
    diagnoses = f" with {', '.join(question.diagnoses)}" if question.diagnoses else ""
    whom = f" for {found.patient}" if found.patient else ""
    asked = f"{question.code}{named}{diagnoses} on {format_date(question.on)}{whom}"
    return f"{asked}, {insurer.insurer}. {NO_PROMISE}"
