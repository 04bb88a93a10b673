"""A family account found while typing, and named once it is chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.queries.guarantors import GuarantorLine, list_guarantors
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.finder import Done, Finder
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text

_COLUMNS = (
    Column("Guarantor", lambda line: line.name),
    Column("Patients", lambda line: line.members),
    Column("Account", lambda line: line.number, width=8),
)


class AccountFinder(QWidget):
    """`chosen` carries the account, which stays named below."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._line: GuarantorLine | None = None
        self.finder = Finder("Last name or account number", _COLUMNS, self._search)
        self._said = PlainLabel(tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(PlainLabel("Family account", Text.CAPTION, "muted"))
        column.addWidget(self.finder)
        column.addWidget(self._said)
        self.setFocusProxy(self.finder)
        self.finder.line.textEdited.connect(self._on_typed)
        self.finder.chosen.connect(self._on_chosen)

    @property
    def line(self) -> GuarantorLine | None:
        """The account chosen."""
        return self._line

    def clear(self) -> None:
        """Choose nothing."""
        self._line = None
        self.finder.show_chosen("")
        self._said.setText("")

    def _search(self, text: str, done: Done) -> None:
        self._desk.ask(list_guarantors, text, then=done, owner=self, key="find")

    def _on_typed(self) -> None:
        self._line = None
        self._said.setText("")

    def _on_chosen(self, line: GuarantorLine) -> None:
        self._line = line
        self.finder.show_chosen(line.name)
        members = f", with {line.members}" if line.members else ""
        self._said.setText(f"Account {line.number}{members}. One bill goes to {line.name}.")
        self.chosen.emit(line)
