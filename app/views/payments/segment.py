"""One part of the payments tab: it asks when it is seen, and again when the tab says that it changed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.views.common.asking_widget import AskingWidget
from app.views.common.desk import Desk


class Segment(AskingWidget):
    """A list with its card; `said` carries a sentence for the toast."""

    said = Signal(str)
    patient_asked = Signal(int)
    claim_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.listed: QWidget | None = None

    def go_to_filter(self) -> None:
        """Put the keyboard into the filter; a subclass has one."""
        raise TypeError(f"{type(self).__name__} must say where its filter is")

    def go_to_list(self) -> bool:
        """Put the keyboard on the list; False while there is none."""
        is_there = self.listed is not None and self.listed.isVisible()
        if self.listed is not None and is_there:
            self.listed.setFocus()
        return is_there
