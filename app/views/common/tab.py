"""Tabs: each asks again when a commit touched what it shows, or when it is next shown."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.views.common.asking_widget import AskingWidget
from app.views.common.coverage_subject import NOTHING_ASKED, CoverageSubject
from app.views.common.desk import Desk


class Tab(AskingWidget):
    """One tab of the window; it gets a Desk and no more.

    A subclass names the kinds of records it shows in `SHOWS` and asks for them in `refresh`. Navigation to
    another tab is one of these signals, joined in the main window; `visit_asked` carries a patient and one of
    his visits, 0 where it is to be entered, `estimate_asked` one to be estimated; `coverage_asked` looks up
    what `coverage_subject` names; `case_asked` carries a claim (0: that of the service) and a service (0: all
    of the claim) to dispute.
    """

    SHOWS: ClassVar[frozenset[str]] = frozenset()

    patient_asked = Signal(int)
    claim_asked = Signal(int)
    payment_asked = Signal(int)
    answer_asked = Signal(int)
    file_asked = Signal(int)
    page_asked = Signal(int, str)
    part_asked = Signal(str)
    visit_asked = Signal(int, int)
    estimate_asked = Signal(int, int)
    act_asked = Signal(str, int)
    coverage_asked = Signal()
    case_asked = Signal(int, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        desk.changed.connect(self._on_changed)

    def coverage_subject(self) -> CoverageSubject:
        """What “Is this covered?” (Ctrl+G) is asked about here; a subclass knows what the keyboard is on."""
        return NOTHING_ASKED

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & self.SHOWS:
            self.mark_changed()
