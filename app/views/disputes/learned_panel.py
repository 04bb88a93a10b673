"""What we learned: dollars at stake, won and lost, how often and how fast, by insurer, reason and code."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.disputes.deadline_rules import LONG_AGO
from app.domain.disputes.statistics import StatisticsRow
from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.dispute_statistics import DisputeStatistics, explain_disputes
from app.services.dispute_statistics import export_statistics
from app.views.common.asking_widget import AskingWidget
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.filter_chips import FilterChips
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text
from app.views.disputes.bar_chart import BarChart

_PERIODS = (("year", "This year"), ("before", "Last year"), ("all", "All time"))
_GROUPS = (("payer", "By insurer"), ("reason", "By reason"), ("code", "By code"))
_COLUMNS = (
    Column("Name", lambda row: row.name),
    Column("Cases", lambda row: row.cases, right=True, width=6),
    Column("Open", lambda row: row.open, right=True, width=6),
    Column("At stake", lambda row: row.at_stake, right=True, width=11),
    Column("Won", lambda row: row.won, right=True, width=11),
    Column("Lost", lambda row: row.lost, right=True, width=11),
    Column(
        "Win rate", lambda row: "" if row.win_rate is None else f"{row.win_rate:.0%}", right=True, width=8
    ),
    Column("Days", lambda row: "" if row.days is None else f"{row.days:g}", right=True, width=6),
)
NOTHING = "No case was opened in this time."


class LearnedPanel(AskingWidget):
    """`place_asked` wants to know where the table is to be saved; `save` writes it there."""

    TITLE = "What we learned"

    left = Signal()
    place_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: DisputeStatistics | None = None
        self.panel = Panel("What we learned")
        self.period = FilterChips("Cases opened", _PERIODS)
        self.group = FilterChips("Counted by", _GROUPS)
        self.sum = PlainLabel(kind=Text.STRONG, wrap=True)
        self.chart = BarChart()
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("What disputes came to", self.model)
        for widget in (self.period, self.sum, self.group, self.chart):
            self.panel.body.addWidget(widget)
        self.panel.body.addWidget(self.table, 1)
        self.panel.add_action("Save CSV…", partial(self.place_asked.emit, "disputes.csv"), icon="save")
        self.panel.add_action("Back", self.panel.leave, icon="back")
        self.panel.left.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.panel)
        self.period.chosen.connect(self.refresh)
        self.group.chosen.connect(self._show)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day on which the cases were opened."""
        today = self.desk.session.today()
        if self.period.value() == "before":
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
        return (date(today.year, 1, 1) if self.period.value() == "year" else LONG_AGO), today

    def refresh(self) -> None:
        """Ask for the counts, if this person may see them."""
        refusal = refusal_of(self.desk.session, Right.SEE_REPORTS)
        self.panel.explain(refusal, "danger")
        if not refusal:
            self.desk.ask(explain_disputes, *self.days, then=self._on_found, owner=self, key="statistics")

    def enter(self) -> None:
        """Put the keyboard on the table, or on the chips where it is empty."""
        chip: QWidget = self.period.chip(self.period.value())
        (self.table if self.model.rows else chip).setFocus()

    def save(self, place: str) -> None:
        """Write the table into a file; nothing for no place."""
        if place:
            path = Path(place)
            then = partial(self._on_saved, path.name)
            call = (export_statistics, *self.days, path)
            self.desk.do(*call, then=then, failed=self._on_refused, owner=self)

    def _on_found(self, found: DisputeStatistics) -> None:
        self.found = found
        self.sum.setText(words_of(found.total))
        self._show()

    def _show(self, *_key: object) -> None:
        if self.found is not None:
            rows: tuple[StatisticsRow, ...] = getattr(self.found, f"by_{self.group.value()}")
            self.model.set_rows(rows)
            self.chart.show_rows(rows)

    def _on_saved(self, name: str, _count: int) -> None:
        self.panel.explain(f"“{name}” was written; it names no patient.", "good")

    def _on_refused(self, error: AppError) -> None:
        self.panel.explain(str(error), "danger")


def words_of(row: StatisticsRow) -> str:
    """All cases in one sentence."""
    if not row.cases:
        return NOTHING
    cases = "1 case" if row.cases == 1 else f"{row.cases:,} cases"
    rate = "" if row.win_rate is None else f" {row.win_rate:.0%} of those decided were won."
    days = "" if row.days is None else f" Half were decided within {row.days:g} days."
    return (
        f"{cases}, {row.open:,} open: {row.at_stake.dollars} at stake, {row.won.dollars} won, "
        f"{row.lost.dollars} lost.{rate}{days}"
    )
