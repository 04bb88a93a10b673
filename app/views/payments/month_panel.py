"""Closing a month: what hinders it, its sums by who owes, what is left to do, and the report."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.domain.errors import AppError, InputError
from app.domain.months import (
    Month,
    MonthState,
    MonthSums,
    check_month_closable,
    month_of,
    read_month,
)
from app.domain.rights import Right
from app.queries.month_work import WorkList, find_month_work
from app.queries.months import find_month_state, find_month_sums
from app.services.months import ClosedMonth, close_month
from app.views.common.chip import ChipLabel
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.line_edit import LineEdit
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text, letters, scaled
from app.views.payments.proof_bar import ProofBar
from app.views.payments.words import DAY_STATES

_SUMS = (
    Column("Who owes", lambda row: row.name),
    Column("Opening", lambda row: row.opening, right=True, width=10),
    Column("+ Charges", lambda row: row.charged, right=True, width=10),
    Column("− Payments", lambda row: row.paid, right=True, width=10),
    Column("− Adjusted", lambda row: row.adjusted, right=True, width=10),
    Column("+ Moved", lambda row: row.moved, right=True, width=10),
    Column("= Closing", lambda row: row.closing, right=True, width=10),
)
_WORK = (
    Column("Name", lambda item: item.name, width=16),
    Column("What is left to do", lambda item: item.words),
    Column("Amount", lambda item: item.amount, right=True, width=9),
)


class MonthPanel(Panel):
    """Ctrl+Enter closes the month shown; `closed` carries the ClosedMonth, `reopen_asked` the month."""

    closed = Signal(object)
    reopen_asked = Signal(object)
    link_opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Close month")
        self._desk = desk
        self.month = month_of(desk.session.today()).before
        self.choice = LineEdit("Month")
        self.state = ChipLabel()
        self.hindrances = PlainLabel(tone="warning", wrap=True)
        self.sums = TableModel(_SUMS, self)
        self.equation = PlainLabel(kind=Text.STRONG, wrap=True)
        self.work = TableModel(_WORK, self)
        self.links = TableView("Left to do", self.work)
        self.counts = PlainLabel(tone="muted", wrap=True)
        self.proof = ProofBar(desk)
        self.add_action("Reopen month…", self._on_reopen_asked, icon="undo")
        self._lay_out()
        self.choice.editingFinished.connect(self._on_month_typed)
        self.links.opened.connect(self.link_opened)
        self.post_asked.connect(self._on_post_asked)

    def begin(self) -> None:
        """Show the month that is over."""
        self.show_month(month_of(self._desk.session.today()).before)
        self.choice.setFocus()

    def show_month(self, month: Month) -> None:
        """Show how a month stands and what it comes to."""
        self.month = month
        self.choice.setText(month.key)
        self.set_title(f"Close {month.name}")
        may = self._desk.session.may(Right.SEE_REPORTS)
        right = Right.CLOSE_MONTH if may else Right.SEE_REPORTS
        self.explain(refusal_of(self._desk.session, right), "danger")
        ask = partial(self._desk.ask, owner=self)
        ask(find_month_state, month, then=self._on_found, key="state")
        if may:
            session = self._desk.session
            ask(find_month_sums, month, then=self._on_summed, key="sums")
            ask(find_month_work, session.user.id, month, session.today(), then=self._on_listed, key="work")

    def dress(self) -> None:
        """Take the field's width from the theme."""
        self.choice.setFixedWidth(letters(9) + 2 * Space.M)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        for part in (PlainLabel("Month", tone="muted"), self.choice, self.state):
            top.addWidget(part)
        top.addStretch()
        top.addWidget(self.proof.button)
        self.body.addLayout(top)
        self.body.addWidget(self.hindrances)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        for title, parts in (
            ("What is owed", (TableView("What is owed", self.sums), self.equation)),
            ("Left to do", (self.links, self.counts)),
        ):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(PlainLabel(title, Text.SECTION))
            column.addWidget(parts[0], 1)
            column.addWidget(parts[1])
            splitter.addWidget(side)
        splitter.setSizes([scaled(760), scaled(460)])
        self.body.addWidget(splitter, 1)
        self.body.addWidget(self.proof)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Close month")
        self.dress()

    def _on_month_typed(self) -> None:
        if self.choice.text().strip() == self.month.key:
            return
        try:
            self.show_month(read_month(self.choice.text()))
        except InputError as error:
            self.explain(str(error), "danger")

    def _on_found(self, state: MonthState) -> None:
        self.state.show_chip(DAY_STATES[state.state if state.state != "none" else "open"])
        found = check_month_closable(state, self._desk.session.today())
        self.hindrances.setText("\n".join(f"{each.text} {each.fix}" for each in found))
        self.hindrances.setVisible(bool(found))

    def _on_summed(self, sums: MonthSums) -> None:
        self.sums.set_rows((*sums.rows, sums.whole))
        self.equation.setText(sums.equation)
        self.equation.set_tone("good" if sums.ties else "danger")

    def _on_listed(self, lists: Sequence[WorkList]) -> None:
        self.work.set_rows(item for each in lists for item in each.items)
        self.counts.setText(
            " · ".join(f"{each.title}: {len(each.items):,}, {each.amount.dollars}" for each in lists)
        )

    def _on_reopen_asked(self) -> None:
        refusal = refusal_of(self._desk.session, Right.CLOSE_MONTH)
        if refusal:
            self.explain(refusal, "danger")
        else:
            self.reopen_asked.emit(self.month)

    def _on_post_asked(self) -> None:
        self._desk.do(close_month, self.month, then=self._on_closed, failed=self._on_refused, owner=self)

    def _on_closed(self, closed: ClosedMonth) -> None:
        self.explain("")
        self.closed.emit(closed)

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
