"""All answers of insurers about a patient, each with all it says, and the file it came in."""

from collections.abc import Sequence

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QSplitter

from app.domain.errors import AppError
from app.queries.eligibility import CheckLine, find_answer_text, list_checks
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Text, font_of
from app.views.patients.eligibility_words import BENEFIT_COLUMNS, CHECK_COLUMNS, describe_check

RAW_KEY = "Ctrl+R"


class EligibilityAnswersPanel(Panel):
    """The latest answer first; below it what it says. Ctrl+R shows its text as it came; Esc returns."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Answers about coverage")
        self._desk = desk
        self.patient_id: int | None = None
        self._checks, self._said = TableModel(CHECK_COLUMNS, self), TableModel(BENEFIT_COLUMNS, self)
        self.list = TableView("Answers", self._checks)
        self.benefits = TableView("What the answer says", self._said)
        self.about = PlainLabel(wrap=True)
        self.text = QPlainTextEdit()
        self._lay_out()
        self.list.row_changed.connect(self._show)

    def begin(self, patient_id: int) -> None:
        """Show the answers about this patient."""
        self.patient_id = patient_id
        self.text.hide()
        self.explain("")
        self._desk.ask(list_checks, patient_id, then=self._on_listed, owner=self, key="checks")

    def show_text(self) -> None:
        """Show the answer as it came, or take it away again."""
        line: CheckLine | None = self.list.current_row()
        if not self.text.isHidden():
            self.text.hide()
        elif line is not None:
            args = (line.id, self.patient_id)
            self._desk.ask(
                find_answer_text,
                *args,
                then=self._on_text_found,
                failed=self._on_no_text,
                owner=self,
                key="text",
            )

    def dress(self) -> None:
        """Take the size of the letters from the theme."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(font_of(Text.BODY).pointSizeF())
        self.text.setFont(font)

    def _lay_out(self) -> None:
        self.text.setReadOnly(True)
        self.text.setUndoRedoEnabled(False)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("The answer as it came")
        parts = QSplitter()
        parts.setOrientation(parts.orientation().Vertical)
        parts.setChildrenCollapsible(False)
        for room, part in ((1, self.list), (3, self.benefits), (3, self.text)):
            parts.addWidget(part)
            parts.setStretchFactor(parts.indexOf(part), room)
        self.body.addWidget(parts, 1)
        self.body.addWidget(self.about)
        self.add_action("Raw text", self.show_text, key=RAW_KEY)
        self.add_action("Back", self.leave, icon="back")
        self.setFocusProxy(self.list)
        self.dress()

    def _on_listed(self, lines: Sequence[CheckLine]) -> None:
        self._checks.set_rows(lines)
        self.list.setFocus()

    def _show(self, line: CheckLine | None) -> None:
        self.text.hide()
        self.explain("")
        self._said.set_rows(line.benefits if line else ())
        self.about.setText(_about(line) if line else "")

    def _on_text_found(self, text: str) -> None:
        self.text.setPlainText(text)
        self.text.show()
        self.text.setFocus()

    def _on_no_text(self, error: AppError) -> None:
        self.explain(str(error))


def _about(line: CheckLine) -> str:
    words = [describe_check(line), line.reject_reason, line.note]
    if line.representative:
        words.append(f"Told by {line.representative}.")
    return " ".join(word for word in words if word)
