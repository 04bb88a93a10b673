"""Logging a call or a note: who, what was said, what comes next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.queries.patients import PatientDetail
from app.services.contacts import ContactEntry, log_contact
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.scrolled import Scrolled

_FIELDS = (
    Field("said", "What was said", Kind.NOTE, wide=True),
    Field("next_on", "Ask again on", Kind.DATE, help="+7 is in a week, t is today."),
    Field("direction", "Call", Kind.CHOICE, choices=(("in", "They called us"), ("out", "We called them"))),
    Field("person", "Who it was with"),
    Field("representative", "Insurer's representative"),
    Field("reference", "Insurer's reference number"),
    Field("promise", "Promised to pay", Kind.MONEY),
    Field("promise_on", "Promised by", Kind.DATE),
)


class CallPanel(Panel):
    """Text first, then Tab and the next day; Ctrl+Enter keeps it. What was logged is never changed later."""

    logged = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Log a call", parent)
        self._desk = desk
        self.patient_id: int | None = None
        self.form = FormPanel(_FIELDS, desk.session.today)
        self._drafts = DraftKeeper(desk, self.form, "call")
        self.body.addWidget(Scrolled(self.form), 1)
        self.add_post("Keep")
        self.post_asked.connect(self._on_post_asked)

    def begin(self, patient: PatientDetail) -> None:
        """Begin an entry for this patient, or go on with the one begun before."""
        if self.patient_id != patient.id:
            self.form.flush_waiting()
            self.patient_id = patient.id
            name = f"{patient.values['first']} {patient.values['last']}".strip()
            self.set_title(f"Log a call about {name}")
            self.form.set_values({field.name: None for field in _FIELDS})
            self.form.set_values({"direction": "in", "person": name})
            self.explain("")
            self._drafts.bring_back(str(patient.id))
        self.form.editor("said").setFocus()

    def _on_post_asked(self) -> None:
        if self.patient_id is None or not self.form.check():
            return
        values = self.form.values()
        entry = ContactEntry(patient_id=self.patient_id, **values)  # type: ignore[arg-type]
        self.explain("Saving…")
        self._desk.do(log_contact, entry, then=self._on_kept, failed=self._on_refused, owner=self)

    def _on_kept(self, _contact: int) -> None:
        self._drafts.let_go()
        self.patient_id = None
        self._desk.say.emit("The call is logged.")
        self.logged.emit()

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
