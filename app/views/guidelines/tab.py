"""The guidelines tab: what payers say of services, the record chosen beside the list, panels over both."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from app.domain.guidelines import Guideline, Status
from app.queries.guidelines import find_guideline_chain
from app.services.guideline_files import export_guidelines
from app.views.common.coverage_subject import NOTHING_ASKED, CoverageSubject
from app.views.common.desk import Desk
from app.views.common.tab import Tab
from app.views.guidelines.desk_page import DeskPage
from app.views.guidelines.import_panel import ImportPanel
from app.views.guidelines.record_panel import RecordPanel
from app.views.guidelines.versions_panel import VersionsPanel


def ask_where_to_save(parent: QWidget) -> str:
    """Let the system's own dialog say where; empty when it is left."""
    return QFileDialog.getSaveFileName(parent, "Export guidelines", "guidelines.csv", "CSV (*.csv)")[0]


class GuidelinesTab(Tab):
    """Ctrl+N writes a new record, Enter or F2 a new version, Ctrl+O reads a file; Ctrl+G looks up."""

    TITLE = "Guidelines"
    SHOWS = frozenset(
        {"guideline", "guideline_review", "payer", "plan", "claim", "claim_batch", "visit", "authorization"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.choose_place: Callable[[QWidget], str] = ask_where_to_save
        self.desk_page = DeskPage(desk)
        self.list, self.card = self.desk_page.list, self.desk_page.card
        self.record = RecordPanel(desk)
        self.compared = VersionsPanel()
        self.taking_in = ImportPanel(desk)
        self.pages = QStackedWidget()
        for page in (self.desk_page, self.record, self.compared, self.taking_in):
            self.pages.addWidget(page)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self._join()
        self._bind_keys()
        self.setFocusProxy(self.list.table)

    def refresh(self) -> None:
        """Ask again for the list."""
        self.list.refresh()

    def coverage_subject(self) -> CoverageSubject:
        """The record chosen: its insurer, the first code of each range, and its diagnoses."""
        is_shown = self.pages.currentWidget() is self.desk_page
        line = self.desk_page.line if is_shown else None
        if line is None:
            return NOTHING_ASKED
        record = line.guideline
        codes = tuple(code.partition("-")[0] for code in record.codes)
        return CoverageSubject(0, record.payer_id or 0, record.plan_id or 0, codes, record.diagnoses)

    @Slot()
    def show_guidelines(self) -> None:
        """Show the list, with the keyboard on it."""
        self.pages.setCurrentWidget(self.desk_page)
        self.list.enter()

    @Slot(int)
    def show_guideline(self, chain_id: int) -> None:
        """Put the keyboard on one record."""
        self.pages.setCurrentWidget(self.desk_page)
        self.list.show_record(chain_id)
        self.list.table.setFocus()

    @Slot(int)
    def show_version(self, guideline_id: int) -> None:
        """Put the keyboard on the record of a version, as of one that an answer or a finding names."""
        self.pages.setCurrentWidget(self.desk_page)
        then = self.show_guideline
        self.desk.ask(find_guideline_chain, guideline_id, then=then, owner=self, key="chain")

    @Slot()
    def new_guideline(self) -> None:
        """Begin or go on writing a new record."""
        if self.desk_page.may_edit():
            self.pages.setCurrentWidget(self.record)
            self.record.begin(None, self._fresh(None))

    def new_version(self) -> None:
        """Begin or go on writing a new version of the record chosen."""
        line = self.desk_page.line
        if line and self.desk_page.may_edit():
            self.pages.setCurrentWidget(self.record)
            self.record.begin(line.guideline, {**line.values, **self._fresh(line.guideline)})

    def export(self) -> None:
        """Write all records into a file that another practice can read."""
        place = self.choose_place(self)
        if place:
            then = partial(self._on_exported, Path(place).name)
            self.desk.do(export_guidelines, Path(place), then=then, owner=self)

    def take_in(self) -> None:
        """Choose a file of guidelines and show what it would do."""
        if self.desk_page.may_edit():
            self.pages.setCurrentWidget(self.taking_in)
            if not self.taking_in.choose():
                self.show_guidelines()

    def _join(self) -> None:
        page, reach = self.desk_page, self.card.reach
        page.new_asked.connect(self.new_guideline)
        page.version_asked.connect(self.new_version)
        page.versions_asked.connect(self._compare)
        page.import_asked.connect(self.take_in)
        page.export_asked.connect(self.export)
        page.coverage_asked.connect(self.coverage_asked)
        self.card.file_asked.connect(self.file_asked)
        reach.patient_asked.connect(self.patient_asked)
        reach.visit_asked.connect(self.visit_asked)
        reach.page_asked.connect(self.page_asked)
        for part in (reach, self.card.doubts):
            part.claim_asked.connect(self.claim_asked)
        for panel in (self.record, self.compared, self.taking_in):
            panel.left.connect(self.show_guidelines)
        self.record.saved.connect(self._on_saved)
        self.taking_in.imported.connect(self._on_imported)

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+N": self.new_guideline,
            "Ctrl+O": self.take_in,
            "Ctrl+F": self.list.text.setFocus,
            "F3": self.list.text.setFocus,
        }
        for key, slot in keys.items():
            # In the desk page only: in a panel the keys belong to its fields.
            shortcut = QShortcut(QKeySequence(key), self.desk_page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _fresh(self, before: Guideline | None) -> dict[str, object]:
        """What a new version begins with: read today, and in force from today unless nothing was yet."""
        session = self.desk.session
        today, name = session.today(), session.user.display_name
        is_draft = before is not None and before.status is Status.DRAFT
        read = {"confirmed_on": today, "confirmed_by": name, "review_on": None}
        return read if is_draft else {"effective": today, **read}

    def _compare(self) -> None:
        line = self.desk_page.line
        if line and self.card.versions:
            self.pages.setCurrentWidget(self.compared)
            self.compared.show_versions(f"{line.payer}, {line.service}", self.card.versions)

    def _on_saved(self, guideline_id: int, words: str) -> None:
        self.pages.setCurrentWidget(self.desk_page)
        self.desk_page.show_saved(guideline_id, words)

    def _on_exported(self, name: str, count: int) -> None:
        self.desk.say.emit(f"{count:,} guidelines were written into “{name}”.")

    def _on_imported(self, words: str) -> None:
        self.show_guidelines()
        self.list.refresh()
        self.desk.say.emit(words)
