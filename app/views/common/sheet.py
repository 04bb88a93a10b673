"""A sheet: one question at a time in the middle of the window, before any practice is open."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.views.common.buttons import Button
from app.views.common.fields import Field
from app.views.common.flow import FlowLayout
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, current_tokens, frame, scaled

if TYPE_CHECKING:
    from datetime import date

WIDTH = 520


def _today() -> "date":
    from app.services.session import system_clock

    return system_clock().date()


class Sheet(Panel):
    """A title, a sentence that leads in, a form, and one filled button; Enter does what the button does."""

    def __init__(self, title: str, lead: str, fields: tuple[Field, ...] = (), columns: int = 1) -> None:
        super().__init__(title)
        self._lead = PlainLabel(lead, tone="muted", wrap=True)
        self.form = FormPanel(fields, _today, columns)
        self.body.addWidget(self._lead)
        self.body.addWidget(self.form)
        self._others = FlowLayout(gap=Space.S)
        self._is_busy = False
        self.add_key(("Return", "Enter"), self.post_asked.emit)

    @property
    def is_busy(self) -> bool:
        """Tell whether an answer is still awaited, so that a second Enter does nothing."""
        return self._is_busy

    def lead_in(self, lead: str) -> None:
        """Change the sentence under the title."""
        self._lead.setText(lead)

    def begin(self, words: str) -> None:
        """Say that work is under way."""
        self._is_busy = True
        self.explain(words)

    def refuse(self, error: AppError) -> None:
        """Show a refusal and take the next try."""
        self._is_busy = False
        self.explain(str(error), "danger")

    def rest(self) -> None:
        """Take the next try, as after a fault of the program."""
        self._is_busy = False
        self.explain("")

    def forget(self) -> None:
        """Take off the screen what nobody else should see; a sheet with secrets has more to do."""
        self.rest()

    def with_back(self, slot: Callable[[], object]) -> None:
        """Offer the way back, by button and Esc."""
        self.left.connect(slot)
        self.add_other("Back", slot, icon="back")

    def add_other(self, word: str, slot: Callable[[], object], icon: str = "") -> Button:
        """Offer another way, below the form."""
        if self._others.parent() is None:
            self.body.addLayout(self._others)
        button = Button(word, slot, icon=icon)
        self._others.addWidget(button)
        return button

    def focus_first(self) -> None:
        """Put the keyboard where typing begins."""
        self.form.focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to type at once."""
        super().showEvent(event)
        self.focus_first()


class SheetFrame(QScrollArea):
    """Holds a sheet in the middle of the window, scrolling where the window is too low for it."""

    def __init__(self, sheet: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = QFrame()
        self._card.setAutoFillBackground(True)
        self._card.setBackgroundRole(QPalette.ColorRole.Base)
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        inside.addWidget(sheet)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.addStretch()
        column = QVBoxLayout()
        column.addStretch(1)
        column.addWidget(self._card)
        column.addStretch(2)
        row.addLayout(column)
        row.addStretch()
        self.setWidget(whole)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.dress()

    def dress(self) -> None:
        """Take width and border from the theme."""
        self._card.setFixedWidth(scaled(WIDTH))
        frame(self._card, current_tokens().line)
