"""Who looked at a patient, and when."""

from app.queries.patients import PatientLine, find_patients
from app.queries.trails import AccessLine, list_access
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.fields import Field
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import scaled
from app.views.settings.trail_panel import local_time

MOST_PATIENTS = 20
_FIELDS = (Field("patient", "Patient: name, birth date or phone"),)
_PATIENTS = (
    Column("Patient", lambda line: line.name),
    Column("Birth date", lambda line: line.birth_date, width=12),
    Column("Number", lambda line: line.number, width=10),
)
_LOOKS = (
    Column("When", lambda line: line.at, local_time, width=20),
    Column("Who", lambda line: line.user, width=14),
    Column("What", lambda line: line.what.replace("_", " ")),
    Column("Computer", lambda line: line.workstation, width=20),
)


class AccessPanel(Panel):
    """Find a patient, then read the access log of that patient; reading it is a look, too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Who looked at whom")
        self._desk = desk
        self.form = FormPanel(_FIELDS, desk.session.today)
        self.patients_model = TableModel(_PATIENTS, self)
        self.patients = TableView("Patients found", self.patients_model)
        self.patients.setMaximumHeight(scaled(180))
        self.model = TableModel(_LOOKS, self)
        self.list = TableView("Looks", self.model)
        self.body.addWidget(PlainLabel("Reading this log is noted in it as well.", tone="muted"))
        self.body.addWidget(self.form)
        self.body.addWidget(self.patients)
        self.body.addWidget(self.list, 1)
        self.form.edited.connect(self._on_typed)
        self.patients.row_changed.connect(self._on_patient_chosen)

    def refresh(self) -> None:
        """Wait until a patient is chosen."""

    def _on_typed(self) -> None:
        text = str(self.form.editor("patient").value())
        if not text:
            self.patients_model.set_rows(())
            return
        self._desk.ask(
            find_patients,
            text,
            self._desk.session.today(),
            MOST_PATIENTS,
            then=self.patients_model.set_rows,
            owner=self,
            key="patients",
        )

    def _on_patient_chosen(self, patient: PatientLine | None) -> None:
        if patient is None:
            self.model.set_rows(())
            return
        self._desk.ask(list_access, patient.id, then=self._on_looks, owner=self, key="looks")

    def _on_looks(self, looks: tuple[AccessLine, ...]) -> None:
        self.model.set_rows(looks)
        self.explain("" if looks else "Nobody looked at this patient yet.")
