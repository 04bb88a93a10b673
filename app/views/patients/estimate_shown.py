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
from app.views.patients.estimate_words import good_faith_words, plan_words, step_rows, sum_words

SHEET, GOOD_FAITH = "sheet", "good_faith"
PAPERS = ((SHEET, "Estimate"), (GOOD_FAITH, "Good Faith Estimate"))
LANGUAGES = (("en", "English"), ("es", "Spanish"))
_STEPS = (
    Column("Service", lambda row: row.service, width=22),
    Column("Step", lambda row: row.words),
)


class EstimateShown(QWidget):
    """The steps stand in the language that is chosen for the paper; the panel places both choices."""

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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for label in (self.sum, self.others, self.law):
            column.addWidget(label)
        column.addWidget(self.steps, 1)
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

    def _show_steps(self) -> None:
        kept = self._known.estimate if self._known else None
        self._model.set_rows(step_rows(kept, str(self.language.value())) if kept else ())
