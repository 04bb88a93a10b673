"""What an estimate comes to, shown: its sum, who bears the rest, what the law asks, and every step."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.queries.estimate_desk import EstimateDesk
from app.views.common.columns import Column
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text, letters
from app.views.patients.estimate_words import (
    StepRow,
    good_faith_words,
    plan_words,
    step_rows,
    sum_words,
)

SHEET, GOOD_FAITH = "sheet", "good_faith"
PAPERS = ((SHEET, "Estimate"), (GOOD_FAITH, "Good Faith Estimate"))
LANGUAGES = (("en", "English"), ("es", "Spanish"))
_STEPS = (
    Column("Service", lambda row: row.service, width=22),
    Column("Step", lambda row: row.words),
    Column("What the patient reads", lambda row: row.told),
)
_TOLD = 2
EDITED = "Not worked out yet: Ctrl+R works out what is planned now."


class EstimateShown(QWidget):
    """The steps stand in English, beside them as the paper says them; the panel places both choices."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._known: EstimateDesk | None = None
        self.paper = Combo("Paper", PAPERS)
        self.language = Combo("Language of the paper", LANGUAGES)
        self.sum = PlainLabel(kind=Text.SECTION, wrap=True)
        self.others = PlainLabel(tone="muted", wrap=True)
        self.law = PlainLabel(wrap=True)
        self._model = TableModel(_STEPS, self)
        self.steps = TableView("Steps of the estimate", self._model)
        self.whole = PlainLabel(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for label in (self.sum, self.others, self.law):
            column.addWidget(label)
        column.addWidget(self.steps, 1)
        column.addWidget(self.whole)
        self.steps.row_changed.connect(self._on_row_changed)
        self.language.edited.connect(self._show_steps)
        self.dress()

    def dress(self) -> None:
        """Take the widths of the choices from the theme."""
        self.paper.setMinimumWidth(letters(22))
        self.language.setMinimumWidth(letters(12))

    def show_desk(self, known: EstimateDesk) -> None:
        """Show what a visit is expected to cost as it is planned."""
        self._known = known
        kept = known.estimate
        self.sum.setText(sum_words(kept) if kept else known.refusal)
        self.others.setText(plan_words(kept) if kept else "")
        words, tone = good_faith_words(known.good_faith, self._desk.session.today())
        self.law.set_tone(tone)
        self.law.setText(words)
        self.law.setVisible(bool(words))
        self._show_steps()

    def show_edited(self) -> None:
        """Say that what is shown is not of what is typed now."""
        self.sum.setText(EDITED)

    def _show_steps(self) -> None:
        kept, language = self._known.estimate if self._known else None, str(self.language.value())
        self.steps.setColumnHidden(_TOLD, language == "en")
        self._model.set_rows(step_rows(kept, language) if kept else ())

    def _on_row_changed(self, row: StepRow | None) -> None:
        """Below the list a sentence has the room that a row has not."""
        self.whole.setText(" ".join(part for part in (row.words, row.told) if part) if row else "")
