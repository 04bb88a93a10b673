"""The list of cases of one stage, the one whose time runs out first on top; Enter opens one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.disputes.outcomes import ProposedOutcome
from app.domain.money import total
from app.queries.disputes import CaseLine
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.giving_way import GivingWay
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space
from app.views.disputes.words import KIND_NAMES, next_words, standing_chip

_GIVING_WAY = ("Level", "By", "Whose")


class CaseList(QWidget):
    """`opened` carries the case on which Enter was pressed."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._proposals: Mapping[int, ProposedOutcome] = {}
        self.model = TableModel(self._columns(desk.session.today), self)
        self.table = TableView("Cases", self.model)
        self.sum = PlainLabel(wrap=True)
        self._empty = EmptyState("")
        self._lists = QStackedWidget()
        GivingWay(self.table, _GIVING_WAY)
        for widget in (self.table, self._empty):
            self._lists.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.sum)
        column.addWidget(self._lists, 1)
        self.table.opened.connect(self.opened)

    def show_cases(
        self, lines: Sequence[CaseLine], proposals: Mapping[int, ProposedOutcome], nothing: str
    ) -> None:
        """Show these cases; `proposals` are what new answers seem to mean, `nothing` stands for none."""
        self._proposals = proposals
        current = self.table.current_row()
        at = next((at for at, line in enumerate(lines) if current and line.id == current.id), 0)
        self.model.set_rows(lines)
        self.table.go_to(at)
        self._empty.say(nothing)
        self._lists.setCurrentWidget(self.table if lines else self._empty)
        cases = "1 case" if len(lines) == 1 else f"{len(lines):,} cases"
        self.sum.setText(
            f"{cases}, {total(line.at_stake for line in lines).dollars} at stake." if lines else ""
        )

    def enter(self) -> None:
        """Put the keyboard on the cases."""
        self.table.setFocus()

    def _columns(self, today: Callable[[], date]) -> tuple[Column, ...]:
        def standing(line: CaseLine) -> object:
            return standing_chip(line, self._proposals.get(line.id), today())

        return (
            Column("Act by", standing, width=23),
            Column("Case", lambda line: line.number, right=True, width=6),
            Column("Insurer", lambda line: line.payer, width=14),
            Column("Patient", lambda line: line.patient, width=14),
            Column("Reason", lambda line: line.reason or KIND_NAMES[line.kind], width=10),
            Column("At stake", lambda line: line.at_stake, right=True, width=9),
            Column("Level", lambda line: line.level, right=True, width=5),
            Column("What comes next", next_words),
            Column("By", lambda line: line.next_on, width=10),
            Column("Whose", lambda line: line.owner or "anyone", width=12),
        )
