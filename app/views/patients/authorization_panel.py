"""One authorization or referral: typed from the insurer's letter or the call, and changed when it answers."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from app.domain.authorizations import WAITING, Status
from app.domain.errors import AppError
from app.queries.authorizations import AuthorizationLine
from app.queries.policies import PolicyLine, list_policies
from app.queries.visits import OfficeChoices, list_office_choices
from app.services.authorizations import (
    cancel_authorization,
    change_authorization,
    decide_authorization,
    register_authorization,
)
from app.views.common.combo import Choice, Combo
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.scrolled import Scrolled
from app.views.patients.authorization_words import CHOSEN, DATES, FIELDS, NEW, NUMBERS

ANY: Choice = (None, "any")


class AuthorizationPanel(Panel):
    """Ctrl+Enter saves; `saved` ends the entry. Taking one out of use needs a reason in its note."""

    saved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Add an authorization")
        self._desk = desk
        self._line: AuthorizationLine | None = None
        self.patient_id: int | None = None
        self.form = FormPanel(FIELDS, desk.session.today, columns=3)
        self._drafts = DraftKeeper(desk, self.form, "authorization")
        self.body.addWidget(Scrolled(self.form), 1)
        self.cancel = self.add_action("Take out of use", self._on_cancel_asked)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Save")
        self._drafts.brought_back.connect(self._on_brought_back)
        self.post_asked.connect(self._on_post_asked)

    def begin(self, patient_id: int, line: AuthorizationLine | None) -> None:
        """Change an authorization of a patient, or add one."""
        self.patient_id, self._line = patient_id, line
        self.set_title("Change an authorization" if line else "Add an authorization")
        self.cancel.setVisible(line is not None)
        self.explain("")
        self._desk.ask(list_office_choices, then=self._on_office, owner=self, key="office")
        self._desk.ask(list_policies, patient_id, then=self._on_policies, owner=self, key="policies")

    def leave(self) -> None:
        """Leave; what was typed is kept."""
        self.form.flush_waiting()
        super().leave()

    def _on_office(self, office: OfficeChoices) -> None:
        self._offer("provider", (ANY, *office.providers))
        self._offer("place", (ANY, *((place, name) for place, name, _ in office.places)))

    def _on_policies(self, policies: Sequence[PolicyLine]) -> None:
        if self.patient_id is None:
            return
        today = self._desk.session.today()
        self._offer("policy", [(policy.id, policy.term.listed) for policy in policies])
        values = dict.fromkeys((field.name for field in FIELDS), None) | NEW
        values["policy"] = next((policy.id for policy in policies if policy.term.covers(today)), None)
        if self._line:
            values = {name: self._line.values[name] for name in values}
        self.form.set_values({name: _shown(name, value) for name, value in values.items()})
        self._drafts.bring_back(f"{self.patient_id}/{self._line.id if self._line else 'new'}")
        self.form.focus_first()
        if not policies:
            self.explain("Add the patient's insurance first: an authorization belongs to it.", "warning")

    def _offer(self, name: str, choices: Sequence[Choice]) -> None:
        editor = self.form.editor(name)
        assert isinstance(editor, Combo)
        editor.set_choices(choices)

    def _on_brought_back(self) -> None:
        self.explain("What you typed before is back, and not saved yet.", "warning")

    def _on_post_asked(self) -> None:
        if self.patient_id is None:
            return
        if not self.form.check():
            self.explain("Nothing was saved. Fix the field that is marked.", "danger")
            return
        values = {name: _stored(name, value) for name, value in self.form.values().items()}
        line = self._line
        if line is None:
            self._do(register_authorization, self.patient_id, values)
        else:
            was_waiting = line.authorization.status in WAITING
            is_decided = Status(values["status"]) not in WAITING
            use_case = decide_authorization if was_waiting and is_decided else change_authorization
            self._do(use_case, self.patient_id, line.id, line.version, values)

    def _on_cancel_asked(self) -> None:
        line, reason = self._line, str(self.form.editor("note").value() or "")
        if line is None or self.patient_id is None:
            return
        if not reason:
            self.form.editor("note").setFocus()
            self.explain("Type in Note why it is taken out of use, then take it out again.", "warning")
            return
        self._do(cancel_authorization, self.patient_id, line.id, line.version, reason)

    def _do(self, use_case: Any, *args: object) -> None:
        self.explain("Saving…")
        said = "It is out of use." if use_case is cancel_authorization else "The authorization is saved."
        then = partial(self._on_saved, said)
        self._desk.do(use_case, *args, then=then, failed=self._on_refused, owner=self)

    def _on_saved(self, said: str, _answer: object) -> None:
        self._drafts.let_go()
        self.patient_id = None
        self._desk.say.emit(said)
        self.saved.emit()

    def _on_refused(self, error: AppError) -> None:
        self.explain(f"{error} What you typed is kept.", "danger")


def _shown(name: str, value: Any) -> Any:
    return str(value) if name in NUMBERS and value is not None else value


def _stored(name: str, value: Any) -> Any:
    if name in NUMBERS:
        return int(value) if value else (None if name == "approved" else 0)
    return value if name in DATES | CHOSEN else value or ""
