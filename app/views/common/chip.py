"""Chips: a standing shown by icon, word and colour, in that order of weight."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.views.common.icons import pixmap_of
from app.views.common.theme import ChipKind, Text, Tokens, font_of, scaled, tokens_of

CHIP_ROLE = Qt.ItemDataRole.UserRole + 2
ICON = 14
GAP = 5
PAD = 7


@dataclass(frozen=True, slots=True)
class Chip:
    """What a chip says; sorts and reads as its word."""

    kind: ChipKind
    word: str

    def __str__(self) -> str:
        """The word alone, as a screen reader says it."""
        return self.word


def _width(word: str, font: QFont) -> int:
    return QFontMetrics(font).horizontalAdvance(word) + scaled(ICON) + GAP + 2 * PAD


def _draw(painter: QPainter, place: QRectF, chip: Chip, tokens: Tokens, font: QFont) -> None:
    text, background = tokens.chips[chip.kind]
    side = scaled(ICON)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(background))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    picture = pixmap_of(chip.kind.value, text, side, painter.device().devicePixelRatioF())
    painter.drawPixmap(QPointF(place.left() + PAD, place.center().y() - side / 2), picture)
    painter.setPen(QColor(text))
    painter.setFont(font)
    room = place.adjusted(PAD + side + GAP, 0, -PAD, 0)
    word = QFontMetrics(font).elidedText(chip.word, Qt.TextElideMode.ElideRight, round(room.width()) + 1)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
    painter.restore()


class ChipDelegate(QStyledItemDelegate):
    """Draws a cell that holds a Chip; other cells are drawn as ever."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row's background and the chip upon it."""
        chip = index.data(CHIP_ROLE)
        if not isinstance(chip, Chip):
            super().paint(painter, option, index)
            return
        widget = option.widget
        style = widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        font = font_of(Text.CAPTION)
        cell = QRectF(option.rect)
        height = min(cell.height() - 4, QFontMetrics(font).height() + 4)
        width = min(cell.width() - 8, _width(chip.word, font))
        place = QRectF(cell.left() + 4, cell.center().y() - height / 2, width, height)
        _draw(painter, place, chip, tokens_of(option.palette), font)


class ChipLabel(QWidget):
    """A chip that stands by itself, as in a card's heading."""

    def __init__(self, chip: Chip | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip: Chip | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chip(chip)

    def show_chip(self, chip: Chip | None) -> None:
        """Show this chip, or nothing."""
        self._chip = chip
        self.setAccessibleName(chip.word if chip else "")
        self.updateGeometry()
        self.update()

    def dress(self) -> None:
        """Take the new size and colours."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon and word."""
        font = font_of(Text.CAPTION)
        return QSize(_width(self._chip.word, font) if self._chip else 0, QFontMetrics(font).height() + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        if self._chip:
            tokens = tokens_of(self.palette())
            _draw(QPainter(self), QRectF(self.rect()), self._chip, tokens, font_of(Text.CAPTION))
