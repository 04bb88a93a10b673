"""A field that is on or off."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from app.views.common.icons import pixmap_of
from app.views.common.theme import Space, current_tokens, scaled

SIDE = 18


class CheckBox(QCheckBox):
    """Yes or no, with its words beside the box."""

    edited = Signal()
    problem_changed = Signal(str)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self._problem = ""
        self.setAccessibleName(words)
        self.clicked.connect(self._on_clicked)
        self.dress()

    @property
    def problem(self) -> str:
        """What is wrong with the answer, or nothing."""
        return self._problem

    def set_problem(self, problem: str) -> None:
        """Mark the field."""
        if problem != self._problem:
            self._problem = problem
            self.setAccessibleDescription(problem)
            self.problem_changed.emit(problem)

    def value(self) -> bool:
        """Tell whether the box is ticked."""
        return self.isChecked()

    def set_value(self, value: bool | None) -> None:
        """Tick the box or not."""
        self.setChecked(bool(value))
        self.set_problem("")

    def draft(self) -> str:
        """`yes`, or nothing."""
        return "yes" if self.isChecked() else ""

    def set_draft(self, draft: str) -> None:
        """Bring back the answer as it stood."""
        self.setChecked(bool(draft))

    def check(self) -> bool:
        """Either answer will do."""
        self.set_problem("")
        return True

    def dress(self) -> None:
        """Take the height from the theme."""
        self.setMinimumHeight(scaled(30))

    def sizeHint(self) -> QSize:
        """Room for the box and its words."""
        words = QFontMetrics(QApplication.font()).size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(words.width() + scaled(SIDE) + 2 * Space.S, max(words.height(), scaled(30)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, its tick and its words; Fusion's box cannot be seen in the dark."""
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = scaled(SIDE)
        box = QRectF(2, (self.height() - side) / 2, side, side)
        ticked = self.isChecked()
        edge = tokens.danger if self._problem else tokens.border
        painter.setPen(QPen(QColor(tokens.accent if ticked or self.hasFocus() else edge), 1.5))
        painter.setBrush(QColor(tokens.accent if ticked else tokens.surface))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
        if ticked:
            tick = pixmap_of("paid", tokens.on_accent, side - 4, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(box.left() + 2, box.top() + 2), tick)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(tokens.text if self.isEnabled() else tokens.muted))
        words = self.rect().adjusted(side + Space.S, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def hitButton(self, place: QPoint) -> bool:
        """The words answer the mouse as the box does."""
        return self.rect().contains(place)

    def _on_clicked(self) -> None:
        self.edited.emit()
