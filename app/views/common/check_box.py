"""A field that is on or off."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.views.common.theme import scaled


class CheckBox(QCheckBox):
    """Yes or no, with its words beside the box."""

    edited = Signal()
    problem_changed = Signal(str)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self._problem = ""
        self.setAccessibleName(words)
        self.clicked.connect(self._on_clicked)
        self.dress()

    @property
    def problem(self) -> str:
        """What is wrong with the answer, or nothing."""
        return self._problem

    def set_problem(self, problem: str) -> None:
        """Mark the field."""
        if problem != self._problem:
            self._problem = problem
            self.setAccessibleDescription(problem)
            self.problem_changed.emit(problem)

    def value(self) -> bool:
        """Tell whether the box is ticked."""
        return self.isChecked()

    def set_value(self, value: bool | None) -> None:
        """Tick the box or not."""
        self.setChecked(bool(value))
        self.set_problem("")

    def draft(self) -> str:
        """`yes`, or nothing."""
        return "yes" if self.isChecked() else ""

    def set_draft(self, draft: str) -> None:
        """Bring back the answer as it stood."""
        self.setChecked(bool(draft))

    def check(self) -> bool:
        """Either answer will do."""
        self.set_problem("")
        return True

    def dress(self) -> None:
        """Take the height from the theme."""
        self.setMinimumHeight(scaled(30))

    def _on_clicked(self) -> None:
        self.edited.emit()
