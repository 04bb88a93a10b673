"""The bar of tabs: plain words, the one that is open underlined in the accent."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from app.views.common.theme import Space, Text, current_tokens, font_of, scaled

HEIGHT = 38
LINE = 3


class TabBar(QTabBar):
    """Draws its tabs flat; arrows move between them, and each key that opens one stands in its tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setAccessibleName("Tabs")

    def dress(self) -> None:
        """Take the new sizes."""
        self.setFont(font_of(Text.STRONG))
        self.updateGeometry()

    def tabSizeHint(self, index: int) -> QSize:
        """Room for the word and air around it."""
        width = QFontMetrics(font_of(Text.STRONG)).horizontalAdvance(self.tabText(index))
        return QSize(width + 2 * Space.M, scaled(HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """A word is never cut."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words and the line under the open one."""
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at in range(self.count()):
            place = self.tabRect(at)
            is_open = at == self.currentIndex()
            painter.setFont(font_of(Text.STRONG if is_open else Text.BODY))
            painter.setPen(QColor(tokens.accent if is_open else tokens.text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.tabText(at))
            if is_open:
                line = place.adjusted(Space.S, place.height() - scaled(LINE), -Space.S, 0)
                painter.fillRect(line, QColor(tokens.accent))
                if self.hasFocus():
                    painter.setPen(QPen(QColor(tokens.accent), 2))
                    painter.drawRoundedRect(place.adjusted(3, 3, -3, -6), 4, 4)
