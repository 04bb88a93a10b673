"""Logging a check of coverage by hand: from the phone, the payer's website, or a paper."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from app.domain.eligibility import CheckStatus, CheckWay
from app.domain.eligibility_typing import benefits_typed
from app.domain.errors import AppError, InputError
from app.queries.policies import PolicyLine
from app.services.eligibility import CheckEntry, log_check
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.scrolled import Scrolled
from app.views.common.theme import Text
from app.views.patients.eligibility_words import AMOUNT_NAMES, FIELDS, SHARE_NAMES


class EligibilityCheckPanel(Panel):
    """Ctrl+Enter keeps it for good; `kept` ends the entry. Only what is known needs to be typed."""

    kept = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Log a check")
        self._desk = desk
        self._line: PolicyLine | None = None
        self.patient_id: int | None = None
        self.form = FormPanel(FIELDS, desk.session.today, columns=3)
        self._drafts = DraftKeeper(desk, self.form, "eligibility")
        self.about = PlainLabel(kind=Text.STRONG, wrap=True)
        self.body.addWidget(self.about)
        self.body.addWidget(Scrolled(self.form), 1)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Keep")
        self._drafts.brought_back.connect(self._on_brought_back)
        self.post_asked.connect(self._on_post_asked)

    def begin(self, patient_id: int, line: PolicyLine) -> None:
        """Begin a check of this policy, or go on with the one begun before."""
        self.patient_id, self._line = patient_id, line
        self.set_title(f"Log a check: {line.term.name}")
        self.about.setText(_policy_words(line))
        self.explain("")
        empty: dict[str, Any] = dict.fromkeys((field.name for field in FIELDS), None)
        usual = {
            "status": CheckStatus.ACTIVE.value,
            "way": CheckWay.PHONE.value,
            "for_date": self._desk.session.today(),
        }
        self.form.set_values({**empty, **usual})
        self._drafts.bring_back(f"{patient_id}/{line.id}")
        self.form.focus_first()

    def leave(self) -> None:
        """Leave; what was typed is kept."""
        self.form.flush_waiting()
        super().leave()

    def _on_brought_back(self) -> None:
        self.explain("What you typed before is back, and not saved yet.", "warning")

    def _on_post_asked(self) -> None:
        if self._line is None or self.patient_id is None:
            return
        if not self.form.check():
            self.explain("Nothing was saved. Fix the field that is marked.", "danger")
            return
        self.explain("Saving…")
        try:
            entry = _entry(self._line.id, self.form.values())
        except InputError as error:
            self.explain(str(error), "danger")
            return
        self._desk.do(
            log_check, self.patient_id, entry, then=self._on_kept, failed=self._on_refused, owner=self
        )

    def _on_kept(self, _check: int) -> None:
        self._drafts.let_go()
        self.patient_id = self._line = None
        self._desk.say.emit("The check is kept.")
        self.kept.emit()

    def _on_refused(self, error: AppError) -> None:
        self.explain(f"{error} What you typed is kept.", "danger")


def _policy_words(line: PolicyLine) -> str:
    """What the insurer asks for on the phone."""
    parts = (
        line.term.name,
        f"member number {line.member_id}" if line.member_id else "no member number on record",
        f"group {line.group_number}" if line.group_number else "",
        f"holder {line.holder or 'the patient'}",
    )
    return " · ".join(part for part in parts if part)


def _entry(policy_id: int, values: dict[str, Any]) -> CheckEntry:
    for_date = values["for_date"]
    assert isinstance(for_date, date)
    return CheckEntry(
        policy_id=policy_id,
        for_date=for_date,
        status=CheckStatus(values["status"]),
        way=CheckWay(values["way"]),
        benefits=benefits_typed(
            {name: values[name] for name in AMOUNT_NAMES},
            {name: values[name] for name in SHARE_NAMES},
            values["other_payer"] or "",
            other_first=bool(values["other_first"]),
        ),
        checked_on=values["checked_on"],
        begins=values["begins"],
        ends=values["ends"],
        plan_name=values["plan_name"] or "",
        representative=values["representative"] or "",
        reference=values["reference"] or "",
        reject_reason=values["reject_reason"] or "",
        note=values["note"] or "",
    )
