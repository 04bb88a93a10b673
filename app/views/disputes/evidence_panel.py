"""A thing on the checklist of a case: asked for by a day, here with its document, or not needed."""

from datetime import date, timedelta
from typing import Any

from app.domain.date_entry import format_date
from app.domain.disputes.cases import LANE_NAMES, Lane
from app.domain.disputes.evidence import Evidence, EvidenceState
from app.queries.disputes import CaseDetail
from app.services.dispute_evidence import (
    EVIDENCE_FILE,
    EvidenceRequest,
    add_evidence,
    ask_for_evidence,
    obtain_evidence,
    settle_evidence,
)
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.disputes.case_form import CaseForm
from app.views.disputes.document_choice import DocumentChoice
from app.views.disputes.fact_panel import LANES
from app.views.disputes.words import STATE_NAMES

ASK, HERE, NOT_NEEDED, NEEDED = (
    EvidenceState.ASKED,
    EvidenceState.OBTAINED,
    EvidenceState.NOT_NEEDED,
    "needed",
)
_STEPS = (
    (ASK, "Ask for it"),
    (HERE, "It is here"),
    (NOT_NEEDED, "It is not needed here"),
    (NEEDED, "It is needed after all"),
)
_FIELDS = (
    Field("step", "What happens", Kind.CHOICE, choices=_STEPS),
    Field("person", "Asked of", help="Who is to send or bring it."),
    Field("due_on", "To be here by", Kind.DATE, help="A to-do reminds of it."),
    Field("note", "Note", Kind.NOTE, wide=True),
)
ASKED_DAYS = timedelta(days=7)


class EvidencePanel(CaseForm):
    """What is asked for stands in its lane, with a to-do; what is here is kept once and goes into packets."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Checklist", _FIELDS, "Keep")
        self._evidence: Evidence | None = None
        self.document = DocumentChoice(desk, "Document", EVIDENCE_FILE)
        self.add_document(self.document)
        self.form.editor("step").edited.connect(self._show_fitting)

    def begin(self, case: CaseDetail, evidence: Evidence) -> None:
        """Begin for a thing on the list, with what is likely to happen next."""
        self._evidence = evidence
        first = NOT_NEEDED if evidence.need.is_made else ASK
        step = HERE if evidence.state is ASK else first
        due_on = self.desk.session.today() + ASKED_DAYS
        values = {"step": step, "person": "", "due_on": due_on, "note": ""}
        self.open_for(case, values, f"{evidence.need.title}. {history_words(evidence)}")
        self.document.begin(case.line.patient_id)
        self._show_fitting()

    def post(self, case: CaseDetail, values: dict[str, Any]) -> None:
        """Ask, keep, or mark."""
        thing, step, note = self._evidence, values["step"], str(values["note"] or "")
        if thing is None:
            return
        title = thing.need.title
        if step == ASK:
            due_on: date | None = values["due_on"]
            if due_on is None:
                self.explain("Type the day by which it is to be here.", "danger")
                return
            request = EvidenceRequest(str(values["person"] or ""), due_on, note)
            said = f"Asked for “{title}” by {format_date(due_on)}; a to-do reminds of it."
            self.do(said, ask_for_evidence, thing.id, request)
        elif step == HERE:
            self.do(f"“{title}” is here.", obtain_evidence, thing.id, self.document.value(), note)
        else:
            settle = _settle_needed if step == NEEDED else _settle_not_needed
            self.do(f"Case {case.line.number}: the checklist is changed.", settle, thing.id, note)

    def _show_fitting(self) -> None:
        step = self.form.editor("step").value()
        for name in ("person", "due_on"):
            self.form.set_shown(name, step == ASK)
        self.document.setVisible(step == HERE)


class NewEvidencePanel(CaseForm):
    """A thing of one's own for the checklist."""

    def __init__(self, desk: Desk) -> None:
        fields = (
            Field("title", "What is needed", required=True),
            Field("lane", "From", Kind.CHOICE, choices=LANES),
        )
        super().__init__(desk, "Add to the checklist", fields, "Add")

    def begin(self, case: CaseDetail) -> None:
        """Begin with an empty line."""
        self.open_for(case, {"title": "", "lane": Lane.DOCTOR})

    def post(self, case: CaseDetail, values: dict[str, Any]) -> None:
        """Put it on the list."""
        title = str(values["title"])
        self.do(f"“{title}” is on the list.", add_evidence, case.line.id, title, Lane(values["lane"]))


def history_words(evidence: Evidence) -> str:
    """What became of a thing so far, and whom it comes from."""
    parts = [f"Comes from: {LANE_NAMES[evidence.need.lane].lower()}."]
    for event in evidence.events:
        due = f", due {format_date(event.due_on)}" if event.due_on else ""
        who = f" ({event.person}{due})" if event.person else due
        note = f": {event.note}" if event.note else ""
        parts.append(f"{format_date(event.on)} {STATE_NAMES[event.event].lower()}{who}{note}.")
    if evidence.need.is_made:
        parts.append("The program makes it for the packet.")
    return " ".join(parts)


def _settle_needed(session: Any, evidence_id: int, note: str) -> None:
    settle_evidence(session, evidence_id, is_needed=True, note=note)


def _settle_not_needed(session: Any, evidence_id: int, note: str) -> None:
    settle_evidence(session, evidence_id, note=note)
