"""A family account found while typing: one line, and its answers below."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.queries.guarantors import GuarantorLine, list_guarantors
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.line_edit import LineEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text, scaled

ROWS_SHOWN = 4
_COLUMNS = (
    Column("Guarantor", lambda line: line.name),
    Column("Patients", lambda line: line.members),
    Column("Street", lambda line: line.street),
    Column("Account", lambda line: line.number, width=8),
)


class AccountFinder(QWidget):
    """Up, Down and Enter choose; `chosen` carries the line, which stays named below."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._line: GuarantorLine | None = None
        self.search = LineEdit("Family account: last name or account number")
        self.search.setPlaceholderText("Last name or account number")
        self._view = TableView("Accounts found", TableModel(_COLUMNS, self))
        self._said = PlainLabel(tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(PlainLabel("Family account", Text.CAPTION, "muted"))
        for widget in (self.search, self._view, self._said):
            column.addWidget(widget)
        self.search.textEdited.connect(self._on_typed)
        self.search.installEventFilter(self)
        self._view.opened.connect(self._on_opened)
        self._view.clicked.connect(self._on_clicked)
        self._view.hide()
        self.dress()

    @property
    def line(self) -> GuarantorLine | None:
        """The account chosen."""
        return self._line

    def clear(self) -> None:
        """Choose nothing."""
        self._line = None
        self.search.clear()
        self._said.setText("")
        self._view.hide()

    def dress(self) -> None:
        """Take the height of a few rows from the theme."""
        self._view.setFixedHeight(scaled(28) * (ROWS_SHOWN + 1) + 6)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the arrows and Enter work on the answers while the focus is in the line."""
        if not (isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._view.isVisible():
            self._view.go_to(self._view.currentIndex().row() + (1 if key == Qt.Key.Key_Down else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._on_clicked()
        else:
            return False
        return True

    def _on_typed(self, text: str) -> None:
        self._line = None
        self._said.setText("")
        self._desk.ask(list_guarantors, text, then=self._on_found, owner=self, key="find")

    def _on_found(self, lines: Sequence[GuarantorLine]) -> None:
        model = self._view.columns_model
        assert isinstance(model, TableModel)
        model.set_rows(lines)
        self._view.setVisible(bool(lines))
        typed = self.search.text().strip()
        self._said.setText("No account is found by this." if typed and not lines else "")

    def _on_clicked(self) -> None:
        if self._view.isVisible() and (row := self._view.current_row()):
            self._on_opened(row)

    def _on_opened(self, line: GuarantorLine) -> None:
        self._line = line
        self._view.hide()
        self.search.setText(line.name)
        members = f", with {line.members}" if line.members else ""
        self._said.setText(f"Account {line.number}{members}. One bill goes to {line.name}.")
        self.search.setFocus()
        self.chosen.emit(line)
