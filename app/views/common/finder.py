"""Something found while typing: one line, and its answers below until one is chosen."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.views.common.columns import Column
from app.views.common.line_edit import LineEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import ROW_HEIGHT, TableView
from app.views.common.theme import Space, Text, scaled

ROWS_SHOWN = 6
Done = Callable[[Iterable[Any]], None]


class Finder(QWidget):
    """Up, Down and Enter choose; `chosen` carries the row. `search(text, done)` answers by `done(rows)`.

    Enter pressed before the answer came chooses the first row when it comes.
    """

    chosen = Signal(object)

    def __init__(self, name: str, columns: Sequence[Column], search: Callable[[str, Done], object]) -> None:
        super().__init__()
        self._search = search
        self._asked = 0
        self._answered = 0
        self._chooses_when_found = False
        self.line = LineEdit(name)
        self.line.setPlaceholderText(name)
        self._model = TableModel(columns, self)
        self.view = TableView(f"{name}: found", self._model)
        self._said = PlainLabel(kind=Text.CAPTION, tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        for widget in (self.line, self.view, self._said):
            column.addWidget(widget)
        self.line.textEdited.connect(self._on_typed)
        self.line.installEventFilter(self)
        self.view.opened.connect(self._choose)
        self.view.clicked.connect(self._on_clicked)
        self.setFocusProxy(self.line)
        self.show_chosen("")
        self.dress()

    def show_chosen(self, text: str) -> None:
        """Name what is chosen, and put the answers away."""
        self._asked += 1
        self._answered = self._asked
        self.line.setText(text)
        self.view.hide()
        self._said.hide()

    def dress(self) -> None:
        """Take the height of a few rows from the theme."""
        self.view.setFixedHeight(scaled(ROW_HEIGHT) * (ROWS_SHOWN + 1) + 6)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the arrows and Enter work on the answers while the focus is in the line."""
        if not (isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress):
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.view.isVisible():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.view.go_to(self.view.currentIndex().row() + step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._enter()
        else:
            return False
        return True

    def _enter(self) -> None:
        if self._asked != self._answered:
            self._chooses_when_found = True
        elif self.view.isVisible():
            self._choose(self.view.current_row())

    def _choose(self, row: object) -> None:
        if row is not None:
            self.view.hide()
            self.chosen.emit(row)

    def _on_typed(self, text: str) -> None:
        self._asked += 1
        self._chooses_when_found = False
        asked = self._asked
        self._search(text, lambda rows: self._on_found(asked, rows))

    def _on_found(self, asked: int, rows: Iterable[Any]) -> None:
        if asked != self._asked:
            return
        self._answered = asked
        self._model.set_rows(rows)
        found = bool(self._model.rows)
        self.view.setVisible(found)
        self._said.setText("Nothing is found by this. Type less, or another name or number.")
        self._said.setVisible(not found and bool(self.line.text().strip()))
        if self._chooses_when_found and found:
            self._choose(self.view.current_row())

    def _on_clicked(self) -> None:
        self._choose(self.view.current_row())
