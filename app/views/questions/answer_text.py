"""An answer in English and Spanish side by side; empty while nothing may be told."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.questions.answer import Answer, Pair
from app.domain.questions.catalog import Question
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text


class AnswerText(QWidget):
    """Two columns: what is asked, and the words to read out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = (PlainLabel(kind=Text.STRONG, wrap=True), PlainLabel(kind=Text.STRONG, wrap=True))
        self.words = (PlainLabel(wrap=True), PlainLabel(wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XL)
        for name, asked, words in zip(("English", "Español"), self._asked, self.words, strict=True):
            words.setAccessibleName(f"Answer, {name}")
            column = QVBoxLayout()
            column.setSpacing(Space.XS)
            column.addWidget(PlainLabel(name, Text.CAPTION, "muted"))
            column.addWidget(asked)
            column.addWidget(words)
            column.addStretch()
            row.addLayout(column, 1)

    def show_question(self, question: Question) -> None:
        """Show how patients put the question."""
        self._asked[0].setText(question.asked_en)
        self._asked[1].setText(question.asked_es)

    def show_answer(self, answer: Answer | None) -> None:
        """Show the words of an answer, or take them away."""
        self.show_words((answer.text_en, answer.text_es) if answer else ("", ""))

    def show_words(self, said: Pair) -> None:
        """Show what may be said, in English and in Spanish."""
        for label, words in zip(self.words, said, strict=True):
            label.setText(words)
