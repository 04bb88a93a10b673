"""One service of a claim in the answer's grid: what the paper says, and what follows from it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.catalogs import denial_codes
from app.domain.answer_typing import (
    TypedLine,
    compose_typed_answer,
    discount_part,
    find_rest,
    left_to_explain,
    patient_part,
    read_adjustments,
    write_adjustments,
)
from app.domain.answer_words import explain_codes, explain_filled
from app.domain.answers import Adjustment, LineAnswer
from app.domain.money import Money
from app.domain.underpayments import allowed_amount, find_underpayment
from app.queries.insurer_answers import AnswerableClaim, AnswerableLine
from app.views.common.check_box import CheckBox
from app.views.common.columns import plain_text
from app.views.common.line_edit import LineEdit, ReadEdit
from app.views.common.money_edit import MoneyEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Text

AMOUNTS = ("allowed", "paid", "deductible", "coinsurance", "copay")
HEADS = (
    *("Service", "Billed", "Allowed", "Paid", "Deductible", "Coinsurance", "Copay"),
    *("Other reductions", "Write off", "Discount", "Patient"),
)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
RIGHT_COLUMNS = frozenset({1, 2, 3, 4, 5, 6, 9, 10})
WIDE_COLUMN = 7


class AnswerRow(QObject):
    """The editors of one line and the labels beside and below them; `edited` at every key."""

    edited = Signal()

    def __init__(self, shown: AnswerableLine, claim: AnswerableClaim, parent: QObject) -> None:
        super().__init__(parent)
        self.shown = shown
        self._rank = claim.rank
        # The day of the visit stands at the head; only another one is named here.
        day = "" if shown.service_on == claim.service_on else f" {shown.service_on:%m/%d}"
        self._name = f"{shown.code}{day}"
        name = f"{shown.code} of {plain_text(shown.service_on)}"
        self.amounts = {key: MoneyEdit(f"{key.capitalize()}, {name}") for key in AMOUNTS}
        self.others: ReadEdit[tuple[Adjustment, ...]] = ReadEdit(
            f"Other reductions, {name}", self._read_others, write_adjustments
        )
        self.others.setPlaceholderText("CO-197 420.00; …")
        self.accepted = CheckBox("Yes")
        self.accepted.setAccessibleName(f"Write off what is denied, {name}")
        self.discount = PlainLabel()
        self.patient = PlainLabel()
        self.state = PlainLabel(kind=Text.CAPTION, tone="muted", wrap=True)
        self.accepted.edited.connect(self.edited)
        for field in self.fields:
            field.edited.connect(self.edited)
            field.left.connect(self.edited)

    @property
    def fields(self) -> tuple[LineEdit, ...]:
        """The line's editors from left to right, but for the box."""
        return (*self.amounts.values(), self.others)

    @property
    def answer(self) -> LineAnswer | None:
        """The answer as typed and filled; None while nothing is typed."""
        typed = replace(
            self._typed_amounts(), others=self.others.value() or (), accepted=self.accepted.value()
        )
        return None if typed.is_empty else compose_typed_answer(self.shown.line, typed, self._rank)

    @property
    def left(self) -> Money:
        """What of the billed amount is not explained yet."""
        answer = self.answer
        return left_to_explain(self.shown.line, answer) if answer else self.shown.line.charge

    def place(self, grid: QGridLayout, row: int) -> None:
        """Put the widgets into two rows of the grid."""
        what = PlainLabel(self._name)
        what.setToolTip(self.shown.description)
        billed = PlainLabel(str(self.shown.line.charge))
        widgets: tuple[QWidget, ...] = (
            *(what, billed, *self.amounts.values(), self.others, self.accepted),
            *(self.discount, self.patient),
        )
        for column, widget in enumerate(widgets):
            if isinstance(widget, PlainLabel) and column in RIGHT_COLUMNS:
                grid.addWidget(widget, row, column, RIGHT)
            else:
                grid.addWidget(widget, row, column)
        grid.addWidget(self.state, row + 1, 0, 1, len(widgets))

    def show_state(self, findings: tuple[str, ...]) -> None:
        """Say whether the line balances, what its codes mean, and what else must be read."""
        answer = self.answer
        wrong = next((field.problem for field in self.fields if field.problem), "")
        if answer is None or wrong:
            self.discount.setText("")
            self.patient.setText("")
            self._say(wrong or "Not answered yet; it stays open.", "danger" if wrong else "muted")
            self.accepted.setEnabled(False)
            return
        self.discount.setText(str(discount_part(answer)))
        self.patient.setText(str(patient_part(answer)))
        left = left_to_explain(self.shown.line, answer)
        words = f"Differs by {left.dollars}." if left else "Balances."
        meanings = {code: row.staff_explanation for code, row in denial_codes().items()}
        typed = self.others.value() or ()
        self.accepted.setEnabled(any(part.may_be_accepted for part in typed))
        below = self._explain_contract(answer)
        sentences = (words, below, explain_filled(typed, answer), *findings, explain_codes(meanings, typed))
        self._say(" ".join(filter(None, sentences)), "danger" if left else "warning" if below else "good")

    def check(self) -> bool:
        """Check every field of the line."""
        # Each is checked, so that all messages show at once.
        sound = [field.check() for field in self.fields]
        return all(sound)

    def drafts(self) -> dict[str, str]:
        """The raw texts, for a draft."""
        key = f"line.{self.shown.line.charge_id}"
        texts = {f"{key}.{name}": field.draft() for name, field in self.amounts.items()}
        return {**texts, f"{key}.others": self.others.draft(), f"{key}.accepted": self.accepted.draft()}

    def set_drafts(self, find: Callable[[str], str | None]) -> None:
        """Bring back a draft."""
        key = f"line.{self.shown.line.charge_id}"
        for name, field in zip((*AMOUNTS, "others"), self.fields, strict=True):
            field.set_draft(find(f"{key}.{name}") or "")
        self.accepted.set_draft(find(f"{key}.accepted") or "")

    def _typed_amounts(self) -> TypedLine:
        allowed, paid, deductible, coinsurance, copay = (field.value() for field in self.amounts.values())
        return TypedLine(self.shown.line.charge_id, allowed, paid, deductible, coinsurance, copay)

    def _read_others(self, text: str) -> tuple[Adjustment, ...]:
        """Read the other reductions; a code alone takes the rest of the line."""
        return read_adjustments(text, find_rest(self.shown.line, self._typed_amounts(), self._rank))

    def _explain_contract(self, answer: LineAnswer) -> str:
        """Say what the contract pays where the insurer allows less; empty where it is near enough."""
        expected, allowed = self.shown.expected, allowed_amount(answer, self._rank)
        if expected is None or allowed is None:
            return ""
        found = find_underpayment(expected, {answer.charge_id: allowed}, self.shown.tolerance)
        return found.words if found else ""

    def _say(self, words: str, tone: str) -> None:
        self.state.set_tone(tone)
        name = self.shown.description
        self.state.setText(f"{name}. {words}" if name else words)
