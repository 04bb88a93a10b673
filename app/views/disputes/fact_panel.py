"""A fact for a case: whose, what, when, how, and to which question it says yes or no; and a call about it."""

from functools import partial
from typing import Any

from app.domain.disputes.cases import (
    LANE_NAMES,
    NO,
    TOPICS,
    YES,
    Channel,
    FactKind,
    Lane,
    open_questions,
)
from app.queries.disputes import CaseDetail
from app.services.contacts import ContactEntry
from app.services.dispute_facts import FactEntry, add_fact, log_case_call
from app.services.files import NewFile, attach_document
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.fields import Field, Kind
from app.views.disputes.case_form import CaseForm
from app.views.disputes.document_choice import DocumentChoice
from app.views.disputes.words import CHANNEL_NAMES, FACT_NAMES

LANES = tuple((lane, LANE_NAMES[lane]) for lane in (Lane.INSURER, Lane.DOCTOR, Lane.PATIENT, Lane.OFFICE))
_KINDS = tuple((kind, FACT_NAMES[kind]) for kind in FactKind if kind is not FactKind.STEP)
_WAYS = tuple((way, CHANNEL_NAMES[way].capitalize() or "Not said") for way in Channel)
_TOPICS = (("", "No question"), *TOPICS.items())
_VALUES = ((YES, "Yes"), (NO, "No"))
_NO_QUESTION = (None, "No open question")
FACT = (
    Field("lane", "Whose", Kind.CHOICE, choices=LANES),
    Field("kind", "What", Kind.CHOICE, choices=_KINDS),
    Field("text", "What was said, sent or agreed", Kind.NOTE, required=True, wide=True),
    Field("on", "On", Kind.DATE, required=True, help="t is today."),
    Field("person", "Who"),
    Field("role", "Role", help="As nurse, claims representative, supervisor."),
    Field("channel", "How", Kind.CHOICE, choices=_WAYS),
    Field("reference", "Reference number"),
    Field("topic", "Does it answer one of these?", Kind.CHOICE, choices=_TOPICS),
    Field("value", "It says", Kind.CHOICE, choices=_VALUES),
    Field("answers_id", "Answers our question", Kind.CHOICE, choices=(_NO_QUESTION,)),
)
CALL = (
    Field("lane", "With", Kind.CHOICE, choices=LANES),
    Field("said", "What was said", Kind.NOTE, required=True, wide=True),
    Field("direction", "Call", Kind.CHOICE, choices=(("out", "We called them"), ("in", "They called us"))),
    Field("person", "Who it was with"),
    Field("reference", "Reference number"),
    Field("next_on", "Ask again on", Kind.DATE, help="+7 is in a week."),
)


class FactPanel(CaseForm):
    """The words come first; questions that are asked of everybody show where the parties differ."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Add a fact", FACT, "Add the fact")
        self._drafts = DraftKeeper(desk, self.form, "dispute_fact")
        self.document = DocumentChoice(desk, "Document", "evidence")
        self.add_document(self.document)
        self.form.editor("topic").edited.connect(self._show_fitting)
        self.done.connect(self._drafts.let_go)

    def begin(self, case: CaseDetail, lane: Lane = Lane.INSURER) -> None:
        """Begin a fact of a lane, or go on with the one begun before."""
        self.form.flush_waiting()
        empty: dict[str, Any] = {field.name: None for field in FACT}
        today = self.desk.session.today()
        fresh = {"lane": lane, "kind": FactKind.SAID, "on": today, "channel": Channel.NONE, "topic": ""}
        asked = ((fact.id, fact.text) for fact in open_questions(case.facts))
        _combo(self.form.editor("answers_id")).set_choices((_NO_QUESTION, *asked))
        self.open_for(case, {**empty, **fresh, "value": YES})
        self.document.begin(case.line.patient_id)
        self._drafts.bring_back(str(case.line.id))
        self._show_fitting()

    def post(self, case: CaseDetail, values: dict[str, Any]) -> None:
        """Keep the document first, where there is a new one, then add the fact."""
        document = self.document.value()
        if isinstance(document, NewFile):
            self._is_saving = True
            then = partial(self._add, case, values)
            self.desk.do(
                attach_document, case.line.patient_id, document, then=then, failed=self.on_refused, owner=self
            )
        else:
            self._add(case, values, document)

    def _add(self, case: CaseDetail, values: dict[str, Any], file_id: int | None) -> None:
        texts = {name: values[name] or "" for name in ("text", "person", "role", "reference", "topic")}
        entry = FactEntry(
            lane=Lane(values["lane"]),
            kind=FactKind(values["kind"]),
            on=values["on"],
            channel=Channel(values["channel"]),
            value=values["value"] if values["topic"] else "",
            answers_id=values["answers_id"],
            file_id=file_id,
            **texts,
        )
        self.do("The fact stands in the case.", add_fact, case.line.id, entry)

    def _show_fitting(self) -> None:
        self.form.set_shown("value", bool(self.form.editor("topic").value()))
        self.form.set_shown("answers_id", _combo(self.form.editor("answers_id")).count() > 1)


class CaseCallPanel(CaseForm):
    """A call about the case: it stands among the patient's calls, too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Log a call about the case", CALL, "Keep the call")
        self._drafts = DraftKeeper(desk, self.form, "dispute_call")
        self.done.connect(self._drafts.let_go)

    def begin(self, case: CaseDetail) -> None:
        """Begin a call to the insurer, or go on with the one begun before."""
        self.form.flush_waiting()
        empty: dict[str, Any] = {field.name: None for field in CALL}
        self.open_for(case, {**empty, "lane": Lane.INSURER, "direction": "out"})
        self._drafts.bring_back(str(case.line.id))
        self.form.editor("said").setFocus()

    def post(self, case: CaseDetail, values: dict[str, Any]) -> None:
        """Log the call."""
        lane, who = Lane(values["lane"]), values["person"] or ""
        entry = ContactEntry(
            patient_id=case.line.patient_id,
            direction=str(values["direction"]),
            said=values["said"],
            person="" if lane is Lane.INSURER else who,
            representative=who if lane is Lane.INSURER else "",
            reference=values["reference"] or "",
            next_on=values["next_on"],
            claim_id=case.line.claim_id,
            topic=f"Case {case.line.number}",
        )
        self.do("The call is logged.", log_case_call, case.line.id, lane, entry)


def _combo(editor: object) -> Combo:
    assert isinstance(editor, Combo)
    return editor
