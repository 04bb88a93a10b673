"""Requests about money: what waits for a second person, what was decided, and what was given up why."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.money import total
from app.domain.rights import Right
from app.domain.write_offs import KIND_WORDS
from app.queries.approvals import (
    ApprovalDetail,
    ApprovalLine,
    ReasonSum,
    find_request,
    list_exceptions,
    list_requests,
    list_write_off_sums,
)
from app.services.practices import OpenPractice
from app.views.common.buttons import Button
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.filter_chips import FilterChips
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text
from app.views.payments.approval_words import short_time, state_chip
from app.views.payments.period_bar import PeriodBar
from app.views.payments.request_card import RequestCard
from app.views.payments.segment import Segment, show_lines

_COLUMNS = (
    Column("Asked", lambda line: short_time(line.asked_at), width=18),
    Column("What", lambda line: KIND_WORDS[line.kind], width=20),
    Column("For", lambda line: line.summary),
    Column("Amount", lambda line: line.amount, right=True, width=9),
    Column("By", lambda line: line.asked_by, width=12),
    Column("State", state_chip, width=10),
)
_REASONS = (
    Column("Written off for", lambda line: KIND_WORDS[line.kind]),
    Column("Postings", lambda line: line.count, right=True, width=9),
    Column("Amount", lambda line: line.amount, right=True, width=12),
)
_EXCEPTIONS = (
    Column("When", lambda line: short_time(line.decision.at), width=18),
    Column("What", lambda line: KIND_WORDS[line.kind], width=20),
    Column("For", lambda line: line.summary),
    Column("Amount", lambda line: line.amount, right=True, width=9),
    Column("Signed by", lambda line: line.decision.by, width=12),
)
_NOTHING = {"waiting": "Nothing waits for approval.", "decided": "Nothing was decided yet."}


class ApprovalsSegment(Segment):
    """Lists requests behind chips; the one chosen is signed at the right. Write-offs begin here, too."""

    TITLE = "Approvals"

    write_off_asked = Signal()
    small_asked = Signal()
    file_asked = Signal(int)

    def __init__(self, desk: Desk, practice: OpenPractice | None) -> None:
        super().__init__(desk)
        self._wanted = 0
        self.chips = FilterChips(
            "Which requests",
            (("waiting", "Waiting for approval"), ("decided", "Decided"), ("reasons", "By reason")),
        )
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Requests", self.model)
        self.listed = self.table
        self.empty = EmptyState("")
        self.card = RequestCard(desk, practice)
        self.period = PeriodBar(desk.session.today, "")
        self.reasons = TableModel(_REASONS, self)
        self.exceptions = TableModel(_EXCEPTIONS, self)
        self.sum = PlainLabel(tone="muted")
        self._lists = QStackedWidget()
        self._side = QStackedWidget()
        self._lay_out()
        self.chips.chosen.connect(self._on_part_chosen)
        self.period.changed.connect(self.refresh)
        self.table.row_changed.connect(self._on_row_changed)
        self.table.opened.connect(lambda _line: self.card.go_to_signature())
        self.card.said.connect(self.said)
        self.card.file_asked.connect(self.file_asked)
        self.card.left.connect(self.table.setFocus)
        self.card.done.connect(self.refresh)

    def refresh(self) -> None:
        """Ask for the part that is shown."""
        if self.chips.value() == "reasons":
            days = self.period.days
            self.desk.ask(list_write_off_sums, *days, then=self._on_summed, owner=self, key="sums")
            self.desk.ask(list_exceptions, *days, then=self.exceptions.set_rows, owner=self, key="exceptions")
            return
        decided = self.chips.value() == "decided"
        self.desk.ask(list_requests, decided, then=self._on_listed, owner=self, key="list")

    def show_request(self, request_id: int, state: str = "waiting") -> None:
        """Show a request just made, with the keyboard where it is signed."""
        self._wanted = request_id
        self.chips.choose(state)
        self.refresh()

    def go_to_filter(self) -> None:
        """Put the keyboard on the chips: there is no text to find by."""
        self.chips.chip(self.chips.value()).setFocus()

    def _lay_out(self) -> None:
        acts = QWidget()
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(Button("Small balances…", self._ask_small))
        row.addWidget(Button("Write off…", self._ask_write_off, primary=True))
        self._report = QWidget()
        column = QVBoxLayout(self._report)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.period.text.hide()
        column.addWidget(self.period)
        column.addWidget(TableView("Written off by reason", self.reasons), 1)
        column.addWidget(self.sum)
        column.addWidget(PlainLabel("Approved by the person who asked: nobody else could", Text.SECTION))
        column.addWidget(TableView("Exceptions", self.exceptions), 1)
        for page in (self.table, self.empty, self._report):
            self._lists.addWidget(page)
        self._nothing = EmptyState("Choose a request to see what it gives.")
        for page in (self._nothing, self.card):
            self._side.addWidget(page)
        self.lay_out_beside(self.chips, acts, (self._lists,), self._side)

    def _ask_write_off(self) -> None:
        self._ask(self.write_off_asked)

    def _ask_small(self) -> None:
        self._ask(self.small_asked)

    def _ask(self, signal: object) -> None:
        refusal = refusal_of(self.desk.session, Right.REQUEST_WRITE_OFF)
        if refusal:
            self.said.emit(refusal)
        else:
            signal.emit()  # type: ignore[attr-defined]

    def _on_part_chosen(self, part: str) -> None:
        is_report = part == "reasons"
        self._side.setVisible(not is_report)
        if is_report:
            self._lists.setCurrentWidget(self._report)
            self.period.chips.choose("m")
        self.refresh()

    def _on_listed(self, lines: Sequence[ApprovalLine]) -> None:
        self._lists.setCurrentWidget(self.table if lines else self.empty)
        self.empty.say(_NOTHING[self.chips.value()])
        self._side.setVisible(bool(lines))
        show_lines(self.table, self.model, lines, self._wanted)
        if not lines:
            self._on_row_changed(None)

    def _on_summed(self, sums: Sequence[ReasonSum]) -> None:
        self.reasons.set_rows(sums)
        self.sum.setText(f"Together {total(line.amount for line in sums).dollars}")

    def _on_row_changed(self, line: ApprovalLine | None) -> None:
        if line is None:
            self._side.setCurrentWidget(self._nothing)
        else:
            self.desk.ask(find_request, line.id, then=self._on_found, owner=self, key="request")

    def _on_found(self, detail: ApprovalDetail) -> None:
        self.card.show_request(detail)
        self._side.setCurrentWidget(self.card)
        if self._wanted == detail.line.id:
            self._wanted = 0
            if detail.line.state == "waiting":
                self.card.go_to_signature()
