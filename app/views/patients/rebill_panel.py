"""Bill visits anew: those that went to a policy which, as the record now stands, did not pay first."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.claim_work import FilingMark, filing_mark, short_day
from app.domain.date_entry import format_date
from app.domain.errors import AppError
from app.domain.money import total
from app.domain.rights import Right
from app.queries.rebilling import RebillLine, list_rebillable
from app.services.rebilling import rebill_visits
from app.views.common.check_box import CheckBox
from app.views.common.desk import Desk
from app.views.common.fields import Field
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.scrolled import Scrolled
from app.views.common.tab_order import chain_after
from app.views.common.theme import Space, Text

_FIELDS = (Field("reason", "What happened to the insurance, kept on record", required=True, wide=True),)
_HEADS = ("Visit", "Billed to", "In force was", "Open", "Its claim", "File by")
_OPEN = 3
_WORDY = (1, 2, 4)
_URGENT = (FilingMark.PASSED, FilingMark.THREE_DAYS)


def describe_rebillable(lines: Sequence[RebillLine]) -> str:
    """Say which visits went to the wrong insurance: `4 visits were billed to Old but New was in force.`"""
    count = f"{len(lines)} visit{' was' if len(lines) == 1 else 's were'} billed to"
    old, new = {line.old_payer for line in lines}, {line.new_payer for line in lines}
    if len(old) == len(new) == 1 and old != new:
        return f"{count} {old.pop()} but {new.pop()} was in force."
    return f"{count} another policy than the one in force."


def describe_claim(line: RebillLine) -> str:
    """Say how far the old claim has come."""
    if line.was_answered:
        return f"#{line.claim_number}, answered, nothing paid"
    return f"#{line.claim_number}, {'sent' if line.was_sent else 'not sent yet'}"


class RebillPanel(Panel):
    """Space takes a visit out, Ctrl+Enter bills the others anew; `billed` tells that it is done."""

    billed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Bill visits anew")
        self._desk = desk
        self.patient_id: int | None = None
        self._lines: tuple[RebillLine, ...] = ()
        self.boxes: tuple[CheckBox, ...] = ()
        self.says = PlainLabel(kind=Text.STRONG, wrap=True)
        self.form = FormPanel(_FIELDS, desk.session.today, columns=1)
        self.total = PlainLabel(kind=Text.STRONG)
        self._grid = QWidget()
        words = (
            "What is open moves to the other insurance. A claim that went out is closed and stays as it was "
            "sent; what the patient owes of these visits waits for the new answer."
        )
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, Space.M, 0)
        self._column.setSpacing(Space.M)
        for widget in (self.says, PlainLabel(words, tone="muted", wrap=True), self.form, self._grid):
            self._column.addWidget(widget)
        self._column.addStretch()
        self.body.addWidget(Scrolled(inside), 1)
        self.add_action("Back", self.leave, icon="back")
        self.add_foot(self.total)
        self.add_post("Bill anew")
        self.post_asked.connect(self._on_post_asked)

    def begin(self, patient_id: int, lines: Sequence[RebillLine]) -> None:
        """Show these visits, all of them chosen, and ask what happened."""
        self.patient_id = patient_id
        self.form.set_values({"reason": ""})
        self.explain(refusal_of(self._desk.session, Right.CORRECT_CLAIM), "danger")
        self._show(lines)
        self.form.focus_first()

    def _show(self, lines: Sequence[RebillLine]) -> None:
        self._lines = tuple(lines)
        old, self._grid = self._grid, QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        for at, head in enumerate(_HEADS):
            grid.addWidget(PlainLabel(head, Text.CAPTION, "muted"), 0, at, _side(at))
        self.boxes = tuple(self._add_row(grid, at + 1, line) for at, line in enumerate(self._lines))
        for at in _WORDY:
            grid.setColumnStretch(at, 1)
        self._column.replaceWidget(old, self._grid)
        self._grid.show()
        old.deleteLater()
        chain_after(self.form.editor("reason"), list(self.boxes))
        self._show_total()

    def _add_row(self, grid: QGridLayout, row: int, line: RebillLine) -> CheckBox:
        box = CheckBox(format_date(line.on_date))
        box.setChecked(True)
        box.toggled.connect(self._show_total)
        moves = f"{line.open_amount.dollars} from {line.old_payer} to {line.new_payer}"
        box.setAccessibleName(f"{format_date(line.on_date)}, {moves}")
        limit = _limit(line.file_until, self._desk.session.today())
        cells = (
            PlainLabel(line.old_payer, wrap=True),
            PlainLabel(line.new_payer, wrap=True),
            PlainLabel(str(line.open_amount)),
            PlainLabel(describe_claim(line), tone="muted", wrap=True),
            limit,
        )
        grid.addWidget(box, row, 0)
        for at, cell in enumerate(cells, start=1):
            grid.addWidget(cell, row, at, _side(at))
        return box

    def _chosen(self) -> tuple[RebillLine, ...]:
        return tuple(line for line, box in zip(self._lines, self.boxes, strict=True) if box.isChecked())

    def _show_total(self, _on: bool = True) -> None:
        chosen = self._chosen()
        amount = total(line.open_amount for line in chosen)
        self.says.setText(
            describe_rebillable(self._lines) if self._lines else "No visit is to be billed anew."
        )
        self.total.setText(f"{len(chosen)} visit{'' if len(chosen) == 1 else 's'}, {amount.dollars}")

    def _on_post_asked(self) -> None:
        if self.patient_id is None:
            return
        if not self.form.check():
            self.explain("Nothing is billed yet. Say what happened to the insurance.", "danger")
            return
        reason = str(self.form.values()["reason"])
        self.explain("Working…")
        args = (self.patient_id, self._chosen(), reason)
        self._desk.do(rebill_visits, *args, then=self._on_billed, failed=self._on_refused, owner=self)

    def _on_billed(self, claims: tuple[int, ...]) -> None:
        payers = sorted({line.new_payer for line in self._chosen()})
        visits = f"{len(claims)} visit{' is' if len(claims) == 1 else 's are'}"
        self._desk.say.emit(f"{visits} billed anew to {' and '.join(payers)}. Print the new claims next.")
        self.patient_id = None
        self.billed.emit()

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
        if self.patient_id is not None:
            self._desk.ask(list_rebillable, self.patient_id, then=self._show, owner=self, key="lines")


def _limit(until: date, today: date) -> PlainLabel:
    mark, day = filing_mark(until, today), short_day(until, today)
    words = f"passed {day}" if mark is FilingMark.PASSED else f"by {day}"
    return PlainLabel(words, tone="danger" if mark in _URGENT else "text")


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column == _OPEN else Qt.AlignmentFlag.AlignLeft
