"""The patient's claims, the newest first; Enter opens one among the billing forms."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.coverage import RANK_NAMES
from app.queries.patient_claims import PatientClaimLine, list_patient_claims
from app.views.common.claim_chip import claim_chip
from app.views.common.columns import Column
from app.views.common.coverage_subject import CoverageSubject
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space
from app.views.patients.page import PatientPage

_COLUMNS = (
    Column("Claim", lambda line: f"#{line.number}", width=8),
    Column("Visit", lambda line: line.service_on, width=10),
    Column("Insurance", lambda line: line.payer),
    Column("Pays", lambda line: RANK_NAMES.get(line.rank, str(line.rank)), width=10),
    Column("State", lambda line: claim_chip(line.standing), width=17),
    Column("Billed", lambda line: line.billed, right=True, width=11),
    Column("Insurance owes", lambda line: line.open, right=True, width=14),
)


class ClaimsPage(PatientPage):
    """A list of claims; `claim_asked` goes to the billing forms."""

    TITLE = "Claims"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._model = TableModel(_COLUMNS, self)
        self.view = TableView("Claims", self._model)
        self._empty = EmptyState("No claim yet. One is made when a visit of an insured patient is entered.")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.addWidget(self._stack)
        self.setFocusProxy(self.view)
        self.view.opened.connect(self._on_opened)

    def refresh(self) -> None:
        """List the claims of the patient now shown."""
        if self.detail:
            self.desk.ask(list_patient_claims, self.detail.id, then=self._on_listed, owner=self, key="claims")

    def coverage_subject(self) -> CoverageSubject:
        """The patient on the day of the claim chosen."""
        line = self.view.current_row()
        subject = super().coverage_subject()
        return replace(subject, on=line.service_on) if isinstance(line, PatientClaimLine) else subject

    def claim_meant(self) -> int:
        """The claim chosen."""
        line = self.view.current_row()
        return line.id if isinstance(line, PatientClaimLine) else 0

    def _on_listed(self, lines: Sequence[PatientClaimLine]) -> None:
        self._model.set_rows(lines)
        self._stack.setCurrentWidget(self.view if lines else self._empty)

    def _on_opened(self, line: PatientClaimLine) -> None:
        self.claim_asked.emit(line.id)
