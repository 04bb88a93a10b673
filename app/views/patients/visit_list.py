"""The list of visits: a patient's, or the planned ones of a day, with what can be done about them."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.time_entry import format_time
from app.queries.good_faith import EstimateWorkLine, list_estimate_work
from app.queries.visits import VisitDetail, VisitLine, find_visit, list_planned_visits, list_visits
from app.views.common.buttons import Button
from app.views.common.chip import Chip
from app.views.common.columns import Column
from app.views.common.coverage_subject import NOTHING_ASKED, CoverageSubject
from app.views.common.date_edit import DateEdit
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.filter_chips import FilterChips
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import ChipKind, Space, letters
from app.views.patients.estimate_words import due_chip

PLANNED, DONE, DAY, ESTIMATE = "planned", "done", "day", "estimate"
PARTS = (
    ("", "All"),
    (PLANNED, "Planned"),
    (DONE, "Done"),
    (DAY, "Day list, all patients"),
    (ESTIMATE, "To estimate, all patients"),
)
OF_ALL = (DAY, ESTIMATE)
ESTIMATE_KEY = "Ctrl+Shift+T"
PATIENT_COLUMN = 2
OF_ONE_DAY_ALL_ALIKE = (0, 5, 6)
_STATES = {
    "planned": Chip(ChipKind.DRAFT, "Planned"),
    "done": Chip(ChipKind.PAID, "Done"),
    "cancelled": Chip(ChipKind.DENIED, "Cancelled"),
}
_NOT_BILLED = Chip(ChipKind.DUE, "Not billed")
_NOTHING = {
    DAY: "Nothing is planned for this day.",
    ESTIMATE: "Every planned visit has the estimate that it needs.",
}


class VisitList(QWidget):
    """Enter opens the chosen visit; the buttons say what they need where nothing fitting is chosen."""

    opened = Signal(object)
    plan_asked = Signal()
    enter_asked = Signal()
    change_asked = Signal(object)
    cancel_asked = Signal(object)
    papers_asked = Signal(object)
    estimate_asked = Signal(object)
    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._patient = 0
        self._lines: tuple[VisitLine, ...] = ()
        self._day_lines: tuple[VisitLine, ...] = ()
        self._work: tuple[EstimateWorkLine, ...] = ()
        self._seen: VisitDetail | None = None
        columns = (
            Column("Date", lambda line: line.on_date, width=10),
            Column("Time", lambda line: format_time(line.at_time), right=True, width=8),
            Column("Patient", lambda line: line.patient, width=18),
            Column("Provider", lambda line: line.provider, width=14),
            Column("Reason", lambda line: line.reason),
            Column("Charges", lambda line: line.amount if line.amount else None, right=True, width=9),
            Column("State", self._chip_of, width=14),
        )
        self._model = TableModel(columns, self)
        self.table = TableView("Visits", self._model)
        self.filter = FilterChips("Which visits", PARTS)
        self.day = DateEdit("Day", desk.session.today)
        self._empty = EmptyState("No visits yet.", ("Enter a visit", self.enter_asked.emit))
        self._place = QStackedWidget()
        self._lay_out()
        self.filter.chosen.connect(self._on_filter_chosen)
        self.day.edited.connect(self._ask_day)
        self.day.left.connect(self._ask_day)
        self.table.opened.connect(self.opened)
        self.table.row_changed.connect(self._on_row_changed)

    def show_patient(self, patient_id: int) -> None:
        """Ask for the visits of a patient, and again for the day's where it is shown."""
        self._patient = patient_id
        self._desk.ask(list_visits, patient_id, then=self._on_visits_listed, owner=self, key="visits")
        self._ask_day()
        self._ask_work()

    def focus_list(self) -> None:
        """Put the keyboard on the list; while it is empty on the filter, until rows come."""
        chip = self.filter.chip(self.filter.value())
        (self.table if self._model.rows else chip).setFocus()

    def coverage_subject(self) -> CoverageSubject:
        """The visit that the keyboard is on, with its services as soon as they are known."""
        line = self.table.current_row()
        if not isinstance(line, VisitLine):
            return NOTHING_ASKED
        known = CoverageSubject(line.patient_id, on=line.on_date)
        if self._seen is None or self._seen.line.id != line.id:
            return known
        pattern = self._seen.pattern
        codes = tuple(dict.fromkeys(each.code for each in pattern.lines))
        return replace(known, codes=codes, diagnoses=pattern.diagnoses)

    def dress(self) -> None:
        """Take the width of the date from the theme."""
        self.day.setFixedWidth(letters(14))

    def _chip_of(self, line: VisitLine) -> Chip:
        if self.filter.value() == ESTIMATE:
            due = {each.line.id: each.due_on for each in self._work}
            return due_chip(due.get(line.id, line.on_date), self._desk.session.today())
        overdue = line.state == PLANNED and line.on_date < self._desk.session.today()
        return _NOT_BILLED if overdue else _STATES[line.state]

    def _lay_out(self) -> None:
        self.day.set_value(self._desk.session.today())
        self.day.hide()
        self.dress()
        parts = QHBoxLayout()
        parts.setSpacing(Space.S)
        parts.addWidget(self.filter, 1)
        parts.addWidget(self.day)
        tools = QHBoxLayout()
        tools.setSpacing(Space.S)
        tools.addWidget(Button("Enter charges", self.enter_asked.emit, icon="add", key="Ctrl+E"))
        tools.addWidget(Button("Plan a visit", self.plan_asked.emit, icon="calendar", key="Ctrl+N"))
        tools.addWidget(Button("Change plan", self._on_change_asked))
        tools.addWidget(Button("Cancel visit", self._on_cancel_asked))
        estimate = Button("Estimate", self._on_estimate_asked, key=ESTIMATE_KEY)
        tools.addWidget(estimate)
        tools.addWidget(Button("Papers", self._on_papers_asked, icon="print", key="Ctrl+Shift+P"))
        tools.addStretch()
        self._place.addWidget(self.table)
        self._place.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.M)
        column.addLayout(tools)
        column.addLayout(parts)
        column.addWidget(self._place, 1)
        for key, slot in (
            ("Ctrl+N", self.plan_asked.emit),
            ("Ctrl+Shift+P", self._on_papers_asked),
            (ESTIMATE_KEY, self._on_estimate_asked),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _ask_day(self) -> None:
        if self.filter.value() == DAY:
            on = self.day.value() or self._desk.session.today()
            self._desk.ask(list_planned_visits, on, then=self._on_day_listed, owner=self, key="day")

    def _ask_work(self) -> None:
        if self.filter.value() == ESTIMATE:
            today = self._desk.session.today()
            self._desk.ask(list_estimate_work, today, then=self._on_work_listed, owner=self, key="work")

    def _show_lines(self) -> None:
        part = self.filter.value()
        of_all = {DAY: self._day_lines, ESTIMATE: tuple(each.line for each in self._work)}
        lines = of_all.get(part, self._lines)
        if part in (PLANNED, DONE):
            lines = tuple(line for line in lines if line.state == part)
        current = self.table.current_row()
        self._model.set_rows(lines)
        ids = [line.id for line in lines]
        if current is not None and current.id in ids:
            self.table.go_to(ids.index(current.id))
        self.table.setColumnHidden(PATIENT_COLUMN, part not in OF_ALL)
        for column in OF_ONE_DAY_ALL_ALIKE:
            self.table.setColumnHidden(column, part == DAY)
        self._empty.say(_NOTHING.get(part, "No visits here yet."))
        self._place.setCurrentIndex(0 if lines else 1)
        if lines and self.filter.chip(part).hasFocus() and current is None:
            self.table.setFocus()

    def _current_plan(self) -> VisitLine | None:
        line = self.table.current_row()
        if isinstance(line, VisitLine) and line.state == PLANNED:
            return line
        self.said.emit("Choose a planned visit first.")
        return None

    def _on_filter_chosen(self) -> None:
        self.day.setVisible(self.filter.value() == DAY)
        self._show_lines()
        self._ask_day()
        self._ask_work()

    def _on_visits_listed(self, lines: tuple[VisitLine, ...]) -> None:
        self._lines = lines
        counts = {state: str(sum(line.state == state for line in lines)) for state in (PLANNED, DONE)}
        self.filter.show_counts({"": str(len(lines)), **counts})
        if self.filter.value() not in OF_ALL:
            self._show_lines()

    def _on_day_listed(self, lines: tuple[VisitLine, ...]) -> None:
        self._day_lines = lines
        if self.filter.value() == DAY:
            self._show_lines()

    def _on_work_listed(self, work: tuple[EstimateWorkLine, ...]) -> None:
        self._work = work
        self.filter.show_counts({ESTIMATE: str(len(work))})
        if self.filter.value() == ESTIMATE:
            self._show_lines()

    def _on_row_changed(self, line: VisitLine | None) -> None:
        if line is not None:
            asked = (line.id, line.patient_id)
            keep = partial(setattr, self, "_seen")
            self._desk.ask(find_visit, *asked, then=keep, owner=self, key="seen")

    def _on_estimate_asked(self) -> None:
        line = self.table.current_row()
        if isinstance(line, VisitLine) and line.state != "cancelled":
            # A done visit shows its estimate beside what came of it.
            (self.opened if line.state == DONE else self.estimate_asked).emit(line)
        else:
            self.said.emit("Choose a visit first, or plan one: then it can be estimated.")

    def _on_change_asked(self) -> None:
        if line := self._current_plan():
            self.change_asked.emit(line)

    def _on_papers_asked(self) -> None:
        line = self.table.current_row()
        if isinstance(line, VisitLine):
            self.papers_asked.emit(line)
        else:
            self.said.emit("Choose a visit first.")

    def _on_cancel_asked(self) -> None:
        if line := self._current_plan():
            self.cancel_asked.emit(line)
