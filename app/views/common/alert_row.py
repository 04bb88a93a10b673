"""Alerts that people typed about an account, as chips: what must be known before the first word is said."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.date_entry import format_date
from app.queries.alerts import AlertLine, list_alerts
from app.views.common.chip import Chip, ChipLabel
from app.views.common.desk import Desk
from app.views.common.flow import FlowLayout
from app.views.common.theme import ChipKind

_KINDS = {
    "note": ChipKind.DRAFT,
    "money": ChipKind.DUE,
    "legal": ChipKind.DISPUTE,
    "language": ChipKind.BILLED,
    "other": ChipKind.DRAFT,
}


def typed_chip(line: AlertLine) -> Chip:
    """An alert that a person typed, with its last day where it has one."""
    until = f" (until {format_date(line.expires_on)[:5]})" if line.expires_on else ""
    return Chip(_KINDS[line.kind], f"{line.text}{until}")


class AlertRow(QWidget):
    """The alerts in force of one patient; no room is taken where there are none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._patient = 0
        self._chips: list[ChipLabel] = []
        self._row = FlowLayout(self)
        self.setAccessibleName("Alerts")
        self.hide()

    @property
    def words(self) -> tuple[str, ...]:
        """What the chips say."""
        return tuple(chip.accessibleName() for chip in self._chips)

    def show_patient(self, patient_id: int) -> None:
        """Show the alerts of another patient; those of the one before go at once."""
        if patient_id != self._patient:
            self._patient = patient_id
            self._show(())
        self.refresh()

    def refresh(self) -> None:
        """Ask again for the alerts."""
        if self._patient:
            asked = (self._patient, self._desk.session.today())
            self._desk.ask(list_alerts, *asked, then=self._show, owner=self, key="alerts")

    def _show(self, lines: Sequence[AlertLine]) -> None:
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [ChipLabel(typed_chip(line)) for line in lines]
        for chip in self._chips:
            self._row.addWidget(chip)
        self.setVisible(bool(self._chips))
