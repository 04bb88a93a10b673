"""A form that does one thing to a case, beside the case: `done` tells what came of it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.disputes import CaseDetail
from app.views.common.desk import Desk
from app.views.common.fields import Field
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.scrolled import Scrolled
from app.views.disputes.document_choice import DocumentChoice


class CaseForm(Panel):
    """Ctrl+Enter posts; a subclass does with the values of a sound form what it is for, in `post`."""

    done = Signal(str)

    def __init__(self, desk: Desk, title: str, fields: tuple[Field, ...], post: str) -> None:
        super().__init__(title)
        self.desk = desk
        self.case: CaseDetail | None = None
        self._is_saving = False
        self.words = PlainLabel(tone="muted", wrap=True)
        self.form = FormPanel(fields, desk.session.today, columns=1)
        self.body.addWidget(self.words)
        self.body.addWidget(Scrolled(self.form), 1)
        self.add_action("Back", self.leave, icon="back")
        self.button = self.add_post(post)
        self.post_asked.connect(self._on_post_asked)

    def add_document(self, document: DocumentChoice) -> None:
        """Put the choice of a document under the form; Ctrl+O takes a new one."""
        document.refused.connect(lambda words: self.explain(words, "danger"))
        self.body.addWidget(document)
        self.add_key(("Ctrl+O",), document.take)

    def open_for(self, case: CaseDetail, values: dict[str, Any], words: str = "") -> None:
        """Open for a case, with these values in the form."""
        self.case, self._is_saving = case, False
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.form.set_values(values)
        self.explain(refusal_of(self.desk.session, Right.WORK_DISPUTE), "danger")
        self.form.focus_first()

    def post(self, case: CaseDetail, values: dict[str, Any]) -> None:
        """Do it; a subclass says how."""
        raise TypeError(f"{type(self).__name__} must say what it does with case {case.line.number}: {values}")

    def do(self, said: str | None, use_case: Callable[..., Any], *args: object) -> None:
        """Run the use case, then tell `said`, or its own answer where that is None."""
        self._is_saving = True
        self.explain("Saving…")
        then = partial(self._on_done, said)
        self.desk.do(use_case, *args, then=then, failed=self.on_refused, owner=self)

    def on_refused(self, error: AppError) -> None:
        """Say why nothing was done; what is typed stays."""
        self._is_saving = False
        self.explain(str(error), "danger")

    def _on_post_asked(self) -> None:
        if self.case is not None and not self._is_saving and self.form.check():
            self.post(self.case, dict(self.form.values()))

    def _on_done(self, said: str | None, answer: object) -> None:
        self._is_saving = False
        self.explain("")
        self.done.emit(said if said is not None else str(answer))
