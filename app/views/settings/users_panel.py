"""The people of the office: who may sign in and as what, their passwords, and the recovery key."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.rights import Role
from app.queries.users import UserLine, list_users
from app.services import users as people
from app.services.practices import OpenPractice
from app.services.set_ups import confirm_recovery_key
from app.views.common.buttons import Button
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.new_key_pages import NewKeyPages
from app.views.common.new_password import check_new_password
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.scrolled import Scrolled
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text, letters
from app.views.settings.record_list import LIST_WIDTH

ROLES = tuple((role.value, role.value.capitalize()) for role in Role)
_NEW = (
    Field("display_name", "Name", required=True),
    Field("name", "Log-in name", required=True),
    Field("role", "Role", Kind.CHOICE, choices=ROLES),
    Field("password", "First password", Kind.PASSWORD, required=True, help="12 characters or more."),
    Field("again", "First password again", Kind.PASSWORD, required=True),
)
_PASSWORD = (
    Field("password", "New password", Kind.PASSWORD, required=True, help="12 characters or more."),
    Field("again", "New password again", Kind.PASSWORD, required=True),
)
_ROLE = (Field("role", "Role", Kind.CHOICE, choices=ROLES),)
_COLUMNS = (
    Column("Name", lambda line: line.display_name),
    Column("Log-in name", lambda line: line.name, width=10),
    Column("Role", lambda line: line.role.value.capitalize() if line.active else "removed", width=12),
)


class UsersPanel(QStackedWidget):
    """The list with what can be done to the person chosen, and over it a new recovery key."""

    def __init__(self, desk: Desk, practice: OpenPractice) -> None:
        super().__init__()
        self._desk = desk
        self._practice = practice
        self._person: UserLine | None = None
        self._keys: NewKeyPages | None = None
        self.panel = Panel("Users")
        self.model = TableModel(_COLUMNS, self)
        self.list = TableView("Users", self.model)
        today = desk.session.today
        self.new = FormPanel(_NEW, today)
        self.role = FormPanel(_ROLE, today, columns=1)
        self.password = FormPanel(_PASSWORD, today)
        self._who = PlainLabel(kind=Text.SECTION)
        self._chosen = QWidget()
        self._lay_out()
        self.list.row_changed.connect(self._on_row_changed)
        self.panel.add_action("New recovery key", self._on_key_asked, icon="lock")

    def refresh(self) -> None:
        """Ask for the list again."""
        self._desk.ask(list_users, then=self.model.set_rows, failed=self._on_refused, owner=self, key="users")

    def _lay_out(self) -> None:
        chosen = QVBoxLayout(self._chosen)
        chosen.setContentsMargins(0, 0, 0, 0)
        chosen.setSpacing(Space.S)
        for widget in (
            self._who,
            self.role,
            Button("Change the role", self._on_role_asked),
            self.password,
            Button("Set this password", self._on_password_asked),
            Button("Remove this person", self._on_remove_asked),
        ):
            left = Qt.AlignmentFlag.AlignLeft if isinstance(widget, Button) else Qt.AlignmentFlag(0)
            chosen.addWidget(widget, alignment=left)
        inside = QWidget()
        side = QVBoxLayout(inside)
        side.setContentsMargins(Space.M, 0, Space.M, 0)
        side.setSpacing(Space.M)
        side.addWidget(self._chosen)
        side.addWidget(PlainLabel("Add a person", Text.SECTION))
        side.addWidget(self.new)
        add = Button("Add this person", self._on_add_asked, icon="add")
        side.addWidget(add, alignment=Qt.AlignmentFlag.AlignLeft)
        side.addStretch()
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(Scrolled(inside))
        self.list.setMinimumWidth(letters(LIST_WIDTH))
        split.setStretchFactor(1, 1)
        self.panel.body.addWidget(split, 1)
        self.addWidget(self.panel)

    def _do(self, then: Callable[[Any], None], use_case: Callable[..., Any], *args: object) -> None:
        self.panel.explain("One moment: checking passwords is slow on purpose…")
        self._desk.do(use_case, *args, then=then, failed=self._on_refused, owner=self)

    def _said(self, sentence: str, _outcome: object) -> None:
        self.panel.explain(sentence, "good")
        for form in (self.new, self.password):
            form.set_values({"password": "", "again": ""})
        self.refresh()

    def _on_row_changed(self, person: UserLine | None) -> None:
        self._person = person
        self._chosen.setVisible(person is not None and person.active)
        if person:
            self._who.setText(f"{person.display_name} ({person.name})")
            self.role.set_values({"role": person.role.value})

    def _on_add_asked(self) -> None:
        if not self.new.check() or not check_new_password(self.new, (str(self.new.values()["name"]),)):
            return
        values = self.new.values()
        new = people.NewUser(
            str(values["name"]),
            str(values["display_name"]),
            Role(str(values["role"])),
            self.new.editor("password").draft(),
        )
        self._do(partial(self._on_added, new.display_name), people.add_user, self._practice, new)

    def _on_added(self, name: str, outcome: object) -> None:
        self.new.set_values({"name": "", "display_name": ""})
        self._said(f"{name} can sign in now.", outcome)

    def _on_role_asked(self) -> None:
        if self._person:
            role = Role(str(self.role.values()["role"]))
            words = f"{self._person.display_name} is {role.value} from the next sign-in on."
            self._do(partial(self._said, words), people.change_role, self._person.id, role)

    def _on_password_asked(self) -> None:
        person = self._person
        if person and self.password.check() and check_new_password(self.password, (person.name,)):
            password = self.password.editor("password").draft()
            then = partial(self._said, f"{person.display_name} has a new password.")
            self._do(then, people.reset_password, self._practice, person.id, password)

    def _on_remove_asked(self) -> None:
        person = self._person
        if person:
            words = f"{person.display_name} can no longer sign in. What was done stays under that name."
            self._do(partial(self._said, words), people.remove_user, self._practice, person.id)

    def _on_key_asked(self) -> None:
        self._do(self._on_key_made, people.reissue_recovery_key, self._practice)

    def _on_key_made(self, recovery_key: str) -> None:
        self.panel.explain("The old recovery key opens nothing any more.")
        if self._keys is None:
            self._keys = NewKeyPages(self._desk.runner, self._desk.settings or QSettings())
            self._keys.proven.connect(self._on_key_proven)
            self.addWidget(self._keys)
        self._keys.show_key(self._practice.path.stem, recovery_key)
        self.setCurrentWidget(self._keys)
        self._keys.focus_first()

    def _on_key_proven(self) -> None:
        if self._keys:
            self._keys.forget()
        self.setCurrentWidget(self.panel)
        self._desk.do(confirm_recovery_key, owner=self)

    def _on_refused(self, error: AppError) -> None:
        self.panel.explain(str(error), "danger")
