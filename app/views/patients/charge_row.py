"""One row of the charge grid: date, code, modifiers, pointers, units, place, charge."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.domain.charges import POINTER_LETTERS
from app.domain.errors import InputError
from app.domain.money import Money
from app.domain.visit_review import TypedLine
from app.queries.procedures import ProcedureLine, match_procedures
from app.queries.visits import VisitCharge
from app.views.common.code_edit import CodeEdit, read_any_code
from app.views.common.command_box import Done, Hit
from app.views.common.date_edit import DateEdit
from app.views.common.line_edit import LineEdit
from app.views.common.money_edit import MoneyEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Text, letters
from app.views.patients.detail_texts import read_details, write_details
from app.views.patients.look_up import LookUp

FIELDS = ("date", "code", "modifiers", "pointers", "units", "place", "fee")
WIDTHS = {"date": 10, "code": 7, "modifiers": 7, "pointers": 4, "units": 4, "place": 3, "fee": 9}


def read_modifiers(text: str) -> str:
    """Read modifiers typed with or without blanks: `25 59`, `2559`, `25,59` give `25 59`."""
    bare = re.sub(r"[\s,.-]", "", text).upper()
    if len(bare) % 2:
        raise InputError("A modifier has two letters or digits, like 25.")
    return " ".join(bare[at : at + 2] for at in range(0, len(bare), 2))


def read_pointer_letters(text: str) -> str:
    """Read pointers typed as letters or digits: `ab`, `12` and `A,B` give `AB`."""
    letters_ = ""
    for sign in re.sub(r"[\s,]", "", text).upper():
        place = int(sign) if sign in "123456789" else POINTER_LETTERS.find(sign) + 1
        if not place:
            raise InputError(f"“{sign}” points to no diagnosis. Type letters, like AB.")
        letters_ += POINTER_LETTERS[place - 1]
    return letters_


def read_units(text: str) -> str:
    """Read a number of units."""
    if not text.strip().isdigit():
        raise InputError("Units are a whole number, like 1.")
    return str(int(text))


class CodeCell(LookUp):
    """The code, looked up in the practice's own list by code or words; a whole code goes on by Enter."""

    def __init__(self, name: str, procedures: Callable[[], Sequence[ProcedureLine]]) -> None:
        super().__init__(name, "code", self._answer)
        self._procedures = procedures
        self._price: Callable[[ProcedureLine], Money | None] = lambda _line: None

    def price_by(self, price: Callable[[ProcedureLine], Money | None]) -> None:
        """Show this fee beside each answer."""
        self._price = price

    def is_whole(self) -> bool:
        """Tell whether the text is a code of the list, or nothing."""
        typed = read_any_code(self.text())
        return not typed or any(line.code == typed for line in self._procedures())

    def _answer(self, text: str, done: Done) -> None:
        hits = []
        for line in match_procedures(text, self._procedures()):
            fee = self._price(line)
            hits.append(Hit(line.code, line.name, right=str(fee) if fee else "no fee", target=line))
        done(hits)


@dataclass(frozen=True, slots=True)
class RowSetting:
    """What a row stands in: today, the visit's date and place, and the practice's list."""

    today: Callable[[], date]
    visit_date: Callable[[], date]
    place: Callable[[], str]
    procedures: Callable[[], Sequence[ProcedureLine]]


class ChargeRow(QObject):
    """The editors of one row; the fee follows code, modifiers, date and units until it is typed.

    `details` are the texts of its drug and description, typed below the grid.
    """

    edited = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, number: int, setting: RowSetting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self._setting = setting
        self._fee_is_typed = False
        self.details: dict[str, str] = {}
        self.code = CodeCell(f"Line {number} code", setting.procedures)
        self.fee = MoneyEdit(f"Line {number} charge")
        self.cells: dict[str, LineEdit] = {
            "date": DateEdit(f"Line {number} date", setting.today),
            "code": self.code,
            "modifiers": CodeEdit(f"Line {number} modifiers", read_modifiers),
            "pointers": CodeEdit(f"Line {number} diagnoses", read_pointer_letters),
            "units": CodeEdit(f"Line {number} units", read_units),
            "place": CodeEdit(f"Line {number} place of service"),
            "fee": self.fee,
        }
        self.name = PlainLabel(kind=Text.CAPTION, tone="muted", elide=True)
        self.code.price_by(lambda line: line.fee_on(self._date(), self._modifiers()))
        self._connect()
        self.dress()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing but what was proposed stands in the row."""
        return not self.code.text().strip() and not self.fee.text().strip()

    def dress(self) -> None:
        """Take the widths from the theme."""
        for name, cell in self.cells.items():
            cell.setFixedWidth(letters(WIDTHS[name]) + 20)

    def propose(self) -> None:
        """Fill what a line has unless it is said otherwise: the visit's date and place, A, one unit."""
        proposals = {"date": self._setting.visit_date(), "pointers": "A", "units": "1"}
        for name, value in proposals.items():
            if not self.cells[name].text():
                self.cells[name].set_value(value)
        if not self.cells["place"].text():
            self.cells["place"].set_value(self._setting.place())

    def follow(self, was_on: date, was_place: str) -> None:
        """Take the visit's new date and place where the row still had the old ones."""
        if self.cells["date"].value() in (was_on, None):
            self.cells["date"].set_value(self._setting.visit_date())
        if self.cells["place"].text() in (was_place, ""):
            self.cells["place"].set_value(self._setting.place())
        self.update_fee()

    def show_charge(self, charge: VisitCharge, pointers: str) -> None:
        """Show a line of a template or an earlier visit, at the fee of this visit's date."""
        self.clear()
        values = {
            "code": charge.code,
            "modifiers": " ".join(charge.modifiers),
            "pointers": pointers,
            "units": str(charge.units),
            "place": charge.pos,
        }
        for name, value in values.items():
            self.cells[name].set_value(value)
        self.details = write_details(charge.detail)
        self.propose()
        self._fee_is_typed = charge.is_agreed
        self.update_fee()
        if not self.fee.text() and charge.amount:
            self.fee.set_value(charge.amount)

    def clear(self) -> None:
        """Empty the row."""
        self._fee_is_typed = False
        self.details = {}
        for cell in self.cells.values():
            cell.set_value(None)
            cell.set_problem("")
        self.name.setText("")

    def line(self) -> TypedLine:
        """The row as far as it can be read."""
        procedure = self._procedure()
        units = self.cells["units"].value() or "0"
        return TypedLine(
            self.number,
            self._date(),
            read_any_code(self.code.text()),
            self._modifiers(),
            self.cells["pointers"].value() or "",
            int(units) if units.isdigit() else 0,
            self.cells["place"].text().strip(),
            self.fee.value(),
            procedure.category if procedure else None,
            read_details(self.details),
        )

    def draft(self) -> dict[str, str]:
        """The raw texts, and whether the fee was typed."""
        texts = {name: cell.draft() for name, cell in self.cells.items()}
        details = {"details": json.dumps(self.details)} if self.details else {}
        return {**texts, "typed": "yes" if self._fee_is_typed else "", **details}

    def set_draft(self, draft: dict[str, str]) -> None:
        """Bring the texts back."""
        self._fee_is_typed = bool(draft.get("typed"))
        self.details = json.loads(draft.get("details", "{}"))
        for name, cell in self.cells.items():
            cell.set_draft(draft.get(name, ""))
        self._show_name()

    def update_fee(self) -> None:
        """Fill the fee of the day by code and modifiers, times units, unless it was typed."""
        self._show_name()
        if self._fee_is_typed:
            return
        line, procedure = self.line(), self._procedure()
        fee = procedure.fee_on(line.on, line.modifiers) if procedure else None
        self.fee.set_value(fee * max(line.units, 1) if fee else None)

    def _connect(self) -> None:
        for name, cell in self.cells.items():
            cell.edited.connect(self.edited)
            cell.left.connect(partial(self._on_left, name))
        self.code.chosen.connect(self._on_procedure_chosen)
        self.code.entered.connect(self.entered)
        self.fee.edited.connect(self._on_fee_edited)

    def _date(self) -> date:
        value = self.cells["date"].value()
        return value if isinstance(value, date) else self._setting.visit_date()

    def _modifiers(self) -> tuple[str, ...]:
        return tuple((self.cells["modifiers"].value() or "").split())

    def _procedure(self) -> ProcedureLine | None:
        typed = read_any_code(self.code.text())
        return next((line for line in self._setting.procedures() if line.code == typed), None)

    def _show_name(self) -> None:
        procedure = self._procedure()
        self.name.setText(procedure.name if procedure else "")

    def _on_procedure_chosen(self, procedure: ProcedureLine) -> None:
        self.code.set_value(procedure.code)
        self.propose()
        self.update_fee()
        self.edited.emit()
        self.cells["modifiers"].setFocus()

    def _on_fee_edited(self) -> None:
        self._fee_is_typed = bool(self.fee.text().strip())

    def _on_left(self, name: str) -> None:
        if name == "code":
            self.code.set_value(read_any_code(self.code.text()))
            if not self.is_empty:
                self.propose()
        if name in ("date", "code", "modifiers", "units"):
            self.update_fee()
        self.left.emit()
