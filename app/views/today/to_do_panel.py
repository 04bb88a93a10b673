"""A new to-do, and the putting off of one."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from app.domain.date_entry import format_date
from app.domain.due_work import DueLine, name_work
from app.domain.errors import AppError
from app.queries.to_dos import list_colleagues
from app.services.to_dos import ToDoEntry, add_to_do, snooze_to_do
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel

ANYONE = (None, "Anyone")
_FIELDS = (
    Field("title", "What is to be done", required=True, wide=True),
    Field("due_on", "Due on", Kind.DATE, required=True, help="t is today, +7 in a week."),
    Field("owner_id", "Whose", Kind.CHOICE, choices=(ANYONE,)),
)
_PUT_OFF = (Field("until", "Not before", Kind.DATE, required=True, help="+1 is tomorrow, +7 in a week."),)


class ToDoPanel(Panel):
    """Asks what, by when and whose; Ctrl+Enter keeps it."""

    kept = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("New to-do")
        self._desk = desk
        self._is_begun = False
        self.form = FormPanel(_FIELDS, desk.session.today)
        self._drafts = DraftKeeper(desk, self.form, "to_do")
        self.body.addWidget(self.form)
        self.body.addStretch()
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Keep")
        self.post_asked.connect(self._on_post_asked)

    def begin(self) -> None:
        """Begin a to-do, or go on with the one begun before."""
        if not self._is_begun:
            self._is_begun = True
            self.form.set_values({"title": "", "due_on": self._desk.session.today(), "owner_id": None})
            self._desk.ask(list_colleagues, then=self._on_colleagues, owner=self, key="colleagues")
            self._drafts.bring_back("new")
        self.explain("")
        self.form.focus_first()

    def _on_colleagues(self, people: Sequence[tuple[int, str]]) -> None:
        self.form.editor("owner_id").set_choices((ANYONE, *people))  # type: ignore[union-attr]

    def _on_post_asked(self) -> None:
        if self.form.check():
            entry = ToDoEntry(**self.form.values())  # type: ignore[arg-type]
            then = partial(self._on_kept, entry)
            self._desk.do(add_to_do, entry, then=then, failed=self._on_refused, owner=self)

    def _on_kept(self, entry: ToDoEntry, _to_do: int) -> None:
        self._drafts.let_go()
        self._is_begun = False
        is_later = entry.due_on > self._desk.session.today()
        when = f"It comes up on {format_date(entry.due_on)}." if is_later else "It is in the list."
        self._desk.say.emit(f"The to-do “{name_work(entry.title)}” is kept. {when}")
        self.kept.emit()

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")


class PutOffPanel(Panel):
    """Asks until when a to-do shall stay away; its own day is not changed."""

    kept = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Put off")
        self._desk = desk
        self._id = 0
        self.what = PlainLabel(wrap=True)
        self.form = FormPanel(_PUT_OFF, desk.session.today, columns=1)
        self.body.addWidget(self.what)
        self.body.addWidget(self.form)
        self.body.addStretch()
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Put off")
        self.post_asked.connect(self._on_post_asked)

    def begin(self, line: DueLine) -> None:
        """Ask until when this to-do shall stay away."""
        self._id = line.id
        self.what.setText(line.text)
        self.form.set_values({"until": None})
        self.explain("")
        self.form.focus_first()

    def _on_post_asked(self) -> None:
        if self.form.check():
            until = self.form.values()["until"]
            assert isinstance(until, date)
            then = partial(self._on_kept, until)
            self._desk.do(snooze_to_do, self._id, until, then=then, failed=self._on_refused, owner=self)

    def _on_kept(self, until: date, _nothing: object) -> None:
        self._desk.say.emit(f"Put off until {format_date(until)}: {name_work(self.what.text())}")
        self.kept.emit()

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
