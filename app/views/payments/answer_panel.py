"""Entering an insurer's answer from paper, claim by claim and by keyboard alone."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from app.domain.adjudication import AdjudicationPlan, plan_adjudication
from app.domain.answer_words import explain_answer_plan
from app.domain.errors import AppError
from app.domain.findings import Severity
from app.domain.rights import Right
from app.queries.claim_filters import ClaimFilter
from app.queries.claims import ClaimLine, list_claim_lines, list_claims
from app.queries.insurer_answers import AnswerableClaim, find_answerable_claim, find_claim_after
from app.services.adjudications import post_adjudication
from app.services.answer_writing import AnswerEntry
from app.views.common.columns import Column, plain_text
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.finder import Done, Finder
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.theme import FORM_WIDTH, Text, scaled
from app.views.payments.answer_form import AnswerForm

MOST_FOUND = 20
_OPEN = ("ready", "printed", "sent")
_COLUMNS = (
    Column("Claim", lambda line: line.number, right=True, width=8),
    Column("Patient", lambda line: line.patient),
    Column("Insurer", lambda line: line.payer),
    Column("Service", lambda line: line.service_on, width=10),
    Column("Charged", lambda line: line.charged, right=True, width=9),
)
_FIND = "Find the claim by its number or the patient’s name."


class AnswerPanel(Panel):
    """One answer; `posted` carries the sentence for the toast, and whether to stay for the next claim."""

    posted = Signal(str, bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Enter insurer’s answer")
        self._desk = desk
        self._claim: AnswerableClaim | None = None
        self._plan: AdjudicationPlan | None = None
        self._and_new = False
        self._is_posting = False
        self.finder = Finder("Claim number or patient", _COLUMNS, self._search)
        self.stands = PlainLabel(_FIND, Text.STRONG, wrap=True)
        self.form = AnswerForm(desk.session.today)
        self._keeper = DraftKeeper(desk, self.form, "answer")
        self.preview = PlainLabel(wrap=True)
        self.footer = PlainLabel(kind=Text.STRONG)
        self.still_open = PlainLabel(tone="muted", wrap=True)
        for widget in (self.finder, self.stands, self.still_open, self.form, self.form.grid):
            self.body.addWidget(widget)
        self.body.setStretch(4, 1)
        self.body.addWidget(self.form.forwarded)
        self.body.addWidget(PlainLabel("What will be posted", Text.SECTION))
        self.body.addWidget(self.preview)
        self.add_action("Back", self.leave, icon="back")
        self.add_foot(self.footer)
        self.add_post("Post answer")
        self.finder.chosen.connect(self._on_claim_chosen)
        self.form.edited.connect(self._show_plan)
        self._keeper.brought_back.connect(self._show_plan)
        self.post_asked.connect(self._on_post_asked)
        self.post_and_new_asked.connect(self._on_post_and_new_asked)
        self.dress()

    def begin(self, claim_id: int) -> None:
        """Begin the answer to a claim, or with 0 to one that is to be found."""
        self._is_posting = False
        refusal = refusal_of(self._desk.session, Right.POST_ANSWER)
        self.explain(refusal, "danger")
        if claim_id and not refusal:
            self._ask_for(claim_id)
            return
        self._claim = self._plan = None
        self.stands.setText(_FIND)
        self._show_parts(False)
        self.finder.show_chosen("")
        self.finder.setFocus()

    def dress(self) -> None:
        """Keep the search as wide as the form."""
        self.finder.setMaximumWidth(scaled(FORM_WIDTH))

    def _search(self, text: str, done: Done) -> None:
        def load(ids: Sequence[int]) -> None:
            self._desk.ask(list_claim_lines, ids[:MOST_FOUND], then=done, owner=self, key="lines")

        today = self._desk.session.today()
        self._desk.ask(list_claims, ClaimFilter(_OPEN, text), today, then=load, owner=self, key="find")

    def _ask_for(self, claim_id: int) -> None:
        self._desk.ask(find_answerable_claim, claim_id, then=self._on_found, owner=self, key="claim")

    def _show_parts(self, visible: bool) -> None:
        for widget in (self.form, self.form.grid, self.preview, self.footer):
            widget.setVisible(visible)
        if not visible:
            self.form.forwarded.hide()
            self.still_open.hide()

    def _show_plan(self) -> None:
        claim = self._claim
        if claim is None:
            return
        lines = [shown.line for shown in claim.lines]
        self._plan = plan_adjudication(lines, self.form.answers, claim.next_policy_id, claim.rank)
        self.form.show_states(self._plan.findings)
        forwarded = self.form.forwarded.isChecked()
        words = explain_answer_plan(self._plan, claim.payer, claim.next_payer, claim.patient, forwarded)
        self.preview.setText("\n".join(words))
        self.footer.set_tone("danger" if self.form.left else "good")
        self.footer.setText(f"Paid {self.form.paid}   Left to explain {self.form.left}")
        self.explain("")

    def _post(self) -> None:
        if self._claim is None or self._is_posting:
            return
        if not self.form.check():
            self._show_plan()
            self.explain("Nothing is posted yet. Fix the field that is marked.", "danger")
            return
        self._show_plan()
        if self._plan is None or not self.form.answers:
            self.explain("Type what the insurer answered for at least one service.", "danger")
            self.form.go_to_lines()
            return
        if not self._plan.can_post:
            blocking = next(each for each in self._plan.findings if each.severity is Severity.ERROR)
            self.explain(f"Nothing is posted yet. {blocking.text}", "danger")
            self.form.go_to_difference()
            return
        self._is_posting = True
        self.explain("Posting…")
        self._desk.do(
            post_adjudication,
            self._entry(self._claim),
            self._plan,
            then=self._on_posted,
            failed=self._on_refused,
            owner=self,
        )

    def _entry(self, claim: AnswerableClaim) -> AnswerEntry:
        head = self.form.values()
        received_on = head["received_on"]
        assert isinstance(received_on, date)
        return AnswerEntry(
            claim.id,
            received_on,
            self.form.answers,
            str(head["check_number"] or ""),
            str(head["payer_control"] or ""),
            forwarded=self.form.forwarded.isChecked(),
        )

    def _on_claim_chosen(self, line: ClaimLine) -> None:
        self._ask_for(line.id)

    def _on_found(self, claim: AnswerableClaim) -> None:
        self._claim = claim
        after = f", then {claim.next_payer}" if claim.next_payer else ""
        self.stands.setText(
            f"Claim {claim.number} · {claim.patient} · {claim.payer}{after} · {plain_text(claim.service_on)}"
        )
        self.finder.show_chosen(str(claim.number))
        self.form.show_claim(claim)
        self._show_parts(True)
        self.still_open.setText(_still_open(claim))
        self.still_open.setVisible(claim.settled_on is not None)
        self._show_plan()
        if claim.answered_on:
            self.explain(
                f"An answer received {plain_text(claim.answered_on)} stands. Take it back before another.",
                "danger",
            )
        # The head is typed once for a check; with it known the amounts come next.
        if self.form.editor("received_on").value():
            self.form.go_to_lines()
        else:
            self.form.editor("received_on").setFocus()
        self._keeper.bring_back(str(claim.id))

    def _on_post_asked(self) -> None:
        self._and_new = False
        self._post()

    def _on_post_and_new_asked(self) -> None:
        self._and_new = True
        self._post()

    def _on_posted(self, _adjudication_id: int) -> None:
        claim = self._claim
        self._keeper.let_go()
        self._is_posting = False
        if claim:
            self._desk.ask(find_claim_after, claim.id, then=self._on_next_found, owner=self)

    def _on_next_found(self, number: int | None) -> None:
        claim, plan = self._claim, self._plan
        if claim is None or plan is None:
            return
        words = f"Claim {claim.number} is answered: {plan.paid.dollars} paid"
        if plan.to_patient:
            words += f", {plan.to_patient.dollars} to the patient"
        if plan.remaining:
            words += f", {plan.remaining.dollars} stays with {claim.payer}"
        if number and plan.to_next_payer:
            is_there = self.form.forwarded.isChecked()
            made = "is there already; print no second one" if is_there else "was made; print it next"
            words += f". Claim {number} to {claim.next_payer} {made}"
        self.posted.emit(f"{words}.", self._and_new)

    def _on_refused(self, error: AppError) -> None:
        self._is_posting = False
        self.explain(str(error), "danger")


def _still_open(claim: AnswerableClaim) -> str:
    """Say why a claim that was sent again shows only some of its lines."""
    if claim.settled_on is None:
        return ""
    rest = "Only what is still open is asked for." if claim.lines else "Nothing of it is open any more."
    return f"Sent again since its answer of {plain_text(claim.settled_on)}, which stands. {rest}"
