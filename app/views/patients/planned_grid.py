"""The small grid of planned services: code, modifiers, units and charge, worked by Tab and Enter alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.money import Money
from app.queries.procedures import ProcedureLine
from app.queries.visits import VisitCharge
from app.services.estimates import MOST_SERVICES, PlannedEntry
from app.views.common.code_edit import CodeEdit, read_any_code
from app.views.common.line_edit import LineEdit
from app.views.common.money_edit import MoneyEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.tab_order import chain_after
from app.views.common.theme import Space, Text, letters
from app.views.patients.charge_row import WIDTHS, CodeCell, read_modifiers, read_units

FIELDS = ("code", "modifiers", "units", "fee")
TITLES = ("Code", "Modifiers", "Units", "Charge", "")
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class PlannedSetting:
    """What a row stands in: the day of the visit, and the practice's list."""

    visit_date: Callable[[], date]
    procedures: Callable[[], Sequence[ProcedureLine]]


class PlannedRow(QObject):
    """The editors of one planned service; the charge follows the fee until it is typed."""

    edited = Signal()
    entered = Signal()

    def __init__(self, number: int, setting: PlannedSetting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self._setting = setting
        self._is_agreed = False
        self.code = CodeCell(f"Planned {number} code", setting.procedures)
        self.fee = MoneyEdit(f"Planned {number} charge")
        self.cells: dict[str, LineEdit] = {
            "code": self.code,
            "modifiers": CodeEdit(f"Planned {number} modifiers", read_modifiers),
            "units": CodeEdit(f"Planned {number} units", read_units),
            "fee": self.fee,
        }
        self.name = PlainLabel(kind=Text.CAPTION, tone="muted", elide=True)
        self.code.price_by(lambda line: line.fee_on(setting.visit_date(), self._modifiers()))
        for name, cell in self.cells.items():
            cell.edited.connect(self.edited)
            cell.left.connect(partial(self._on_left, name))
        self.code.chosen.connect(self._on_chosen)
        self.code.entered.connect(self.entered)
        self.fee.edited.connect(self._on_fee_edited)
        self.dress()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is typed here."""
        return not self.code.text().strip()

    def dress(self) -> None:
        """Take the widths from the theme."""
        for name, cell in self.cells.items():
            cell.setFixedWidth(letters(WIDTHS[name]) + 20)

    def show_service(self, charge: VisitCharge | None) -> None:
        """Show a planned service, or nothing."""
        self._is_agreed = bool(charge and charge.is_agreed)
        self.code.set_value(charge.code if charge else None)
        self.cells["modifiers"].set_value(" ".join(charge.modifiers) if charge else None)
        self.cells["units"].set_value(str(charge.units) if charge else None)
        self.fee.set_value(charge.amount if charge and charge.amount else None)
        for cell in self.cells.values():
            cell.set_problem("")
        self._follow()

    def entry(self) -> PlannedEntry:
        """The service as typed; an amount only where it is not the fee."""
        units = self.cells["units"].value() or "1"
        amount = self.fee.value() if self._is_agreed else None
        return PlannedEntry(read_any_code(self.code.text()), int(units), self._modifiers(), amount)

    def _modifiers(self) -> tuple[str, ...]:
        return tuple((self.cells["modifiers"].value() or "").split())

    def _procedure(self) -> ProcedureLine | None:
        typed = read_any_code(self.code.text())
        return next((line for line in self._setting.procedures() if line.code == typed), None)

    def _follow(self) -> None:
        """Show the name, and the fee of the day times units unless another charge was typed."""
        found = self._procedure()
        self.name.setText(found.name if found else "")
        if self._is_agreed or self.is_empty:
            return
        units = self.cells["units"].value() or "1"
        fee: Money | None = found.fee_on(self._setting.visit_date(), self._modifiers()) if found else None
        self.fee.set_value(fee * int(units) if fee and units.isdigit() else None)

    def _on_chosen(self, procedure: ProcedureLine) -> None:
        self.code.set_value(procedure.code)
        self._on_left("code")
        self.edited.emit()
        self.cells["modifiers"].setFocus()

    def _on_fee_edited(self) -> None:
        self._is_agreed = bool(self.fee.text().strip())

    def _on_left(self, name: str) -> None:
        if name == "code":
            self.code.set_value(read_any_code(self.code.text()))
            if not self.is_empty and not self.cells["units"].text():
                self.cells["units"].set_value("1")
        if name != "fee":
            self._follow()


class PlannedGrid(QWidget):
    """Enter goes to the next row; Enter in an empty row says that all is typed (`finished`)."""

    edited = Signal()
    finished = Signal()

    def __init__(self, setting: PlannedSetting) -> None:
        super().__init__()
        self._setting = setting
        self.rows: list[PlannedRow] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.XS)
        self._grid.setVerticalSpacing(Space.XS)
        for at, title in enumerate(TITLES):
            self._grid.addWidget(PlainLabel(title, Text.CAPTION, "muted"), 0, at)
        self._grid.setColumnStretch(len(FIELDS), 1)
        self._show_rows(1)

    @property
    def filled(self) -> list[PlannedRow]:
        """The rows in which a code is typed."""
        return [row for row in self.rows if not row.is_empty]

    def show_services(self, charges: Sequence[VisitCharge]) -> None:
        """Show these services and one empty row."""
        self._show_rows(min(len(charges) + 1, MOST_SERVICES))
        for at, row in enumerate(self.rows):
            row.show_service(charges[at] if at < len(charges) else None)

    def entries(self) -> tuple[PlannedEntry, ...]:
        """The services typed."""
        return tuple(row.entry() for row in self.filled)

    def check(self) -> bool:
        """Read every cell of the services typed; tells whether all could be understood."""
        # Each cell is checked, so that all are marked at once.
        sound = [cell.check() for row in self.filled for cell in row.cells.values()]
        return all(sound)

    def focus_first(self) -> None:
        """Put the keyboard into the code of the first empty row."""
        row = next((row for row in self.rows if row.is_empty), self.rows[-1])
        row.code.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next row; Ctrl+Delete takes the row out."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        row = next((row for row in self.rows if watched in row.cells.values()), None)
        if row is None:
            return False
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Delete and ctrl:
            self._take_out(row)
            return True
        if event.key() in _ENTERS and not ctrl and watched is not row.code:
            self._on_entered(row)
            return True
        return False

    def _show_rows(self, count: int) -> None:
        while len(self.rows) < count:
            self._add_row()
        for row in self.rows:
            for widget in (*row.cells.values(), row.name):
                widget.setVisible(row.number <= count)

    def _add_row(self) -> None:
        row = PlannedRow(len(self.rows) + 1, self._setting, self)
        for at, name in enumerate(FIELDS):
            self._grid.addWidget(row.cells[name], row.number, at)
            row.cells[name].installEventFilter(self)
        self._grid.addWidget(row.name, row.number, len(FIELDS))
        if self.rows:
            chain_after(self.rows[-1].fee, row.cells.values())
        row.edited.connect(self._on_edited)
        row.entered.connect(partial(self._on_entered, row))
        self.rows.append(row)

    def _take_out(self, gone: PlannedRow) -> None:
        kept = [
            VisitCharge(
                entry.code,
                entry.amount or Money(0),
                entry.units,
                entry.modifiers,
                is_agreed=entry.amount is not None,
            )
            for entry in (row.entry() for row in self.filled if row is not gone)
        ]
        self.show_services(kept)
        self.focus_first()
        self.edited.emit()

    def _on_edited(self) -> None:
        self._show_rows(min(max(len(self.filled) + 1, 1), MOST_SERVICES))
        self.edited.emit()

    def _on_entered(self, row: PlannedRow) -> None:
        if row.is_empty:
            self.finished.emit()
            return
        self._show_rows(min(max(len(self.filled) + 1, row.number + 1), MOST_SERVICES))
        self.rows[min(row.number, len(self.rows) - 1)].code.setFocus()
