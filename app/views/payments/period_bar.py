"""The line above a list: which days, and a text to find."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.date_entry import read_date
from app.views.common.date_edit import DateEdit
from app.views.common.fields import Today
from app.views.common.filter_chips import FilterChips
from app.views.common.flow import FlowLayout
from app.views.common.line_edit import LineEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, letters

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)
PERIODS = (("t", "Today"), ("w", "This week"), ("m", "This month"), ("y", "This year"), ("", "All"))


class PeriodBar(QWidget):
    """`changed` tells that other days or another text is asked for."""

    changed = Signal()

    def __init__(self, today: Today, hint: str) -> None:
        super().__init__()
        self._today = today
        self.chips = FilterChips("Which days", PERIODS)
        self.first = DateEdit("From", today)
        self.last = DateEdit("To", today)
        self.text = LineEdit("Find in list")
        self.text.setPlaceholderText(hint)
        self.text.setClearButtonEnabled(True)
        self._lay_out()
        self.show_today()
        self.chips.chosen.connect(self._on_period_chosen)
        self.first.edited.connect(self.changed)
        self.last.edited.connect(self.changed)
        self.text.textChanged.connect(self.changed)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day asked for."""
        return self.first.value() or FIRST_DAY, self.last.value() or LAST_DAY

    def show_today(self) -> None:
        """Ask for today and for every text."""
        self.text.clear()
        self.chips.choose("t")
        self._set_days("t")

    def dress(self) -> None:
        """Take widths from the theme."""
        for field in (self.first, self.last):
            field.setFixedWidth(letters(12) + 2 * Space.M)
        self.text.setFixedWidth(letters(40))

    def _lay_out(self) -> None:
        row = FlowLayout(gap=Space.S)
        row.addWidget(self.text)
        for label, field in (("From", self.first), ("to", self.last)):
            pair = QWidget()
            beside = QHBoxLayout(pair)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.addWidget(PlainLabel(label, tone="muted"))
            beside.addWidget(field)
            row.addWidget(pair)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.chips)
        column.addLayout(row)
        self.dress()

    def _set_days(self, period: str) -> None:
        today = self._today()
        self.first.set_value(read_date(period, today) if period else None)
        self.last.set_value(today if period else None)

    def _on_period_chosen(self, period: str) -> None:
        self._set_days(period)
        self.changed.emit()
