"""The tab of the day: due work, the most overdue first, and what came in since the last working day."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from app.domain.business_days import last_business_day_before
from app.domain.due_work import DueKind, DueLine, order_due
from app.domain.rights import Right
from app.queries.deposits import DrawerDetail, find_drawer
from app.queries.due_disputes import list_due_disputes
from app.queries.due_work import (
    find_news,
    list_due_claims,
    list_due_guidelines,
    list_due_remittances,
    list_due_work,
    list_finished_work,
    list_later_work,
)
from app.services.contacts import end_follow_up
from app.services.to_dos import finish_to_do
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.filter_chips import FilterChips
from app.views.common.finish_panel import FinishPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.tab import Tab
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import scaled
from app.views.today.due_words import columns_of
from app.views.today.news_box import NewsBox
from app.views.today.to_do_panel import PutOffPanel, ToDoPanel

CALLS = "Calls & notes"
DUE, LATER, FINISHED = "due", "later", "finished"
PARTS = ((DUE, "Due"), (LATER, "Later"), (FINISHED, "Finished"))
NOTHING = {
    DUE: "Nothing is due. What you want to be reminded of can be a to-do.",
    LATER: "No to-do and no day to ask again comes up later.",
    FINISHED: "No to-do was finished in the last 30 days.",
}
FINISHED_FOR = timedelta(days=30)
IS_FINISHED = "This is finished already. Its outcome stands behind it."
NOT_PUT_OFF = "Only a to-do can be put off. Log a call to ask again on another day."


class TodayTab(Tab):
    """Enter opens the place to act, Ctrl+Enter finishes what a person ends, Ctrl+N makes a to-do.

    Chips show what is due, what comes up later, and what was finished of late.
    """

    TITLE = "Today"
    SHOWS = frozenset(
        {
            *("to_do", "contact", "payment", "claim", "adjudication", "claim_batch", "remittance"),
            *("visit", "deposit", "guideline", "guideline_review", "patient", "draft"),
            *("dispute_case", "dispute_deadline", "dispute_outcome", "dispute_packet"),
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._found: dict[str, Sequence[DueLine]] = {}
        self._day = desk.session.today()
        self._model = TableModel(columns_of(desk.session.today), self)
        self.view = TableView("Due work", self._model)
        self._list = Panel("To do")
        self._empty = EmptyState(NOTHING[DUE], ("New to-do", self.new_to_do))
        self.chips = FilterChips("Which work", PARTS)
        self.to_do, self.put_off, self.finish = ToDoPanel(desk), PutOffPanel(desk), FinishPanel(desk)
        self.news = NewsBox(desk)
        self._whole = PlainLabel(wrap=True)
        self._lists, self._stack = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self.chips.chosen.connect(self._on_part_chosen)
        self.view.opened.connect(self._on_opened)
        self.view.row_changed.connect(self._on_row_changed)
        self._list.post_asked.connect(self._on_finish_asked)
        self.news.act_asked.connect(self.act_asked)
        for signal in (self.to_do.left, self.to_do.kept, self.put_off.left, self.put_off.kept):
            signal.connect(self.show_due)
        for signal in (self.finish.left, self.finish.finished):
            signal.connect(self.show_due)

    def refresh(self) -> None:
        """Ask for all that is due and that this person may see, and for the news."""
        session = self.desk.session
        self._day = today = session.today()
        for key, question, right, args in (
            ("desk", list_due_work, Right.SEE_PATIENT, (today,)),
            ("disputes", list_due_disputes, Right.SEE_PATIENT, (today,)),
            ("claims", list_due_claims, Right.PRINT_CLAIM, (session.user.id, today)),
            ("remittances", list_due_remittances, Right.POST_ANSWER, ()),
            ("guidelines", list_due_guidelines, Right.EDIT_GUIDELINE, (today,)),
        ):
            if session.may(right):
                then = partial(self._on_due, key)
                self.desk.ask(question, *args, then=then, owner=self, key=key)
        self._ask_others()
        since = last_business_day_before(today)
        self.desk.ask(find_news, since, then=self.news.show_news, owner=self, key="news")
        self.desk.ask(find_drawer, then=self._on_drawer, owner=self, key="drawer")

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again where a night has gone by since: what was due tomorrow is due today."""
        self._is_stale = self._is_stale or self._day != self.desk.session.today()
        super().showEvent(event)

    @Slot()
    def show_due(self) -> None:
        """Show the list, with the keyboard on it."""
        self._stack.setCurrentWidget(self._list)
        self.setFocus()

    @Slot()
    def new_to_do(self) -> None:
        """Begin or go on with a new to-do."""
        if self._may_log():
            self._stack.setCurrentWidget(self.to_do)
            self.to_do.begin()

    def _may_log(self) -> bool:
        refusal = refusal_of(self.desk.session, Right.LOG_CALL)
        if refusal:
            self.desk.say.emit(refusal)
        return not refusal

    def _lay_out(self) -> None:
        for widget in (self.view, self._empty):
            self._lists.addWidget(widget)
        self._list.body.addWidget(self.chips)
        self._list.body.addWidget(self._lists, 1)
        self._list.body.addWidget(self._whole)
        self._list.add_action("Finish", self._on_finish_asked, icon="paid")
        self._put_off = self._list.add_action("Put off", self._on_put_off_asked, icon="calendar")
        self._list.add_key(("Ctrl+D",), self._on_put_off_asked)
        self._list.add_action("New to-do", self.new_to_do, icon="add", key="Ctrl+N")
        for panel in (self._list, self.to_do, self.put_off, self.finish):
            self._stack.addWidget(panel)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._stack)
        splitter.addWidget(self.news)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([scaled(900), scaled(300)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self.setFocusProxy(self.view)

    def _ask_others(self) -> None:
        """Ask for what comes up later, or for what was finished, where that is looked at."""
        today, part = self._day, self.chips.value()
        asks = {LATER: (list_later_work, today), FINISHED: (list_finished_work, today - FINISHED_FOR)}
        if part in asks:
            then = partial(self._on_others, part)
            self.desk.ask(*asks[part], then=then, owner=self, key="others")

    def _on_part_chosen(self, part: str) -> None:
        self._empty.say(NOTHING[part])
        self._ask_others()
        if part == DUE:
            self._show_due()

    def _on_due(self, key: str, lines: Sequence[DueLine]) -> None:
        self._found[key] = lines
        self._show_due()

    def _show_due(self) -> None:
        due = order_due(line for part in self._found.values() for line in part)
        self._list.set_title(f"To do ({len(due)})" if due else "To do")
        if self.chips.value() == DUE:
            self._show_lines(due)

    def _on_others(self, part: str, lines: Sequence[DueLine]) -> None:
        if part == self.chips.value():
            self._show_lines(lines)

    def _show_lines(self, lines: Sequence[DueLine]) -> None:
        focused = self.focusWidget()
        was_here = self._lists.isAncestorOf(focused)
        at = self.view.currentIndex().row()
        self._model.set_rows(lines)
        self.view.go_to(min(max(at, 0), len(lines) - 1))
        self._lists.setCurrentWidget(self.view if lines else self._empty)
        self.setFocusProxy(self.view if lines else self._empty)
        if was_here:
            self.setFocus()

    def _on_drawer(self, drawer: DrawerDetail) -> None:
        self.news.show_drawer(drawer.ledger)

    def _on_row_changed(self, line: DueLine | None) -> None:
        self._whole.setText(line.text if line else "")
        refusal = NOT_PUT_OFF if line and line.kind is not DueKind.TO_DO else ""
        self._put_off.setEnabled(not refusal)
        self._put_off.setToolTip(refusal or "Put off (Ctrl+D)")

    def _on_opened(self, line: DueLine) -> None:
        if line.opens == "show_calls":
            self.page_asked.emit(line.patient_id, CALLS)
        elif line.opens == "show_visit" and line.patient_id:
            self.visit_asked.emit(line.patient_id, line.opens_id)
        elif line.opens == "estimate_visit":
            self.estimate_asked.emit(line.patient_id, line.opens_id)
        elif line.opens:
            self.act_asked.emit(line.opens, line.opens_id)
        else:
            self._on_finish_asked()

    def _on_finish_asked(self) -> None:
        line = self.view.current_row()
        if line is None:
            return
        if self.chips.value() == FINISHED:
            self.desk.say.emit(IS_FINISHED)
        elif not line.is_ended_by_hand:
            self.desk.say.emit("This ends when the work itself is done. Press Enter to go there.")
        elif self._may_log():
            self._stack.setCurrentWidget(self.finish)
            if line.kind is DueKind.TO_DO:
                self.finish.begin(line.text, finish_to_do, line.id)
            else:
                self.finish.begin(line.text, end_follow_up, line.id, line.kind.value)

    def _on_put_off_asked(self) -> None:
        line = self.view.current_row()
        if line is not None and self.chips.value() == FINISHED:
            self.desk.say.emit(IS_FINISHED)
        elif line is None or line.kind is not DueKind.TO_DO:
            self.desk.say.emit(NOT_PUT_OFF)
        elif self._may_log():
            self._stack.setCurrentWidget(self.put_off)
            self.put_off.begin(line)
