"""Columns that give way where a list is narrow, so that names and amounts stay readable."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject

from app.views.common.chip import PAD
from app.views.common.table_view import TableView
from app.views.common.theme import letters

# Eighteen letters, narrow and wide ones as in most names.
A_NAME = "Fairweather, Norah"


class GivingWay(QObject):
    """Hides columns of a list, the first named first, until the others have their room."""

    def __init__(self, table: TableView, titles: Sequence[str]) -> None:
        super().__init__(table)
        self._table = table
        self._titles = tuple(titles)
        table.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look again when the list has another width."""
        if event.type() is QEvent.Type.Resize:
            self.give_way()
        return False

    def give_way(self) -> None:
        """Hide as many columns as must go."""
        columns = self._table.columns_model.columns
        name = self._table.fontMetrics().horizontalAdvance(A_NAME)
        wide = {
            column.title: (letters(max(column.width, len(column.title))) if column.width else name) + 2 * PAD
            for column in columns
        }
        needed, room = sum(wide.values()), self._table.viewport().width()
        titles = [column.title for column in columns]
        for title in self._titles:
            is_hidden = needed > room
            self._table.setColumnHidden(titles.index(title), is_hidden)
            needed -= wide[title] if is_hidden else 0
