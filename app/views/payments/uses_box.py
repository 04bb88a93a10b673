"""What money is used for, with the running sum of what is used and what stays as credit."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.allocation import Allocation, CopayDue, plan_desk_payment
from app.domain.findings import Finding
from app.domain.money import ZERO, Money
from app.queries.desk_payments import OpenItemLine
from app.views.common.buttons import Button
from app.views.common.plain_label import PlainLabel
from app.views.common.tab_order import chain_after
from app.views.common.theme import FORM_WIDTH, Space, Text, scaled
from app.views.payments.allocation_table import AllocationTable


class UsesBox(QWidget):
    """Proposes the oldest services first until a person changes a line; then the lines stay as typed."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._amount = ZERO
        self._copay: CopayDue | None = None
        self._is_by_hand = False
        self.table = AllocationTable("Nothing is open: the whole amount stays as credit.")
        self.running = PlainLabel()
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(PlainLabel("Used for", Text.SECTION))
        row.addWidget(self.running, 1)
        self._again = Button("Oldest first", self.propose)
        row.addWidget(self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.table.edited.connect(self._on_edited)
        self.table.settled.connect(self._on_settled)
        self.dress()

    def show_items(self, items: Sequence[OpenItemLine], copay: CopayDue | None = None) -> None:
        """List open services and propose anew; a `copay` is for its own visit."""
        self._copay = copay
        self.table.show_items(items)
        self._again.setVisible(bool(items))
        self.propose()

    def follow(self, field: QWidget) -> None:
        """Let Tab come to the lines from this field."""
        chain_after(field, (*self.table.uses.values(), self._again))

    def set_amount(self, amount: Money) -> None:
        """Lay another amount out, or keep what a person laid out."""
        self._amount = amount
        if self._is_by_hand:
            self._show_running()
        else:
            self.propose()

    def propose(self) -> None:
        """Lay the amount out as proposed."""
        self._is_by_hand = False
        items = [line.item for line in self.table.items]
        parts = plan_desk_payment(self._amount, items, self._copay).parts if self._amount > ZERO else ()
        self.table.show_parts(dict(parts))
        self._show_running()

    def allocation(self) -> Allocation:
        """The amount as it is laid out now."""
        return self.table.allocation(self._amount)

    def pays_copay(self) -> bool:
        """Tell whether a part waits as credit for the copay's visit, or is used for it."""
        if self._copay is None:
            return False
        laid_out = self.allocation()
        visits = {line.item.charge_id: line.item.visit_id for line in self.table.items}
        used = any(visits[charge_id] == self._copay.visit_id for charge_id, _ in laid_out.parts)
        return used or laid_out.remainder > ZERO

    def check(self) -> tuple[Finding, ...]:
        """Mark the lines that cannot stand, and go to the first."""
        findings = self.table.check(self._amount)
        if findings:
            self.table.go_to_problem()
        return findings

    def dress(self) -> None:
        """Keep the lines short enough to read."""
        self.setMaximumWidth(scaled(FORM_WIDTH))

    def _show_running(self) -> None:
        laid_out = self.allocation()
        is_over = laid_out.remainder < ZERO
        over = f"{(-laid_out.remainder).dollars} more than there is"
        self.running.set_tone("danger" if is_over else "muted")
        rest = over if is_over else f"{laid_out.remainder.dollars} stays as credit"
        self.running.setText(f"{laid_out.allocated.dollars} used, {rest}")

    def _on_edited(self) -> None:
        self._is_by_hand = True
        self._show_running()
        self.edited.emit()

    def _on_settled(self) -> None:
        self.table.check(self._amount)
        self._show_running()
