"""What an insurer knows otherwise than the record: each line is taken over or kept by a person."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal

from app.domain.eligibility_differences import Difference
from app.domain.errors import AppError
from app.queries.eligibility import PolicyEligibility, list_eligibility
from app.services.eligibility import keep_difference, take_difference
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView

KEEP_KEY = "Ctrl+O"
LEAD = "Nothing changes by itself. Ask the patient, then take over what is right, one line at a time."
BY_HAND = "Open the policy to change the order of insurers, then keep this line as it is."
_COLUMNS = (
    Column("Field", lambda line: line.label, width=20),
    Column("Our record", lambda line: line.ours or "(empty)"),
    Column("The insurer says", lambda line: line.theirs),
)


class EligibilityDifferencesPanel(Panel):
    """Ctrl+Enter takes a line over, Ctrl+O keeps ours; `decided` tells that none is left."""

    decided = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Differences to the record")
        self._desk = desk
        self.patient_id: int | None = None
        self._policy: int | None = None
        self._check: int | None = None
        self._model = TableModel(_COLUMNS, self)
        self.list = TableView("Differences", self._model)
        self.body.addWidget(PlainLabel(LEAD, tone="muted", wrap=True))
        self.body.addWidget(self.list, 1)
        self.add_action("Keep ours", self.keep, key=KEEP_KEY)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Take over")
        self.post_asked.connect(self.take)
        self.list.opened.connect(lambda _line: self.take())
        self.setFocusProxy(self.list)

    def begin(self, patient_id: int, found: PolicyEligibility) -> None:
        """Show what this policy's latest answer says otherwise."""
        self.patient_id, self._policy = patient_id, found.policy_id
        self.explain("")
        self._show(found)

    def take(self) -> None:
        """Put what the insurer says into the record."""
        line: Difference | None = self.list.current_row()
        if line is not None and line.value is None:
            self.explain(BY_HAND, "warning")
        else:
            self._decide(take_difference, line)

    def keep(self) -> None:
        """Leave the record as it is."""
        self._decide(keep_difference, self.list.current_row())

    def _decide(self, use_case: Callable[..., Any], line: Difference | None) -> None:
        if line is None or self._check is None:
            return
        self._desk.do(
            use_case,
            self.patient_id,
            self._check,
            line.field,
            then=self._on_decided,
            failed=self._on_refused,
            owner=self,
        )

    def _on_decided(self, _nothing: object) -> None:
        self.explain("")
        today = self._desk.session.today()
        self._desk.ask(
            list_eligibility, self.patient_id, today, then=self._on_listed, owner=self, key="differences"
        )

    def _on_listed(self, found: Sequence[PolicyEligibility]) -> None:
        mine = next((each for each in found if each.policy_id == self._policy), None)
        if mine is not None and mine.differences:
            self._show(mine)
        else:
            self.patient_id = None
            self._desk.say.emit("All differences are decided.")
            self.decided.emit()

    def _show(self, found: PolicyEligibility) -> None:
        self._check = found.telling.id if found.telling else None
        self._model.set_rows(found.differences)
        self.list.go_to(0)
        self.list.setFocus()

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
