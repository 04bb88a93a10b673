"""The panel for a fault: what happened, what is safe, what to do now."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.tasks.jobs import Crash
from app.views.common.announce import announce
from app.views.common.buttons import Button
from app.views.common.clipboard import Clipboard
from app.views.common.icons import pixmap_of
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text, current_tokens, frame, scaled


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in words; `details` hold ids and places in the program only."""

    happened: str
    safe: str
    todo: str
    details: str = ""

    @classmethod
    def of(cls, crash: Crash) -> "Fault":
        """Say in words that the program stumbled."""
        return cls(
            "Something went wrong inside the program.",
            "Nothing was posted by this step; your draft is kept.",
            "Try again. If it happens again, send the details to whoever looks after Plainbill.",
            f"{crash.code}, job {crash.job}\n{crash.trace}",
        )


class ErrorPanel(QFrame):
    """Shows one fault in the page it belongs to; actions are offered as buttons."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clipboard = Clipboard(self)
        self._fault = Fault("", "", "")
        self._icon = QLabel()
        self._happened = PlainLabel(kind=Text.SECTION, wrap=True)
        self._safe = PlainLabel(wrap=True)
        self._todo = PlainLabel(wrap=True)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setAccessibleName("Details")
        self._actions: list[Button] = []
        self._buttons = QHBoxLayout()
        self._more = Button("Details", self._on_details_asked)
        self._copy = Button("Copy details", self._on_copy_asked, icon="copy")
        self._lay_out()
        self.hide()

    def show_fault(self, fault: Fault, actions: tuple[tuple[str, Callable[[], object]], ...] = ()) -> None:
        """Show a fault and what can be done about it; the one shown before goes."""
        self._fault = fault
        self._happened.setText(fault.happened)
        self._safe.setText(fault.safe)
        self._todo.setText(fault.todo)
        self._details.setPlainText(fault.details)
        self._details.hide()
        self._more.setVisible(bool(fault.details))
        self._copy.setVisible(bool(fault.details))
        for old in self._actions:
            self._buttons.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._actions = [Button(word, slot, primary=at == 0) for at, (word, slot) in enumerate(actions)]
        for at, button in enumerate(self._actions):
            self._buttons.insertWidget(at, button)
        self.dress()
        self.show()
        announce(self, f"{fault.happened} {fault.safe} {fault.todo}")

    def dress(self) -> None:
        """Take the icon's colour and size from the theme."""
        frame(self, current_tokens().danger)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(pixmap_of("error", current_tokens().danger, scaled(20), ratio))

    def _lay_out(self) -> None:
        self.setAccessibleName("Something went wrong")
        self._buttons.addWidget(self._more)
        self._buttons.addWidget(self._copy)
        self._buttons.addStretch()
        self._buttons.addWidget(Button.bare("close", "Close", self._on_close_asked))
        words = QVBoxLayout()
        words.setSpacing(Space.S)
        for label in (self._happened, self._safe, self._todo):
            words.addWidget(label)
        words.addLayout(self._buttons)
        words.addWidget(self._details)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        row.setSpacing(Space.M)
        side = QVBoxLayout()
        side.addWidget(self._icon)
        side.addStretch()
        row.addLayout(side)
        row.addLayout(words, 1)

    def _on_details_asked(self) -> None:
        self._details.setVisible(self._details.isHidden())

    def _on_copy_asked(self) -> None:
        self._clipboard.copy(self._fault.details)

    def _on_close_asked(self) -> None:
        self.hide()
        self.closed.emit()
