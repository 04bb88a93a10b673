"""A simple decision about one case, or about several lines at once: correct, bill another, wait, give up."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.domain.disputes.guidance import ACTION_NAMES, Action
from app.domain.errors import AppError
from app.domain.money import total
from app.domain.rights import Right
from app.queries.triage import TriageLine
from app.services.dispute_actions import DecidedLines, Decision, decide_case, decide_lines
from app.services.disputes import CaseEntry
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of

SIMPLE = (Action.CORRECT, Action.BILL_OTHER, Action.BILL_PATIENT, Action.WRITE_OFF, Action.WAIT)
_FIELDS = (
    Field(
        "action",
        "What is to be done",
        Kind.CHOICE,
        choices=tuple((each, ACTION_NAMES[each]) for each in SIMPLE),
    ),
    Field("reason", "Why, kept on record", Kind.NOTE, required=True, wide=True),
    Field(
        "payer_control",
        "Insurer’s number of the claim",
        help="For a corrected claim; empty takes the one that the answer bore.",
    ),
)


class DecidePanel(Panel):
    """Ctrl+Enter does it; `done` carries what came of it."""

    done = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Decide")
        self._desk = desk
        self._case_id = 0
        self._entries: tuple[CaseEntry, ...] = ()
        self.what = PlainLabel(wrap=True)
        self.form = FormPanel(_FIELDS, desk.session.today, columns=1)
        self.body.addWidget(self.what)
        self.body.addWidget(self.form)
        self.body.addStretch()
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Decide")
        self.post_asked.connect(self._on_post_asked)
        self.form.edited.connect(self._show_fitting)

    def begin_lines(self, lines: Sequence[TriageLine], action: Action = Action.CORRECT) -> None:
        """Decide about these lines of the list, those of one claim together."""
        self._case_id = 0
        self._entries = entries_of(lines)
        services = "1 service" if len(lines) == 1 else f"{len(lines):,} services"
        self._begin(f"{services}, {total(line.at_stake for line in lines).dollars} at stake.", action)

    def begin_case(self, case_id: int, words: str, action: Action) -> None:
        """Decide about an open case."""
        self._case_id, self._entries = case_id, ()
        self._begin(words, action)

    def _begin(self, words: str, action: Action) -> None:
        self.what.setText(words)
        wanted = action if action in SIMPLE else Action.CORRECT
        self.form.set_values({"action": wanted, "reason": "", "payer_control": ""})
        self._show_fitting()
        self.explain(refusal_of(self._desk.session, Right.WORK_DISPUTE), "danger")
        self.form.focus_first()

    def _show_fitting(self) -> None:
        self.form.set_shown("payer_control", self.form.editor("action").value() == Action.CORRECT)

    def _on_post_asked(self) -> None:
        if not self.form.check():
            return
        values = self.form.values()
        decision = Decision(
            Action(str(values["action"])), str(values["reason"]), str(values["payer_control"] or "")
        )
        self.explain("Saving…")
        if self._case_id:
            call = (decide_case, self._case_id, decision)
        else:
            call = (decide_lines, self._entries, decision)  # type: ignore[assignment]
        self._desk.do(*call, then=self._on_done, failed=self._on_refused, owner=self)

    def _on_done(self, answer: str | DecidedLines) -> None:
        if isinstance(answer, str):
            self.done.emit(answer)
            return
        count = len(answer.cases)
        cases = "1 case was" if count == 1 else f"{count:,} cases were"
        self.done.emit(" ".join((f"{cases} opened and decided.", *answer.words)))

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")


def entries_of(lines: Sequence[TriageLine]) -> tuple[CaseEntry, ...]:
    """One case for the lines of each claim that are of a kind, with the amounts that are at stake."""
    together: dict[tuple[int, str], list[TriageLine]] = {}
    for line in lines:
        together.setdefault((line.claim_id, line.kind), []).append(line)
    return tuple(
        CaseEntry(each[0].kind, each[0].claim_id, tuple((line.charge_id, line.at_stake) for line in each))
        for each in together.values()
    )
