"""The front desk's papers of a patient: choose one, its language and visit, see it, print it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.time_entry import format_time
from app.queries.kept_files import KeptFile, find_kept_file
from app.queries.notices import AdvanceNoticeLine
from app.queries.patient_records import PatientRecord, find_record
from app.queries.visits import VisitLine, list_visits
from app.services.desk_papers import (
    LabelKind,
    LabelOrder,
    print_encounter_form,
    print_labels,
    print_registration_form,
    print_superbill,
)
from app.services.notices import IssuedNotice, issue_advance_notice
from app.services.papers import PrintedPaper
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.scrolled import Scrolled
from app.views.common.theme import Space
from app.views.patients.bill_panel import ShownPaper
from app.views.patients.notice_list import NoticeList
from app.views.patients.notice_set_up import NoticeSetUpBar
from app.views.patients.paper_fields import (
    BLANK,
    ENCOUNTER,
    FILLED,
    LABELS,
    NOTICE,
    PAPERS,
    SUPERBILL,
    WHICH,
    WITH_LANGUAGE,
    WITH_VISIT,
)
from app.views.patients.paper_forms import NoticeForm, PlacingForm

NO_VISIT = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen above: the paper, its language, and the visit (None for none)."""

    paper: str
    language: str
    visit_id: int | None


class PapersPanel(Panel):
    """Enter or Ctrl+Enter draws and keeps the paper; `drawn` carries it to the preview."""

    drawn = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Papers", parent)
        self._desk = desk
        self._patient = 0
        self._is_busy = False
        self._wanted = NO_VISIT
        self.form = FormPanel(WHICH, desk.session.today)
        self.placing = PlacingForm(desk)
        self.told = NoticeForm(desk)
        self.notices = NoticeList(desk)
        self.set_up = NoticeSetUpBar(desk)
        self._lay_out()
        self._connect()

    def begin(self, patient_id: int, visit_id: int = NO_VISIT) -> None:
        """Open for a patient, for one of his visits where one is named."""
        self._patient, self._wanted, self._is_busy = patient_id, visit_id, False
        self.set_title("Papers")
        self.explain("")
        self.form.set_values({"paper": SUPERBILL if visit_id else FILLED})
        self.placing.begin()
        self.told.begin()
        ask = partial(self._desk.ask, owner=self)
        ask(find_record, patient_id, then=self._on_record_found, key="record")
        ask(list_visits, patient_id, then=self._on_visits_listed, key="visits")
        self.notices.show_patient(patient_id)
        self._show_fitting()
        self.form.editor("paper").setFocus()

    def draw(self) -> None:
        """Draw and keep the paper as asked."""
        if self._is_busy or not self.form.check():
            return
        chosen = self._chosen()
        if chosen.paper in LABELS:
            self._draw_labels(chosen)
        else:
            {
                SUPERBILL: self._draw_superbill,
                ENCOUNTER: self._draw_encounter_form,
                FILLED: self._draw_registration,
                BLANK: self._draw_registration,
                NOTICE: self._draw_notice,
            }[chosen.paper](chosen)

    def _draw_superbill(self, chosen: Chosen) -> None:
        if chosen.visit_id is None:
            self.explain("A superbill is for one visit. Choose the visit above.", "warning")
        else:
            self._do(print_superbill, chosen.visit_id, self._patient, chosen.language)

    def _draw_encounter_form(self, chosen: Chosen) -> None:
        self._do(print_encounter_form, self._patient, chosen.visit_id)

    def _draw_registration(self, chosen: Chosen) -> None:
        patient = None if chosen.paper == BLANK else self._patient
        self._do(print_registration_form, patient, chosen.language)

    def _draw_labels(self, chosen: Chosen) -> None:
        placing = self.placing.placing()
        if placing is None:
            return
        note = f"Load the labels ({placing.stock.name}) and print at 100 %, not fitted to the page."
        order = LabelOrder(self._patient, LabelKind(chosen.paper), placing, chosen.visit_id)
        self._do(print_labels, order, note=note)

    def _draw_notice(self, chosen: Chosen) -> None:
        entry = self.told.entry(self._patient, chosen.visit_id, chosen.language)
        if entry is None:
            return
        self._do(issue_advance_notice, entry, then=self._on_notice_issued)

    def _do(
        self,
        use_case: Callable[..., object],
        *args: object,
        note: str = "",
        then: Callable[..., None] | None = None,
    ) -> None:
        self._is_busy = True
        self.explain("Drawing…")
        after = then or partial(self._on_drawn, note)
        self._desk.do(use_case, *args, then=after, failed=self._on_refused, owner=self)

    def _chosen(self) -> Chosen:
        values = self.form.values()
        paper, visit = str(values["paper"]), values["visit"]
        is_named = isinstance(visit, int) and visit != NO_VISIT and paper in WITH_VISIT
        return Chosen(paper, str(values["language"]), visit if is_named else None)  # type: ignore[arg-type]

    def _show_fitting(self) -> None:
        """Show what the chosen paper asks for."""
        chosen = self._chosen()
        self.form.editor("visit").setEnabled(chosen.paper in WITH_VISIT)
        self.form.editor("language").setEnabled(chosen.paper in WITH_LANGUAGE)
        self.placing.setVisible(chosen.paper in LABELS)
        for widget in (self.told, self.notices, self.set_up):
            widget.setVisible(chosen.paper == NOTICE)
        self.set_up.language = chosen.language
        if chosen.paper == NOTICE:
            self.set_up.ask()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for widget in (self.form, self.placing, self.told, self.notices, self.set_up):
            column.addWidget(widget)
        column.addStretch(1)
        self.body.addWidget(Scrolled(inside), 1)
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Preview")

    def _connect(self) -> None:
        self.post_asked.connect(self.draw)
        for name in ("paper", "language"):
            self.form.editor(name).edited.connect(self._show_fitting)
        for said in (self.notices.said, self.set_up.said):
            said.connect(self.explain)
        self.notices.opened.connect(self._on_notice_opened)
        for form in (self.form, self.placing, self.told):
            enter = QShortcut(form)
            enter.setKeys([QKeySequence("Return"), QKeySequence("Enter")])
            enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            enter.activated.connect(self.draw)

    def _on_record_found(self, record: PatientRecord) -> None:
        self.set_title(f"Papers of {record.facts.name.spoken}")
        self.form.set_values({"language": "es" if record.facts.language == "es" else "en"})
        self._show_fitting()

    def _on_visits_listed(self, lines: tuple[VisitLine, ...]) -> None:
        editor = self.form.editor("visit")
        assert isinstance(editor, Combo)
        editor.set_choices([(NO_VISIT, "No visit"), *((line.id, _visit_words(line)) for line in lines)])
        wanted = next((line for line in lines if line.id == self._wanted), None)
        editor.set_value(wanted.id if wanted else NO_VISIT)
        if wanted and wanted.state != "done":
            self.form.set_values({"paper": ENCOUNTER})
            self._show_fitting()

    def _on_drawn(self, note: str, paper: PrintedPaper) -> None:
        self._is_busy = False
        self.explain("")
        title = dict(PAPERS)[self._chosen().paper]
        self.drawn.emit(ShownPaper(title, paper.pdf, paper.name, note))

    def _on_notice_issued(self, issued: IssuedNotice) -> None:
        self.notices.show_patient(self._patient)
        note = "On your own CMS form. " if issued.on_form else "A facsimile: the patient signs the CMS form. "
        self._on_drawn(f"{note}The patient ticks an option, signs and gets a copy.", issued.paper)

    def _on_notice_opened(self, line: AdvanceNoticeLine) -> None:
        self._desk.ask(find_kept_file, line.file_id, then=self._on_kept_found, owner=self, key="kept")

    def _on_kept_found(self, file: KeptFile) -> None:
        self.drawn.emit(ShownPaper(file.name, file.content, file.name, "Exactly as it was printed."))

    def _on_refused(self, error: AppError) -> None:
        self._is_busy = False
        self.explain(str(error), "danger")


def _visit_words(line: VisitLine) -> str:
    parts = (f"{line.on_date:%m/%d/%Y}", format_time(line.at_time), line.state, line.provider, line.reason)
    return "  ".join(part for part in parts if part)
