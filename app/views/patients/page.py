"""What the patients tab asks of each sub-page, so that a page can be written and tested by itself."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.queries.patients import PatientDetail
from app.views.common.asking_widget import AskingWidget
from app.views.common.coverage_subject import CoverageSubject
from app.views.common.desk import Desk


class PatientPage(AskingWidget):
    """One sub-page: the tab tells it the patient, and it asks for the rest when it is seen.

    `show_patient` is called again after every commit that touched what the tab shows; `self.detail` is the
    record then known, None while nobody is chosen. Its signals are passed on by the tab;
    `page_asked` names another page of the record to show, as `Insurance`; `papers_asked` carries the visit
    whose papers are to be printed, `walkout_asked` the patient who leaves.
    """

    patient_asked = Signal(int)
    claim_asked = Signal(int)
    payment_asked = Signal(int)
    answer_asked = Signal(int)
    file_asked = Signal(int)
    page_asked = Signal(str)
    papers_asked = Signal(int, int)
    walkout_asked = Signal(int)
    case_asked = Signal(int, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent, is_stale=False)
        self.detail: PatientDetail | None = None

    def coverage_subject(self) -> CoverageSubject:
        """What “Is this covered?” is asked about here: the patient, and on some pages a service of his."""
        return CoverageSubject(patient_id=self.detail.id if self.detail else 0)

    def claim_meant(self) -> int:
        """The claim that the keyboard is on, as a call may be about it; 0 for none."""
        return 0

    def show_patient(self, detail: PatientDetail | None) -> None:
        """Show this patient; a page that is not seen asks when it is."""
        self.detail = detail
        self.mark_changed()
