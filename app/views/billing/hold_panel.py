"""Keep a claim from going out: the reason stands beside it until it is released."""

from PySide6.QtCore import Signal

from app.domain.errors import AppError
from app.queries.claims import ClaimLine
from app.services.claim_corrections import hold_claim
from app.views.common.desk import Desk
from app.views.common.fields import Field
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel

_FIELDS = (Field("reason", "What the claim waits for", required=True, wide=True),)


class HoldPanel(Panel):
    """Asks for the reason and holds the claim; `held` tells that it is done."""

    held = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Hold a claim")
        self._desk = desk
        self._line: ClaimLine | None = None
        self.form = FormPanel(_FIELDS, desk.session.today, columns=1)
        words = "It stays out of every print and file until you release it."
        self.body.addWidget(PlainLabel(words, tone="muted", wrap=True))
        self.body.addWidget(self.form)
        self.body.addStretch()
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Hold it")
        self.post_asked.connect(self._on_post_asked)

    def begin(self, line: ClaimLine) -> None:
        """Ask why this claim shall wait."""
        self._line = line
        self.set_title(f"Hold claim {line.number} · {line.patient}")
        self.form.set_values({"reason": ""})
        self.explain("")
        self.form.focus_first()

    def _on_post_asked(self) -> None:
        if self._line is None or not self.form.check():
            return
        reason = str(self.form.values()["reason"])
        args = (self._line.id, self._line.version, reason)
        self._desk.do(hold_claim, *args, then=self._on_held, failed=self._on_refused, owner=self)

    def _on_held(self, _nothing: object) -> None:
        if self._line:
            self._desk.say.emit(f"Claim {self._line.number} is on hold.")
        self._line = None
        self.held.emit()

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
