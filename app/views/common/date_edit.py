"""A field for a date, quick to fill with a few keys."""

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.views.common.line_edit import ReadEdit

STEP_KEYS = frozenset("t+-wkmhyr")
Step = Callable[[str, date | None], date | None]


def write_date(day: date) -> str:
    """Show a date as it is written in the US: `03/04/1961`."""
    return day.strftime("%m/%d/%Y")


class DateEdit(ReadEdit[date]):
    """Takes dates in short forms; on an untouched date `step` answers the keys t + - w k m h y r at once.

    Typed text is never stepped: in a field being typed in, `-` parts day from month and `+30` means in 30 days.
    """

    def __init__(
        self,
        name: str,
        read: Callable[[str], date],
        step: Step | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, read, write_date, parent)
        self._step = step
        self.setPlaceholderText("mm/dd/yyyy")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step the date by a single key where no text is being typed."""
        key = event.text().lower()
        plain = len(key) == 1 and key in STEP_KEYS
        if self._step and plain and (self.is_untouched or (not self.text() and key.isalpha())):
            day = self._step(key, self.value())
            if day is not None:
                self.set_value(day)
                self.selectAll()
                self.textEdited.emit(self.text())
                return
        super().keyPressEvent(event)
