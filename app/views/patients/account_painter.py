"""Draws the rows of the account page: amounts in columns, and under them the sentence that explains them."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.accounts import AccountItem
from app.domain.date_entry import format_date
from app.domain.money import Money
from app.views.common.chip import BAR
from app.views.common.columns import ROW_ROLE
from app.views.common.theme import Space, Text, Tokens, current_tokens, font_of, letters
from app.views.patients.account_rows import Heading, LineRow, owed_words

AMOUNTS = ("Billed", "Discount", "Insurer paid", "Patient paid")
DATE_LETTERS, AMOUNT_LETTERS, OWED_LETTERS, LEAST_SERVICE = 10, 11, 15, 20
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the columns of a row stand, in pixels from the left; a narrow row has no amount columns."""

    date: int
    service: int
    service_width: int
    amounts: tuple[int, ...]
    owed: int
    right: int

    @classmethod
    def at(cls, width: int) -> "Places":
        """Lay the columns out for a row this wide."""
        date, right = Space.M, width - Space.M
        service = date + letters(DATE_LETTERS) + Space.M
        owed = right - letters(OWED_LETTERS)
        room = owed - service - letters(LEAST_SERVICE)
        step = letters(AMOUNT_LETTERS) + Space.S
        shown = len(AMOUNTS) if room >= len(AMOUNTS) * step else 0
        first = owed - shown * step
        amounts = tuple(first + step * (at + 1) - Space.S for at in range(shown))
        return cls(date, service, first - service - Space.S, amounts, owed, right)

    @property
    def is_narrow(self) -> bool:
        """Tell whether the amounts must go into words below the service."""
        return not self.amounts


def amounts_of(item: AccountItem) -> tuple[Money, ...]:
    """The amounts of the columns: billed, taken off, paid by insurers, paid by the patient."""
    return item.billed, item.adjustments, item.insurance_paid, item.patient_paid


class AccountPainter(QStyledItemDelegate):
    """One row at a time, as high as its sentences need."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for the line and its sentences at the width of the list."""
        width = self._view.viewport().width()
        row = index.data(ROW_ROLE)
        if isinstance(row, Heading):
            return QSize(width, QFontMetrics(font_of(Text.STRONG)).height() + 2 * Space.S)
        places = Places.at(width)
        top = QFontMetrics(font_of(Text.STRONG)).height() + Space.XS
        below = max(self._sentences_height(row, places), _wrapped(owed_words(row.item), places, Text.CAPTION))
        return QSize(width, top + below + 2 * Space.S)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        tokens = current_tokens()
        painter.save()
        row = index.data(ROW_ROLE)
        if isinstance(row, Heading):
            _draw_heading(painter, option.rect, row, tokens)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(option.rect, QColor(tokens.selection))
                bar = QRect(option.rect.topLeft(), QSize(BAR, option.rect.height()))
                painter.fillRect(bar, QColor(tokens.accent))
            self._draw_line(painter, option.rect, row, tokens)
            painter.setPen(QColor(tokens.line))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _sentences_height(self, row: LineRow, places: Places) -> int:
        height = _caption_height(row.item, places) if places.is_narrow else 0
        return height + max(
            _height(sentence, width, font_of(Text.BODY))
            for sentence, (_, width) in zip(row.sentences, _halves(row, places), strict=True)
        )

    def _draw_line(self, painter: QPainter, rect: QRect, row: LineRow, tokens: Tokens) -> None:
        places, item = Places.at(rect.width()), row.item
        strong = font_of(Text.STRONG)
        height = QFontMetrics(strong).height()
        y = rect.top() + Space.S
        left = rect.left()
        painter.setPen(QColor(tokens.text))
        painter.setFont(font_of(Text.BODY))
        painter.drawText(
            QRect(left + places.date, y, letters(DATE_LETTERS) + Space.S, height),
            _LEFT,
            format_date(item.service_date),
        )
        for at, amount in zip(places.amounts, amounts_of(item), strict=False):
            painter.drawText(QRect(left, y, at, height), _RIGHT, str(amount))
        painter.setFont(strong)
        service = QFontMetrics(strong).elidedText(
            item.description_en, Qt.TextElideMode.ElideRight, places.service_width
        )
        painter.drawText(QRect(left + places.service, y, places.service_width, height), _LEFT, service)
        painter.drawText(QRect(left, y, places.right, height), _RIGHT, str(row.owed))
        below = QRect(left, y + height + Space.XS, rect.width(), rect.bottom() - y - height - Space.XS)
        self._draw_below(painter, below, row, tokens)

    def _draw_below(self, painter: QPainter, rect: QRect, row: LineRow, tokens: Tokens) -> None:
        places = Places.at(rect.width())
        painter.setFont(font_of(Text.CAPTION))
        painter.setPen(QColor(tokens.muted))
        who = QRect(rect.left() + places.owed, rect.top(), places.right - places.owed, rect.height())
        painter.drawText(
            who, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignRight), owed_words(row.item)
        )
        y = rect.top()
        if places.is_narrow:
            wide = places.owed - places.service - Space.M
            painter.drawText(
                QRect(rect.left() + places.service, y, wide, rect.height()), _WRAP, _amount_words(row.item)
            )
            y += _caption_height(row.item, places)
        painter.setFont(font_of(Text.BODY))
        painter.setPen(QColor(tokens.text))
        for sentence, (x, width) in zip(row.sentences, _halves(row, places), strict=True):
            painter.drawText(QRect(rect.left() + x, y, width, rect.height()), _WRAP, sentence)


def _halves(row: LineRow, places: Places) -> list[tuple[int, int]]:
    """Where each sentence stands and how wide it is: one across, two side by side."""
    wide = places.owed - places.service - Space.M
    if len(row.sentences) == 1:
        return [(places.service, wide)]
    half = (wide - Space.L) // 2
    return [(places.service, half), (places.service + half + Space.L, half)]


def _amount_words(item: AccountItem) -> str:
    return " · ".join(f"{name} {amount}" for name, amount in zip(AMOUNTS, amounts_of(item), strict=True))


def _caption_height(item: AccountItem, places: Places) -> int:
    wide = places.owed - places.service - Space.M
    return _height(_amount_words(item), wide, font_of(Text.CAPTION)) + Space.XS


def _wrapped(text: str, places: Places, kind: Text) -> int:
    return _height(text, places.right - places.owed, font_of(kind))


def _height(text: str, width: int, font: QFont) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, max(width, 1), 100_000), _WRAP, text).height()


def _draw_heading(painter: QPainter, rect: QRect, row: Heading, tokens: Tokens) -> None:
    painter.fillRect(rect, QColor(tokens.background))
    font = font_of(Text.STRONG)
    painter.setFont(font)
    painter.setPen(QColor(tokens.text))
    room = rect.adjusted(Space.M, 0, -Space.M, 0)
    painter.drawText(room, _LEFT, row.text)
    x = QFontMetrics(font).horizontalAdvance(row.text) + Space.M
    painter.drawText(room, _RIGHT, row.detail)
    if row.mark:
        painter.setFont(font_of(Text.CAPTION))
        painter.setPen(QColor(tokens.warning))
        painter.drawText(room.adjusted(x, 0, 0, 0), _LEFT, row.mark)
