"""A field for a few lines of plain text."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from app.views.common.theme import current_tokens, frame, scaled


class NoteEdit(QPlainTextEdit):
    """Several lines; Tab goes on to the next field."""

    left = Signal()
    edited = Signal()
    problem_changed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem = ""
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self.edited)
        self.dress()

    @property
    def problem(self) -> str:
        """What is wrong with the text, or nothing."""
        return self._problem

    def set_problem(self, problem: str) -> None:
        """Mark the field."""
        if problem != self._problem:
            self._problem = problem
            self.setAccessibleDescription(problem)
            self.problem_changed.emit(problem)
            self._frame()

    def value(self) -> str:
        """The text without blanks around it."""
        return self.toPlainText().strip()

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self.setPlainText(value or "")
        self.set_problem("")

    def draft(self) -> str:
        """The text as it stands."""
        return self.toPlainText()

    def set_draft(self, draft: str) -> None:
        """Bring back a text as it stood."""
        self.setPlainText(draft)

    def check(self) -> bool:
        """Any text will do."""
        self.set_problem("")
        return True

    def dress(self) -> None:
        """Take the height of three lines from the theme."""
        self.setFixedHeight(QFontMetrics(QApplication.font()).lineSpacing() * 3 + scaled(14))
        self._frame()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left."""
        super().focusOutEvent(event)
        self._frame()
        self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self._frame()

    def _frame(self) -> None:
        tokens = current_tokens()
        plain = tokens.danger if self._problem else tokens.border
        self.setLineWidth(2 if self.hasFocus() else 1)
        frame(self, tokens.accent if self.hasFocus() else plain)
