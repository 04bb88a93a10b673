"""The command box: one line that finds people, claims and commands, with its answers below."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.views.common.announce import announce
from app.views.common.columns import Column
from app.views.common.line_edit import LineEdit
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import current_tokens, frame, scaled

WIDTH = 700
ROWS_SHOWN = 12
# The tabs go first where large text leaves little room.
LINE_WIDTH, LEAST_LINE_WIDTH = 260, 190


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer: its group (`Patients`, `Commands`), what it shows, and the target it stands for."""

    group: str
    title: str
    detail: str = ""
    right: str = ""
    target: object = None


@dataclass(frozen=True, slots=True)
class _Row:
    hit: Hit
    opens_group: bool


Done = Callable[[Iterable[Hit]], None]
Search = Callable[[str, Done], object]

_COLUMNS = (
    Column("Kind", lambda row: row.hit.group if row.opens_group else "", width=11),
    Column("Name", lambda row: row.hit.title),
    Column("Detail", lambda row: row.hit.detail),
    Column("Amount", lambda row: row.hit.right, right=True, width=14),
)
_NAME = 1


class CommandBox(LineEdit):
    """Searches at every key; Up and Down choose, Enter opens, Ctrl+Enter opens beside, Esc closes.

    `dismissed` follows Esc, so that the keyboard can go back to where it was.

    `search(text, done)` answers later through `done(hits)`, in the order to be shown; answers to older text
    are dropped. Enter pressed before the answer came opens the first hit when it comes, never an older one;
    where nothing was found it selects the text.
    """

    chosen = Signal(object)
    chosen_beside = Signal(object)
    dismissed = Signal()

    def __init__(self, search: Search, parent: QWidget | None = None) -> None:
        super().__init__("Find a patient, claim or command", parent)
        self._search = search
        self._asked = 0
        self._answered = 0
        self._opens_when_found = ""
        self._model = TableModel(_COLUMNS, self)
        self._popup: QFrame | None = None
        self._list = TableView("Answers", self._model, self)
        self._list.hide()
        # The list moves to the window when it opens, and outlives this box by a moment.
        self._model.setParent(self._list)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.horizontalHeader().hide()
        self._list.setLineWidth(0)
        self._list.clicked.connect(self._on_clicked)
        self._list.row_changed.connect(self._on_row_changed)
        self.setPlaceholderText("Find or do (Ctrl+K)")
        self.setMinimumWidth(scaled(LEAST_LINE_WIDTH))
        self.setMaximumWidth(scaled(LINE_WIDTH))
        self.textEdited.connect(self._on_text_typed)

    def current(self) -> Hit | None:
        """The answer highlighted, so that the window's keys can act on it while the focus is here."""
        row = self._list.current_row()
        return row.hit if row and self.is_open and self._asked == self._answered else None

    @property
    def is_open(self) -> bool:
        """Tell whether answers are shown."""
        return self._popup is not None and self._popup.isVisible()

    def close_list(self) -> None:
        """Hide the answers, and drop those still on their way."""
        self._asked += 1
        self._answered = self._asked
        self._opens_when_found = ""
        if self._popup:
            self._popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the answers and choose one; other keys edit the text."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.is_open:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._list.go_to(self._list.currentIndex().row() + step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose("beside" if event.modifiers() & Qt.KeyboardModifier.ControlModifier else "here")
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.close_list()
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the answers when the box is left."""
        super().focusOutEvent(event)
        self.close_list()

    def _choose(self, where: str) -> None:
        hit = self.current()
        if hit is None:
            waits = self._asked != self._answered
            self._opens_when_found = where if waits else ""
            if not waits:
                # Nothing answers to this text: what is typed next takes its place.
                self.selectAll()
            return
        self.clear()
        self.close_list()
        (self.chosen_beside if where == "beside" else self.chosen).emit(hit.target)

    def _open_list(self) -> None:
        if self._popup is None:
            # Made when first needed: only now is the window known that it must lie over.
            self._popup = QFrame(self.window())
            self.destroyed.connect(self._popup.deleteLater)
            self._popup.setAutoFillBackground(True)
            self._popup.setBackgroundRole(QPalette.ColorRole.Base)
            column = QVBoxLayout(self._popup)
            column.setContentsMargins(1, 1, 1, 1)
            column.addWidget(self._list)
            self._list.show()
        frame(self._popup, current_tokens().border)
        window = self.window()
        width = min(scaled(WIDTH), window.width())
        rows = min(self._model.rowCount(), ROWS_SHOWN)
        corner = self.mapTo(window, QPoint(0, self.height() + 2))
        left = max(0, min(corner.x(), window.width() - width))
        height = min(
            rows * self._list.verticalHeader().defaultSectionSize() + 6, window.height() - corner.y()
        )
        self._popup.setGeometry(left, corner.y(), width, height)
        self._popup.show()
        self._popup.raise_()

    def _on_text_typed(self, text: str) -> None:
        self._asked += 1
        self._opens_when_found = ""
        self._search(text, partial(self._on_found, self._asked))

    def _on_found(self, asked: int, hits: Iterable[Hit]) -> None:
        if asked != self._asked:
            return
        self._answered = asked
        rows, group = [], None
        for hit in hits:
            rows.append(_Row(hit, hit.group != group))
            group = hit.group
        self._model.set_rows(rows)
        self._list.clearSpans()
        for at, row in enumerate(rows):
            if not (row.hit.detail or row.hit.right):
                # A sentence takes the room of the columns that it leaves empty.
                self._list.setSpan(at, _NAME, 1, len(_COLUMNS) - _NAME)
        if rows:
            self._open_list()
        elif self._popup:
            self._popup.hide()
        if self._opens_when_found:
            self._choose(self._opens_when_found)

    def _on_clicked(self) -> None:
        self._choose("here")

    def _on_row_changed(self, row: _Row | None) -> None:
        if row and self.hasFocus():
            hit = row.hit
            announce(self, ", ".join(part for part in (hit.title, hit.detail, hit.right) if part))
