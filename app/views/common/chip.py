"""Chips: a standing shown by icon, word and colour, in that order of weight."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.views.common.icons import pixmap_of
from app.views.common.theme import ChipKind, Text, Tokens, current_tokens, font_of, scaled

CHIP_ROLE = Qt.ItemDataRole.UserRole + 2
ICON = 14
GAP = 5
PAD = 8
BAR = 3


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
    """Draws the cells of a list: plain text, or a Chip; the chosen row has a bar of accent at its left."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        tokens = current_tokens()
        cell = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, QColor(tokens.selection))
            if index.column() == 0:
                painter.fillRect(cell.left(), cell.top(), BAR, cell.height(), QColor(tokens.accent))
        elif index.row() % 2:
            painter.fillRect(cell, QColor(tokens.background))
        chip = index.data(CHIP_ROLE)
        room = cell.adjusted(PAD, 0, -PAD, 0)
        if isinstance(chip, Chip):
            _draw_in(painter, QRectF(room), chip, tokens)
            return
        text = index.data() or ""
        painter.setPen(QColor(tokens.text))
        painter.setFont(option.font)
        words = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, index.data(Qt.ItemDataRole.TextAlignmentRole), words)


def _draw_in(painter: QPainter, room: QRectF, chip: Chip, tokens: Tokens) -> None:
    font = font_of(Text.CAPTION)
    height = min(room.height() - 4, QFontMetrics(font).height() + 4)
    width = min(room.width(), _width(chip.word, font))
    _draw(painter, QRectF(room.left(), room.center().y() - height / 2, width, height), chip, tokens, font)


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
            tokens = current_tokens()
            _draw(QPainter(self), QRectF(self.rect()), self._chip, tokens, font_of(Text.CAPTION))
