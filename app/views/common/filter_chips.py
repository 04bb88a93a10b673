"""Chips above a list: which part of it is shown, each with its count."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QButtonGroup, QPushButton, QWidget

from app.views.common.buttons import is_enter
from app.views.common.flow import FlowLayout
from app.views.common.theme import Space, current_tokens, scaled

HEIGHT = 28


class _FilterChip(QPushButton):
    """One chip; the chosen one is filled."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self._word = word
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(word)

    def show_count(self, text: str) -> None:
        self.setText(f"{self._word} {text}".strip())
        self.setAccessibleName(self.text())
        self.updateGeometry()

    def dress(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(QApplication.font()).horizontalAdvance(self.text())
        return QSize(width + 2 * Space.M, scaled(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        lit = self.isChecked() or self.underMouse()
        painter.setBrush(QColor(tokens.selection if lit else tokens.surface))
        edge = QPen(QColor(tokens.accent if self.isChecked() else tokens.border), 1)
        painter.setPen(QPen(QColor(tokens.accent), 2) if self.hasFocus() else edge)
        painter.drawRoundedRect(whole, whole.height() / 2, whole.height() / 2)
        painter.setPen(QColor(tokens.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class FilterChips(QWidget):
    """One of some (key, word) parts is shown; arrows go from chip to chip. `chosen` carries the key."""

    chosen = Signal(str)

    def __init__(self, name: str, parts: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._chips = {key: _FilterChip(word) for key, word in parts}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = FlowLayout(self)
        for chip in self._chips.values():
            self._group.addButton(chip)
            row.addWidget(chip)
            chip.toggled.connect(self._on_toggled)
        next(iter(self._chips.values())).setChecked(True)

    def value(self) -> str:
        """The key of the chosen part."""
        return next(key for key, chip in self._chips.items() if chip.isChecked())

    def choose(self, key: str) -> None:
        """Show another part."""
        self._chips[key].setChecked(True)

    def chip(self, key: str) -> QPushButton:
        """The chip of a part."""
        return self._chips[key]

    def show_counts(self, counts: Mapping[str, str]) -> None:
        """Write the counts beside the words."""
        for key, text in counts.items():
            self._chips[key].show_count(text)

    def _on_toggled(self, on: bool) -> None:
        if on:
            self.chosen.emit(self.value())
