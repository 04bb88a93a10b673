"""The form behind advance notices: its edition, and the practice's own blank PDF from CMS."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.advance_notice import FORM
from app.domain.rights import Right
from app.queries.notices import EDITION_SETTING, NoticeSetUp, find_notice_set_up
from app.services.notices import keep_notice_form
from app.services.office import set_setting
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.file_intake import ChooseFile, ask_for_file, read_file
from app.views.common.form import FormPanel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.theme import Space, Text
from app.views.patients.paper_fields import EDITION


class NoticeSetUpBar(QWidget):
    """Says what notices are printed on; who may change the office keeps the edition and loads the form."""

    said = Signal(str, str)

    def __init__(
        self, desk: Desk, choose_file: ChooseFile = ask_for_file, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.choose_file = choose_file
        self.language = "en"
        self.words = PlainLabel(kind=Text.CAPTION, tone="muted", wrap=True)
        self.form = FormPanel(EDITION, desk.session.today, columns=1)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.form)
        for button in (
            Button("Keep edition", self.keep_edition),
            Button("Load the CMS form…", self.load_form),
        ):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.words)
        column.addLayout(row)

    def ask(self) -> None:
        """Ask again for what is set."""
        self._desk.ask(find_notice_set_up, then=self._on_found, owner=self, key="set_up")

    def keep_edition(self) -> None:
        """Keep the edition typed as the practice's."""
        edition = self.form.values()["edition"]
        if self._may() and self.form.check() and isinstance(edition, date):
            then = partial(self._on_kept, "The edition is kept.")
            self._do(set_setting, EDITION_SETTING, f"{edition:%m/%d/%Y}", then=then)

    def load_form(self) -> None:
        """Choose the blank form as CMS gives it, and keep it for the language chosen."""
        if self._may() and (path := self.choose_file(self)):
            read = partial(read_file, Path(path))
            self._desk.runner.draw(read, self._on_read, self._on_refused, self)

    def _may(self) -> bool:
        refusal = refusal_of(self._desk.session, Right.SET_UP_OFFICE)
        if refusal:
            self.said.emit(refusal, "warning")
        return not refusal

    def _do(self, use_case: object, *args: object, then: object) -> None:
        self._desk.do(use_case, *args, then=then, failed=self._on_refused, owner=self)  # type: ignore[arg-type]

    def _on_read(self, file: tuple[str, bytes]) -> None:
        then = partial(self._on_kept, "Notices of this language are printed on this form from now on.")
        self._do(keep_notice_form, self.language, *file, then=then)

    def _on_kept(self, words: str, _nothing: object) -> None:
        self.ask()
        self.said.emit(words, "good")

    def _on_refused(self, error: Exception) -> None:
        self.said.emit(str(error), "danger")

    def _on_found(self, found: NoticeSetUp) -> None:
        self.form.editor("edition").set_draft(found.edition)
        on = "your own CMS form" if self.language in found.has_form else "a facsimile of its layout"
        self.words.setText(
            f"Form {FORM}, edition {found.edition}, printed on {on}. Check at cms.gov that this edition is "
            "still in force; patients sign the CMS form only."
        )
