"""Coverage to verify: the planned visits of the coming days whose insurers were not asked recently."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.domain.coverage import RANK_NAMES
from app.domain.rights import Right
from app.domain.time_entry import format_time
from app.queries.eligibility_due import DAYS_AHEAD, VerifyLine, list_coverage_to_verify
from app.services.eligibility_requests import Ask
from app.views.common.columns import Column
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space
from app.views.patients.eligibility_asking import WHERE, EligibilityAsking, describe_asking_all
from app.views.patients.eligibility_box import ASK_KEY
from app.views.patients.eligibility_words import CHIPS, NEVER

TITLE = "Coverage to verify"
LEAD = (
    "Visits ahead whose coverage was not checked recently, or is not active; the earliest first. Enter opens "
    "the patient’s insurance. A visit leaves the list when its coverage is active."
)
_AHEAD = (
    (1, "Until tomorrow"),
    (3, "3 days ahead"),
    (7, "7 days ahead"),
    (14, "14 days ahead"),
    (30, "30 days"),
)


def _insurance(line: VerifyLine) -> str:
    """The insurance, with its place where it does not pay first."""
    rank = "" if line.rank == 1 else f" ({RANK_NAMES.get(line.rank, str(line.rank)).lower()})"
    return f"{line.insurance}{rank}"


_COLUMNS = (
    Column("Visit", lambda line: line.on_date, width=10),
    Column("Time", lambda line: format_time(line.at_time), right=True, width=8),
    Column("Patient", lambda line: line.patient, width=16),
    Column("Insurance", _insurance),
    Column("Last check", lambda line: line.checked_on, width=10),
    Column("It said", lambda line: CHIPS[line.status] if line.status else NEVER, width=16),
    Column("Asked", lambda line: line.asked_on, width=10),
)


class VerifyPanel(Panel):
    """`patient_asked` carries the patient whose insurance is to be opened; Ctrl+Shift+Q asks all payers."""

    patient_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(TITLE)
        self._desk = desk
        self._model = TableModel(_COLUMNS, self)
        self.list = TableView(TITLE, self._model)
        self.ahead = Combo("How far ahead", _AHEAD)
        self.asking = EligibilityAsking(desk, self._on_told, self, describe_asking_all)
        self.body.addWidget(PlainLabel(LEAD, tone="muted", wrap=True))
        self.body.addWidget(self.list, 1)
        self.why = PlainLabel(wrap=True)
        self.body.addWidget(self.why)
        self.list.row_changed.connect(self._on_row_changed)
        self.body.insertLayout(1, self._row_above())
        self.add_action("Ask all payers", self.ask_all, key=ASK_KEY)
        self.add_action("Back", self.leave, icon="back")
        self.ahead.setMinimumContentsLength(max(len(words) for _, words in _AHEAD))
        self.ahead.set_value(DAYS_AHEAD)
        self.ahead.edited.connect(self.refresh)
        self.list.opened.connect(lambda line: self.patient_asked.emit(line.patient_id))
        self.setFocusProxy(self.list)

    def _row_above(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        caption = PlainLabel("Visits", tone="muted")
        caption.setBuddy(self.ahead)
        row.addWidget(caption)
        row.addWidget(self.ahead)
        row.addStretch()
        return row

    def refresh(self) -> None:
        """Ask again whose coverage is to be verified."""
        today, days = self._desk.session.today(), self.ahead.value()
        self._desk.ask(list_coverage_to_verify, today, days, then=self._on_listed, owner=self, key="verify")

    def ask_all(self) -> None:
        """Write questions about everything on the list that a payer takes and was not asked yet."""
        if refusal := refusal_of(self._desk.session, Right.EDIT_PATIENT):
            self.explain(refusal, "danger")
            return
        lines: Sequence[VerifyLine] = self._model.rows
        asks = [Ask(line.policy_id, line.on_date) for line in lines if line.is_to_ask]
        if asks:
            self.explain("Writing the questions…")
            self.asking.ask(asks)
        else:
            self.explain(f"Nothing is left to ask: every payer on the list was asked. {WHERE}")

    def _on_row_changed(self, line: VerifyLine | None) -> None:
        self.why.setText(f"{line.insurance}: {line.why}" if line else "")

    def _on_told(self, sentence: str) -> None:
        self.explain(sentence)
        self.refresh()

    def _on_listed(self, lines: Sequence[VerifyLine]) -> None:
        at = max(0, self.list.currentIndex().row())
        self._model.set_rows(lines)
        self.list.go_to(min(at, len(lines) - 1))
        self.set_title(f"{TITLE}: {len(lines):,}" if lines else f"{TITLE}: nothing")
