"""Bringing money to the bank: what lies in the drawer is chosen, and a slip comes out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.money import total
from app.domain.rights import Right
from app.queries.day_closing import DayClosing, find_day_closing
from app.queries.deposits import UndepositedLine
from app.services.deposits import DepositEntry, MadeDeposit, make_deposit
from app.views.common.check_box import CheckBox
from app.views.common.columns import plain_text
from app.views.common.desk import Desk
from app.views.common.fields import Field
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.scrolled import Scrolled
from app.views.common.tab_order import chain_after
from app.views.common.theme import FORM_WIDTH, Space, Text, scaled
from app.views.payments.words import WAY_WORDS

_FIELDS = (Field("bank", "Bank account", required=True, help="As the slip shall name it."),)
_HEADS = ("What", "From", "Check", "Amount")
_AMOUNT = 3
_BY_ITSELF = ("card", "hsa", "ach", "other", "insurer")


class DepositPanel(Panel):
    """Space leaves something out, Ctrl+Enter makes the deposit; `made` carries the MadeDeposit.

    `earlier_asked` asks for those that were made before.
    """

    made = Signal(object)
    earlier_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Deposit")
        self._desk = desk
        self._lines: tuple[UndepositedLine, ...] = ()
        self.boxes: tuple[CheckBox, ...] = ()
        self.form = FormPanel(_FIELDS, desk.session.today)
        self.apart = PlainLabel(tone="muted", wrap=True)
        self.total = PlainLabel(kind=Text.STRONG)
        self._grid = QWidget()
        inside = QWidget()
        self._inside = inside
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, Space.M, 0)
        self._column.setSpacing(Space.M)
        for widget in (self.form, self._grid, self.apart):
            self._column.addWidget(widget)
        self._column.addStretch(100)
        self.body.addWidget(Scrolled(inside), 1)
        self.earlier = self.add_action("Deposits made…", self.earlier_asked.emit)
        self.add_action("Back", self.leave, icon="back")
        self.add_foot(self.total)
        self.add_post("Make deposit")
        self.post_asked.connect(self._on_post_asked)
        self.dress()

    def begin(self) -> None:
        """Show all that lies in the drawer, chosen, for the bank account of last time."""
        self.explain(refusal_of(self._desk.session, Right.MAKE_DEPOSIT), "danger")
        today = self._desk.session.today()
        self._desk.ask(find_day_closing, today, then=self._on_found, owner=self, key="drawer")

    def dress(self) -> None:
        """Keep an amount so near to its name that the eye finds it."""
        self._inside.setMaximumWidth(scaled(FORM_WIDTH))

    def _on_found(self, found: DayClosing) -> None:
        self.form.set_values({"bank": found.bank})
        self._show(found.drawer.lines)
        parts = [f"{WAY_WORDS[way]} {found.ways[way]}" for way in _BY_ITSELF if way in found.ways]
        self.apart.setText(f"Goes to the bank by itself today: {', '.join(parts)}." if parts else "")
        self.form.focus_first()

    def _show(self, lines: Sequence[UndepositedLine]) -> None:
        self._lines = tuple(lines)
        old, self._grid = self._grid, QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        for at, head in enumerate(_HEADS):
            grid.addWidget(PlainLabel(head, Text.CAPTION, "muted"), 0, at, _side(at))
        self.boxes = tuple(self._add_row(grid, at + 1, line) for at, line in enumerate(self._lines))
        grid.setColumnStretch(1, 1)
        self._column.replaceWidget(old, self._grid)
        self._grid.show()
        old.deleteLater()
        chain_after(self.form.editor("bank"), list(self.boxes))
        self._show_total()

    def _add_row(self, grid: QGridLayout, row: int, line: UndepositedLine) -> CheckBox:
        number = f" {line.receipt_number}" if line.receipt_number else ""
        words = f"{WAY_WORDS[line.method]}{number and f', receipt{number}'}, {plain_text(line.on)}"
        box = CheckBox(words)
        box.setChecked(True)
        box.setAccessibleName(f"{words}, {line.name}, {line.amount}")
        box.toggled.connect(self._show_total)
        grid.addWidget(box, row, 0)
        for at, text in enumerate((line.name, line.reference, str(line.amount)), start=1):
            grid.addWidget(PlainLabel(text), row, at, _side(at))
        return box

    def _chosen(self) -> list[UndepositedLine]:
        return [line for line, box in zip(self._lines, self.boxes, strict=True) if box.isChecked()]

    def _show_total(self, _on: bool = True) -> None:
        chosen = self._chosen()
        checks = [line for line in chosen if line.method == "check"]
        cash = total(line.amount for line in chosen if line.method != "check")
        amount = total(line.amount for line in chosen)
        count = f"{len(checks)} check{'' if len(checks) == 1 else 's'}"
        self.total.setText(
            f"Cash {cash} + {count} {total(line.amount for line in checks)} = {amount.dollars}"
            if self._lines
            else "Nothing lies in the drawer."
        )

    def _on_post_asked(self) -> None:
        if not self.form.check():
            return
        chosen = self._chosen()
        entry = DepositEntry(
            str(self.form.values()["bank"]),
            tuple(line.payment_id for line in chosen if line.payment_id is not None),
            tuple(line.count_id for line in chosen if line.count_id is not None),
        )
        self._desk.do(make_deposit, entry, then=self._on_made, failed=self._on_refused, owner=self)

    def _on_made(self, made: MadeDeposit) -> None:
        self.explain("")
        self.made.emit(made)

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column == _AMOUNT else Qt.AlignmentFlag.AlignLeft
