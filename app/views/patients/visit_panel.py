"""Entering a visit: head, diagnoses and charges by keyboard, with who pays and what is amiss beside them."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from app.domain.charges import VisitFacts
from app.domain.errors import AppError
from app.domain.findings import Finding, Severity
from app.domain.money import ZERO
from app.domain.rights import Right
from app.domain.visit_review import check_visit, copay_due, explain_payers, total_of
from app.queries.visits import VisitDesk, VisitPattern, find_visit_desk
from app.services.visits import LineEntry, SubmittedVisit, VisitEntry, submit_visit
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.scrolled import Scrolled
from app.views.common.theme import Space, Text, scaled
from app.views.patients.number_proposal import NumberProposal
from app.views.patients.template_bar import TemplateBar
from app.views.patients.visit_form import DETAILS_KEY, VisitForm
from app.views.patients.visit_side import VisitSide

LEAST_WIDTH = 820


class VisitPanel(Panel):
    """Ctrl+Enter posts; `posted` carries the patient and what came of it. The draft is kept until then."""

    posted = Signal(int, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Visit")
        self._desk = desk
        self._patient = 0
        self._known: VisitDesk | None = None
        self._is_posting = False
        self._marks = False
        self.form = VisitForm(desk)
        self.side = VisitSide()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.total = PlainLabel(kind=Text.SECTION)
        self.templates = TemplateBar(desk, self._entry)
        self._drafts = DraftKeeper(desk, self.form, "visit")
        self._number = NumberProposal(self.form)
        self._lay_out()
        self._connect()

    def begin(self, patient_id: int, visit_id: int | None = None) -> None:
        """Open for a patient, on a planned visit or a new one."""
        if self._known and (self._patient, self._visit_id()) == (patient_id, visit_id):
            self.form.diagnoses.setFocus()
            return
        self.form.flush_waiting()
        self._patient, self._known, self._is_posting = patient_id, None, False
        self.explain(refusal_of(self._desk.session, Right.ENTER_CHARGE), "danger")
        today = self._desk.session.today()
        self._desk.ask(
            find_visit_desk, patient_id, visit_id, today, then=self._on_found, owner=self, key="visit"
        )

    def copy_last(self) -> None:
        """Add diagnoses and lines of the patient's last visit (Ctrl+R)."""
        last = self._known.last if self._known else None
        if last is None:
            self.explain("This patient has no earlier visit to copy.")
        else:
            self._use(last, "The last visit is copied at the fees of this date.")

    def leave(self) -> None:
        """Leave; what was typed is kept."""
        self.form.flush_waiting()
        super().leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the findings below where there is no room beside."""
        super().resizeEvent(event)
        is_wide = self.width() >= scaled(LEAST_WIDTH)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)
        self.side.stand_beside(is_wide)

    def _visit_id(self) -> int | None:
        visit = self._known.visit if self._known else None
        return visit.line.id if visit else None

    def _lay_out(self) -> None:
        self.add_action("Copy last visit", self.copy_last, key="Ctrl+R", icon="copy")
        self.add_action("Back", self.leave, icon="back")
        self._row.setSpacing(Space.L)
        self._row.addWidget(Scrolled(self.form.body(self.templates)), 2)
        self._row.addWidget(self.side, 1)
        self.body.addLayout(self._row, 1)
        self.add_foot(self.total)
        self.add_post("Post charges")
        self.add_key((DETAILS_KEY,), self.form.turn_to_details)

    def _connect(self) -> None:
        self.form.edited.connect(self._on_edited)
        self.form.grid.left.connect(self._review)
        self.form.details.left.connect(self._review)
        self.form.diagnoses.checked.connect(self._review)
        for name in ("on_date", "provider", "place", "self_pay"):
            self.form.editor(name).edited.connect(self._review)
        self.side.place_asked.connect(self._go_to)
        self.templates.chosen.connect(self._on_template_chosen)
        self.templates.said.connect(self.explain)
        self._drafts.brought_back.connect(self._on_brought_back)
        self.post_asked.connect(self._on_post_asked)

    def _on_found(self, known: VisitDesk) -> None:
        self._known = known
        self._marks = False
        visit = known.visit
        self.set_title(f"Visit of {known.patient}" + (" as planned" if visit else ""))
        self.form.offer(known.office, known.procedures)
        self.templates.offer(known.templates)
        values = visit.values if visit else {}
        places = known.office.places
        providers = known.office.providers
        provider = providers[0][0] if len(providers) == 1 else known.last_provider_id
        self.form.begin(
            {
                "on_date": self._desk.session.today(),
                "provider": provider,
                "place": places[0][0] if places else None,
                "confidential": known.confidential,
                **{name: value for name, value in values.items() if value not in (None, "")},
            },
            visit.pattern.diagnoses if visit else (),
        )
        if visit and visit.pattern.lines:
            # The charges were taken back: they are here again to be put right.
            pointers = [line.pointers for line in visit.pattern.lines]
            self.form.grid.add_charges(visit.pattern.lines, pointers)
        self._drafts.bring_back(f"{self._patient}/{self._visit_id() or 'new'}")
        self._review()
        self.form.diagnoses.setFocus()

    def _use(self, pattern: VisitPattern, words: str) -> None:
        self.form.add_pattern(pattern)
        self.explain(words, "good")
        self._review()
        self.form.grid.go_to("line:1:code")

    def _findings(self) -> tuple[Finding, ...]:
        known, today = self._known, self._desk.session.today()
        life = (known.birth_date, known.died_on) if known else (None, None)
        facts = VisitFacts(self.form.diagnoses.codes, today, *life)
        has_provider = self.form.editor("provider").value() is not None
        return check_visit(self.form.grid.lines(), self.form.diagnoses.diagnoses, facts, has_provider)

    def _review(self) -> None:
        """Say beside the visit who pays and what is amiss; mark cells only once posting was tried."""
        if self._known is None:
            return
        lines, on = self.form.grid.lines(), self.form.visit_date()
        self_pay = bool(self.form.editor("self_pay").value())
        cover = self._known.cover
        self._number.propose(self._known, lines)
        self.side.show_payers(explain_payers(cover, on, self_pay), copay_due(cover, on, self_pay, lines))
        findings = self._findings()
        if lines or self.form.diagnoses.codes:
            self.side.show_findings(findings)
        else:
            self.side.show_nothing_typed()
        self.total.setText(f"Total {total_of(lines).dollars}")
        if self._marks:
            self.form.grid.show_findings(findings)

    def _go_to(self, field: str) -> None:
        if field.startswith("line:"):
            self.form.go_to_line(field)
        elif field == "provider":
            self.form.editor(field).setFocus()
        else:
            self.form.diagnoses.setFocus()

    def _entry(self) -> VisitEntry:
        lines = tuple(
            LineEntry(
                line.code,
                line.amount or ZERO,
                line.units,
                line.modifiers,
                line.pointers,
                line.place,
                None if line.on == self.form.visit_date() else line.on,
                detail=line.detail,
            )
            for line in self.form.grid.lines()
        )
        return VisitEntry(
            self._patient,
            self.form.visit_date(),
            self.form.diagnoses.codes,
            lines,
            self.form.facts(),
            self._visit_id(),
        )

    def _on_edited(self) -> None:
        self.explain("")
        self.total.setText(f"Total {total_of(self.form.grid.lines()).dollars}")

    def _on_brought_back(self) -> None:
        self.explain("What you typed before is back. Esc leaves it for later.")
        self._review()

    def _on_post_asked(self) -> None:
        if self._known is None or self._is_posting:
            return
        refusal = refusal_of(self._desk.session, Right.ENTER_CHARGE)
        if refusal:
            self.explain(refusal, "danger")
            return
        self._marks = True
        self._review()
        if not self.form.check():
            problems = {**self.form.problems(), **self.form.more.problems()}
            words = next(iter(problems.values()), "One field is not clear yet.")
            self.explain(f"{words} Nothing was posted.", "danger")
            return
        errors = [finding for finding in self._findings() if finding.severity is Severity.ERROR]
        if errors:
            self._review()
            self._go_to(errors[0].field)
            self._review()
            self.explain(f"{errors[0].text} {errors[0].fix} Nothing was posted.", "danger")
            return
        self._is_posting = True
        self.explain("Posting…")
        self._desk.do(submit_visit, self._entry(), then=self._on_posted, failed=self._on_refused, owner=self)

    def _on_posted(self, done: SubmittedVisit) -> None:
        self._is_posting = False
        self._drafts.let_go()
        self._known = None
        self.posted.emit(self._patient, done)

    def _on_refused(self, error: AppError) -> None:
        self._is_posting = False
        self.explain(str(error), "danger")

    def _on_template_chosen(self, template: VisitPattern) -> None:
        self._use(template, f"“{template.name}” is filled in at the fees of this date.")
