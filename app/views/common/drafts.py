"""Drafts: what is typed in a form is kept until it is posted, and comes back with the form."""

import json

from PySide6.QtCore import QObject, Signal

from app.queries.drafts import find_draft
from app.services.session import Session
from app.views.common.desk import Desk
from app.views.common.form import FormPanel


class DraftKeeper(QObject):
    """Keeps the draft of one form; `brought_back` tells that one was found and is shown again.

    `bring_back` begins keeping for a subject, `let_go` ends it: before and after nothing is kept. Only what
    differs from the form at `bring_back` is kept, so that a draft never undoes what a colleague saved since.
    """

    brought_back = Signal()
    kept = Signal()

    def __init__(self, desk: Desk, form: FormPanel, panel: str) -> None:
        super().__init__(form)
        self._desk = desk
        self._form = form
        self._panel = panel
        self._subject: str | None = None
        self._before: dict[str, str] = {}
        form.drafted.connect(self.keep)

    def bring_back(self, subject: str) -> None:
        """Show the draft for this subject if there is one, and keep what is typed from now on."""
        self._subject = subject
        self._before = self._form.drafts()
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
        """Write the draft now; one without anything new is let go."""
        if self._subject is not None:
            typed = {name: text for name, text in drafts.items() if text != self._before.get(name, "")}
            self._write(json.dumps(typed) if typed else "")
            self.kept.emit()

    def let_go(self) -> None:
        """Forget the draft, as after posting."""
        if self._subject is not None:
            self._write("")
            self._subject = None

    def start_anew(self) -> None:
        """Show the form as it was before the draft, and forget the draft; keeping goes on."""
        self._form.set_drafts(self._before)
        self._write("")

    def _write(self, content: str) -> None:
        self._desk.do(Session.save_draft, self._panel, self._subject, content, owner=self)

    def _on_found(self, drafts: dict[str, str]) -> None:
        if drafts and self._subject is not None:
            self._form.set_drafts(drafts)
            self.brought_back.emit()
