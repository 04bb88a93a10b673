"""Calls and notes of a patient: the log, and the panel that adds to it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.date_entry import format_date
from app.domain.rights import Right
from app.queries.contacts import ContactLine, list_contacts
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space
from app.views.patients.call_panel import CallPanel
from app.views.patients.page import PatientPage

DIRECTIONS = {"in": "They called", "out": "We called"}


def _promised(line: ContactLine) -> str:
    if line.promise is None or line.promise_on is None:
        return ""
    return f"${line.promise} by {format_date(line.promise_on)}"


_COLUMNS = (
    Column("When", lambda line: f"{format_date(line.at)} {line.at:%H:%M}", width=16),
    Column("Call", lambda line: DIRECTIONS[line.direction], width=11),
    Column("Person", lambda line: line.person or line.representative, width=14),
    Column("What was said", lambda line: " ".join(line.said.split())),
    Column("Next", lambda line: line.next_on, width=10),
    Column("Promise", _promised, width=21),
)


class ContactsPage(PatientPage):
    """The log, newest first, with the whole text of the row below it; Ctrl+L logs a call."""

    TITLE = "Calls & notes"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._model = TableModel(_COLUMNS, self)
        self.view = TableView("Calls and notes", self._model)
        self._whole = PlainLabel(wrap=True)
        self._log = Panel("Calls and notes")
        self.call = CallPanel(desk)
        self._empty = EmptyState(
            "Nothing is logged yet. What people say is kept here, with the day to ask again.",
            ("Log a call", self.log_call),
        )
        self._stack = QStackedWidget()
        for widget in (self._empty, self._log, self.call):
            self._stack.addWidget(widget)
        self._log.add_action("Log a call", self.log_call, icon="add", key="Ctrl+N")
        self._log.body.setSpacing(Space.S)
        self._log.body.addWidget(self.view, 1)
        self._log.body.addWidget(self._whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusProxy(self.view)
        self.view.row_changed.connect(self._on_row_changed)
        self.call.left.connect(self._show_log)
        self.call.logged.connect(self._show_log)

    def refresh(self) -> None:
        """List what was logged."""
        if self.detail is None:
            return
        if self.call.patient_id not in (None, self.detail.id):
            self._show_log()
        self.desk.ask(list_contacts, self.detail.id, then=self._on_listed, owner=self, key="contacts")

    def log_call(self) -> None:
        """Open the panel for a new entry."""
        if self.detail is None:
            return
        if refusal := refusal_of(self.desk.session, Right.LOG_CALL):
            self.desk.say.emit(refusal)
            return
        self._stack.setCurrentWidget(self.call)
        self.call.begin(self.detail)

    def _show_log(self) -> None:
        self._stack.setCurrentWidget(self._log if self._model.rows else self._empty)
        self.view.setFocus()

    def _on_listed(self, lines: Sequence[ContactLine]) -> None:
        self._model.set_rows(lines)
        if self._stack.currentWidget() is not self.call:
            self._stack.setCurrentWidget(self._log if lines else self._empty)

    def _on_row_changed(self, line: ContactLine | None) -> None:
        if line is None:
            self._whole.setText("")
            return
        people = (line.person, line.representative, f"reference {line.reference}" if line.reference else "")
        who = ", ".join(part for part in people if part)
        said = f"{who}: {line.said}" if who else line.said
        self._whole.setText(f"{said} (Logged by {line.user}.)")
