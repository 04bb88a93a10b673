"""Entering an insurer's check from paper: its head once, then every claim, by keyboard alone."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from app.domain.errors import AppError
from app.domain.money import ZERO
from app.domain.rights import Right
from app.domain.typed_check import TypedCheck, check_typed, explain_check
from app.queries.insurer_answers import AnswerableClaim
from app.queries.office_lists import OfficeLine, list_office
from app.queries.typed_checks import (
    PANEL,
    CheckClaimLine,
    find_answerable_claims,
    find_takeback_claim,
    list_check_claims,
)
from app.services.typed_checks import post_typed_check
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.drafts import DraftKeeper
from app.views.common.finder import Done, Finder
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.scrolled import Scrolled
from app.views.common.theme import FORM_WIDTH, Text, scaled
from app.views.payments.check_beside import BesideRow
from app.views.payments.check_form import CheckForm
from app.views.payments.check_notes import BegunChecks, SameNumber

_COLUMNS = (
    Column("Claim", lambda line: line.number, right=True, width=8),
    Column("Patient", lambda line: line.patient),
    Column("Service", lambda line: line.service_on, width=10),
    Column("Charged", lambda line: line.charged, right=True, width=9),
    Column("Open", lambda line: line.open, right=True, width=9),
)
_POST, _NEXT = "Post check", "Next check"


class CheckPanel(Panel):
    """One check with its claims; `posted` carries the sentence for the toast."""

    posted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Enter insurer’s check")
        self._desk = desk
        self._is_posting = False
        self.begun = BegunChecks(desk)
        self.form = CheckForm(desk.session.today)
        self._keeper = DraftKeeper(desk, self.form, PANEL)
        self.same = SameNumber(desk, self.form)
        self.finder = Finder("Add a claim: patient, claim number or date of service", _COLUMNS, self._search)
        self.done = PlainLabel(wrap=True)
        self.done.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._result = Scrolled(self.done)
        self.footer = PlainLabel(kind=Text.STRONG)
        self._typing = (self.form, self.finder, self.form.sheet)
        for widget in (self.begun, self.form, self.same, self.finder, self.form.sheet, self._result):
            self.body.addWidget(widget)
        for widget in (self.form.sheet, self._result):
            self.body.setStretchFactor(widget, 1)
        self.add_action("Back", self.leave, icon="back")
        self.add_foot(self.footer)
        self.post = self.add_post(_POST)
        self._join()
        self.form.follow(self.finder.view)
        self.dress()

    def begin(self) -> None:
        """Go on with the check that one began to type, or begin one."""
        self._show_typing(True)
        self._desk.ask(list_office, "payer", then=self._on_payers, owner=self, key="payers")

    def leave(self) -> None:
        """Leave the panel; what is typed is kept."""
        self.form.flush_waiting()
        super().leave()

    def dress(self) -> None:
        """Keep the search as wide as the head."""
        self.finder.setMaximumWidth(scaled(FORM_WIDTH))

    def _join(self) -> None:
        self.finder.chosen.connect(self._on_claim_chosen)
        self.form.edited.connect(self._show_sums)
        self.form.finished.connect(self.finder.setFocus)
        self.form.claims_wanted.connect(self._on_claims_wanted)
        self.form.beside.wanted.connect(self._on_takeback_wanted)
        for slot in (self.same.ask, self._show_sums, self.finder.setFocus):
            self._keeper.brought_back.connect(slot)
        self.begun.chosen.connect(self._start)
        self.begun.refused.connect(self._on_refused)
        self.post_asked.connect(self._on_post_asked)
        self.post_and_new_asked.connect(self._on_post_asked)

    def _show_typing(self, is_typing: bool) -> None:
        for widget in self._typing:
            widget.setVisible(is_typing)
        self.footer.setVisible(is_typing)
        self.begun.hide()
        self._result.setVisible(not is_typing)
        self.post.setText(_POST if is_typing else _NEXT)
        self._is_posting = False
        self.same.hide()
        self.explain(refusal_of(self._desk.session, Right.POST_ANSWER), "danger")

    def _search(self, text: str, done: Done) -> None:
        if not self.form.payer_id:
            self.form.editor("payer").set_problem("Choose the insurer first, so that its claims are found.")
            done(())
            return
        today = self._desk.session.today()
        self._desk.ask(list_check_claims, self.form.payer_id, text, today, then=done, owner=self, key="find")

    def _show_sums(self) -> None:
        left = self.form.amount - self.form.explained
        self.footer.set_tone("danger" if left else "good")
        self.footer.setText(f"Check {self.form.amount}   Explained {self.form.explained}   Left {left}")
        self.explain("")

    def _on_payers(self, payers: Sequence[OfficeLine]) -> None:
        self.form.offer_payers([(payer.id, payer.name) for payer in payers if payer.active])
        self.begun.ask()

    def _start(self, subject: str) -> None:
        self.form.flush_waiting()
        self.form.clear()
        self.finder.show_chosen("")
        self._show_sums()
        self.form.editor("payer").setFocus()
        self._keeper.bring_back(subject)

    def _on_claim_chosen(self, line: CheckClaimLine) -> None:
        self._desk.ask(find_answerable_claims, (line.id,), then=self._on_found, owner=self, key="claim")

    def _on_found(self, claims: Sequence[AnswerableClaim]) -> None:
        self.finder.show_chosen("")
        for claim in claims:
            self.form.add_claim(claim).go_to()

    def _on_claims_wanted(self, claims: tuple[int, ...]) -> None:
        self._desk.ask(
            find_answerable_claims, claims, then=self.form.bring_back_claims, owner=self, key="draft claims"
        )

    def _on_takeback_wanted(self, row: BesideRow, reference: str) -> None:
        self._desk.ask(find_takeback_claim, reference, then=row.set_found, owner=row, key="takeback")

    def _on_post_asked(self) -> None:
        if self.done.isVisible():
            self.begin()
        elif not self._is_posting:
            self._post()

    def _post(self) -> None:
        if not self.form.check():
            self.explain("Nothing is posted yet. Fix the field that is marked.", "danger")
            return
        check = self.form.value
        findings = check_typed(check)
        if findings:
            self._go_to_difference(check, findings[0].field)
            self.explain(f"Nothing is posted yet. {findings[0].text}", "danger")
            return
        self._is_posting = True
        self.explain("Posting…")
        self._desk.do(
            post_typed_check,
            check,
            then=lambda _id: self._on_posted(check),
            failed=self._on_refused,
            owner=self,
        )

    def _go_to_difference(self, check: TypedCheck, field: str) -> None:
        """Go to what is wrong; where only the sum is, to where the missing part would be typed."""
        if self.form.go_to(field):
            return
        if check.left >= ZERO:
            self.finder.setFocus()
        else:
            self.form.beside.go_to(len(self.form.beside.rows))

    def _on_posted(self, check: TypedCheck) -> None:
        self._keeper.let_go()
        words = explain_check(check)
        self.done.setText("\n".join(words))
        self.form.clear()
        self._show_typing(False)
        self.post.setFocus()
        self.posted.emit(words[0])

    def _on_refused(self, error: AppError) -> None:
        self._is_posting = False
        self.explain(str(error), "danger")
