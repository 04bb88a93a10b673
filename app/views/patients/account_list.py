"""The list of the account page: its titles, and rows that are worked by keys."""

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.views.common.columns import ROW_ROLE
from app.views.common.theme import Space, Text, current_tokens, font_of, frame
from app.views.patients.account_painter import AMOUNTS, AccountPainter, Places
from app.views.patients.account_rows import AccountRows, LineRow

_STEPS = {
    QAbstractItemView.CursorAction.MoveDown: 1,
    QAbstractItemView.CursorAction.MoveUp: -1,
    QAbstractItemView.CursorAction.MoveNext: 1,
    QAbstractItemView.CursorAction.MovePrevious: -1,
    QAbstractItemView.CursorAction.MovePageDown: 6,
    QAbstractItemView.CursorAction.MovePageUp: -6,
}
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class ColumnTitles(QWidget):
    """The titles above the list, in step with its columns."""

    def __init__(self) -> None:
        super().__init__()
        self._width = 0
        self.dress()

    def show_for(self, width: int) -> None:
        """Stand above rows this wide."""
        self._width = width
        self.update()

    def dress(self) -> None:
        """Take the height from the theme."""
        self.setFixedHeight(QFontMetrics(font_of(Text.CAPTION)).height() + Space.S)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the titles."""
        places = Places.at(self._width)
        painter = QPainter(self)
        painter.setFont(font_of(Text.CAPTION))
        painter.setPen(QColor(current_tokens().muted))
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # A point for the list's own frame.
        painter.translate(2, 0)
        painter.drawText(QRect(places.date, 0, places.service, self.height()), left, "Date")
        painter.drawText(QRect(places.service, 0, places.service_width, self.height()), left, "Service")
        for at, title in zip(places.amounts, AMOUNTS, strict=False):
            painter.drawText(QRect(0, 0, at, self.height()), right, title)
        painter.drawText(QRect(0, 0, places.right, self.height()), right, "Still owed")


class AccountList(QListView):
    """Lines of an account: arrows go from line to line, Enter opens the trail, Ctrl+C copies the sentence.

    Shift and arrows choose several, for a letter about them.
    """

    opened = Signal(object)
    copy_asked = Signal()
    width_changed = Signal(int)

    def __init__(self, model: AccountRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Lines of the account")
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(AccountPainter(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setLineWidth(2)
        self.doubleClicked.connect(self._on_double_clicked)
        model.modelReset.connect(self._on_model_reset)
        self.dress()

    def current_line(self) -> LineRow | None:
        """The line the keyboard is on, or None."""
        row = self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None
        return row if isinstance(row, LineRow) else None

    def chosen_lines(self) -> list[LineRow]:
        """All lines that are chosen, in the order shown."""
        rows = [index.data(ROW_ROLE) for index in sorted(self.selectedIndexes(), key=QModelIndex.row)]
        return [row for row in rows if isinstance(row, LineRow)]

    def go_to_charge(self, charge_id: int) -> None:
        """Put the keyboard on the line of a charge, else on the first line."""
        lines = [at for at, row in enumerate(self._rows.rows) if isinstance(row, LineRow)]
        wanted = [at for at in lines if self._charge_at(at) == charge_id]
        if lines:
            self.setCurrentIndex(self._rows.index((wanted or lines)[0]))

    def dress(self) -> None:
        """Take the frame from the theme, and lay the rows out anew."""
        tokens = current_tokens()
        frame(self, tokens.accent if self.hasFocus() else tokens.line)
        self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:
        """It takes the room that is left."""
        return QSize(400, 200)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, or open a line; leave all else to Qt."""
        line = self.current_line()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif line and _opens(event):
            self.opened.emit(line)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Step over headings."""
        lines = [at for at, row in enumerate(self._rows.rows) if isinstance(row, LineRow)]
        step = _STEPS.get(action)
        if not lines or step is None:
            return super().moveCursor(action, modifiers)
        now = self.currentIndex().row()
        place = lines.index(now) + step if now in lines else 0
        return self._rows.index(lines[max(0, min(place, len(lines) - 1))])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        frame(self, current_tokens().accent)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        frame(self, current_tokens().line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the titles how wide the rows are."""
        super().resizeEvent(event)
        self.width_changed.emit(self.viewport().width())

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are for the shortcuts."""

    def _charge_at(self, at: int) -> int:
        row = self._rows.rows[at]
        return row.item.charge_id if isinstance(row, LineRow) else 0

    def _on_double_clicked(self) -> None:
        if line := self.current_line():
            self.opened.emit(line)

    def _on_model_reset(self) -> None:
        self.go_to_charge(0)


def _opens(event: QKeyEvent) -> bool:
    """Enter and F2 open a line, and Ctrl+Y as bookkeepers know it."""
    bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() == Qt.Key.Key_Y:
        return bare == Qt.KeyboardModifier.ControlModifier
    return event.key() in _OPENS and not bare
