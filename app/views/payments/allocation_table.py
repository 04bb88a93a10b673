"""What a payment is used for: one row an open service, proposed, and editable line by line."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.allocation import Allocation, check_allocation, compose_allocation
from app.domain.findings import Finding, Severity
from app.domain.money import Money
from app.queries.desk_payments import OpenItemLine
from app.views.common.columns import plain_text
from app.views.common.form import Message
from app.views.common.money_edit import MoneyEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text, letters

_HEADS = ("Date", "Patient", "Service", "Owes", "Use")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class AllocationTable(QWidget):
    """Rows with an amount each; `edited` tells that a person changed one, `settled` that it was left."""

    edited = Signal()
    settled = Signal()

    def __init__(self, none_open: str) -> None:
        super().__init__()
        self._none_open = none_open
        self._lines: tuple[OpenItemLine, ...] = ()
        self.uses: dict[int, MoneyEdit] = {}
        self._messages: dict[int, Message] = {}
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName("Open services")
        self._none = PlainLabel(none_open, tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._none)
        column.addWidget(self._scroll, 1)
        column.addStretch(0)

    @property
    def items(self) -> tuple[OpenItemLine, ...]:
        """The services shown."""
        return self._lines

    def show_items(self, lines: Sequence[OpenItemLine]) -> None:
        """List these services, with nothing used for them yet."""
        self._lines = tuple(lines)
        self.uses, self._messages = {}, {}
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, Space.M, 0)
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(2, 1)
        for column, head in enumerate(_HEADS):
            label = PlainLabel(head, Text.CAPTION, "muted")
            self._grid.addWidget(label, 0, column, _RIGHT if column > 2 else Qt.AlignmentFlag.AlignLeft)
        for row, line in enumerate(self._lines):
            self._add_row(2 * row + 1, line)
        self._grid.setRowStretch(2 * len(self._lines) + 1, 1)
        # The area takes the old rows away with it.
        self._scroll.setWidget(self._rows)
        self._scroll.setVisible(bool(self._lines))
        self._none.setVisible(not self._lines)

    def show_parts(self, parts: Mapping[int, Money]) -> None:
        """Show how much each service gets."""
        for charge_id, field in self.uses.items():
            field.set_value(parts.get(charge_id))
            self._messages[charge_id].show_problem("")

    def allocation(self, amount: Money) -> Allocation:
        """The payment as it is laid out now."""
        typed = ((charge_id, field.value()) for charge_id, field in self.uses.items())
        return compose_allocation(amount, [(charge_id, part) for charge_id, part in typed if part])

    def check(self, amount: Money) -> tuple[Finding, ...]:
        """Mark every line that cannot stand, and give what is wrong with the whole."""
        # Each is checked, so that all messages show at once.
        sound = [field.check() for field in self.uses.values()]
        if not all(sound):
            return (Finding(Severity.ERROR, "", "One of the amounts is not understood."),)
        open_items = [line.item for line in self._lines]
        findings = check_allocation(amount, self.allocation(amount).parts, open_items)
        for finding in findings:
            _, _, charge = finding.field.partition(".")
            if charge:
                self.uses[int(charge)].set_problem(finding.text)
        return findings

    def go_to_problem(self) -> None:
        """Put the keyboard on the first line that cannot stand."""
        wrong = next((field for field in self.uses.values() if field.problem), None)
        if wrong:
            text = wrong.problem
            wrong.setFocus()
            wrong.set_problem(text)

    def dress(self) -> None:
        """Take the width of the amounts from the theme."""
        for field in self.uses.values():
            field.setFixedWidth(letters(12) + Space.L)

    def _add_row(self, row: int, line: OpenItemLine) -> None:
        item = line.item
        field = MoneyEdit(f"Use for {line.description} of {plain_text(item.service_date)}, {line.patient}")
        field.setFixedWidth(letters(12) + Space.L)
        field.edited.connect(self.edited)
        field.left.connect(self.settled)
        message = Message()
        field.problem_changed.connect(message.show_problem)
        texts = (plain_text(item.service_date), line.patient, line.description)
        for column, text in enumerate(texts):
            self._grid.addWidget(PlainLabel(text, elide=column == 2), row, column)
        self._grid.addWidget(PlainLabel(str(item.owes)), row, 3, _RIGHT)
        self._grid.addWidget(field, row, 4)
        self._grid.addWidget(message, row + 1, 1, 1, 4)
        self.uses[item.charge_id] = field
        self._messages[item.charge_id] = message
