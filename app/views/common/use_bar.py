"""A bar in a list's cell: how much of something is used, with the words beside it and a tone of three."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.domain.findings import Severity
from app.views.common.chip import PAD, ChipDelegate
from app.views.common.columns import SORT_ROLE
from app.views.common.icons import pixmap_of
from app.views.common.theme import ChipKind, Text, current_tokens, font_of, scaled

STRIP = 3
RADIUS = 3
ICON = 14
_KINDS = {Severity.ERROR: ChipKind.DENIED, Severity.WARNING: ChipKind.DUE}


@dataclass(frozen=True, slots=True)
class UseBar:
    """What a bar says; `share` used lies between 0 and 1, None where there is no limit."""

    words: str
    share: float | None = None
    weight: Severity | None = None

    def __str__(self) -> str:
        """The words alone, as a screen reader says them."""
        return self.words

    @property
    def kind(self) -> ChipKind:
        """The icon and colours of its tone."""
        return _KINDS.get(self.weight, ChipKind.PAID) if self.weight else ChipKind.PAID


class UseBarDelegate(ChipDelegate):
    """Draws the bar: a field in the tone's colour, icon and words in it, and a strip for the share used."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell; a cell without a bar is drawn as any other."""
        bar = index.data(SORT_ROLE)
        if not isinstance(bar, UseBar):
            super().paint(painter, option, index)
            return
        tokens = current_tokens()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(tokens.selection))
        elif index.row() % 2:
            painter.fillRect(option.rect, QColor(tokens.background))
        text, background = tokens.chips[bar.kind]
        place = QRectF(option.rect).adjusted(PAD, 2, -PAD, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(background))
        painter.drawRoundedRect(place, RADIUS, RADIUS)
        if bar.share is not None:
            painter.setBrush(QColor(text))
            width = place.width() * min(1.0, max(0.0, bar.share))
            painter.drawRect(QRectF(place.left(), place.bottom() - STRIP, width, STRIP))
        _draw_words(painter, place.adjusted(PAD, 0, -PAD, -STRIP), bar, text)
        painter.restore()


def _draw_words(painter: QPainter, room: QRectF, bar: UseBar, colour: str) -> None:
    side = scaled(ICON)
    picture = pixmap_of(bar.kind.value, colour, side, painter.device().devicePixelRatioF())
    painter.drawPixmap(QPointF(room.left(), room.center().y() - side / 2), picture)
    font = font_of(Text.CAPTION)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    beside = room.adjusted(side + PAD, 0, 0, 0)
    words = QFontMetrics(font).elidedText(bar.words, Qt.TextElideMode.ElideRight, round(beside.width()))
    painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
