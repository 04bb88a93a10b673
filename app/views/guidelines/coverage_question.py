"""The question of a coverage look-up: a patient or an insurer, a code, diagnoses, a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.queries.guidelines import CoverageQuestion
from app.queries.patients import PatientDetail, PatientLine, find_patient, find_patients
from app.queries.policies import PlanLine, list_plans
from app.views.common.columns import Column
from app.views.common.combo import Combo
from app.views.common.coverage_subject import CoverageSubject
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.finder import Done, Finder
from app.views.common.form import FormPanel
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import Space, Text, letters

FOUND = 20
WIDTH = 34
_PATIENTS = (
    Column("Patient", lambda line: line.name),
    Column("Born", lambda line: line.birth_date, width=10),
)
_FIELDS = (
    Field("payer", "Insurer", Kind.CHOICE, wide=True),
    Field("plan", "Plan", Kind.CHOICE, wide=True),
    Field("code", "Code", Kind.CODE, width=10, help="Like 97110."),
    Field("on", "Date of service", Kind.DATE, width=10),
    Field("diagnoses", "Diagnoses", Kind.TEXT, wide=True, help="Like M54.5, J02.9; empty where not known."),
)
OWN_INSURER, NO_INSURER = (None, "The patient’s own, on that day"), (None, "Choose an insurer…")
ANY_PLAN = (None, "Any plan")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is typed, and the patient and insurer it names, None where it names none."""

    patient_id: int | None
    payer_id: int | None
    question: CoverageQuestion

    @property
    def is_whole(self) -> bool:
        """Tell whether it can be answered."""
        return bool(self.question.code) and (self.patient_id is not None or self.payer_id is not None)


class CoverageQuestionBox(QWidget):
    """`asked` tells that the question is another, `language_known` which language its patient speaks."""

    asked = Signal()
    language_known = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._patient: int | None = None
        self._plans: tuple[PlanLine, ...] = ()
        self._wanted = CoverageSubject()
        self.finder = Finder("Patient, if it is for one", _PATIENTS, self._search)
        self.form = FormPanel(_FIELDS, desk.session.today)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(PlainLabel("Patient", Text.CAPTION, "muted"))
        column.addWidget(self.finder)
        column.addWidget(self.form)
        column.addStretch()
        self._join()
        self.dress()

    def begin(self, subject: CoverageSubject) -> None:
        """Ask about a subject as soon as the insurers are known."""
        self._wanted = subject
        self._patient = subject.patient_id or None
        self.finder.show_chosen("")
        self.form.set_values(
            {
                "code": subject.codes[0] if subject.codes else None,
                "on": subject.on or self._desk.session.today(),
                "diagnoses": ", ".join(subject.diagnoses),
            }
        )
        self._desk.ask(list_plans, then=self._on_plans, owner=self, key="plans")
        if self._patient is not None:
            self._desk.ask(find_patient, self._patient, then=self._on_patient, owner=self, key="patient")

    def question(self) -> Asked:
        """The question as it is typed."""
        values = self.form.values()
        on = values["on"]
        payer, plan = _id(values["payer"]), _id(values["plan"])
        diagnoses = [part.strip().upper() for part in str(values["diagnoses"] or "").split(",")]
        question = CoverageQuestion(
            str(values["code"] or ""),
            on if isinstance(on, date) else self._desk.session.today(),
            payer,
            plan,
            tuple(part for part in diagnoses if part),
        )
        return Asked(self._patient, payer, question)

    def ask_code(self, code: str) -> None:
        """Ask the same about another code."""
        self.form.set_values({"code": code})
        self.asked.emit()

    def focus_missing(self) -> None:
        """Put the keyboard where something is missing, else on the code."""
        asked = self.question()
        needs_insurer = asked.patient_id is None and asked.payer_id is None and asked.question.code
        editor = self.form.editor("payer" if needs_insurer else "code")
        editor.setFocus()
        if select := getattr(editor, "selectAll", None):
            select()

    def dress(self) -> None:
        """Keep the width of a short form."""
        self.setFixedWidth(letters(WIDTH) + 2 * Space.L)

    def _join(self) -> None:
        self.finder.chosen.connect(self._on_chosen)
        self.finder.line.textEdited.connect(self._on_patient_typed)
        self._combo("payer").edited.connect(self._on_payer_chosen)
        self._combo("plan").edited.connect(self.asked)
        enter = QShortcut(self.form)
        enter.setKeys([QKeySequence("Return"), QKeySequence("Enter")])
        enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        enter.activated.connect(self._on_entered)

    def _search(self, text: str, done: Done) -> None:
        today = self._desk.session.today()
        self._desk.ask(find_patients, text, today, FOUND, then=done, owner=self, key="find")

    def _on_plans(self, plans: Sequence[PlanLine]) -> None:
        self._plans = tuple(plans)
        self._offer_payers()
        self.form.set_values({"payer": self._wanted.payer_id or None})
        self._offer_plans()
        self.form.set_values({"plan": self._wanted.plan_id or None})
        self.focus_missing()
        self.asked.emit()

    def _offer_payers(self) -> None:
        first = OWN_INSURER if self._patient is not None else NO_INSURER
        payers = {each.payer_id: each.payer for each in self._plans}
        self._combo("payer").set_choices((first, *payers.items()))

    def _offer_plans(self) -> None:
        payer = self._combo("payer").value()
        own = [(each.id, each.name) for each in self._plans if each.payer_id == payer]
        self._combo("plan").set_choices((ANY_PLAN, *own))
        self.form.set_shown("plan", bool(own))

    def _on_patient(self, detail: PatientDetail) -> None:
        if detail.id == self._patient:
            self.finder.show_chosen(f"{detail.values['last']}, {detail.values['first']}")
            self.language_known.emit(detail.values["language"])

    def _on_chosen(self, line: PatientLine) -> None:
        self._patient = line.id
        self.finder.show_chosen(line.name)
        self._offer_payers()
        self.form.set_values({"payer": None})
        self._offer_plans()
        self._combo("payer").setFocus()
        self._desk.ask(find_patient, line.id, then=self._on_patient, owner=self, key="patient")
        self.asked.emit()

    def _on_patient_typed(self) -> None:
        if self._patient is not None:
            self._patient = None
            self._offer_payers()

    def _on_payer_chosen(self) -> None:
        self._offer_plans()
        self.asked.emit()

    def _on_entered(self) -> None:
        if self.form.check():
            self.asked.emit()

    def _combo(self, name: str) -> Combo:
        editor = self.form.editor(name)
        assert isinstance(editor, Combo)
        return editor


def _id(value: object) -> int | None:
    return value if isinstance(value, int) else None
