"""The letter of a case: merged from what is known, edited in place, each version kept."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QTextEdit

from app.domain.disputes.letters import LETTER_NAMES, DisputeLetterKind, DisputeLetterText
from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.dispute_papers import LetterLine, list_letters
from app.queries.disputes import CaseDetail
from app.services.dispute_letters import draft_letter, keep_letter
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.fields import Field, Kind, Today
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.theme import Space, Text, current_tokens, frame

_FIELDS = (
    Field("kind", "Kind of letter", Kind.CHOICE, choices=tuple(LETTER_NAMES.items())),
    Field("subject", "Subject", required=True),
)
BODY = "body"
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


class LetterForm(FormPanel):
    """The kind and subject of a letter; its words stand below in `edit`, and are part of the draft."""

    def __init__(self, today: Today) -> None:
        super().__init__(_FIELDS, today)
        self.edit = LetterEdit()
        self.edit.textChanged.connect(self._on_edited)

    def text(self) -> DisputeLetterText:
        """The letter as it stands."""
        values = self.values()
        kind = DisputeLetterKind(str(values["kind"]))
        return DisputeLetterText(kind, str(values["subject"]), self.edit.toMarkdown().strip())

    def show_text(self, text: DisputeLetterText) -> None:
        """Show a letter."""
        self.set_values({"kind": text.kind, "subject": text.subject})
        self.edit.setMarkdown(text.body)

    def drafts(self) -> dict[str, str]:
        """The letter as it stands, for a draft."""
        return {**super().drafts(), BODY: self.edit.toMarkdown()}

    def set_drafts(self, drafts: Mapping[str, str]) -> None:
        """Bring back a letter as it stood."""
        super().set_drafts(drafts)
        if BODY in drafts:
            self.edit.setMarkdown(drafts[BODY])


class LetterPanel(Panel):
    """Ctrl+Enter keeps the letter as the next version; `kept` tells that it is."""

    kept = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Letter")
        self._desk = desk
        self._case: CaseDetail | None = None
        self._versions: dict[int, LetterLine] = {}
        self.form = LetterForm(desk.session.today)
        self.edit = self.form.edit
        self.version = Combo("Version")
        self._drafts = DraftKeeper(desk, self.form, "dispute_letter")
        self._lay_out()
        self.form.editor("kind").edited.connect(self._draft)
        self.version.edited.connect(self._on_version_chosen)
        self.post_asked.connect(self._on_post_asked)
        self.add_key(("Ctrl+Shift+B",), self.edit.turn_bold)
        self._drafts.brought_back.connect(self._on_brought_back)

    def begin(self, case: CaseDetail) -> None:
        """Show the newest version of the case's letter, or compose one; what was typed before comes back."""
        self.form.flush_waiting()
        self._case = case
        self.set_title(f"Letter of case {case.line.number}")
        self.explain(refusal_of(self._desk.session, Right.WORK_DISPUTE), "danger")
        self._desk.ask(
            list_letters, case.line.id, case.line.patient_id, then=self._on_letters, owner=self, key="letters"
        )
        self.edit.setFocus()

    def enter(self) -> None:
        """Put the keyboard into the words."""
        self.edit.setFocus()

    def leave(self) -> None:
        """Leave; what was typed is kept."""
        self.form.flush_waiting()
        super().leave()

    def text(self) -> DisputeLetterText:
        """The letter as it stands."""
        return self.form.text()

    def _lay_out(self) -> None:
        self.body.addWidget(self.form)
        self.body.addWidget(PlainLabel(HOW, Text.CAPTION, "muted", wrap=True))
        self.body.addWidget(self.edit, 1)
        self.add_foot(PlainLabel("Version", tone="muted"))
        self.add_foot(self.version)
        self.add_action("Begin anew", self._draft)
        self.add_action("Bold", self.edit.turn_bold)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Keep the letter")

    def _on_letters(self, letters: Sequence[LetterLine]) -> None:
        self._versions = {line.version: line for line in letters}
        self.version.set_choices((each.version, f"{each.version}, {each.user}") for each in letters)
        here = [line for line in letters if self._case and line.level == self._case.line.level]
        if here:
            self.version.set_value(here[0].version)
            self._begin_with(here[0].text)
        elif self._case is not None:
            call = (draft_letter, self._case.line.id, None)
            self._desk.do(*call, then=self._begin_with, failed=self._on_refused, owner=self)

    def _begin_with(self, text: DisputeLetterText) -> None:
        """Show a letter, and what was typed over it before."""
        self.form.show_text(text)
        self._drafts.bring_back(str(self._case.line.id) if self._case else "")

    def _draft(self) -> None:
        """Compose a letter of the kind chosen anew."""
        if self._case is not None:
            call = (draft_letter, self._case.line.id, self.text().kind)
            self._desk.do(*call, then=self._on_drafted, failed=self._on_refused, owner=self)

    def _on_drafted(self, text: DisputeLetterText) -> None:
        self.form.show_text(text)
        self.explain("Composed from the records, and not kept yet.", "warning")

    def _on_brought_back(self) -> None:
        self.explain("What you typed before is back, and not kept yet.", "warning")

    def _on_version_chosen(self) -> None:
        version = self.version.value()
        if isinstance(version, int):
            self.form.show_text(self._versions[version].text)

    def _on_post_asked(self) -> None:
        if self._case is not None:
            call = (keep_letter, self._case.line.id, self.text())
            self._desk.do(*call, then=self._on_kept, failed=self._on_refused, owner=self)

    def _on_kept(self, _letter: int) -> None:
        self._drafts.let_go()
        self.explain("")
        self.kept.emit("The letter is kept.")

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
