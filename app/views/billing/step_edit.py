"""A field for a small measure that the arrow keys change step by step."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.errors import InputError
from app.views.common.line_edit import ReadEdit


class StepEdit(ReadEdit[float]):
    """Takes `0.05`, `.05` or `-0.1`; Up and Down change it by one step within its limits."""

    def __init__(
        self, name: str, limits: tuple[float, float], step: float, places: int, parent: QWidget | None = None
    ) -> None:
        self._limits, self._step, self._places = limits, step, places
        super().__init__(name, self._read_measure, self._write_measure, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setToolTip("Arrow up and down change it by one step.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the measure by a step, or type."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        low, high = self._limits
        self.set_value(min(max((self.value() or 0.0) + step * self._step, low), high))
        self.edited.emit()

    def _read_measure(self, text: str) -> float:
        low, high = self._limits
        try:
            measure = round(float(text), self._places)
        except ValueError:
            raise InputError(f"Type a number like {self._write_measure(self._step)}.") from None
        if not low <= measure <= high:
            raise InputError(f"It goes from {self._write_measure(low)} to {self._write_measure(high)}.")
        return measure

    def _write_measure(self, measure: float) -> str:
        return f"{round(measure, self._places) + 0.0:.{self._places}f}"
