"""The limits above which a second person is asked, and the fee for a returned check."""

from dataclasses import fields

from app.domain.approvals import ApprovalLimits
from app.domain.errors import AppError
from app.domain.money import Money
from app.domain.returned_checks import FeePolicy
from app.domain.rights import Right
from app.queries.approvals import find_fee_policy, find_limits
from app.services.approvals import set_limits
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.settings.office_specs import read_count

TITLE = "Write-off limits"
_LEAD = (
    "A biller writes off alone as a courtesy, or for late filing, up to these amounts; more needs another "
    "person. Refunds, hardship, small balances, bad debt and credit for another family always do."
)
_FIELDS = (
    Field("claim", "A biller, for one visit", Kind.MONEY, required=True),
    Field("patient", "A biller, for one patient in a year", Kind.MONEY, required=True),
    Field("user_day", "A biller, in one day", Kind.MONEY, required=True),
    Field("manager", "A manager alone", Kind.MONEY, required=True),
    Field("alone", "One person alone waits a day above", Kind.MONEY, required=True),
    Field("small_balance", "Small balances are below", Kind.MONEY, required=True),
    Field("copay_waivers", "Copays spared a patient in a year", Kind.CODE, required=True, read=read_count),
    Field("is_allowed", "The signed policy has a fee for returned checks", Kind.CHECK),
    Field("amount", "Fee for a returned check", Kind.MONEY, required=True),
)


class LimitsPanel(Panel):
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

    def refresh(self) -> None:
        """Ask for the limits as they are set."""
        self.explain(refusal_of(self._desk.session, Right.SET_UP_OFFICE))
        self._desk.ask(find_limits, then=self._on_limits_found, owner=self, key="limits")
        self._desk.ask(find_fee_policy, then=self._on_policy_found, owner=self, key="policy")

    def _on_limits_found(self, limits: ApprovalLimits) -> None:
        values = {slot.name: getattr(limits, slot.name) for slot in fields(ApprovalLimits)}
        self.form.set_values({**values, "copay_waivers": str(limits.copay_waivers)})

    def _on_policy_found(self, policy: FeePolicy) -> None:
        self.form.set_values({"is_allowed": policy.is_allowed, "amount": policy.amount})

    def _on_post_asked(self) -> None:
        if not self.form.check():
            self.explain("Nothing was saved. Fix the field that is marked.", "danger")
            return
        values = self.form.values()
        amount = values.pop("amount")
        assert isinstance(amount, Money)
        fee = FeePolicy(bool(values.pop("is_allowed")), amount)
        values["copay_waivers"] = int(str(values["copay_waivers"]))
        limits = ApprovalLimits(**values)  # type: ignore[arg-type]
        self._desk.do(set_limits, limits, fee, then=self._on_saved, failed=self._on_refused, owner=self)

    def _on_saved(self, _nothing: object) -> None:
        self.explain("")
        self._desk.say.emit("The limits were saved.")

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
