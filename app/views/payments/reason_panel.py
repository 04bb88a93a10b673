"""Taking something back: what it means, and the reason that stays on record."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from app.domain.errors import AppError
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel

UseCase = Callable[..., object]


class ReasonPanel(Panel):
    """Asks for a reason and does the use case with it; `done` tells that it was done."""

    done = Signal()

    def __init__(self, desk: Desk, word: str) -> None:
        super().__init__(word)
        self._desk = desk
        self._use_case: UseCase | None = None
        self._subject: object = None
        self._words = PlainLabel(wrap=True)
        self.form = FormPanel(
            (Field("reason", "Reason, kept on record", Kind.NOTE, required=True, wide=True),),
            desk.session.today,
            columns=1,
        )
        self.body.addWidget(self._words)
        self.body.addWidget(self.form)
        self.body.addStretch()
        self.add_action("Back", self.leave, icon="back")
        self.button = self.add_post(word)
        self.post_asked.connect(self._on_post_asked)

    def ask(self, title: str, words: str, use_case: UseCase, subject: object) -> None:
        """Say what will be taken back, and wait for the reason."""
        self._use_case, self._subject = use_case, subject
        self.set_title(title)
        self._words.setText(words)
        self.form.set_values({"reason": ""})
        self.explain("")
        self.form.editor("reason").setFocus()

    def check(self, check: UseCase) -> None:
        """Say beforehand if this person may not do it."""
        self._desk.do(check, self._subject, failed=self._on_refused, owner=self)

    def extra(self) -> tuple[object, ...]:
        """What the use case takes beside the reason; nothing here."""
        return ()

    def _on_post_asked(self) -> None:
        if self._use_case is None or not self.form.check():
            return
        reason = self.form.values()["reason"]
        given = (self._subject, reason, *self.extra())
        self._desk.do(self._use_case, *given, then=self._on_done, failed=self._on_refused, owner=self)

    def _on_done(self, _nothing: object) -> None:
        self._use_case = None
        self.done.emit()

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
