"""The one table view: rows of one height, worked by keys."""

from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.views.common.chip import PAD, ChipDelegate
from app.views.common.columns import ROW_ROLE
from app.views.common.table_model import ColumnsModel
from app.views.common.theme import Text, current_tokens, font_of, frame, letters, scaled

ROW_HEIGHT = 28
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
# Qt moves the keyboard by these without the selection, or along the row.
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_WITH_ENDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.KeypadModifier


class Header(QHeaderView):
    """Column titles in plain type above a line, in step with the cells below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw one title."""
        tokens = current_tokens()
        painter.fillRect(rect, QColor(tokens.background))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        title = self.model().headerData(logical, Qt.Orientation.Horizontal)
        align = self.model().headerData(logical, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        font = font_of(Text.CAPTION)
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted))
        room = rect.adjusted(PAD, 0, -PAD, 0)
        words = QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, align, words)


class TableView(QTableView):
    """A list of rows: Enter, F2 or a double click opens one, arrows, Home and End move, Tab leaves.

    `opened` and `row_changed` carry the row itself (None where there is none).
    """

    opened = Signal(object)
    row_changed = Signal(object)

    def __init__(self, name: str, model: ColumnsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(ChipDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.setHorizontalHeader(Header(self))
        self.setLineWidth(2)
        self.doubleClicked.connect(self._on_double_clicked)
        self.columns_model = model
        self.setModel(model)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        model.modelReset.connect(self._on_model_reset)
        model.dataChanged.connect(self._on_data_changed)
        self.dress()

    def current_row(self) -> Any:
        """The row the keyboard is on, or None."""
        return self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None

    def selected_rows(self) -> list[Any]:
        """The rows selected, from top to bottom; rows not loaded yet are left out."""
        chosen = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [row for index in chosen if (row := index.data(ROW_ROLE)) is not None]

    def go_to(self, position: int) -> None:
        """Put the keyboard on the row at a position, if there is one."""
        if 0 <= position < self.columns_model.rowCount():
            # selectRow would add to the selection while Ctrl is held, as it is in Ctrl+].
            one = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self.columns_model.index(position, 0), one)
            self.scrollTo(self.columns_model.index(position, 0))

    def leave_rows(self) -> None:
        """Take the keyboard off every row, where none of them is meant."""
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()

    def dress(self) -> None:
        """Take row height, column widths and the frame from the theme."""
        tokens = current_tokens()
        frame(self, tokens.accent if self.hasFocus() else tokens.line)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(scaled(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setMinimumHeight(scaled(ROW_HEIGHT))
        taking = self._taking_room()
        for at, column in enumerate(self.columns_model.columns):
            if column.width and at != taking:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(at, letters(max(column.width, len(column.title))) + 2 * PAD)
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    def _taking_room(self) -> int:
        """The widest column, where every column that would take the room left is hidden; else none (-1)."""
        columns = self.columns_model.columns
        shown = [at for at in range(len(columns)) if not self.isColumnHidden(at)]
        if not shown or any(not columns[at].width for at in shown):
            return -1
        return max(shown, key=lambda at: columns[at].width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row by key, or go to the first or last; leave all else to Qt."""
        if event.key() in _OPENS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if (row := self.current_row()) is not None:
                self.opened.emit(row)
            event.accept()
            return
        if event.key() in _ENDS and not event.modifiers() & ~_WITH_ENDS:
            self.go_to(0 if event.key() == Qt.Key.Key_Home else self.columns_model.rowCount() - 1)
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        frame(self, current_tokens().accent)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        frame(self, current_tokens().line)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: a search by letter would load every row; each list has its own filter."""

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW_ROLE))

    def _on_current_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.row_changed.emit(current.data(ROW_ROLE) if current.isValid() else None)

    def _on_data_changed(self, top: QModelIndex, bottom: QModelIndex) -> None:
        # A page arrived after the keyboard was put on one of its rows.
        if top.row() <= self.currentIndex().row() <= bottom.row():
            self.row_changed.emit(self.current_row())

    def _on_model_reset(self) -> None:
        # Screen readers lose a table whose current index is invalid.
        if self.columns_model.rowCount():
            self.go_to(0)
        else:
            self.row_changed.emit(None)
