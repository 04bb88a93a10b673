"""The practice's procedures with their fees, and beside them the import of a whole list from a file."""

from PySide6.QtWidgets import QStackedWidget

from app.domain.rights import Right
from app.views.common.desk import Desk
from app.views.common.refusals import refusal_of
from app.views.settings.office_specs import PROCEDURES
from app.views.settings.procedure_import_panel import ProcedureImportPanel
from app.views.settings.record_list import RecordList


class ProceduresPanel(QStackedWidget):
    """Shows the list; Ctrl+O chooses a file and shows what it would change before anything is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.records = RecordList(desk, PROCEDURES)
        self.bring = ProcedureImportPanel(desk)
        for panel in (self.records, self.bring):
            self.addWidget(panel)
        self.records.add_action("Import a list…", self.ask_for_list, key="Ctrl+O")
        self.bring.left.connect(self._on_left)
        self._show(self.records)

    def refresh(self) -> None:
        """Ask for the list again."""
        self.records.refresh()

    def ask_for_list(self) -> None:
        """Choose a file and look at what it would change."""
        refusal = refusal_of(self._desk.session, Right.SET_UP_OFFICE)
        if refusal:
            self.records.explain(refusal, "danger")
        elif self.bring.choose():
            self._show(self.bring)

    def _show(self, panel: RecordList | ProcedureImportPanel) -> None:
        self.setCurrentWidget(panel)
        self.setFocusProxy(panel.list)
        if self.isVisible():
            panel.list.setFocus()

    def _on_left(self) -> None:
        self._show(self.records)
