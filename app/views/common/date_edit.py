"""A field for a date, quick to fill with a few keys."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.date_entry import format_date, read_date
from app.domain.errors import InputError
from app.views.common.line_edit import ReadEdit

STEP_KEYS = frozenset("t+-wkmhyr")
_SIGNS = frozenset("+-")
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_BY_MOUSE = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)


class DateEdit(ReadEdit[date]):
    """Takes dates in short forms; on an untouched date the keys t + - w k m h y r act at once.

    Typed text is never stepped: there `-` parts day from month, and `+30` is 30 days on from today. A number
    right after a step by `+` or `-` makes it such an offset, so that `+7` is in a week over a date, too.
    """

    def __init__(
        self, name: str, today: Callable[[], date], birth: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, lambda text: read_date(text, today(), birth), format_date, parent)
        self._today = today
        self._birth = birth
        self._sign = ""
        self.setPlaceholderText("mm/dd/yyyy")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step the date by a single key where no text is being typed."""
        key = event.text().lower()
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            # Alt and a letter belong to the window; a line would write the letter.
            event.ignore()
        elif self._is_step(event, key):
            self._step(key)
        else:
            if self._sign and key.isdigit() and self.is_untouched:
                self.setText(self._sign)
            if key:
                self._sign = ""
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the whole date where a key or a panel led here, so that typing takes its place."""
        super().focusInEvent(event)
        if event.reason() not in _BY_MOUSE:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget the step: a number typed later is a day."""
        self._sign = ""
        super().focusOutEvent(event)

    def _is_step(self, event: QKeyEvent, key: str) -> bool:
        is_plain = not event.modifiers() & ~_PLAIN
        return not self._birth and is_plain and len(key) == 1 and key in STEP_KEYS and self._may_step(key)

    def _step(self, key: str) -> None:
        self._sign = key if key in _SIGNS else ""
        start = self._today() if key == "t" else self.value() or self._today()
        try:
            self.set_value(read_date(key, start))
        except InputError as error:
            self.set_problem(str(error))
        self.selectAll()
        self.textEdited.emit(self.text())

    def _may_step(self, key: str) -> bool:
        return self.is_untouched or (not self.text() and key.isalpha())
