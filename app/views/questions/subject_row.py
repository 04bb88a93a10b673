"""What a question is about where it is about something: a visit or line, a service's code, a day."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.questions.facts import Focus
from app.queries.question_desk import SubjectLine
from app.views.common.combo import Combo
from app.views.common.date_edit import DateEdit
from app.views.common.desk import Desk
from app.views.common.line_edit import LineEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text, letters

_WHOLE = (Focus(), "The whole account")
CODE_WIDTH, DAY_WIDTH = 10, 13


class SubjectRow(QWidget):
    """`chosen` tells that something else is asked about; `focus_chosen` gives it."""

    chosen = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = Combo("About", (_WHOLE,))
        self.code = LineEdit("Code")
        self.day = DateEdit("Day", desk.session.today)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        for name, editor, stretch in (("About", self.about, 1), ("Code", self.code, 0), ("Day", self.day, 0)):
            column = QVBoxLayout()
            column.setSpacing(Space.XS)
            column.addWidget(PlainLabel(name, Text.CAPTION, "muted"))
            column.addWidget(editor)
            row.addLayout(column, stretch)
        self.about.edited.connect(self.chosen)
        self.code.editingFinished.connect(self._on_code_left)
        self.day.editingFinished.connect(self._on_day_left)
        self._asked = Focus()
        self.dress()

    @property
    def focus_chosen(self) -> Focus:
        """What is chosen and typed."""
        about = self.about.value()
        assert isinstance(about, Focus)
        on = self.day.value()
        return Focus(about.visit_id, about.charge_id, self.code.text().strip().upper(), on or None)

    def show_subjects(self, subjects: tuple[SubjectLine, ...], *, money_only: bool) -> None:
        """Offer these; of services only their days where money alone may be spoken of."""
        lines = [(line.focus, line.money_words if money_only else line.words) for line in subjects]
        self.about.set_choices((_WHOLE, *lines))

    def clear(self) -> None:
        """Ask about the whole account again."""
        self.about.set_choices((_WHOLE,))
        self.code.setText("")
        self.day.set_value(None)
        self._asked = Focus()

    def choose(self, focus: Focus) -> None:
        """Choose a visit or line that is offered."""
        self.about.set_value(focus)

    def dress(self) -> None:
        """Take the widths of the short fields from the theme."""
        self.code.setFixedWidth(letters(CODE_WIDTH) + 2 * Space.M)
        self.day.setFixedWidth(letters(DAY_WIDTH) + 2 * Space.M)

    def _on_code_left(self) -> None:
        self._tell()

    def _on_day_left(self) -> None:
        if self.day.check():
            self._tell()

    def _tell(self) -> None:
        if self.focus_chosen != self._asked:
            self._asked = self.focus_chosen
            self.chosen.emit()
