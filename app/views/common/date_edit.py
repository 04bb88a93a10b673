"""A field for a date, quick to fill with a few keys."""

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.date_entry import format_date, read_date
from app.domain.errors import InputError
from app.views.common.line_edit import ReadEdit

STEP_KEYS = frozenset("t+-wkmhyr")


class DateEdit(ReadEdit[date]):
    """Takes dates in short forms; on an untouched date the keys t + - w k m h y r act at once.

    Typed text is never stepped: there `-` parts day from month, and `+30` is 30 days on.
    """

    def __init__(
        self, name: str, today: Callable[[], date], birth: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, lambda text: read_date(text, today(), birth), format_date, parent)
        self._today = today
        self._birth = birth
        self.setPlaceholderText("mm/dd/yyyy")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step the date by a single key where no text is being typed."""
        key = event.text().lower()
        if self._birth or len(key) != 1 or key not in STEP_KEYS or not self._may_step(key):
            super().keyPressEvent(event)
            return
        start = self._today() if key == "t" else self.value() or self._today()
        try:
            self.set_value(read_date(key, start))
        except InputError as error:
            self.set_problem(str(error))
        self.selectAll()
        self.textEdited.emit(self.text())

    def _may_step(self, key: str) -> bool:
        return self.is_untouched or (not self.text() and key.isalpha())
