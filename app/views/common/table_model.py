"""The one table model: rows that never change, shown through columns."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.views.common.columns import ROW_ROLE, Column

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
_HANDLED = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, *(ROW_ROLE + step for step in range(3))}
)


class ColumnsModel(QAbstractTableModel):
    """What every list has in common: its columns; where the rows come from is the subclass's own."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)

    def row_at(self, row: int) -> Any:
        """The row at a position, or None if there is none yet."""
        raise TypeError(f"{type(self).__name__} must say where row {row} comes from")

    def columnCount(self, parent: Index = TOP) -> int:
        """As many as there are columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer a view; roles that are not ours are refused first, as views ask them most."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[index.column()].alignment
        if role not in _HANDLED or not index.isValid():
            return None
        row = self.row_at(index.row())
        if row is None or role == ROW_ROLE:
            return row
        return self.columns[index.column()].answer(row, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' titles, each aligned as its cells are."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return self.columns[section].alignment if role == Qt.ItemDataRole.TextAlignmentRole else None


class TableModel(ColumnsModel):
    """A list that is held whole."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._rows: tuple[Any, ...] = ()

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows in the order shown."""
        return self._rows

    def set_rows(self, rows: Iterable[Any]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, row: int) -> Any:
        """The row at a position."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = TOP) -> int:
        """As many as there are rows."""
        return 0 if parent.isValid() else len(self._rows)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column's values; empty ones come last either way."""
        if not 0 <= column < len(self.columns):
            return
        value = self.columns[column].value
        empty = [row for row in self._rows if value(row) is None]
        filled = [row for row in self._rows if value(row) is not None]
        filled.sort(key=lambda row: _sort_key(value(row)), reverse=order is Qt.SortOrder.DescendingOrder)
        self.set_rows([*filled, *empty])


def _sort_key(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
