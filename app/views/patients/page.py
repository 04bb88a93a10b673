"""What the patients tab asks of each sub-page, so that a page can be written and tested by itself."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.queries.patients import PatientDetail
from app.views.common.desk import Desk


class PatientPage(QWidget):
    """One sub-page: the tab tells it the patient, and it asks for the rest when it is seen.

    `show_patient` is called again after every commit that touched what the tab shows; `self.detail` is the
    record then known, None while nobody is chosen. Its signals are passed on by the tab;
    `page_asked` names another page of the record to show, as `Insurance`.
    """

    TITLE: ClassVar[str] = ""

    patient_asked = Signal(int)
    claim_asked = Signal(int)
    payment_asked = Signal(int)
    answer_asked = Signal(int)
    file_asked = Signal(int)
    page_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.detail: PatientDetail | None = None
        self._is_stale = False
        self.setAccessibleName(self.TITLE)

    def show_patient(self, detail: PatientDetail | None) -> None:
        """Show this patient; a page that is not seen asks when it is."""
        self.detail = detail
        self._is_stale = True
        if self.isVisible():
            self._refresh_now()

    def refresh(self) -> None:
        """Ask again for what is shown of `self.detail`; a subclass does the asking."""
        raise TypeError(f"{type(self).__name__} must say how it refreshes")

    def showEvent(self, event: QShowEvent) -> None:
        """Ask what was left unasked while the page was not seen."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh_now()

    def _refresh_now(self) -> None:
        self._is_stale = False
        self.refresh()
