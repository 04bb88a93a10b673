"""Columns as data: what a list shows of its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from app.domain.date_entry import format_date
from app.domain.money import Money
from app.views.common.chip import CHIP_ROLE, Chip

ROW_ROLE = Qt.ItemDataRole.UserRole
SORT_ROLE = Qt.ItemDataRole.UserRole + 1


def plain_text(value: object) -> str:
    """Write a value as lists show it: dates in the US way, money with two decimals, nothing as nothing."""
    if value is None:
        return ""
    return format_date(value) if isinstance(value, date) else str(value)


def spoken_money(amount: Money) -> str:
    """Write an amount as a screen reader should say it: `84 dollars 20`."""
    dollars, cents = divmod(abs(amount.cents), 100)
    words = f"{dollars:,} dollars {cents:02d}" if cents else f"{dollars:,} dollars"
    return f"minus {words}" if amount.cents < 0 else words


def _spoken(value: object) -> str:
    return spoken_money(value) if isinstance(value, Money) else plain_text(value)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, the value it takes from a row, and how that is written and said.

    A value may be a Chip. `width` in letters; 0 shares the room that is left.
    """

    title: str
    value: Callable[[Any], object]
    text: Callable[[Any], str] = plain_text
    right: bool = False
    width: int = 0
    spoken: Callable[[Any], str] = _spoken

    def answer(self, row: object, role: int) -> object:
        """What a model answers for a row in this column; None where a role is not ours."""
        value = self.value(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(value)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.title}: {self.spoken(value)}"
        if role == SORT_ROLE:
            return value
        return value if role == CHIP_ROLE and isinstance(value, Chip) else None

    @property
    def alignment(self) -> int:
        """Numbers stand at the right, words at the left."""
        side = Qt.AlignmentFlag.AlignRight if self.right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)
