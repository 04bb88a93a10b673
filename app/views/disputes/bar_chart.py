"""A simple chart: a bar for each name, as long as its money, in parts that are won, lost and still open."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.disputes.statistics import StatisticsRow
from app.domain.money import ZERO
from app.views.common.theme import ChipKind, Space, Text, Tokens, current_tokens, font_of, letters, scaled

ROW, BAR = 26, 14
MOST_BARS = 8
NAME_LETTERS, WORDS_LETTERS = 20, 34
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in cents: what was won, lost, and what is open or was settled in another way."""

    name: str
    won: int
    lost: int
    rest: int
    words: str

    @property
    def whole(self) -> int:
        """How long it is."""
        return self.won + self.lost + self.rest


def bar_of(row: StatisticsRow) -> Bar:
    """The bar of a row; more may be won than was at stake."""
    rest = max(row.at_stake - row.won - row.lost, ZERO)
    rate = "" if row.win_rate is None else f", {row.win_rate:.0%} won"
    words = f"{row.at_stake.dollars}: won {row.won.dollars}, lost {row.lost.dollars}{rate}"
    return Bar(row.name, row.won.cents, row.lost.cents, rest.cents, words)


class BarChart(QWidget):
    """The longest bars, each with its name before and its words behind; the words tell what colours show."""

    def __init__(self) -> None:
        super().__init__()
        self.bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[StatisticsRow, ...]) -> None:
        """Show these rows, those with most at stake."""
        self.bars = tuple(bar_of(row) for row in rows[:MOST_BARS])
        self.setAccessibleName("Chart: " + "; ".join(f"{bar.name} {bar.words}" for bar in self.bars))
        self.updateGeometry()
        self.update()

    def dress(self) -> None:
        """Take the new sizes."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A row for each bar."""
        return QSize(scaled(400), scaled(ROW) * len(self.bars))

    def minimumSizeHint(self) -> QSize:
        """The bars give way, the rows do not."""
        return QSize(letters(NAME_LETTERS), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars."""
        tokens, painter = current_tokens(), QPainter(self)
        longest = max((bar.whole for bar in self.bars), default=0)
        for at, bar in enumerate(self.bars):
            row = QRect(0, at * scaled(ROW), self.width(), scaled(ROW))
            _draw(painter, row, bar, longest or 1, tokens)


def _draw(painter: QPainter, row: QRect, bar: Bar, longest: int, tokens: Tokens) -> None:
    name, words = letters(NAME_LETTERS), letters(WORDS_LETTERS)
    painter.setFont(font_of(Text.BODY))
    painter.setPen(QColor(tokens.text))
    metrics = QFontMetrics(font_of(Text.BODY))
    short = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, name)
    painter.drawText(QRect(row.left(), row.top(), name, row.height()), _LEFT, short)
    room = max(row.width() - name - words - 2 * Space.M, scaled(40))
    x, y = row.left() + name + Space.M, row.center().y() - scaled(BAR) // 2
    for cents, colour in (
        (bar.won, tokens.chips[ChipKind.PAID][0]),
        (bar.lost, tokens.chips[ChipKind.DENIED][0]),
        (bar.rest, tokens.line),
    ):
        width = round(room * cents / longest)
        painter.fillRect(x, y, width, scaled(BAR), QColor(colour))
        x += width
    painter.setFont(font_of(Text.CAPTION))
    painter.setPen(QColor(tokens.muted))
    rest = QRect(row.right() - words, row.top(), words, row.height())
    caption = QFontMetrics(font_of(Text.CAPTION))
    painter.drawText(rest, _LEFT, caption.elidedText(bar.words, Qt.TextElideMode.ElideRight, words))
