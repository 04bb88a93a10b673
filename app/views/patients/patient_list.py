"""The list at the left: patients found while typing, opened last, or whose records need attention."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.money import ZERO
from app.queries.patients import PatientLine, count_patients, find_patients, list_recent_patients
from app.queries.patients_to_mend import MendLine, list_incomplete_patients, list_stale_patients
from app.views.common.buttons import Button
from app.views.common.columns import Column
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.giving_way import GivingWay
from app.views.common.line_edit import LineEdit
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text

MOST_FOUND = 50
MOST_TO_MEND = 200
ALL, INCOMPLETE, STALE = "all", "incomplete", "stale"
FILTERS = ((ALL, "All patients"), (INCOMPLETE, "To complete"), (STALE, "To confirm again"))
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}


def _marked(line: PatientLine) -> str:
    return f"{line.name} ({line.mark})" if line.mark else line.name


_FOUND = (
    Column("Patient", _marked),
    Column("Born", lambda line: line.birth_date, width=10),
    Column("Owes", lambda line: line.owes if line.owes != ZERO else None, right=True, width=8),
)
_TO_MEND = (
    Column("Patient", lambda mend: mend.patient.name),
    Column("What to ask", lambda mend: mend.ask),
)


class PatientList(QWidget):
    """Search box, filter, list and count; `chosen` carries the id of the patient to open.

    `verify_asked` leads to the visits ahead whose coverage is to be verified.
    """

    chosen = Signal(int)
    new_asked = Signal()
    verify_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._seen: list[int] = []
        self._shown: int | None = None
        self._opens_when_found = False
        self.search = LineEdit("Find a patient")
        self.filter = Combo("Which patients", FILTERS)
        self._found = TableView("Patients", TableModel(_FOUND, self))
        self._mend = TableView("Patients whose records need attention", TableModel(_TO_MEND, self))
        GivingWay(self._found, ("Owes", "Born"))
        self._lists = QStackedWidget()
        self._count = PlainLabel(kind=Text.CAPTION, tone="muted")
        self._all = 0
        self._lay_out()
        self.search.textEdited.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.filter.edited.connect(self._on_filter_chosen)
        for view in (self._found, self._mend):
            view.opened.connect(self._on_opened)
            view.clicked.connect(self._on_clicked)

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows shown."""
        return _model_of(self._view()).rows

    def refresh(self) -> None:
        """Ask again for what the box and the filter say."""
        self._desk.ask(count_patients, then=self._on_counted, owner=self, key="count")
        today, user = self._desk.session.today(), self._desk.session.user.id
        if self.filter.value() == ALL and self.search.text().strip():
            text = self.search.text()
            self._ask(find_patients, text, today, MOST_FOUND + 1, then=self._on_found)
        elif self.filter.value() == ALL:
            self._ask(list_recent_patients, user, tuple(self._seen), then=self._on_recent_listed)
        else:
            query = list_incomplete_patients if self.filter.value() == INCOMPLETE else list_stale_patients
            self._ask(query, today, MOST_TO_MEND, then=self._on_mend_listed)

    def mark_opened(self, patient_id: int) -> None:
        """Keep the keyboard's row on the patient now shown, and remember him as opened last."""
        self._shown = patient_id
        self._seen = [patient_id, *(seen for seen in self._seen if seen != patient_id)][:10]
        is_listed = patient_id in (_patient_of(row).id for row in _model_of(self._view()).rows)
        if is_listed or self.search.text().strip() or self.filter.value() != ALL:
            _go_to_patient(self._view(), self._shown)
        else:
            self.refresh()

    def neighbour(self, step: int) -> int | None:
        """The patient so many rows away from the one shown, if the list goes that far."""
        rows = [_patient_of(row) for row in _model_of(self._view()).rows]
        ids = [line.id for line in rows]
        at = (ids.index(self._shown) if self._shown in ids else -1 if step > 0 else len(ids)) + step
        return ids[at] if 0 <= at < len(ids) else None

    def focus_search(self) -> None:
        """Put the keyboard into the search box, all of it selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the arrows and Enter work on the list while the focus is in the search box."""
        return isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._take(event)

    def _take(self, event: QKeyEvent) -> bool:
        view = self._view()
        if event.key() in _MOVES:
            last = view.columns_model.rowCount() - 1
            view.go_to(max(0, min(last, view.currentIndex().row() + _MOVES[Qt.Key(event.key())])))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._opens_when_found = self._is_asking
            if not self._is_asking:
                self._on_clicked()
        elif event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.refresh()
        else:
            return False
        return True

    def _ask(self, query: Callable[..., Any], *args: object, then: Callable[[Any], None]) -> None:
        self._is_asking = True
        self._desk.ask(query, *args, then=then, owner=self, key="list")

    def _view(self) -> TableView:
        return self._found if self.filter.value() == ALL else self._mend

    def _show(self, rows: Sequence[object], count: str) -> None:
        self._is_asking = False
        self._lists.setCurrentWidget(self._view())
        _model_of(self._view()).set_rows(rows)
        self._count.setText(count)
        if not self.search.text():
            _go_to_patient(self._view(), self._shown)
        if self._opens_when_found:
            self._opens_when_found = False
            self._on_clicked()

    def _lay_out(self) -> None:
        self._is_asking = False
        self.search.setPlaceholderText("Name, birth date, phone, account")
        self.search.setClearButtonEnabled(True)
        new = Button("New patient", self.new_asked.emit, icon="add", key="Ctrl+Shift+N")
        for view in (self._found, self._mend):
            self._lists.addWidget(view)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self.filter, 1)
        head.addWidget(new)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.S, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.search)
        column.addLayout(head)
        column.addWidget(self._count)
        column.addWidget(self._lists, 1)
        column.addWidget(Button("Coverage to verify", self.verify_asked.emit, icon="calendar"))

    def _on_typed(self) -> None:
        self._opens_when_found = False
        self.filter.set_value(ALL)
        self.refresh()

    def _on_filter_chosen(self) -> None:
        self.search.clear()
        self.refresh()

    def _on_counted(self, count: int) -> None:
        self._all = count

    def _on_found(self, lines: Sequence[PatientLine]) -> None:
        shown = lines[:MOST_FOUND]
        many = f"The first {MOST_FOUND}" if len(lines) > MOST_FOUND else f"{len(lines)}"
        self._show(shown, f"{many} of {self._all:,} patients" if shown else "Nobody is found by these words.")

    def _on_recent_listed(self, lines: Sequence[PatientLine]) -> None:
        if lines:
            self._show(lines, f"Opened last · {self._all:,} patients in all")
        else:
            self._ask(find_patients, "", self._desk.session.today(), MOST_FOUND + 1, then=self._on_found)

    def _on_mend_listed(self, lines: Sequence[MendLine]) -> None:
        many = f"The first {MOST_TO_MEND}" if len(lines) >= MOST_TO_MEND else f"{len(lines)}"
        self._show(lines, f"{many} to fix" if lines else "Every record is in order.")

    def _on_clicked(self) -> None:
        if row := self._view().current_row():
            self._on_opened(row)

    def _on_opened(self, row: object) -> None:
        self.chosen.emit(_patient_of(row).id)


def _patient_of(row: object) -> PatientLine:
    line = row.patient if isinstance(row, MendLine) else row
    assert isinstance(line, PatientLine)
    return line


def _model_of(view: TableView) -> TableModel:
    model = view.columns_model
    assert isinstance(model, TableModel)
    return model


def _go_to_patient(view: TableView, patient_id: int | None) -> None:
    ids = [_patient_of(row).id for row in _model_of(view).rows]
    if patient_id in ids:
        view.go_to(ids.index(patient_id))
    elif patient_id is not None:
        # A row marked beside another patient's record would name the wrong person.
        view.leave_rows()
