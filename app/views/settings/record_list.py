"""The one panel for lists of records: rows at the left, the form of one row at the right."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.rights import Right
from app.services.session import Session
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.scrolled import Scrolled
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text, letters

LIST_WIDTH = 44
Values = dict[str, Any]
Save = Callable[[Session, Any, Values], object]
_TEXTS = {Kind.TEXT, Kind.NOTE, Kind.CODE, Kind.PHONE}


@dataclass(frozen=True, slots=True)
class RecordSpec:
    """A list of records as data: how it is asked for, shown, read and saved.

    `save(session, row, values)` runs in the writing lane; `row` is None for a new record. `numbers` are
    fields that hold whole numbers. `query` is asked with `arguments(desk)`.
    """

    key: str
    title: str
    one: str
    lead: str
    fields: tuple[Field, ...]
    columns: tuple[Column, ...]
    query: Callable[..., Any]
    save: Save
    values: Callable[[Any], Values]
    identity: Callable[[Any], object]
    arguments: Callable[[Desk], tuple[object, ...]] = lambda _desk: ()
    numbers: frozenset[str] = frozenset()
    fresh: Values = field(default_factory=dict)
    locked: frozenset[str] = frozenset()


class RecordList(Panel):
    """Shows the records of a spec and changes them; Ctrl+N begins a new one, Ctrl+Enter saves."""

    def __init__(self, desk: Desk, spec: RecordSpec) -> None:
        super().__init__(spec.title)
        self._desk = desk
        self._spec = spec
        self._row: Any = None
        self._is_typed = False
        self._wanted: object = None
        self._heading = PlainLabel(kind=Text.SECTION)
        self.model = TableModel(spec.columns, self)
        self.list = TableView(spec.title, self.model)
        self.form = self.make_form()
        self._drafts = DraftKeeper(desk, self.form, f"settings.{spec.key}")
        self.side = QVBoxLayout()
        self._lay_out()
        self.list.row_changed.connect(self._on_row_changed)
        self.list.opened.connect(self._on_row_opened)
        self.form.edited.connect(self._on_edited)
        self._drafts.brought_back.connect(self._on_brought_back)
        self.add_action(f"New {spec.one}", self.begin_new, key="Ctrl+N", icon="add")
        self.add_post("Save")
        self.post_asked.connect(self._on_post_asked)
        self.explain_right()

    @property
    def row(self) -> Any:
        """The row whose form is shown, None for a new one."""
        return self._row

    def make_form(self) -> FormPanel:
        """Make the form of one record; a subclass may have one with more in it."""
        return FormPanel(self._spec.fields, self._desk.session.today)

    def refresh(self) -> None:
        """Ask for the list again."""
        spec = self._spec
        self._desk.ask(spec.query, *spec.arguments(self._desk), then=self._on_listed, owner=self, key="list")

    def begin_new(self) -> None:
        """Show an empty form for a new record."""
        self._load(None)
        self.form.focus_first()

    def explain_right(self) -> None:
        """Say beforehand who may change this."""
        session = self._desk.session
        may = session.may(Right.SET_UP_OFFICE)
        self.explain("" if may else f"You may look, but not {Right.SET_UP_OFFICE.value}. Ask the manager.")

    def row_shown(self) -> None:
        """Show what belongs to the row beside its fields; a subclass has something there."""

    def _lay_out(self) -> None:
        inside = QWidget()
        self.side = QVBoxLayout(inside)
        self.side.setContentsMargins(Space.M, 0, Space.M, 0)
        self.side.setSpacing(Space.M)
        self.side.addWidget(self._heading)
        self.side.addWidget(self.form)
        self.side.addStretch()
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(Scrolled(inside))
        self.list.setMinimumWidth(letters(LIST_WIDTH))
        split.setStretchFactor(1, 1)
        self.body.addWidget(PlainLabel(self._spec.lead, tone="muted", wrap=True))
        row = QHBoxLayout()
        row.addWidget(split)
        self.body.addLayout(row, 1)

    def _load(self, row: Any) -> None:
        self.form.flush_waiting()
        spec = self._spec
        self._row, self._is_typed = row, False
        values = {each.name: None for each in spec.fields} | dict(spec.fresh)
        if row is not None:
            values |= {name: each for name, each in spec.values(row).items() if name in values}
        shown = {name: self._shown(name, value) for name, value in values.items()}
        self.form.set_values(shown)
        for name in spec.locked:
            self.form.editor(name).setEnabled(row is None)
        self._heading.setText(f"New {spec.one}" if row is None else str(spec.columns[0].value(row)))
        self.explain_right()
        self._drafts.bring_back("new" if row is None else str(spec.identity(row)))
        self.row_shown()

    def _shown(self, name: str, value: Any) -> Any:
        return str(value) if name in self._spec.numbers and value is not None else value

    def read(self) -> Values:
        """The values of the form as they are saved; a subclass may add some."""
        return {
            each.name: self._stored(each, self.form.editor(each.name).value()) for each in self._spec.fields
        }

    def _stored(self, each: Field, value: Any) -> Any:
        if each.name in self._spec.numbers:
            return int(value) if value else None
        return (value or "") if each.kind in _TEXTS else value

    def _on_listed(self, rows: tuple[Any, ...]) -> None:
        identity = self._spec.identity
        kept = self._wanted or (identity(self._row) if self._row is not None else None)
        self._wanted = None
        self.list.blockSignals(True)
        self.model.set_rows(rows)
        at = next((at for at, row in enumerate(rows) if identity(row) == kept), 0)
        self.list.go_to(at)
        self.list.blockSignals(False)
        if not self._is_typed:
            self._load(rows[at] if rows else None)
        elif self._row is not None and rows and identity(rows[at]) == kept:
            self._row = rows[at]

    def _on_row_changed(self, row: Any) -> None:
        if row is not None:
            self._load(row)

    def _on_row_opened(self, _row: Any) -> None:
        self.form.focus_first()

    def _on_edited(self) -> None:
        self._is_typed = True

    def _on_brought_back(self) -> None:
        self._is_typed = True
        self.explain("What you typed before is back, and not saved yet.", "warning")

    def _on_post_asked(self) -> None:
        if not self.form.check():
            self.explain("Nothing was saved. Fix the field that is marked.", "danger")
            return
        self.explain("Saving…")
        self._desk.do(
            self._spec.save,
            self._row,
            self.read(),
            then=self._on_saved,
            failed=self._on_refused,
            owner=self,
        )

    def _on_saved(self, identity: object) -> None:
        self._drafts.let_go()
        self._is_typed = False
        self._wanted = identity
        self.refresh()
        self._desk.say.emit(f"The {self._spec.one} was saved.")

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
