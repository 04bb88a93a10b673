"""What is added to a patient's account and ended later, never changed: a list, and the form of a new one."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.domain.errors import AppError
from app.domain.rights import Right
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.fields import Field
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space


class EndingPanel(Panel):
    """A list with a form below it: Ctrl+Enter adds, Del on a row ends it; a subclass does both."""

    NAME = ""
    FIELDS: tuple[Field, ...] = ()
    COLUMNS: tuple[Column, ...] = ()
    RIGHT = Right.LOG_CALL
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(self.NAME)
        self.desk = desk
        self.patient_id = 0
        self.model = TableModel(self.COLUMNS, self)
        self.view = TableView(self.NAME, self.model)
        self.form = FormPanel(self.FIELDS, desk.session.today)
        self.body.setSpacing(Space.M)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.form)
        self.add_action("End", self._on_end_asked, icon="close")
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Add")
        key = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.view)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._on_end_asked)
        self.post_asked.connect(self._on_post_asked)

    def begin(self, patient_id: int, name: str) -> None:
        """List what this patient has, with the keyboard in the form."""
        self.patient_id = patient_id
        self.set_title(f"{self.NAME}: {name}")
        self.form.set_values({field.name: None for field in self.FIELDS})
        self.explain(refusal_of(self.desk.session, self.RIGHT))
        self.form.focus_first()
        self.ask()

    def ask(self) -> None:
        """Ask for the list; a subclass does it."""
        raise TypeError(f"{type(self).__name__} must say what it lists")

    def add(self, values: dict[str, Any]) -> None:
        """Add what was typed; a subclass does it."""
        raise TypeError(f"{type(self).__name__} does not add {sorted(values)}")

    def end(self, line: Any) -> None:
        """End the row; a subclass does it."""
        raise TypeError(f"{type(self).__name__} does not end {line}")

    def show_lines(self, lines: Sequence[Any]) -> None:
        """Show the list."""
        self.model.set_rows(lines)

    def run(self, use_case: Callable[..., Any], *args: object) -> None:
        """Do a use case, and list again."""
        self.desk.do(use_case, *args, then=self._on_done, failed=self._on_refused, owner=self)

    def _on_post_asked(self) -> None:
        if self.form.check():
            self.add(self.form.values())

    def _on_end_asked(self) -> None:
        line = self.view.current_row()
        if line is None:
            self.explain("Choose a row to end.", "warning")
        elif refusal := refusal_of(self.desk.session, self.RIGHT):
            self.explain(refusal, "danger")
        else:
            self.end(line)

    def _on_done(self, _nothing: object) -> None:
        self.form.set_values({field.name: None for field in self.FIELDS})
        self.explain("Saved.", "good")
        self.ask()
        self.changed.emit()

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
