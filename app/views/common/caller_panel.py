"""Who is calling: the record to compare with, two things ticked, and at once what may be said.

It stands here and not in a tab, because a call is answered from more than one of them.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.callers import (
    IDENTIFIER_WORDS,
    CallerVerdict,
    Identifier,
    Relationship,
    Scope,
    judge_caller,
)
from app.domain.errors import AppError
from app.domain.rights import Right
from app.queries.callers import CallerSheet, PermissionLine, find_caller_sheet
from app.services.callers import CallerEntry, check_caller
from app.views.common.check_box import CheckBox
from app.views.common.combo import Choice
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.scrolled import Scrolled
from app.views.common.theme import Space, Text

_FIELDS = (
    Field("who", "Who is calling", Kind.CHOICE, wide=True),
    Field("person", "Name of the caller", required=True, wide=True),
)
_LEAD = "Let the caller say it and compare; do not read the record out. Tick two things that are right."
_UNDER = "permitted:"


class CallerPanel(Panel):
    """Space ticks, Ctrl+Enter keeps the check; `checked` carries its id and the verdict."""

    checked = Signal(int, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Who is calling?", parent)
        self._desk = desk
        self._sheet: CallerSheet | None = None
        self.form = FormPanel(_FIELDS, desk.session.today)
        self.boxes = {each: CheckBox(words.capitalize()) for each, words in IDENTIFIER_WORDS.items()}
        self.verdict = PlainLabel(kind=Text.SECTION, wrap=True)
        self._lay_out()
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Keep the check")
        self.form.edited.connect(self._judge)
        self.form.editor("who").edited.connect(self._on_who_chosen)
        self.post_asked.connect(self._on_post_asked)

    def _lay_out(self) -> None:
        asked = QWidget()
        column = QVBoxLayout(asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.form)
        column.addWidget(PlainLabel(_LEAD, tone="muted", wrap=True))
        for box in self.boxes.values():
            column.addWidget(box)
            box.edited.connect(self._judge)
        column.addStretch()
        self.body.addWidget(Scrolled(asked), 1)
        # Whether something may be said stays in sight, however low the window is.
        self.body.addWidget(self.verdict)

    def begin(self, patient_id: int) -> None:
        """Ask what this patient's record says, with the keyboard on who is calling."""
        self._sheet = None
        self.verdict.setText("")
        self.explain(refusal_of(self._desk.session, Right.LOG_CALL))
        self.form.editor("who").setFocus()
        self._desk.ask(find_caller_sheet, patient_id, then=self._on_found, owner=self, key="sheet")

    @property
    def judged(self) -> CallerVerdict | None:
        """What may be said as things stand, None before the record is there."""
        if self._sheet is None:
            return None
        relationship, permission = self._who()
        return judge_caller(
            self._sheet.patient,
            relationship,
            self._confirmed(),
            permission.permission if permission else None,
            self._desk.session.today(),
        )

    def _who(self) -> tuple[Relationship, PermissionLine | None]:
        key = str(self.form.editor("who").value())
        if not key.startswith(_UNDER) or self._sheet is None:
            return Relationship(key), None
        wanted = int(key.removeprefix(_UNDER))
        return Relationship.PERMITTED, next(line for line in self._sheet.permissions if line.id == wanted)

    def _confirmed(self) -> tuple[Identifier, ...]:
        return tuple(each for each, box in self.boxes.items() if box.value() and not box.isHidden())

    def _judge(self) -> None:
        if judged := self.judged:
            self.verdict.set_tone("good" if judged.passed else "danger")
            self.verdict.setText(judged.words)

    def _on_found(self, sheet: CallerSheet) -> None:
        self._sheet = sheet
        self.set_title(f"Who is calling about {sheet.patient.name}?")
        self.form.editor("who").set_choices(_choices(sheet))  # type: ignore[union-attr]
        self.form.set_values({"who": Relationship.PATIENT.value})
        for each, box in self.boxes.items():
            value = sheet.values.get(each, "")
            words = f"{IDENTIFIER_WORDS[each].capitalize()}: {value}"
            box.setText(words.replace("&", "&&"))
            box.setAccessibleName(words)
            box.set_value(False)
            box.setVisible(bool(value))
        self._on_who_chosen()

    def _on_who_chosen(self) -> None:
        if self._sheet is None:
            return
        relationship, permission = self._who()
        names = {
            Relationship.PATIENT: self._sheet.patient.name,
            Relationship.GUARANTOR: self._sheet.guarantor,
            Relationship.PERMITTED: permission.permission.name if permission else "",
        }
        self.form.set_values({"person": names.get(relationship, "")})
        self._judge()

    def _on_post_asked(self) -> None:
        judged = self.judged
        if self._sheet is None or judged is None or not self.form.check():
            return
        relationship, permission = self._who()
        person = str(self.form.values()["person"])
        under = permission.id if permission else None
        entry = CallerEntry(self._sheet.patient_id, relationship, person, self._confirmed(), under, judged)
        self._desk.do(
            check_caller,
            entry,
            then=lambda check: self._on_kept(check, judged),
            failed=self._on_refused,
            owner=self,
        )

    def _on_kept(self, check: int, judged: CallerVerdict) -> None:
        self._desk.say.emit(judged.words)
        self.checked.emit(check, judged)

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")


def _choices(sheet: CallerSheet) -> tuple[Choice, ...]:
    """The patient first, then who pays, those who may hear of it, and everyone else."""
    people: list[Choice] = [(Relationship.PATIENT.value, f"The patient: {sheet.patient.name}")]
    if sheet.guarantor:
        people.append((Relationship.GUARANTOR.value, f"Who pays: {sheet.guarantor}"))
    for line in sheet.permissions:
        if not line.permission.is_ended:
            about = f", {line.relationship}" if line.relationship else ""
            about += ", money only" if line.permission.scope is Scope.MONEY else ""
            people.append((f"{_UNDER}{line.id}", f"May hear of it: {line.permission.name}{about}"))
    return (
        *people,
        (Relationship.INSURER.value, "An insurer"),
        (Relationship.OTHER.value, "Anyone else"),
    )
