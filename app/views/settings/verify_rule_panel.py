"""How many days before a visit its coverage may have been checked."""

from app.domain.eligibility_due import VerifyRule
from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.eligibility import find_verify_rule
from app.services.eligibility import set_verify_rule
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.settings.office_specs import read_count

TITLE = "Coverage checks"
_LEAD = (
    "A planned visit stands in “Coverage to verify” until its insurance was checked within these days before "
    "it. A series is three visits or more within 30 days."
)
_FIELDS = (
    Field("days", "Days before a visit", Kind.CODE, required=True, read=read_count, width=8),
    Field(
        "series_days", "Days before a visit of a series", Kind.CODE, required=True, read=read_count, width=8
    ),
)


class VerifyRulePanel(Panel):
    """One form; Ctrl+Enter saves it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(TITLE)
        self._desk = desk
        self.form = FormPanel(_FIELDS, desk.session.today)
        self.body.addWidget(PlainLabel(_LEAD, tone="muted", wrap=True))
        self.body.addWidget(self.form)
        self.body.addStretch()
        self.add_post("Save")
        self.post_asked.connect(self._on_post_asked)
        self.setFocusProxy(self.form.editor("days"))

    def refresh(self) -> None:
        """Ask for the days as they are set."""
        self.explain(refusal_of(self._desk.session, Right.SET_UP_OFFICE))
        self._desk.ask(find_verify_rule, then=self._on_found, owner=self, key="rule")

    def _on_found(self, rule: VerifyRule) -> None:
        self.form.set_values({"days": str(rule.days), "series_days": str(rule.series_days)})

    def _on_post_asked(self) -> None:
        if not self.form.check():
            self.explain("Nothing was saved. Fix the field that is marked.", "danger")
            return
        values = {name: int(str(value)) for name, value in self.form.values().items()}
        rule = VerifyRule(values["days"], values["series_days"])
        self._desk.do(set_verify_rule, rule, then=self._on_saved, failed=self._on_refused, owner=self)

    def _on_saved(self, _nothing: object) -> None:
        self.explain("")
        self._desk.say.emit("The days were saved.")

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
