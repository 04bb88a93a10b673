"""What is done to a case with a few fields: the next step, its last days, and what it came to."""

from collections.abc import Sequence
from typing import Any

from app.domain.date_entry import format_date
from app.domain.disputes.cases import Lane
from app.domain.disputes.deadline_rules import DeadlineKind
from app.domain.disputes.outcomes import CLOSING, RESULT_NAMES, ProposedOutcome, Result
from app.domain.money import ZERO
from app.queries.disputes import CaseDetail, DeadlineLine
from app.queries.to_dos import list_colleagues
from app.services.dispute_deadlines import DeadlineEntry, add_deadline, end_deadline
from app.services.dispute_outcomes import OutcomeEntry, begin_next_level, record_outcome, reopen_case
from app.services.disputes import NextStep, set_next_step
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.disputes.case_form import CaseForm
from app.views.disputes.words import ACTOR_NAMES, DEADLINE_NAMES

ANYONE = (None, "Anyone")
_ACTORS = tuple(ACTOR_NAMES.items())
_DEADLINES = tuple(DEADLINE_NAMES.items())
_RESULTS = (
    (None, "Choose…"),
    *((each, RESULT_NAMES[each]) for each in Result if each is not Result.REOPENED),
)
_ENDS = (("met", "It was met"), ("missed", "It was missed"), ("moot", "It does not matter any more"))


class NextStepPanel(CaseForm):
    """Who acts next, what, and by when."""

    def __init__(self, desk: Desk) -> None:
        fields = (
            Field("step", "What comes next", required=True),
            Field("actor", "Who does it", Kind.CHOICE, choices=_ACTORS),
            Field("on", "By", Kind.DATE, help="+7 is in a week."),
            Field("owner_id", "Whose case it is", Kind.CHOICE, choices=(ANYONE,)),
        )
        super().__init__(desk, "Next step", fields, "Keep")

    def begin(self, case: CaseDetail) -> None:
        """Begin with the step as it stands."""
        line = case.line
        self.desk.ask(list_colleagues, then=self._on_colleagues, owner=self, key="colleagues")
        self.open_for(case, {"step": line.next_step, "actor": line.next_actor, "on": line.next_on})

    def post(self, case: CaseDetail, values: dict[str, Any]) -> None:
        """Keep it."""
        step = NextStep(Lane(values["actor"]), str(values["step"]), values["on"], values["owner_id"])
        self.do("The next step is kept.", set_next_step, case.line.id, case.version, step)

    def _on_colleagues(self, people: Sequence[tuple[int, str]]) -> None:
        _combo(self.form.editor("owner_id")).set_choices((ANYONE, *people))
        if self.case:
            self.form.set_values({"owner_id": self.case.line.owner_id})


class DeadlinePanel(CaseForm):
    """A last day that a letter names, or one counted by the rule from another day."""

    def __init__(self, desk: Desk) -> None:
        fields = (
            Field("kind", "What is due", Kind.CHOICE, choices=_DEADLINES),
            Field("starts_on", "Letter or notice of", Kind.DATE, required=True),
            Field("received_on", "Received on", Kind.DATE, help="Empty: the usual days in the mail."),
            Field("due_on", "Last day that the letter names", Kind.DATE, help="Empty: counted by the rule."),
            Field("source", "Where it stands", help="The letter and its page; needed with a day of its own."),
        )
        super().__init__(desk, "Last day", fields, "Keep")

    def begin(self, case: CaseDetail) -> None:
        """Begin with the appeal of the level, from the notice."""
        values = dict.fromkeys(("received_on", "due_on", "source"))
        self.open_for(
            case, {**values, "kind": DeadlineKind.APPEAL, "starts_on": case.line.noticed_on}, _REPLACES
        )

    def post(self, case: CaseDetail, values: dict[str, Any]) -> None:
        """Compute it and keep it."""
        entry = DeadlineEntry(
            DeadlineKind(values["kind"]),
            values["starts_on"],
            case.line.level,
            values["received_on"],
            values["due_on"],
            str(values["source"] or ""),
        )
        self.do("The last day is kept.", add_deadline, case.line.id, entry)


class DeadlineEndPanel(CaseForm):
    """What became of a last day."""

    def __init__(self, desk: Desk) -> None:
        fields = (
            Field("deadline", "Which", Kind.CHOICE),
            Field("outcome", "What became of it", Kind.CHOICE, choices=_ENDS),
            Field("note", "Note", Kind.NOTE, wide=True),
        )
        super().__init__(desk, "What became of it", fields, "Keep")

    def begin(self, case: CaseDetail) -> None:
        """Begin with the next last day that is open."""
        waiting = [line for line in case.deadlines if not line.outcome]
        _combo(self.form.editor("deadline")).set_choices((line.id, _named(line)) for line in waiting)
        self.open_for(case, {"outcome": "met", "note": ""}, "" if waiting else "No last day is open.")

    def post(self, _case: CaseDetail, values: dict[str, Any]) -> None:
        """Keep what became of it."""
        if values["deadline"] is not None:
            args = (values["deadline"], str(values["outcome"]), str(values["note"] or ""))
            self.do("It is kept.", end_deadline, *args)


class OutcomePanel(CaseForm):
    """What the level came to; all but a loss closes the case."""

    def __init__(self, desk: Desk) -> None:
        fields = (
            Field("result", "What it came to", Kind.CHOICE, required=True, choices=_RESULTS),
            Field("decided_on", "Decided on", Kind.DATE, required=True),
            Field("won", "Money that came in", Kind.MONEY),
            Field("note", "Note", Kind.NOTE, wide=True),
        )
        super().__init__(desk, "How it ended", fields, "Record it")
        self._answer: int | None = None

    def begin(self, case: CaseDetail, proposal: ProposedOutcome | None) -> None:
        """Begin with what the new answer seems to mean, or empty."""
        self._answer = proposal.adjudication_id if proposal else None
        today = self.desk.session.today()
        result, on, won = (
            (proposal.result, proposal.decided_on, proposal.won) if proposal else (None, today, None)
        )
        words = "Won, in part or whole, closes the case; lost leads to the next level or to an end."
        self.open_for(case, {"result": result, "decided_on": on, "won": won, "note": ""}, words)

    def post(self, case: CaseDetail, values: dict[str, Any]) -> None:
        """Record it."""
        result, won = Result(values["result"]), values["won"] or ZERO
        entry = OutcomeEntry(result, values["decided_on"], won, self._answer, str(values["note"] or ""))
        amount = f", {won.dollars}" if won > ZERO else ""
        ended = " and closed" if result in CLOSING else ""
        said = f"Case {case.line.number} is recorded{ended}: {RESULT_NAMES[result].lower()}{amount}."
        self.do(said, record_outcome, case.line.id, entry)


class NextLevelPanel(CaseForm):
    """The next level of a lost case, counted from the day of the decision."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "Next level",
            (Field("decided_on", "Decision of", Kind.DATE, required=True),),
            "Begin the next level",
        )

    def begin(self, case: CaseDetail) -> None:
        """Begin with the day of the last decision."""
        on = case.outcomes[-1].decided_on if case.outcomes else self.desk.session.today()
        words = f"After level {case.line.level}; the last day is counted from the decision."
        self.open_for(case, {"decided_on": on}, words)

    def post(self, case: CaseDetail, values: dict[str, Any]) -> None:
        """Begin the level."""
        said = f"The next level of case {case.line.number} is open."
        self.do(said, begin_next_level, case.line.id, values["decided_on"])


class ReopenPanel(CaseForm):
    """A closed case is opened again, with the reason."""

    def __init__(self, desk: Desk) -> None:
        fields = (Field("reason", "Why, kept on record", Kind.NOTE, required=True, wide=True),)
        super().__init__(desk, "Open it again", fields, "Open it again")

    def begin(self, case: CaseDetail) -> None:
        """Begin without a reason."""
        self.open_for(case, {"reason": ""})

    def post(self, case: CaseDetail, values: dict[str, Any]) -> None:
        """Open it."""
        said = f"Case {case.line.number} is open again."
        self.do(said, reopen_case, case.line.id, str(values["reason"]))


_REPLACES = "An open last day of the same kind is replaced."


def _named(line: DeadlineLine) -> str:
    return f"{DEADLINE_NAMES[line.kind]}, {format_date(line.due_on)}"


def _combo(editor: object) -> Combo:
    assert isinstance(editor, Combo)
    return editor
