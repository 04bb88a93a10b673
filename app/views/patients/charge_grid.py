"""The charge grid: rows worked by Tab and Enter alone; a new row stands ready below the last."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.findings import Finding, Severity
from app.domain.visit_review import TypedLine
from app.queries.visits import VisitCharge
from app.views.common.plain_label import PlainLabel
from app.views.common.tab_order import chain_after
from app.views.common.theme import Space, Text
from app.views.patients.charge_row import FIELDS, ChargeRow, RowSetting

MOST_LINES = 50
TITLES = ("Date", "Code", "Modifiers", "Diag.", "Units", "Place", "Charge", "")


class ChargeGrid(QWidget):
    """Enter goes to the next row, Tab through the cells, Ctrl+Delete takes a row out.

    `row_entered` carries the row that the keyboard came into; `emptied` tells that every row is another.
    """

    edited = Signal()
    left = Signal()
    row_entered = Signal(object)
    emptied = Signal()

    def __init__(self, setting: RowSetting) -> None:
        super().__init__()
        self._setting = setting
        self._before = (setting.visit_date(), setting.place())
        self.rows: list[ChargeRow] = []
        self.current: ChargeRow | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.XS)
        self._grid.setVerticalSpacing(Space.XS)
        for at, title in enumerate(TITLES):
            self._grid.addWidget(PlainLabel(title, Text.CAPTION, "muted"), 0, at)
        self._grid.setColumnStretch(len(FIELDS), 1)
        self._ensure_room()

    @property
    def filled(self) -> list[ChargeRow]:
        """The rows in which something was typed."""
        return [row for row in self.rows if not row.is_empty]

    def lines(self) -> tuple[TypedLine, ...]:
        """The lines typed, as far as they can be read."""
        return tuple(row.line() for row in self.filled)

    def clear(self) -> None:
        """Empty every row."""
        for row in self.rows:
            row.clear()
        self._show_rows(1)
        self.current = None
        self.emptied.emit()

    def add_charges(self, charges: Sequence[VisitCharge], pointers: Sequence[str]) -> None:
        """Put lines below those typed; `pointers` are theirs in the diagnoses of this visit."""
        first = len(self.filled)
        for at, (charge, letters_) in enumerate(zip(charges, pointers, strict=True), start=first):
            self._ensure_room(at + 1)
            self.rows[at].show_charge(charge, letters_)
        self._ensure_room()

    def follow_visit(self) -> None:
        """Take the visit's new date and place where rows still had the old ones."""
        for row in self.rows:
            if not row.is_empty:
                row.follow(*self._before)
        self._before = (self._setting.visit_date(), self._setting.place())

    def check(self) -> bool:
        """Read every cell of the lines typed; tells whether all could be understood."""
        # Each cell is checked, so that all are marked at once.
        sound = [cell.check() for row in self.filled for cell in row.cells.values()]
        return all(sound)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark the cells that errors name, and only them."""
        marked = {finding.field: finding for finding in findings if finding.severity is Severity.ERROR}
        for row in self.filled:
            for name, cell in row.cells.items():
                finding = marked.get(f"line:{row.number}:{name}")
                if finding:
                    cell.set_problem(f"{finding.text} {finding.fix}".strip())

    def go_to(self, field: str) -> None:
        """Put the keyboard into the cell that a finding names, as `line:2:pointers`."""
        _, number, name = field.split(":")
        self._ensure_room(int(number))
        cell = self.rows[int(number) - 1].cells[name]
        cell.setFocus()
        cell.selectAll()

    def first_problem(self) -> str:
        """The place of the first cell that is marked, or nothing."""
        marked = (
            f"line:{row.number}:{name}" for row in self.filled for name in FIELDS if row.cells[name].problem
        )
        return next(marked, "")

    def focus_first(self) -> None:
        """Put the keyboard into the code of the first empty row."""
        self.go_to(f"line:{len(self.filled) + 1}:code")

    def draft(self) -> str:
        """The rows as they stand."""
        return json.dumps([row.draft() for row in self.filled]) if self.filled else ""

    def set_draft(self, draft: str) -> None:
        """Bring the rows back."""
        self.clear()
        for at, row in enumerate(json.loads(draft) if draft else ()):
            self._ensure_room(at + 1)
            self.rows[at].set_draft(row)
        self._ensure_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next row; Ctrl+Delete takes the row out."""
        if event.type() not in (QEvent.Type.FocusIn, QEvent.Type.KeyPress):
            return False
        row = next((row for row in self.rows if watched in row.cells.values()), None)
        if row is None:
            return False
        if row is not self.current:
            self.current = row
            self.row_entered.emit(row)
        if not isinstance(event, QKeyEvent):
            return False
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Delete and ctrl:
            self._take_out(row)
            return True
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not ctrl
        if is_enter and watched is not row.code:
            self._on_entered(row)
            return True
        return False

    def _ensure_room(self, count: int = 0) -> None:
        """Show the rows filled and one more, or `count` rows."""
        self._show_rows(max(count, min(len(self.filled) + 1, MOST_LINES)))

    def _show_rows(self, count: int) -> None:
        while len(self.rows) < count:
            self._add_row()
        for row in self.rows:
            for widget in (*row.cells.values(), row.name):
                widget.setVisible(row.number <= count)

    def _add_row(self) -> None:
        row = ChargeRow(len(self.rows) + 1, self._setting, self)
        for at, name in enumerate(FIELDS):
            self._grid.addWidget(row.cells[name], row.number, at)
            row.cells[name].installEventFilter(self)
        self._grid.addWidget(row.name, row.number, len(FIELDS))
        if self.rows:
            chain_after(self.rows[-1].fee, row.cells.values())
        row.edited.connect(self._on_edited)
        row.left.connect(self.left)
        row.entered.connect(lambda: self._on_entered(row))
        self.rows.append(row)

    def _take_out(self, gone: ChargeRow) -> None:
        drafts = [row.draft() for row in self.filled if row is not gone]
        self.set_draft(json.dumps(drafts))
        self.go_to(f"line:{min(gone.number, len(drafts) + 1)}:code")
        self.edited.emit()

    def _on_edited(self) -> None:
        self._ensure_room()
        self.edited.emit()

    def _on_entered(self, row: ChargeRow) -> None:
        self._ensure_room(min(row.number + (not row.is_empty), MOST_LINES))
        following = min(row.number + 1, len(self.rows))
        if self.rows[following - 1].code.isVisible() and not row.is_empty:
            self.go_to(f"line:{following}:code")
