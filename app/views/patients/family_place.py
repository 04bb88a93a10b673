"""Who pays for a patient, and the ways to change it for later visits."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.coming_of_age import check_coming_of_age
from app.queries.guarantors import GuarantorLine
from app.queries.patient_records import PatientRecord
from app.services.patients import move_patient
from app.views.common.buttons import Button
from app.views.common.desk import Desk
from app.views.common.flow import FlowLayout
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import FORM_WIDTH, Space, scaled
from app.views.patients.account_finder import AccountFinder


class FamilyPlaceBox(QWidget):
    """Names the account that pays; another one, or an own one, takes later visits. Earlier ones stay."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._record: PatientRecord | None = None
        self._words = PlainLabel(wrap=True)
        self._warning = PlainLabel(tone="warning", wrap=True)
        self._finder = AccountFinder(desk)
        self._another = Button("Another family account…", self._on_another_asked)
        self.own = Button("An account of the patient's own", self._on_own_asked)
        buttons = QWidget()
        row = FlowLayout(buttons, Space.S)
        row.addWidget(self._another)
        row.addWidget(self.own)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for widget in (self._words, self._warning, buttons, self._finder):
            column.addWidget(widget)
        self._finder.chosen.connect(self._on_chosen)
        self._finder.hide()
        self.setFocusProxy(self._another)
        self.dress()

    @property
    def warning(self) -> str:
        """What it warns of."""
        return self._warning.text()

    def dress(self) -> None:
        """Keep to the width of a form."""
        self.setMaximumWidth(scaled(FORM_WIDTH))

    def show_record(self, record: PatientRecord) -> None:
        """Show who pays for this patient."""
        if self._record is None or self._record.id != record.id:
            self._finder.clear()
            self._finder.hide()
        self._record = record
        others = record.family_size - 1
        family = f", which also pays for {others} other{'s' if others > 1 else ''}" if others else ""
        self._words.setText(f"{record.family.account_name} pays, on account {record.account_number}{family}.")
        findings = check_coming_of_age(record.family, self._desk.session.today())
        self._warning.setText(" ".join(f"{finding.text} {finding.fix}" for finding in findings))
        self._warning.setVisible(bool(findings))
        self.own.setVisible(not record.family.pays_himself or others > 0)

    def _move(self, account_id: int | None) -> None:
        if self._record:
            self._desk.do(move_patient, self._record.id, account_id, then=self._on_moved, owner=self)

    def _on_another_asked(self) -> None:
        self._finder.clear()
        self._finder.show()
        self._finder.setFocus()

    def _on_own_asked(self) -> None:
        self._move(None)

    def _on_chosen(self, line: GuarantorLine) -> None:
        self._move(line.id)

    def _on_moved(self, _account: int) -> None:
        self._finder.hide()
        self._desk.say.emit("Later visits go to the new account. What was entered before stays where it is.")
