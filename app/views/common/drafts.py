"""Drafts: what is typed in a form is kept until it is posted, and comes back with the form."""

import json

from PySide6.QtCore import QObject, Signal

from app.queries.drafts import find_draft
from app.services.session import Session
from app.views.common.desk import Desk
from app.views.common.form import FormPanel


class DraftKeeper(QObject):
    """Keeps the draft of one form; `brought_back` tells that one was found and is shown again.

    `bring_back` begins keeping for a subject, `let_go` ends it: before and after nothing is kept.
    """

    brought_back = Signal()
    kept = Signal()

    def __init__(self, desk: Desk, form: FormPanel, panel: str) -> None:
        super().__init__(form)
        self._desk = desk
        self._form = form
        self._panel = panel
        self._subject: str | None = None
        form.drafted.connect(self.keep)

    def bring_back(self, subject: str) -> None:
        """Show the draft for this subject if there is one, and keep what is typed from now on."""
        self._subject = subject
        self._desk.ask(
            find_draft,
            self._desk.session.user.id,
            self._panel,
            subject,
            then=self._on_found,
            owner=self,
            key="draft",
        )

    def keep(self, drafts: dict[str, str]) -> None:
        """Write the draft now; one of empty texts is let go."""
        if self._subject is not None:
            self._write(json.dumps(drafts) if any(drafts.values()) else "")
            self.kept.emit()

    def let_go(self) -> None:
        """Forget the draft, as after posting."""
        if self._subject is not None:
            self._write("")
            self._subject = None

    def _write(self, content: str) -> None:
        self._desk.do(Session.save_draft, self._panel, self._subject, content, owner=self)

    def _on_found(self, drafts: dict[str, str]) -> None:
        if drafts and self._subject is not None:
            self._form.set_drafts(drafts)
            self.brought_back.emit()
