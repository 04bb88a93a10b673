"""The list of claims: chips for the lists of work above, a filter, what the list comes to, and the rows."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.queries.claims import ClaimLine, list_claim_lines, list_claims
from app.views.billing.claim_columns import GIVING_WAY, claim_columns
from app.views.billing.claim_screener import ClaimScreener
from app.views.billing.unbilled_list import UnbilledList
from app.views.billing.work_chips import TotalsLine, WorkChips
from app.views.billing.work_parts import ALL, BY_KEY, FILING, FIXING, ONLY_IN, READY, UNBILLED
from app.views.common.chip import PAD
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.line_edit import LineEdit
from app.views.common.paged_model import Done, PagedTableModel
from app.views.common.table_view import ROW_HEIGHT, TableView
from app.views.common.theme import Space, letters, scaled

_NAME_LETTERS = 16
# So many rows stay in sight however low the window is.
FEWEST_ROWS = 3
# Arrowing through the list must not open, and note a look at, every patient passed.
SETTLE = 150
_NONE_YET = "There are no claims here. A claim is made when a visit of an insured patient is entered."


class ClaimList(QWidget):
    """Lists claims; `claim_chosen` carries the row the keyboard has settled on, `opened` the one entered.

    `visit_asked` carries a patient and a visit that is not billed, 0 where its charges were only begun.
    """

    claim_chosen = Signal(object)
    opened = Signal(object)
    visit_asked = Signal(int, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: tuple[int, ...] = ()
        self._shown: tuple[int, ...] = ()
        self._wanted = 0
        self._is_entering = False
        self.screener = ClaimScreener(desk, self)
        self.screener.learned.connect(self._on_learned)
        self.chips = WorkChips(desk, self.screener)
        self.chips.chosen.connect(self._on_narrowed)
        self.filter = LineEdit("Find in list")
        self.filter.setPlaceholderText("Patient, payer or claim number")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._on_narrowed)
        self.totals = TotalsLine(desk)
        columns = claim_columns(self.screener.errors_of, desk.session.today)
        self.model = PagedTableModel(columns, self._load, self)
        self.table = TableView("Claims", self.model)
        self.table.row_changed.connect(self._on_row_changed)
        self.table.opened.connect(self.opened)
        self.unbilled = UnbilledList(desk)
        self.unbilled.listed.connect(self._on_unbilled_listed)
        self.unbilled.visit_asked.connect(self.visit_asked)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLE)
        self._settled.timeout.connect(self._on_settled)
        self._lay_out()

    def refresh(self) -> None:
        """Ask again for counts, faults and rows."""
        self.chips.refresh()
        self.screener.refresh()
        self._ask()

    def show_claim(self, claim_id: int) -> None:
        """Put the keyboard on a claim, wherever it stands."""
        self.show_part(ALL, claim_id)

    def show_part(self, part: str, claim_id: int = 0) -> None:
        """Show one list of work whole, with the keyboard on a claim of it, or on the first."""
        self._wanted, self._is_entering = claim_id, True
        self.filter.clear()
        self.chips.choose(part)
        self.chips.chip(part).setFocus()
        if part == UNBILLED:
            self.unbilled.leave_rows()
        self._ask()

    def chosen_ids(self) -> tuple[int, ...]:
        """The selected claims, from top to bottom, also those not loaded yet; none while visits are shown."""
        if self.chips.value() == UNBILLED:
            return ()
        selection = self.table.selectionModel().selection()
        parts = [selection.at(number) for number in range(selection.count())]
        rows = {row for part in parts for row in range(part.top(), part.bottom() + 1)}
        return tuple(self.model.id_at(row) for row in sorted(rows))

    def step(self, by: int) -> None:
        """Go to the claim after or before."""
        self.table.go_to(self.table.currentIndex().row() + by)

    def enter(self) -> None:
        """Put the keyboard on the rows, or on the chips where there are none."""
        rows = self.unbilled if self.chips.value() == UNBILLED else self.table
        (rows if rows.columns_model.rowCount() else self.chips.chip(self.chips.value())).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the less telling columns give way where the list is narrow."""
        super().resizeEvent(event)
        self.dress()

    def dress(self) -> None:
        """Show the columns that this list needs, and let some give way where larger text needs the room."""
        part = self.chips.value()
        self.table.setMinimumHeight(scaled(ROW_HEIGHT) * (FEWEST_ROWS + 1))
        absent = {title for title, parts in ONLY_IN.items() if part not in parts}
        columns = [column for column in self.model.columns if column.title not in absent]
        wide = {
            column.title: letters(max(column.width or _NAME_LETTERS, len(column.title))) + 2 * PAD
            for column in columns
        }
        needed, room = sum(wide.values()), self.table.viewport().width()
        titles = [column.title for column in self.model.columns]
        for title in ONLY_IN:
            self.table.setColumnHidden(titles.index(title), title in absent)
        # How long there is to file tells more there than where the claim stands.
        giving = (*GIVING_WAY, "State") if part == FILING else GIVING_WAY
        self.table.setColumnHidden(titles.index("State"), False)
        for title in (title for title in giving if title not in absent):
            is_hidden = needed > room
            self.table.setColumnHidden(titles.index(title), is_hidden)
            needed -= wide[title] if is_hidden else 0

    def _lay_out(self) -> None:
        self._none_here = EmptyState("", ("Show all claims", partial(self.show_part, ALL)))
        page = QWidget()
        self._stack = QStackedLayout(page)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._none_here)
        self._stack.addWidget(EmptyState(_NONE_YET))
        self._stack.addWidget(self.unbilled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.chips)
        column.addWidget(self.filter)
        column.addWidget(self.totals)
        column.addWidget(page, 1)

    def _ask(self) -> None:
        part, text = BY_KEY[self.chips.value()], self.filter.text()
        if part.key == UNBILLED:
            self.unbilled.ask(text)
            return
        asked, today = part.narrowed(text), self._desk.session.today()
        self._desk.ask(list_claims, asked, today, then=self._on_found, owner=self, key="ids")

    def _load(self, ids: list[int], done: Done) -> None:
        self._desk.ask(list_claim_lines, ids, then=done, owner=self)

    def _on_narrowed(self) -> None:
        self.dress()
        self._ask()

    def _on_found(self, ids: Iterable[int]) -> None:
        self._found = tuple(ids)
        if self.chips.value() != UNBILLED:
            self._show_ids(reread=True)
            self._enter_found()

    def _enter_found(self) -> None:
        """Put the keyboard on the rows that were asked for with it, unless it was taken elsewhere since."""
        is_entering, self._is_entering = self._is_entering, False
        if is_entering and self.chips.chip(self.chips.value()).hasFocus():
            self.enter()

    def _on_unbilled_listed(self, ids: tuple[int, ...]) -> None:
        if self.chips.value() != UNBILLED:
            return
        self.claim_chosen.emit(None)
        self._none_here.say(_why_empty(UNBILLED, self.filter.text()))
        self._stack.setCurrentIndex(3 if ids else 1)
        self.totals.ask_visits(ids)
        self._enter_found()

    def _on_learned(self) -> None:
        self._show_ids(reread=False)

    def _on_row_changed(self, line: ClaimLine | None) -> None:
        if line is not None:
            self._wanted = line.id
            self._settled.start()

    def _on_settled(self) -> None:
        line = self.table.current_row()
        if line is not None:
            self.claim_chosen.emit(line)

    def _show_ids(self, *, reread: bool) -> None:
        part, blocked = self.chips.value(), self.screener.blocked()
        if part == UNBILLED:
            return
        ids = self._found
        if part in {READY, FIXING}:
            ids = tuple(claim for claim in ids if (claim in blocked) == (part == FIXING))
        if BY_KEY[part].newest_first:
            ids = ids[::-1]
        if reread or self.screener.is_done:
            rejected = self.chips.rejected if part == FIXING else 0
            self.totals.ask_claims(ids, f"; {rejected:,} rejected" if rejected else "")
        if reread or ids != self._shown:
            self._shown, wanted = ids, self._wanted
            self.model.set_ids(ids)
            self.table.go_to(self.model.position_of(wanted))
        else:
            self.table.viewport().update()
        self._none_here.say(_why_empty(part, self.filter.text()))
        self._stack.setCurrentIndex(0 if ids else 1 if self.chips.has_claims else 2)
        if not ids:
            self.claim_chosen.emit(None)


def _why_empty(part: str, text: str) -> str:
    if text:
        return f"No {'visit' if part == UNBILLED else 'claim'} here matches “{text}”."
    return BY_KEY[part].empty
