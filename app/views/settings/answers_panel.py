"""What answers to patients say of the office's own rules: fees, instalments, help, ways to pay."""

from dataclasses import fields

from app.domain.errors import AppError, InputError
from app.domain.money import Money
from app.domain.percents import read_percent, write_percent
from app.domain.questions.policies import PracticePolicies
from app.domain.rights import Right
from app.queries.practice_policies import find_practice_policies
from app.services.questions import set_practice_policies
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.scrolled import Scrolled
from app.views.settings.office_specs import read_count

TITLE = "Answers to patients"
_LEAD = (
    "The answers of the question desk say these rules to patients, in English and Spanish. The fee for a "
    "returned check stands with the write-off limits."
)
_FIELDS = (
    Field("missed_fee", "Fee for a missed visit", Kind.MONEY, required=True, help="0.00 for none."),
    Field("cancel_hours", "Hours before, to cancel without it", Kind.CODE, required=True, read=read_count),
    Field("instalments", "Most payments over time", Kind.CODE, required=True, read=read_count),
    Field("smallest_instalment", "Smallest of these payments", Kind.MONEY, required=True),
    Field("hardship_days", "Days to decide on help", Kind.CODE, required=True, read=read_count),
    Field("prompt_pay", "Self-pay discount on the day, percent", help="Empty for none."),
    Field("hold_days", "Days a bill waits for a plan", Kind.CODE, required=True, read=read_count),
    Field("refund_days", "Days to send a refund", Kind.CODE, required=True, read=read_count),
    Field("ways_to_pay", "Ways to pay, in English", required=True, wide=True),
    Field("ways_to_pay_es", "Ways to pay, in Spanish", required=True, wide=True),
    Field("outside", "Laboratories and hospitals, with phone", wide=True),
    Field("reports_credit", "Unpaid bills may be reported to credit bureaus", Kind.CHECK, wide=True),
)
_COUNTS = ("cancel_hours", "instalments", "hardship_days", "hold_days", "refund_days")


class AnswersPanel(Panel):
    """One form; Ctrl+Enter saves it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(TITLE)
        self._desk = desk
        self.form = FormPanel(_FIELDS, desk.session.today)
        self.body.addWidget(PlainLabel(_LEAD, tone="muted", wrap=True))
        self.body.addWidget(Scrolled(self.form), 1)
        self.add_post("Save")
        self.post_asked.connect(self._on_post_asked)

    def refresh(self) -> None:
        """Ask for the rules as they are set."""
        self.explain(refusal_of(self._desk.session, Right.SET_UP_OFFICE))
        self._desk.ask(find_practice_policies, then=self._on_found, owner=self, key="rules")

    def _on_found(self, rules: PracticePolicies) -> None:
        values: dict[str, object] = {slot.name: getattr(rules, slot.name) for slot in fields(rules)}
        values.update({name: str(values[name]) for name in _COUNTS})
        percent = values.pop("prompt_pay_bp")
        assert isinstance(percent, int)
        self.form.set_values({**values, "prompt_pay": write_percent(percent) if percent else ""})

    def _on_post_asked(self) -> None:
        if not self.form.check():
            self.explain("Nothing was saved. Fix the field that is marked.", "danger")
            return
        try:
            rules = _rules_of(self.form.values())
        except InputError as error:
            self._on_refused(error)
            return
        then, failed = self._on_saved, self._on_refused
        self._desk.do(set_practice_policies, rules, then=then, failed=failed, owner=self)

    def _on_saved(self, _nothing: object) -> None:
        self.explain("")
        self._desk.say.emit("The rules were saved.")

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")


def _rules_of(values: dict[str, object]) -> PracticePolicies:
    """The rules as they stand in the form; raises InputError for a percentage that is none."""
    typed = str(values.pop("prompt_pay") or "")
    percent = read_percent(typed) if typed else 0
    counts = {name: int(str(values[name])) for name in _COUNTS}
    for name in ("missed_fee", "smallest_instalment"):
        assert isinstance(values[name], Money)
    texts = {name: str(values[name] or "") for name in ("ways_to_pay", "ways_to_pay_es", "outside")}
    return PracticePolicies(
        **{**values, **counts, **texts, "prompt_pay_bp": percent}  # type: ignore[arg-type]
    )
