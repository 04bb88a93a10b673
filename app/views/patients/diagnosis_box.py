"""The diagnoses of a visit, A to L: looked up by code or words, each with what the table says of it."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.charges import MOST_DIAGNOSES, POINTER_LETTERS
from app.domain.errors import InputError
from app.domain.identifiers import read_diagnosis_code
from app.domain.visit_review import Diagnosis
from app.queries.diagnoses import DiagnosisLine, find_diagnoses, list_diagnoses
from app.views.common.announce import announce
from app.views.common.columns import Column
from app.views.common.command_box import Done, Hit
from app.views.common.desk import Desk
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import ROW_HEIGHT, TableView
from app.views.common.theme import Space, Text, scaled
from app.views.patients.look_up import LookUp

FOUND = 20
LEAST_ROWS, MOST_ROWS = 2, 6
NOTHING_FOUND = "No diagnosis has these words; try fewer or another word."
_SAYS = {"valid": "", "not valid": "not valid", "not checked": "not checked"}


def _says(row: tuple[str, Diagnosis]) -> str:
    diagnosis = row[1]
    if diagnosis.is_heading:
        return "heading"
    return _SAYS[diagnosis.validity]


_COLUMNS = (
    Column("", lambda row: row[0], width=2),
    Column("Diagnosis", lambda row: row[1].code, width=9),
    Column("What it is", lambda row: row[1].description or "not in the table"),
    Column("", _says, width=11),
)


class DiagnosisTable(TableView):
    """The list; Delete takes the current one out, Alt+Up and Alt+Down move it."""

    removed = Signal(int)
    moved = Signal(int, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take out or move; leave all else to the list."""
        at = self.currentIndex().row()
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if at >= 0 and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(at)
        elif at >= 0 and event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.moved.emit(at, at + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class DiagnosisBox(QWidget):
    """Enter adds what is highlighted; Enter in the empty field goes on to the charges (`entered`)."""

    edited = Signal()
    entered = Signal()
    checked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._on = desk.session.today()
        self._diagnoses: list[Diagnosis] = []
        self.search = LookUp("Add a diagnosis", "Add a diagnosis: code or words", self._look_up)
        self.nothing_found = PlainLabel(NOTHING_FOUND, Text.CAPTION, "muted")
        self.nothing_found.hide()
        self._model = TableModel(_COLUMNS, self)
        self.table = DiagnosisTable("Diagnoses", self._model)
        self.table.horizontalHeader().hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.search)
        column.addWidget(self.nothing_found)
        column.addWidget(self.table)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.search)
        self.search.textChanged.connect(self._on_text_changed)
        self.search.chosen.connect(self._on_chosen)
        self.search.entered.connect(self.entered)
        self.table.removed.connect(self._on_removed)
        self.table.moved.connect(self._on_moved)
        self.dress()

    @property
    def diagnoses(self) -> tuple[Diagnosis, ...]:
        """The diagnoses in order."""
        return tuple(self._diagnoses)

    @property
    def codes(self) -> tuple[str, ...]:
        """Their codes in order."""
        return tuple(diagnosis.code for diagnosis in self._diagnoses)

    def set_codes(self, codes: Iterable[str]) -> None:
        """Show these codes; what they are is asked for."""
        known = {diagnosis.code: diagnosis for diagnosis in self._diagnoses}
        self._diagnoses = [known.get(code, Diagnosis(code, "…", True, "valid")) for code in codes]
        self._show()
        self._ask()

    def set_date(self, on: date) -> None:
        """Judge them by another date of service."""
        if on != self._on:
            self._on = on
            self._ask()

    def draft(self) -> str:
        """The codes, for a draft."""
        return json.dumps(self.codes) if self._diagnoses else ""

    def set_draft(self, draft: str) -> None:
        """Bring the codes back."""
        self.set_codes(json.loads(draft) if draft else ())

    def dress(self) -> None:
        """Take the height of the rows from the theme."""
        rows = min(max(len(self._diagnoses), LEAST_ROWS), MOST_ROWS)
        self.table.setFixedHeight(rows * scaled(ROW_HEIGHT) + 6)

    def _look_up(self, text: str, done: Done) -> None:
        if not text.strip():
            done(())
            return
        self._desk.ask(
            find_diagnoses,
            text,
            self._on,
            FOUND,
            then=partial(self._on_found, text, done),
            owner=self,
            key="diagnoses",
        )

    def _ask(self) -> None:
        if self._diagnoses:
            self._desk.ask(
                list_diagnoses, self.codes, self._on, then=self._on_checked, owner=self, key="checked"
            )

    def _show(self) -> None:
        self._model.set_rows(zip(POINTER_LETTERS + "?" * 99, self._diagnoses, strict=False))
        self.dress()

    def _on_found(self, text: str, done: Done, lines: Sequence[DiagnosisLine]) -> None:
        hits = _hits(text, lines)
        if text == self.search.text():
            if not hits and self.nothing_found.isHidden():
                announce(self.search, NOTHING_FOUND)
            self.nothing_found.setVisible(not hits)
        done(hits)

    def _on_text_changed(self, text: str) -> None:
        if not text.strip():
            self.nothing_found.hide()

    def _on_chosen(self, line: DiagnosisLine) -> None:
        if line.code not in self.codes and len(self._diagnoses) < MOST_DIAGNOSES:
            self._diagnoses.append(_diagnosis(line))
            self._show()
            self.table.go_to(len(self._diagnoses) - 1)
            self.edited.emit()

    def _on_removed(self, at: int) -> None:
        del self._diagnoses[at]
        self._show()
        self.table.go_to(min(at, len(self._diagnoses) - 1))
        self.edited.emit()

    def _on_moved(self, at: int, to: int) -> None:
        if 0 <= to < len(self._diagnoses):
            self._diagnoses.insert(to, self._diagnoses.pop(at))
            self._show()
            self.table.go_to(to)
            self.edited.emit()

    def _on_checked(self, lines: Sequence[DiagnosisLine]) -> None:
        known = {line.code: _diagnosis(line) for line in lines}
        self._diagnoses = [known.get(diagnosis.code, diagnosis) for diagnosis in self._diagnoses]
        self._show()
        self.checked.emit()


def _diagnosis(line: DiagnosisLine) -> Diagnosis:
    return Diagnosis(line.code, line.description, line.billable, line.validity)


def _hits(text: str, lines: Sequence[DiagnosisLine]) -> list[Hit]:
    """Answers as the look-up shows them; a whole code that the table lacks can be taken as it is."""
    hits = [
        Hit(line.code, line.description, right=_says(("", _diagnosis(line))), target=line) for line in lines
    ]
    if hits:
        return hits
    try:
        code = read_diagnosis_code(text)
    except InputError:
        return []
    unknown = DiagnosisLine(code, "", billable=False, validity="not checked")
    return [Hit(code, "not in the table: take it as typed", right="not checked", target=unknown)]
