"""Let a finding pass: what it says, and the manager's reason, which stays on record."""

from PySide6.QtCore import Signal

from app.domain.errors import AppError
from app.domain.findings import Finding
from app.queries.claims import ClaimLine
from app.services.claim_overrides import override_claim_finding
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel

_FIELDS = (Field("reason", "Reason for letting it pass", Kind.NOTE, required=True, wide=True),)


class PassPanel(Panel):
    """Asks for the reason and lets the finding pass; `passed` tells that it is done."""

    passed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Let it pass")
        self._desk = desk
        self._line: ClaimLine | None = None
        self._finding: Finding | None = None
        self._words = PlainLabel(wrap=True)
        self.form = FormPanel(_FIELDS, desk.session.today, columns=1)
        self.body.addWidget(self._words)
        words = "The finding stays in sight as a warning, with your name and the reason."
        self.body.addWidget(PlainLabel(words, tone="muted", wrap=True))
        self.body.addWidget(self.form)
        self.body.addStretch()
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Let it pass")
        self.post_asked.connect(self._on_post_asked)

    def begin(self, line: ClaimLine, finding: Finding) -> None:
        """Ask why this finding shall not keep the claim."""
        self._line, self._finding = line, finding
        self.set_title(f"Let claim {line.number} pass · {line.patient}")
        self._words.setText(finding.text)
        self.form.set_values({"reason": ""})
        self.explain("")
        self.form.focus_first()

    def _on_post_asked(self) -> None:
        if self._line is None or self._finding is None or not self.form.check():
            return
        args = (self._line.id, self._finding.rule, self._finding.field, str(self.form.values()["reason"]))
        self._desk.do(
            override_claim_finding, *args, then=self._on_passed, failed=self._on_refused, owner=self
        )

    def _on_passed(self, _nothing: object) -> None:
        if self._line:
            self._desk.say.emit(f"This finding no longer holds claim {self._line.number} back.")
        self._line = None
        self.passed.emit()

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
