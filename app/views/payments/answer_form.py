"""The paper of an insurer's answer as a form: its head, and a grid with one row a service."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from app.domain.answers import LineAnswer
from app.domain.findings import Finding
from app.domain.money import Money, total
from app.queries.insurer_answers import AnswerableClaim
from app.views.common.check_box import CheckBox
from app.views.common.fields import Field, Kind, Today
from app.views.common.form import FormPanel
from app.views.common.line_edit import LineEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.tab_order import chain_after
from app.views.common.theme import Space, Text, letters
from app.views.payments.answer_row import HEADS, RIGHT, RIGHT_COLUMNS, WIDE_COLUMN, AnswerRow

_FIELDS = (
    Field("received_on", "Date on the answer", Kind.DATE, required=True),
    Field("check_number", "Check or EFT number"),
    Field("payer_control", "Payer’s claim number"),
)


class AnswerForm(FormPanel):
    """The head is this form; `grid` and `forwarded` are placed below by the panel. `edited` tells of all."""

    rows: tuple[AnswerRow, ...] = ()

    def __init__(self, today: Today) -> None:
        super().__init__(_FIELDS, today, columns=3)
        self.grid = QScrollArea()
        self.grid.setWidgetResizable(True)
        self.grid.setFrameShape(QFrame.Shape.NoFrame)
        self.grid.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.grid.setAccessibleName("Services of the claim")
        self.forwarded = CheckBox("The insurer passed the claim on")
        self.forwarded.edited.connect(self._on_edited)

    def show_claim(self, claim: AnswerableClaim) -> None:
        """Make a row for each line of the claim; date and check number stay from the answer before."""
        content = QWidget()
        layout = QGridLayout(content)
        layout.setContentsMargins(0, 0, Space.M, 0)
        layout.setHorizontalSpacing(Space.S)
        layout.setVerticalSpacing(Space.XS)
        layout.setColumnStretch(WIDE_COLUMN, 1)
        for column, head in enumerate(HEADS):
            label = PlainLabel(head, Text.CAPTION, "muted")
            side = RIGHT if column in RIGHT_COLUMNS else Qt.AlignmentFlag.AlignLeft
            layout.addWidget(label, 0, column, side)
        self.rows = tuple(AnswerRow(line, claim, content) for line in claim.lines)
        for at, row in enumerate(self.rows):
            row.place(layout, 1 + 2 * at)
            row.edited.connect(self._on_edited)
            for field in row.fields:
                field.installEventFilter(self)
        layout.setRowStretch(1 + 2 * len(self.rows), 1)
        # The area takes the old rows away with it.
        self.grid.setWidget(content)
        fields = [field for row in self.rows for field in (*row.fields, row.accepted)]
        chain_after(self.editor("payer_control"), [*fields, self.forwarded])
        self._offer_forwarding(claim.next_payer)
        self.set_values({"payer_control": ""})
        self._size_fields()

    @property
    def answers(self) -> tuple[LineAnswer, ...]:
        """The answers typed, line by line; lines without one are left out."""
        return tuple(answer for row in self.rows if (answer := row.answer) is not None)

    @property
    def paid(self) -> Money:
        """What the lines typed are paid."""
        return total(answer.paid for answer in self.answers)

    @property
    def left(self) -> Money:
        """What is still to be explained, over the lines typed; differences never cancel each other."""
        return total(abs(row.left) for row in self.rows if row.answer is not None)

    def show_states(self, findings: Sequence[Finding]) -> None:
        """Say below each line how it stands; while it differs, the difference is said alone."""
        for row in self.rows:
            mine = [each for each in findings if each.field == f"charge.{row.shown.line.charge_id}"]
            row.show_state(() if row.left else tuple(each.text for each in mine))

    def check(self) -> bool:
        """Check head and rows; go to the first problem."""
        # Each is checked, so that all messages show at once.
        sound = [row.check() for row in self.rows]
        if not super().check():
            return False
        if not all(sound):
            wrong = next(field for row in self.rows for field in row.fields if field.problem)
            text = wrong.problem
            wrong.setFocus()
            wrong.set_problem(text)
        return all(sound)

    def go_to_difference(self) -> None:
        """Put the keyboard on the first line that does not balance."""
        wrong = next((row for row in self.rows if row.answer and row.left), None)
        if wrong:
            wrong.amounts["paid"].setFocus()
            wrong.amounts["paid"].selectAll()

    def go_to_lines(self) -> None:
        """Put the keyboard on the first amount of the first line."""
        if self.rows:
            self.rows[0].amounts["allowed"].setFocus()

    def drafts(self) -> dict[str, str]:
        """The raw texts of head and rows."""
        texts = super().drafts() | {"forwarded": self.forwarded.draft()}
        for row in self.rows:
            texts.update(row.drafts())
        return texts if any(text for key, text in texts.items() if key.startswith("line.")) else {}

    def set_drafts(self, drafts: Mapping[str, str]) -> None:
        """Bring back head and rows."""
        super().set_drafts(drafts)
        self.forwarded.set_draft("" if self.forwarded.isHidden() else drafts.get("forwarded", ""))
        for row in self.rows:
            row.set_drafts(drafts.get)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter go to the next amount, as the number keys' Enter does in a ledger."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and isinstance(watched, LineEdit)
        ):
            watched.focusNextChild()
            return True
        return False

    def dress(self) -> None:
        """Take widths from the theme."""
        super().dress()
        self._size_fields()

    def _offer_forwarding(self, next_payer: str) -> None:
        """Ask whether the insurer passed the claim on, where there is one to pass it on to."""
        words = f"The insurer passed the claim on to {next_payer}"
        self.forwarded.setText(words.replace("&", "&&"))
        self.forwarded.setAccessibleName(words)
        self.forwarded.setChecked(False)
        self.forwarded.setVisible(bool(next_payer))

    def _size_fields(self) -> None:
        for row in self.rows:
            for field in row.amounts.values():
                field.setFixedWidth(letters(8) + Space.M)
            row.others.setMinimumWidth(letters(13) + Space.L)
