"""The letter of a case: merged from what is known, edited in place, each version kept."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout

from app.domain.disputes.letters import LETTER_NAMES, DisputeLetterKind, DisputeLetterText
from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.dispute_papers import LetterLine, list_letters
from app.queries.disputes import CaseDetail
from app.services.dispute_letters import draft_letter, keep_letter
from app.views.common.buttons import Button
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.line_edit import LineEdit
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.theme import Space, Text, current_tokens, frame

_KINDS = tuple(LETTER_NAMES.items())
HOW = "Ctrl+Shift+B makes words bold. Address, claim and signature are printed around these words."


class LetterEdit(QTextEdit):
    """Rich text of a small kind: paragraphs, bold words, lists; Tab goes on to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Words of the letter")
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.document().setDocumentMargin(Space.M)
        self.dress()

    def dress(self) -> None:
        """Take the frame from the theme."""
        tokens = current_tokens()
        frame(self, tokens.accent if self.hasFocus() else tokens.border)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.dress()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.dress()

    def turn_bold(self) -> None:
        """Make the chosen words bold, or plain again."""
        plain, bold = 400, 700
        self.setFontWeight(plain if self.fontWeight() > plain else bold)


class LetterPanel(Panel):
    """Ctrl+Enter keeps the letter as the next version; `kept` tells that it is."""

    kept = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Letter")
        self._desk = desk
        self._case: CaseDetail | None = None
        self._versions: dict[int, LetterLine] = {}
        self.kind = Combo("Kind of letter", _KINDS)
        self.version = Combo("Version")
        self.subject = LineEdit("Subject")
        self.edit = LetterEdit()
        self._lay_out()
        self.kind.edited.connect(self._draft)
        self.version.edited.connect(self._on_version_chosen)
        self.post_asked.connect(self._on_post_asked)
        self.add_key(("Ctrl+Shift+B",), self.edit.turn_bold)

    def begin(self, case: CaseDetail) -> None:
        """Show the newest version of the case's letter, or compose one."""
        self._case = case
        self.set_title(f"Letter of case {case.line.number}")
        self.explain(refusal_of(self._desk.session, Right.WORK_DISPUTE), "danger")
        self._desk.ask(
            list_letters, case.line.id, case.line.patient_id, then=self._on_letters, owner=self, key="letters"
        )
        self.edit.setFocus()

    def text(self) -> DisputeLetterText:
        """The letter as it stands."""
        return DisputeLetterText(
            DisputeLetterKind(str(self.kind.value())), self.subject.text(), self.edit.toMarkdown().strip()
        )

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        for label, widget in (("Kind of letter", self.kind), ("Version", self.version)):
            column = QVBoxLayout()
            column.setSpacing(Space.XS)
            column.addWidget(PlainLabel(label, Text.CAPTION, "muted"))
            column.addWidget(widget)
            row.addLayout(column, 1)
        self.body.addLayout(row)
        self.body.addWidget(PlainLabel("Subject", Text.CAPTION, "muted"))
        self.body.addWidget(self.subject)
        self.body.addWidget(PlainLabel(HOW, Text.CAPTION, "muted", wrap=True))
        self.body.addWidget(self.edit, 1)
        self.add_action("Begin anew", self._draft)
        self._bold: Button = self.add_action("Bold", self.edit.turn_bold)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Keep the letter")

    def _on_letters(self, letters: Sequence[LetterLine]) -> None:
        self._versions = {line.version: line for line in letters}
        self.version.set_choices((each.version, f"{each.version}, {each.user}") for each in letters)
        here = [line for line in letters if self._case and line.level == self._case.line.level]
        if here:
            self._show(here[0].text)
            self.version.set_value(here[0].version)
        else:
            self._draft(None)

    def _draft(self, *kind: object) -> None:
        """Compose the letter anew: of the kind chosen, or of the one that the case calls for."""
        if self._case is not None:
            wanted = None if kind else self.kind.value()
            args = (self._case.line.id, DisputeLetterKind(str(wanted)) if wanted else None)
            self._desk.do(draft_letter, *args, then=self._on_drafted, failed=self._on_refused, owner=self)

    def _on_drafted(self, text: DisputeLetterText) -> None:
        self._show(text)
        self.explain("Composed from the records, and not kept yet.", "warning")

    def _show(self, text: DisputeLetterText) -> None:
        self.kind.set_value(text.kind)
        self.subject.setText(text.subject)
        self.edit.setMarkdown(text.body)

    def _on_version_chosen(self) -> None:
        version = self.version.value()
        if isinstance(version, int):
            self._show(self._versions[version].text)

    def _on_post_asked(self) -> None:
        if self._case is not None:
            call = (keep_letter, self._case.line.id, self.text())
            self._desk.do(*call, then=self._on_kept, failed=self._on_refused, owner=self)

    def _on_kept(self, _letter: int) -> None:
        self.explain("")
        self.kept.emit("The letter is kept.")

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
