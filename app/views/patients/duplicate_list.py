"""People who may be in the records already, listed while a new patient is typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.duplicates import PersonFacts
from app.queries.duplicates import DuplicateLine, list_likely_duplicates
from app.views.common.announce import announce
from app.views.common.buttons import Button
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import ROW_HEIGHT, TableView
from app.views.common.theme import Space, Text, scaled

ROWS_SHOWN = 4
_COLUMNS = (
    Column("Patient", lambda line: line.name),
    Column("Born", lambda line: line.birth_date, width=10),
)


class DuplicateList(QWidget):
    """Hidden while nobody is alike; `patient_asked` opens the one that is there."""

    patient_asked = Signal(int)
    said = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = TableModel(_COLUMNS, self)
        self._title = PlainLabel(kind=Text.STRONG, tone="warning", wrap=True)
        self._view = TableView("Perhaps the same person", self._model)
        self._why = PlainLabel(kind=Text.CAPTION, tone="muted", wrap=True)
        self._open = Button("Open this one instead", self.open_current, icon="user")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for widget in (self._title, self._view, self._why):
            column.addWidget(widget)
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        self._view.opened.connect(self.open_current)
        self._view.row_changed.connect(self._on_row_changed)
        self.dress()
        self.hide()

    @property
    def lines(self) -> tuple[DuplicateLine, ...]:
        """Those shown."""
        return self._model.rows

    def compare(self, person: PersonFacts) -> None:
        """Look for people like this one."""
        self._desk.ask(list_likely_duplicates, person, then=self._on_found, owner=self, key="compare")

    def clear(self) -> None:
        """Show nobody."""
        self._model.set_rows(())
        self.hide()

    def dress(self) -> None:
        """Take the height of a few rows from the theme."""
        self._view.setFixedHeight(scaled(ROW_HEIGHT) * (ROWS_SHOWN + 1) + 6)

    def _on_found(self, lines: Sequence[DuplicateLine]) -> None:
        if tuple(lines) == self.lines:
            return
        self._model.set_rows(lines)
        count = "Somebody like this is" if len(lines) == 1 else f"{len(lines)} people like this are"
        self._title.setText(f"{count} in the records already.")
        self.said.emit(self._title.text() if lines else "")
        if lines:
            announce(self, self._title.text())
        self.setVisible(bool(lines))

    def _on_row_changed(self, line: DuplicateLine | None) -> None:
        self._why.setText(f"{line.name}: {line.why}." if line else "")

    def open_current(self) -> None:
        """Open the one the keyboard is on."""
        if row := self._view.current_row():
            self.patient_asked.emit(row.id)
