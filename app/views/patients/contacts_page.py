"""Calls and notes of a patient: the log, the check of a caller, alerts, and who may hear of the account."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.rights import Right
from app.queries.contacts import ContactLine, list_contacts
from app.queries.patients import PatientDetail
from app.queries.promises import PromiseLine, list_promises
from app.services.contacts import end_follow_up
from app.views.common.caller_panel import CallerPanel
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.finish_panel import FinishPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space
from app.views.patients.alerts_panel import AlertsPanel
from app.views.patients.call_panel import WHO_TIP, CallPanel
from app.views.patients.call_words import COLUMNS, SELDOM, CallRow, explain_call, promise_chip
from app.views.patients.page import PatientPage
from app.views.patients.people_panel import PeoplePanel


class ContactsPage(PatientPage):
    """The log, newest first, with the whole text of a row below it; Ctrl+L logs, Ctrl+Enter finishes."""

    TITLE = "Calls & notes"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._calls: Sequence[ContactLine] = ()
        self._wanted: tuple[int, Callable[[], None]] = (0, self.log_call)
        self._model = TableModel(COLUMNS, self)
        self.view = TableView("Calls and notes", self._model)
        self._whole = PlainLabel(wrap=True)
        self._log = Panel("Calls and notes")
        self.call, self.caller, self.finish = CallPanel(desk), CallerPanel(desk), FinishPanel(desk)
        self.alerts, self.people = AlertsPanel(desk), PeoplePanel(desk)
        self._empty = EmptyState(
            "Nothing is logged yet. What people say is kept here, with the day to ask again.",
            ("Log a call", self.log_call),
            ("Who is calling?", self.check_caller),
            ("Alerts", self.show_alerts),
            ("People who may hear of it", self.show_people),
        )
        self._stack = QStackedWidget()
        self._back: QWidget = self._log
        self._lay_out()
        self._join()

    def refresh(self) -> None:
        """List what was logged."""
        if self.detail is None:
            return
        if self.call.patient_id not in (None, self.detail.id):
            self._show_log()
        self.desk.ask(list_contacts, self.detail.id, then=self._on_listed, owner=self, key="contacts")
        today = self.desk.session.today()
        self.desk.ask(
            list_promises, self.detail.id, today, then=self._on_promises, owner=self, key="promises"
        )

    def show_patient(self, detail: PatientDetail | None) -> None:
        """Show this patient, and begin what was asked for before his record was here."""
        super().show_patient(detail)
        wanted, act = self._wanted
        if detail and detail.id == wanted:
            act()

    def log_call(self, patient_id: int = 0, claim_id: int = 0) -> None:
        """Open the panel for a new entry, as soon as the record of this patient is here."""
        again = partial(self.log_call, 0, claim_id)
        if self._is_here(patient_id, again) and self.detail and self._may(Right.LOG_CALL):
            self._stack.setCurrentWidget(self.call)
            self.call.begin(self.detail, claim_id)

    def check_caller(self, patient_id: int = 0) -> None:
        """Ask who is calling; whoever begins a call from here comes back to it."""
        if self._is_here(patient_id, self.check_caller) and self.detail and self._may(Right.LOG_CALL):
            shown = self._stack.currentWidget()
            if shown is not self.caller:
                self._back = self.call if shown is self.call else self._log
            self._stack.setCurrentWidget(self.caller)
            self.caller.begin(self.detail.id)

    def show_alerts(self) -> None:
        """Show the alerts that people typed."""
        if self.detail:
            self._stack.setCurrentWidget(self.alerts)
            self.alerts.begin(self.detail.id, self._name)

    def show_people(self) -> None:
        """Show who may hear of the account."""
        if self.detail:
            self._stack.setCurrentWidget(self.people)
            self.people.begin(self.detail.id, self._name)

    @property
    def _name(self) -> str:
        values = self.detail.values if self.detail else {"first": "", "last": ""}
        return f"{values['first']} {values['last']}".strip()

    def _is_here(self, patient_id: int, act: Callable[[], None]) -> bool:
        """Tell whether the record of this patient (0: the one shown) is here; if not, do it when it is."""
        is_here = patient_id in (0, self.detail.id if self.detail else -1)
        self._wanted = (0, act) if is_here else (patient_id, act)
        return is_here

    def _may(self, right: Right) -> bool:
        refusal = refusal_of(self.desk.session, right)
        if refusal:
            self.desk.say.emit(refusal)
        return not refusal

    def _lay_out(self) -> None:
        for widget in (self._empty, self._log, self.call, self.caller, self.finish, self.alerts, self.people):
            self._stack.addWidget(widget)
        self._log.add_action("Finish", self._on_finish_asked, icon="paid")
        self._log.add_action("People", self.show_people, icon="user")
        self._log.add_action("Alerts", self.show_alerts, icon="warning")
        self._log.add_action("Who is calling?", self.check_caller, icon="search").setToolTip(WHO_TIP)
        self._log.add_action("Log a call", self.log_call, icon="add", key="Ctrl+N")
        self._log.body.setSpacing(Space.S)
        self._log.body.addWidget(self.view, 1)
        self._log.body.addWidget(self._whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusProxy(self.view)

    def _join(self) -> None:
        self.view.row_changed.connect(self._on_row_changed)
        self._log.post_asked.connect(self._on_finish_asked)
        for panel in (self.call, self.finish, self.alerts, self.people):
            panel.left.connect(self._show_log)
        self.call.logged.connect(self._show_log)
        self.finish.finished.connect(self._show_log)
        self.call.check_asked.connect(self.check_caller)
        self.caller.left.connect(self._on_caller_left)
        self.caller.checked.connect(self._on_checked)

    def _show_log(self) -> None:
        self._stack.setCurrentWidget(self._log if self._model.rows else self._empty)
        (self.view if self._model.rows else self._empty).setFocus()

    def _on_caller_left(self) -> None:
        if self._back is self.call:
            self.log_call()
        else:
            self._show_log()

    def _on_checked(self, _check: int, _verdict: object) -> None:
        self.log_call()

    def _on_listed(self, lines: Sequence[ContactLine]) -> None:
        self._calls = lines

    def _on_promises(self, promises: Sequence[PromiseLine]) -> None:
        by_call = {line.contact_id: line for line in promises}
        at = self.view.currentIndex().row()
        self._model.set_rows([CallRow(line, by_call.get(line.id)) for line in self._calls])
        for column, value in SELDOM.items():
            self.view.setColumnHidden(column, not any(value(row) for row in self._model.rows))
        self.view.go_to(at)
        if self._stack.currentWidget() in (self._log, self._empty):
            was_here = self._stack.isAncestorOf(self.focusWidget())
            self._stack.setCurrentWidget(self._log if self._calls else self._empty)
            self.setFocusProxy(self.view if self._calls else self._empty)
            if was_here:
                self.setFocus()

    def _on_finish_asked(self) -> None:
        row = self.view.current_row()
        if row is None or not row.waits:
            self.desk.say.emit("Nothing of this call waits for you.")
        elif self._may(Right.LOG_CALL):
            part = row.waits[0]
            what = f"Ask again: {row.line.said}" if part == "ask" else str(promise_chip(row))
            self._stack.setCurrentWidget(self.finish)
            self.finish.begin(what, end_follow_up, row.line.id, part)

    def _on_row_changed(self, row: CallRow | None) -> None:
        self._whole.setText(explain_call(row) if row else "")
