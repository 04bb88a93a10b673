"""Buttons: a word with its icon; the one obvious action filled with the accent."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.views.common.icons import pixmap_of
from app.views.common.theme import TARGET, Space, Tokens, current_tokens, scaled

RADIUS = 6
ICON = 16
_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_enter(event: QKeyEvent) -> bool:
    """Tell whether Enter alone was pressed, and is not held down."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in _PRESSES and not held and not event.isAutoRepeat()


class Button(QPushButton):
    """A button that takes Enter only where it is focused; its tool tip tells the key that does the same."""

    def __init__(
        self,
        word: str,
        slot: Callable[[], object] | None = None,
        *,
        icon: str = "",
        key: str = "",
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(word.replace("&", "&&"), parent)
        self._icon_name = icon
        self._primary = primary
        self._is_bare = not word
        self.setAutoDefault(False)
        self.setAccessibleName(word)
        if key:
            shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            self.setToolTip(f"{word} ({shown})")
        if slot:
            # `clicked` carries a flag that no slot of ours wants.
            self.clicked.connect(lambda _checked: slot())
        self.dress()

    def dress(self) -> None:
        """Take the height from the theme."""
        if self._is_bare:
            self.setFixedSize(scaled(28), scaled(28))
        else:
            self.setMinimumHeight(scaled(30))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for icon and word."""
        metrics = QFontMetrics(QApplication.font())
        word = metrics.size(Qt.TextFlag.TextShowMnemonic, self.text()).width() if self.text() else 0
        icon = scaled(ICON) + (Space.S if self.text() else 0) if self._icon_name else 0
        return QSize(word + icon + 2 * Space.M, scaled(30))

    def minimumSizeHint(self) -> QSize:
        """A button's word is never cut."""
        return self.sizeHint() if self.text() else QSize(scaled(TARGET), scaled(TARGET))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button flat: Fusion's gradient would take the word's contrast away."""
        fill, edge, ink = self._colours(current_tokens())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(QColor(fill))
        painter.setPen(QColor(edge))
        if not self.isFlat() or self.underMouse():
            painter.drawRoundedRect(whole, RADIUS, RADIUS)
        if self.hasFocus():
            self._draw_ring(painter, ink)
        self._draw_content(painter, ink)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter like Space."""
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Go back."""
        super().leaveEvent(event)
        self.update()

    def _colours(self, tokens: Tokens) -> tuple[str, str, str]:
        """Fill, edge and ink."""
        if not self.isEnabled():
            return tokens.background, tokens.line, tokens.muted
        if self._primary:
            return tokens.accent, tokens.accent, tokens.on_accent
        lit = self.isDown() or self.underMouse()
        return (tokens.selection if lit else tokens.surface), tokens.border, tokens.text

    def _draw_ring(self, painter: QPainter, ink: str) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(current_tokens().accent), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        if self._primary:
            # On the accent's own colour the ring is drawn in the ink, inside.
            painter.setPen(QPen(QColor(ink), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 2, 2)

    def _draw_content(self, painter: QPainter, ink: str) -> None:
        side = scaled(ICON)
        room = self.rect()
        if self._icon_name:
            picture = pixmap_of(self._icon_name, ink, side, self.devicePixelRatioF())
            left = Space.M if self.text() else (room.width() - side) / 2
            painter.drawPixmap(QPointF(left, (room.height() - side) / 2), picture)
            room = room.adjusted(Space.M + side + Space.S, 0, -Space.M, 0)
        painter.setPen(QColor(ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic, self.text())

    @classmethod
    def bare(cls, icon: str, name: str, slot: Callable[[], object]) -> "Button":
        """An icon without a word, for Close and More only; `name` is what a screen reader says."""
        button = cls("", slot, icon=icon)
        button.setFlat(True)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button
