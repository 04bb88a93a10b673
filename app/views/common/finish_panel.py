"""Finishing what waited: one line for what came of it, then Ctrl+Enter."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal

from app.domain.due_work import name_work
from app.domain.errors import AppError
from app.views.common.desk import Desk
from app.views.common.fields import Field
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel

_FIELDS = (Field("outcome", "What came of it", wide=True, help="A few words; may be left empty."),)


class FinishPanel(Panel):
    """Runs one use case with what came of it; `finished` tells that it is done."""

    finished = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Finish")
        self._desk = desk
        self._use: tuple[Callable[..., Any], tuple[object, ...]] | None = None
        self.form = FormPanel(_FIELDS, desk.session.today, columns=1)
        self.what = PlainLabel(wrap=True)
        self.body.addWidget(self.what)
        self.body.addWidget(self.form)
        self.body.addStretch()
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Finish")
        self.post_asked.connect(self._on_post_asked)

    def begin(self, what: str, use_case: Callable[..., Any], *args: object) -> None:
        """Ask what came of this; `use_case(session, *args, outcome)` finishes it."""
        self._use = (use_case, args)
        self.what.setText(what)
        self.form.set_values({"outcome": ""})
        self.explain("")
        self.form.focus_first()

    def _on_post_asked(self) -> None:
        if self._use is None or not self.form.check():
            return
        use_case, args = self._use
        outcome = str(self.form.values()["outcome"])
        self._desk.do(use_case, *args, outcome, then=self._on_done, failed=self._on_refused, owner=self)

    def _on_done(self, _nothing: object) -> None:
        self._use = None
        self._desk.say.emit(f"Finished: {name_work(self.what.text())}")
        self.finished.emit()

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
