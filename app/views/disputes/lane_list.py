"""What one party said, sent or agreed: fact under fact, each with its day, way and words."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.date_entry import format_date
from app.domain.disputes.cases import LANE_NAMES, Fact, Lane
from app.views.common.chip import BAR
from app.views.common.columns import ROW_ROLE, Column
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.theme import Space, Text, current_tokens, font_of, frame
from app.views.disputes.words import CHANNEL_NAMES, FACT_NAMES

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def head_of(fact: Fact) -> str:
    """The line above a fact's words: when, what, how, who, under which reference."""
    who = f"{fact.person}, {fact.role}" if fact.person and fact.role else fact.person or fact.role
    parts = (
        format_date(fact.on),
        FACT_NAMES[fact.kind],
        CHANNEL_NAMES[fact.channel],
        who,
        f"ref {fact.reference}" if fact.reference else "",
    )
    return " · ".join(part for part in parts if part)


def foot_of(fact: Fact) -> str:
    """The line under a fact's words: its document, and who wrote it down."""
    document = f"“{fact.file_name}” (Enter opens it) · " if fact.file_id is not None else ""
    return f"{document}{fact.user}"


def spoken(fact: Fact) -> str:
    """The whole fact as a screen reader says it."""
    return f"{head_of(fact)}: {fact.text}. {foot_of(fact)}"


class FactPainter(QStyledItemDelegate):
    """Draws one fact, as high as its words need at the width of the list."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for head, words and foot."""
        width = self._view.viewport().width()
        heights = [height for _, _, height in _parts(index.data(ROW_ROLE), width)]
        return QSize(width, sum(heights) + 2 * Space.S)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one fact."""
        tokens, rect = current_tokens(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.selection))
            painter.fillRect(rect.left(), rect.top(), BAR, rect.height(), QColor(tokens.accent))
        y = rect.top() + Space.S
        for at, (text, font, height) in enumerate(_parts(index.data(ROW_ROLE), rect.width())):
            painter.setFont(font)
            painter.setPen(QColor(tokens.text if at == 1 else tokens.muted))
            room = QRect(rect.left() + Space.S, y, rect.width() - 2 * Space.S, height)
            painter.drawText(room, _WRAP, text)
            y += height
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class LaneList(QListView):
    """The facts of one lane in order of their days; Enter opens the document of one (`file_asked`)."""

    file_asked = Signal(int)

    def __init__(self, lane: Lane) -> None:
        super().__init__()
        self.setAccessibleName(f"{LANE_NAMES[lane]}: facts")
        self.facts = TableModel((Column("Fact", lambda fact: fact, spoken, spoken=spoken),), self)
        self.setModel(self.facts)
        self.setItemDelegate(FactPainter(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setLineWidth(2)
        self.doubleClicked.connect(lambda _index: self._open())
        self.dress()

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show these facts instead, the latest in sight."""
        if facts != self.facts.rows:
            self.facts.set_rows(facts)
            if facts:
                self.setCurrentIndex(self.facts.index(len(facts) - 1, 0))

    def dress(self) -> None:
        """Take the frame from the theme, and lay the rows out anew."""
        tokens = current_tokens()
        frame(self, tokens.accent if self.hasFocus() else tokens.line)
        self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:
        """It takes the room that is left."""
        return QSize(200, 80)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the document of a fact; leave all else to Qt."""
        if event.key() in _OPENS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._open()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        frame(self, current_tokens().accent)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        frame(self, current_tokens().line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows out for the new width, the latest still in sight."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self.scrollTo(self.currentIndex())

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are for the shortcuts."""

    def _open(self) -> None:
        fact = self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None
        if fact is not None and fact.file_id is not None:
            self.file_asked.emit(fact.file_id)


class LaneBox(QWidget):
    """A lane with its name above it and how many facts it holds."""

    def __init__(self, lane: Lane) -> None:
        super().__init__()
        self.lane = lane
        self._title = PlainLabel(LANE_NAMES[lane], Text.STRONG)
        self.list = LaneList(lane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._title)
        column.addWidget(self.list, 1)

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show the facts of this party."""
        self._title.setText(f"{LANE_NAMES[self.lane]} ({len(facts):,})" if facts else LANE_NAMES[self.lane])
        self.list.show_facts(facts)


def _parts(fact: Fact, width: int) -> list[tuple[str, QFont, int]]:
    """Head, words and foot of a fact, each with its font and height at a width."""
    room = max(width - 2 * Space.S, 1)
    texts = ((head_of(fact), Text.CAPTION), (fact.text, Text.BODY), (foot_of(fact), Text.CAPTION))
    fonts = [(text, kind, font_of(kind)) for text, kind in texts]
    return [(text, font, _height(text, kind, room, font.pointSizeF())) for text, kind, font in fonts]


@lru_cache(maxsize=4096)
def _height(text: str, kind: Text, room: int, _points: float) -> int:
    """How high words are; a list asks for each of its rows several times, also for those out of sight."""
    metrics = QFontMetrics(font_of(kind))
    if "\n" not in text and metrics.horizontalAdvance(text) < room:
        return metrics.height()
    return metrics.boundingRect(QRect(0, 0, room, 100_000), _WRAP, text).height()
