"""The disputes tab: what waits for a decision, cases by how far they came, and one case whole."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from app.queries.disputes import CaseDetail, CaseLine, find_case_line
from app.services.dispute_calendar import export_deadlines
from app.views.common.coverage_subject import NOTHING_ASKED, CoverageSubject
from app.views.common.desk import Desk
from app.views.common.tab import Tab
from app.views.disputes.case_page import CasePage
from app.views.disputes.desk_page import TRIAGE, DeskPage
from app.views.disputes.learned_panel import LearnedPanel
from app.views.disputes.letter_panel import LetterPanel
from app.views.disputes.rules_page import RulesPage
from app.views.disputes.start_panel import StartPanel


def ask_where_to_save(parent: QWidget, name: str, kinds: str) -> str:
    """Let the system's own dialog say where; empty when it is left."""
    return QFileDialog.getSaveFileName(parent, "Save", name, kinds)[0]


class DisputesTab(Tab):
    """Ctrl+D or Enter on a line opens a case, Enter on a case shows it, Esc goes back to the list."""

    TITLE = "Disputes"
    SHOWS = frozenset(
        {
            *("dispute_case", "dispute_fact", "dispute_evidence", "dispute_deadline", "dispute_letter"),
            *("dispute_packet", "dispute_outcome", "deadline_rule", "adjudication", "claim", "remittance"),
            *("contract", "payer", "plan", "policy", "authorization", "guideline", "contact", "approval"),
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.choose_place: Callable[[QWidget, str, str], str] = ask_where_to_save
        self.desk_page = DeskPage(desk)
        self.start = StartPanel(desk)
        self.case = CasePage(desk)
        self.letter = LetterPanel(desk)
        self.learned = LearnedPanel(desk)
        self.rules = RulesPage(desk)
        self.pages = QStackedWidget()
        for page in (self.desk_page, self.start, self.case, self.letter, self.learned, self.rules):
            self.pages.addWidget(page)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self._join()
        self._bind_keys()

    def refresh(self) -> None:
        """Ask again for the lists, and for the case that is shown."""
        self.desk_page.mark_changed()
        if self.pages.currentWidget() in (self.case, self.letter):
            self.case.refresh()
        for page in (self.learned, self.rules):
            page.mark_changed()

    def coverage_subject(self) -> CoverageSubject:
        """The services of the case shown, or of the line that the keyboard is on."""
        case = self.case.case
        if self.pages.currentWidget() is self.case and case and case.charges:
            codes = tuple(each.code for each in case.charges)
            return CoverageSubject(case.line.patient_id, codes=codes, on=case.charges[0].service_on)
        line = self.desk_page.triage.table.current_row()
        is_triage = self.pages.currentWidget() is self.desk_page and self.desk_page.chips.value() == TRIAGE
        if line is None or not is_triage:
            return NOTHING_ASKED
        return CoverageSubject(line.patient_id, codes=(line.code,), on=line.service_on)

    @Slot()
    def show_triage(self) -> None:
        """Show what waits for a decision, the whole list, with the keyboard on the most urgent."""
        self.pages.setCurrentWidget(self.desk_page)
        self.desk_page.text.clear()
        self.desk_page.show_part(TRIAGE)
        self.desk_page.triage.table.go_to(0)
        self.desk_page.enter()

    @Slot()
    def show_disputes(self) -> None:
        """Show the list that was shown before, with the keyboard on it."""
        self.pages.setCurrentWidget(self.desk_page)
        self.desk_page.enter()

    @Slot(int)
    def show_case(self, case_id: int) -> None:
        """Show a case by its id."""
        self.desk.ask(find_case_line, case_id, then=self._open_line, owner=self, key="case")

    @Slot(int, int)
    def begin_case(self, claim_id: int, charge_id: int = 0) -> None:
        """Begin a case on a claim, or on one service; what is in a case already shows that."""
        self.pages.setCurrentWidget(self.start)
        self.start.begin(claim_id, charge_id)

    def save_calendar(self) -> None:
        """Write the open last days of all cases into a file for a calendar program."""
        place = self.choose_place(self, "deadlines.ics", "Calendar (*.ics)")
        if place:
            then = partial(self._on_saved, Path(place).name)
            self.desk.do(export_deadlines, Path(place), then=then, owner=self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the keyboard on to the page that is shown."""
        super().focusInEvent(event)
        page = self.pages.currentWidget()
        if page is not None:
            page.enter()  # type: ignore[attr-defined]

    def _join(self) -> None:
        page, case = self.desk_page, self.case
        page.start_asked.connect(self.begin_case)
        page.case_opened.connect(self._open_line)
        page.page_asked.connect(self._show_page)
        self.start.opened.connect(self._on_opened)
        self.start.known.connect(self.show_case)
        case.letter_asked.connect(self._write_letter)
        case.file_asked.connect(self.file_asked)
        page.patient_asked.connect(self.patient_asked)
        for signals in (page, case):
            signals.claim_asked.connect(self.claim_asked)
            signals.said.connect(self.desk.say)
        for panel in (self.start, case, self.learned, self.rules):
            panel.left.connect(self.show_disputes)
        self.letter.left.connect(self._show_case_again)
        self.letter.kept.connect(self._on_letter_kept)
        self.learned.place_asked.connect(
            lambda name: self.learned.save(self.choose_place(self, name, "CSV (*.csv)"))
        )
        self.rules.said.connect(self.desk.say)

    def _bind_keys(self) -> None:
        triage = self.desk_page.triage
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+D": triage.ask_case,
            "Ctrl+R": triage.begin_decision,
            "Ctrl+F": self.desk_page.go_to_filter,
            "F3": self.desk_page.go_to_filter,
        }
        for key, slot in keys.items():
            # In the lists only: in a panel the keys belong to its fields.
            shortcut = QShortcut(QKeySequence(key), self.desk_page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _show_page(self, name: str) -> None:
        if name == "calendar":
            self.save_calendar()
            return
        page = self.learned if name == "learned" else self.rules
        self.pages.setCurrentWidget(page)
        page.enter()

    def _open_line(self, line: CaseLine) -> None:
        self.pages.setCurrentWidget(self.case)
        self.case.open(line.id, line.patient_id)

    def _on_opened(self, case_id: int) -> None:
        self.desk.say.emit("The case is open. Its last days and checklist stand in it.")
        self.show_case(case_id)

    def _write_letter(self, case: CaseDetail) -> None:
        self.pages.setCurrentWidget(self.letter)
        self.letter.begin(case)

    def _show_case_again(self) -> None:
        self.pages.setCurrentWidget(self.case)
        self.case.refresh()
        self.case.enter()

    def _on_letter_kept(self, words: str) -> None:
        self._show_case_again()
        self.desk.say.emit(words)

    def _on_saved(self, name: str, count: int) -> None:
        self.desk.say.emit(f"{count:,} last days were written into “{name}”.")
