"""The visits nobody has billed: done without a claim, planned and past, or begun and not posted."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.queries.unbilled_visits import Unbilled, UnbilledLine, list_unbilled, list_unbilled_lines
from app.views.billing.claim_columns import Today, file_by
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.giving_way import GivingWay
from app.views.common.paged_model import Done, PagedTableModel
from app.views.common.table_view import TableView
from app.views.common.theme import ChipKind

_CHIPS = {
    Unbilled.NO_CLAIM: Chip(ChipKind.DENIED, "No claim made"),
    Unbilled.NO_CHARGES: Chip(ChipKind.DUE, "No charges yet"),
    Unbilled.BEGUN: Chip(ChipKind.DRAFT, "Begun, not posted"),
}


def _columns(today: Today) -> tuple[Column, ...]:
    return (
        Column("Why", lambda line: _CHIPS[line.why], width=19),
        Column("Patient", lambda line: line.patient),
        Column("Payer", lambda line: line.payer, width=14),
        Column("Visit", lambda line: line.on_date, width=10),
        Column("File by", lambda line: file_by(line.file_until, today()), width=19),
        Column("Days", lambda line: (today() - line.on_date).days, right=True, width=4),
        Column("Amount", lambda line: line.amount or None, right=True, width=8),
    )


class UnbilledList(TableView):
    """Enter goes to the visit: `visit_asked` carries the patient and the visit, 0 where it is to be entered.

    `listed` carries the ids found.
    """

    visit_asked = Signal(int, int)
    listed = Signal(tuple)

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.model_of_visits = PagedTableModel(_columns(desk.session.today), self._load)
        super().__init__("Visits not billed", self.model_of_visits)
        self.model_of_visits.setParent(self)
        GivingWay(self, ("Payer", "Visit", "File by", "Days"))
        self.opened.connect(self._on_opened)

    def ask(self, text: str) -> None:
        """Ask again, for the patients that a text begins."""
        user, today = self._desk.session.user.id, self._desk.session.today()
        self._desk.ask(list_unbilled, user, text, today, then=self._on_found, owner=self, key="ids")

    def _load(self, ids: list[int], done: Done) -> None:
        self._desk.ask(list_unbilled_lines, self._desk.session.user.id, ids, then=done, owner=self)

    def _on_found(self, ids: Sequence[int]) -> None:
        at = max(self.currentIndex().row(), 0)
        self.model_of_visits.set_ids(ids)
        self.go_to(min(at, len(ids) - 1))
        self.listed.emit(tuple(ids))

    def _on_opened(self, line: UnbilledLine) -> None:
        self.visit_asked.emit(line.patient_id, line.visit_id or 0)
