"""A list too long to hold: all ids, and the pages of rows that were looked at."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt

from app.views.common.columns import Column
from app.views.common.table_model import TOP, ColumnsModel, Index

PAGE = 200
PAGES_KEPT = 50
Done = Callable[[Iterable[Any]], None]
Load = Callable[[list[int], Done], object]


class PagedTableModel(ColumnsModel):
    """Shows rows by id; `load(ids, done)` fetches one page off the GUI thread and calls `done(rows)` here.

    Rows bear their `id` and may come in any order; one that is missing (deleted meanwhile) stays blank.
    """

    def __init__(self, columns: Sequence[Column], load: Load, parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._load = load
        self._ids = array("q")
        self._pages: OrderedDict[int, dict[int, Any]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0

    def set_ids(self, ids: Iterable[int]) -> None:
        """Show the rows with these ids, in this order; also the way to read everything anew."""
        self.beginResetModel()
        self._ids = array("q", ids)
        self._pages.clear()
        self._asked.clear()
        self._generation += 1
        self.endResetModel()

    def id_at(self, row: int) -> int:
        """The id at a position."""
        return self._ids[row]

    def position_of(self, row_id: int) -> int:
        """Where an id stands, or -1."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    def row_at(self, row: int) -> Any:
        """The row at a position; None, and a request for its page, if it is not here yet."""
        if not 0 <= row < len(self._ids):
            return None
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            self._ask(number)
            return None
        self._pages.move_to_end(number)
        return page.get(self._ids[row])

    def rowCount(self, parent: Index = TOP) -> int:
        """As many as there are ids."""
        return 0 if parent.isValid() else len(self._ids)

    def _ask(self, number: int) -> None:
        if number not in self._asked:
            self._asked.add(number)
            ids = list(self._ids[number * PAGE : (number + 1) * PAGE])
            self._load(ids, partial(self._on_loaded, self._generation, number))

    def _on_loaded(self, generation: int, number: int, rows: Iterable[Any]) -> None:
        if generation != self._generation:
            return
        self._asked.discard(number)
        self._pages[number] = {row.id: row for row in rows}
        if len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        last = min((number + 1) * PAGE, len(self._ids)) - 1
        corner = self.index(last, len(self.columns) - 1)
        self.dataChanged.emit(self.index(number * PAGE, 0), corner, [Qt.ItemDataRole.DisplayRole])
