"""One claim of a check under typing: its lines as rows, and what follows from them."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.adjudication import AdjudicationPlan, plan_adjudication
from app.domain.money import Money, total
from app.domain.typed_check import CheckClaim
from app.queries.insurer_answers import AnswerableClaim
from app.views.common.buttons import Button
from app.views.common.check_box import CheckBox
from app.views.common.columns import plain_text
from app.views.common.line_edit import LineEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text, letters
from app.views.payments.answer_row import HEADS, RIGHT, RIGHT_COLUMNS, WIDE_COLUMN, AnswerRow

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SUMS = {0: 10, 1: 9, 9: 9, 10: 9}


class CheckClaimBox(QWidget):
    """The rows of one claim; Enter walks them, and `finished` tells that it went past the last amount.

    D in an empty amount goes to the codes: a denied line is D, its code, Enter.
    """

    edited = Signal()
    finished = Signal()
    off_asked = Signal(object)

    def __init__(self, claim: AnswerableClaim) -> None:
        super().__init__()
        self.claim = claim
        self._said = PlainLabel()
        self._off = Button("Take off", self._on_off_asked)
        self._off.setAccessibleName(f"Take claim {claim.number} off the check")
        self.control = LineEdit("Payer’s claim number")
        self.control.setPlaceholderText("Payer’s claim number")
        self.forwarded = CheckBox(f"Passed on to {claim.next_payer}")
        if not claim.next_payer:
            self.forwarded.hide()
        self.rows = tuple(AnswerRow(line, claim, self) for line in claim.lines)
        self._walk = [field for row in self.rows for field in row.fields]
        self._lay_out()
        for row in self.rows:
            row.edited.connect(self._on_edited)
        for field in self._walk:
            field.installEventFilter(self)
        self.control.edited.connect(self._on_edited)
        self.forwarded.edited.connect(self._on_edited)
        self._plan = self._make_plan()
        self._show_state()
        self.dress()

    @property
    def value(self) -> CheckClaim:
        """The claim as typed, with what it will post."""
        answers = tuple(answer for row in self.rows if (answer := row.answer) is not None)
        claim = self.claim
        return CheckClaim(
            claim.id,
            claim.number,
            claim.patient,
            answers,
            self._plan,
            self.control.value(),
            self.forwarded.value() and bool(claim.next_payer),
        )

    @property
    def paid(self) -> Money:
        """What the check pays for this claim."""
        return total(line.payment for line in self._plan.lines)

    @property
    def fields(self) -> Iterator[QWidget]:
        """All that Tab goes through, in order."""
        for row in self.rows:
            yield from (*row.fields, row.accepted)
        yield from (self.control, self.forwarded, self._off)

    @property
    def last_field(self) -> QWidget:
        """What Tab comes to last."""
        return self._off

    def check(self) -> bool:
        """Check every field of every row; go to the first that cannot be understood."""
        sound = [row.check() for row in self.rows]
        if not all(sound):
            wrong = next(field for field in self._walk if field.problem)
            problem = wrong.problem
            wrong.setFocus()
            wrong.set_problem(problem)
        return all(sound)

    def go_to(self, charge_id: int | None = None) -> None:
        """Put the keyboard on what a line was paid, or without one on the first amount."""
        for row in self.rows:
            if row.shown.line.charge_id == charge_id:
                row.amounts["paid"].setFocus()
                row.amounts["paid"].selectAll()
                return
        if self._walk:
            self._walk[0].setFocus()
        else:
            self._off.setFocus()

    def drafts(self) -> dict[str, str]:
        """The raw texts of the rows, for a draft."""
        key = f"claim.{self.claim.id}"
        texts = {f"{key}.control": self.control.draft(), f"{key}.forwarded": self.forwarded.draft()}
        for row in self.rows:
            texts.update(row.drafts())
        return texts

    def set_drafts(self, drafts: Mapping[str, str]) -> None:
        """Bring back a draft."""
        key = f"claim.{self.claim.id}"
        self.control.set_draft(drafts.get(f"{key}.control", ""))
        self.forwarded.set_draft(drafts.get(f"{key}.forwarded", "") if self.claim.next_payer else "")
        for row in self.rows:
            row.set_drafts(drafts.get)
        self._on_edited()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter go to the next amount, and D to the codes of a line that is denied."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if held:
            return False
        if event.key() in _ENTER:
            return self._go_on(watched)
        return event.key() == Qt.Key.Key_D and self._go_to_codes(watched)

    def dress(self) -> None:
        """Take widths from the theme, so that the columns of all claims stand below each other."""
        for column, width in _SUMS.items():
            self._grid.setColumnMinimumWidth(column, letters(width))
        for row in self.rows:
            for field in row.amounts.values():
                field.setFixedWidth(letters(8) + Space.M)
            row.others.setMinimumWidth(letters(13) + Space.L)
        self.control.setMaximumWidth(letters(22))

    def _lay_out(self) -> None:
        claim = self.claim
        title = f"Claim {claim.number} · {claim.patient} · {plain_text(claim.service_on)}"
        top = QHBoxLayout()
        top.addWidget(PlainLabel(title, Text.STRONG))
        top.addWidget(self._said, 1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.S)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(WIDE_COLUMN, 1)
        for column, head in enumerate(HEADS):
            side = RIGHT if column in RIGHT_COLUMNS else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(PlainLabel(head, Text.CAPTION, "muted"), 0, column, side)
        for at, row in enumerate(self.rows):
            row.place(self._grid, 1 + 2 * at)
        foot = QHBoxLayout()
        for widget in (self.control, self.forwarded):
            foot.addWidget(widget)
        foot.addStretch()
        foot.addWidget(self._off)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, Space.M, Space.M)
        column_of_all.setSpacing(Space.XS)
        for part in (top, self._grid, foot):
            column_of_all.addLayout(part)

    def _make_plan(self) -> AdjudicationPlan:
        lines = [row.shown.line for row in self.rows]
        answers = [answer for row in self.rows if (answer := row.answer) is not None]
        return plan_adjudication(lines, answers, self.claim.next_policy_id, self.claim.rank)

    def _show_state(self) -> None:
        claim = self.claim
        for row in self.rows:
            field = f"charge.{row.shown.line.charge_id}"
            texts = tuple(each.text for each in self._plan.findings if each.field == field)
            row.show_state(() if row.left else texts)
        if claim.answered_on:
            self._said.set_tone("danger")
            self._said.setText(f"An answer received {plain_text(claim.answered_on)} stands. Take this off.")
            return
        parts = [f"Paid {self.paid}", f"patient owes {self._plan.to_patient}"]
        if self._plan.to_next_payer:
            parts.append(f"{claim.next_payer} {self._plan.to_next_payer}")
        self._said.set_tone("muted")
        self._said.setText(" · ".join(parts))

    def _go_on(self, watched: QObject) -> bool:
        at = next((at for at, field in enumerate(self._walk) if field is watched), None)
        if at is None:
            return False
        if at + 1 < len(self._walk):
            self._walk[at + 1].setFocus()
            self._walk[at + 1].selectAll()
        else:
            self.finished.emit()
        return True

    def _go_to_codes(self, watched: QObject) -> bool:
        for row in self.rows:
            if watched in row.amounts.values() and isinstance(watched, LineEdit) and not watched.text():
                row.others.setFocus()
                return True
        return False

    def _on_edited(self) -> None:
        self._plan = self._make_plan()
        self._show_state()
        self.edited.emit()

    def _on_off_asked(self) -> None:
        self.off_asked.emit(self)
