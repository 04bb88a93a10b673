"""A label that shows text as it is: never as markup, and always selectable."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.views.common.theme import Text, current_tokens, font_of, tint


class PlainLabel(QLabel):
    """Plain text of one kind and tone (`text`, `muted`, `danger`, `warning`, `good`, `accent`).

    With `elide` a long text ends in an ellipsis and stays whole in the tool tip; else it wraps if `wrap`.
    """

    def __init__(
        self,
        text: str = "",
        kind: Text = Text.BODY,
        tone: str = "text",
        *,
        elide: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._tone = tone
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap and not elide)
        if not elide:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # Selecting text is for the mouse; Tab would otherwise stop at every caption.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # On a surface Qt would write in another role than the one that bears the tone.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.dress()
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text, and keep it whole in the tool tip where it may be cut short."""
        super().setText(text)
        if self._elide:
            self.setToolTip(text if "<" not in text else "")

    def set_tone(self, tone: str) -> None:
        """Change the tone, as when an amount turns red."""
        self._tone = tone
        self.dress()

    def minimumSizeHint(self) -> QSize:
        """An eliding label may shrink to a few letters."""
        hint = super().minimumSizeHint()
        return QSize(self.fontMetrics().averageCharWidth() * 4, hint.height()) if self._elide else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, cut at the right if it must be."""
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(self.alignment()) | int(Qt.TextFlag.TextSingleLine), text)

    def dress(self) -> None:
        """Take colour and size from the theme."""
        self.setFont(font_of(self._kind))
        tint(self, QPalette.ColorRole.WindowText, getattr(current_tokens(), self._tone))
