"""Money of a check beside its claims: interest, what was taken back, and what else is added or kept."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.money import ZERO
from app.domain.provider_adjustments import PaidClaim
from app.domain.typed_check import WORDS, Beside, CheckBeside, explain_beside_problem
from app.views.common.combo import Combo
from app.views.common.line_edit import LineEdit
from app.views.common.money_edit import MoneyEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.tab_order import chain_after
from app.views.common.theme import Space, Text, letters


class BesideRow(QWidget):
    """One amount; `edited` at every key, `wanted` carries the number of the claim that a takeback names."""

    edited = Signal()
    wanted = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.kind = Combo("Beside the claims", [(kind, word) for kind, word in WORDS.items()])
        self.reference = LineEdit("Claim taken back")
        self.reference.setPlaceholderText("Claim number")
        self.amount = MoneyEdit("Amount beside the claims")
        self.said = PlainLabel(kind=Text.CAPTION, tone="muted")
        self._found: PaidClaim | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for widget in (self.kind, self.reference, self.amount):
            row.addWidget(widget)
        row.addWidget(self.said, 1)
        self.kind.edited.connect(self._on_kind_edited)
        self.reference.edited.connect(self._on_reference_edited)
        self.amount.edited.connect(self.edited)
        self.amount.left.connect(self.edited)
        self.dress()
        self._show_parts()

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """The editors from left to right."""
        return (self.kind, self.reference, self.amount)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed here."""
        return not self.amount.text().strip() and not self.reference.text().strip()

    @property
    def value(self) -> CheckBeside:
        """What is typed."""
        kind, amount = self._chosen, self.amount.value() or ZERO
        if kind is not Beside.TAKEBACK:
            return CheckBeside(kind, amount)
        return CheckBeside(kind, amount, self.reference.value(), self._found)

    def set_found(self, claim: PaidClaim | None) -> None:
        """Show the claim that the number means."""
        self._found = claim
        self.edited.emit()

    def show_state(self) -> None:
        """Say what the claim was paid, or what is wrong."""
        problem = "" if self.is_empty else explain_beside_problem(self.value)
        words = ""
        if self._found and self.value.kind is Beside.TAKEBACK:
            paid = sum((line.paid for line in self._found.lines), ZERO)
            words = f"Claim {self._found.number} was paid {paid.dollars}."
        self.said.set_tone("danger" if problem else "muted")
        self.said.setText(problem or words)

    def dress(self) -> None:
        """Take widths from the theme."""
        self.kind.setFixedWidth(letters(16))
        self.reference.setFixedWidth(letters(14))
        self.amount.setFixedWidth(letters(10))

    def drafts(self, key: str) -> dict[str, str]:
        """The raw texts, for a draft; nothing of an empty row."""
        if self.is_empty:
            return {}
        return {
            f"{key}.kind": self.kind.draft(),
            f"{key}.reference": self.reference.draft(),
            f"{key}.amount": self.amount.draft(),
        }

    def set_drafts(self, key: str, drafts: Mapping[str, str]) -> None:
        """Bring back a draft."""
        self.kind.set_draft(drafts.get(f"{key}.kind", WORDS[Beside.INTEREST]))
        self.reference.set_draft(drafts.get(f"{key}.reference", ""))
        self.amount.set_draft(drafts.get(f"{key}.amount", ""))
        self._show_parts()
        self._on_reference_edited()

    @property
    def _chosen(self) -> Beside:
        return Beside(str(self.kind.value()))

    def _show_parts(self) -> None:
        self.reference.setVisible(self._chosen is Beside.TAKEBACK)

    def _on_kind_edited(self) -> None:
        self._show_parts()
        self.edited.emit()

    def _on_reference_edited(self) -> None:
        self._found = None
        if self.reference.value():
            self.wanted.emit(self, self.reference.value())
        self.edited.emit()


class BesideRows(QWidget):
    """The rows; the last one is always empty, for the next amount."""

    edited = Signal()
    wanted = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[BesideRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(PlainLabel("Beside the claims", Text.SECTION))
        self._add()

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """All that Tab goes through, in order."""
        return tuple(field for row in self.rows for field in row.fields)

    @property
    def values(self) -> tuple[CheckBeside, ...]:
        """What is typed, row by row."""
        return tuple(row.value for row in self.rows if not row.is_empty)

    def check(self) -> bool:
        """Check every amount; go to the first that cannot be understood."""
        wrong = [row for row in self.rows if not row.amount.check()]
        if wrong:
            wrong[0].amount.setFocus()
        return not wrong

    def go_to(self, place: int) -> None:
        """Put the keyboard on what was typed at this place, or on the empty row behind all."""
        typed = [row for row in self.rows if not row.is_empty]
        row = typed[place] if place < len(typed) else self.rows[-1]
        (row.amount if place < len(typed) else row.kind).setFocus()

    def clear(self) -> None:
        """Begin with one empty row."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = []
        self._add()

    def drafts(self) -> dict[str, str]:
        """The raw texts of the rows, for a draft."""
        typed = [row for row in self.rows if not row.is_empty]
        return {
            name: text for at, row in enumerate(typed) for name, text in row.drafts(f"beside.{at}").items()
        }

    def set_drafts(self, drafts: Mapping[str, str]) -> None:
        """Bring back a draft."""
        self.clear()
        at = 0
        while f"beside.{at}.kind" in drafts:
            # A row that is filled makes the next one by itself.
            self.rows[-1].set_drafts(f"beside.{at}", drafts)
            at += 1

    def _add(self) -> None:
        row = BesideRow()
        self._column.addWidget(row)
        if self.rows:
            # Shown at once, so that the very next Tab finds it.
            row.show()
            chain_after(self.rows[-1].amount, row.fields)
        self.rows.append(row)
        row.edited.connect(self._on_edited)
        row.wanted.connect(self.wanted)

    def _on_edited(self) -> None:
        for row in self.rows:
            row.show_state()
        if not self.rows[-1].is_empty:
            self._add()
        self.edited.emit()
