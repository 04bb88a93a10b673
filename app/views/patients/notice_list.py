"""The advance notices given to a patient: what came back signed is recorded here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.queries.notices import AdvanceNoticeLine, list_advance_notices
from app.services.notices import NoticeSignature, record_notice_signature
from app.views.common.buttons import Button
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.form import FormPanel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text
from app.views.patients.paper_fields import SIGNED

_COLUMNS = (
    Column("Given", lambda line: line.issued_on, width=10),
    Column("Services", lambda line: " ".join(line.codes), width=16),
    Column("Reason", lambda line: line.reason),
    Column("Estimate", lambda line: line.estimate, right=True, width=10),
    Column("Option", lambda line: line.option or "not signed", width=10),
    Column("Signed", lambda line: line.signed_on, width=10),
)


class NoticeList(QWidget):
    """Enter shows a notice as it was printed (`opened` carries its row); the button records its signature."""

    opened = Signal(object)
    said = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._patient = 0
        self._model = TableModel(_COLUMNS, self)
        self.table = TableView("Advance notices given", self._model)
        self.form = FormPanel(SIGNED, desk.session.today)
        self.button = Button("Record signature", self.record)
        signing = QHBoxLayout()
        signing.setSpacing(Space.M)
        signing.addWidget(self.form, 1)
        signing.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(PlainLabel("Given before (Enter shows the paper again)", Text.CAPTION, "muted"))
        column.addWidget(self.table, 1)
        column.addLayout(signing)
        # In a page that scrolls, labels would otherwise be pressed into the table above them.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.table.opened.connect(self.opened)

    def show_patient(self, patient_id: int) -> None:
        """Ask for the notices of a patient."""
        self._patient = patient_id
        self.form.set_values({"option": "1", "signed_on": None})
        self._ask()

    def record(self) -> None:
        """Record what the patient ticked and when he signed, for the chosen notice."""
        line = self.table.current_row()
        if not isinstance(line, AdvanceNoticeLine):
            self.said.emit("Choose the notice that came back signed.", "warning")
        elif self.form.check():
            values = self.form.values()
            signature = NoticeSignature(str(values["option"]), values["signed_on"])  # type: ignore[arg-type]
            self._desk.do(
                record_notice_signature,
                self._patient,
                line.id,
                line.version,
                signature,
                then=self._on_recorded,
                failed=lambda error: self.said.emit(str(error), "danger"),
                owner=self,
            )

    def _ask(self) -> None:
        self._desk.ask(list_advance_notices, self._patient, then=self._on_listed, owner=self, key="notices")

    def _on_listed(self, lines: tuple[AdvanceNoticeLine, ...]) -> None:
        at = max(self.table.currentIndex().row(), 0)
        self._model.set_rows(lines)
        self.table.go_to(at)

    def _on_recorded(self, _nothing: object) -> None:
        self._ask()
        self.said.emit("The patient’s choice and signature are recorded.", "good")
