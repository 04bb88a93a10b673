"""One request about money at the right of the list: what it gives, and the place to sign for it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.rights import Right
from app.domain.write_offs import KIND_WORDS
from app.queries.approvals import ApprovalDetail, list_approvers
from app.services.approvals import (
    Signing,
    approve_request,
    issue_refund,
    reject_request,
    withdraw_request,
)
from app.services.practices import OpenPractice
from app.services.refunds import LETTER, VOUCHER, mark_refund_cashed, print_refund_paper, void_refund
from app.services.write_offs import reverse_write_off
from app.views.common.buttons import Button
from app.views.common.chip import ChipLabel
from app.views.common.combo import Combo
from app.views.common.desk import Desk
from app.views.common.facts import Facts
from app.views.common.fields import Field, Kind
from app.views.common.flow import FlowLayout
from app.views.common.form import FormPanel
from app.views.common.panel import Panel
from app.views.common.theme import Space
from app.views.payments.approval_words import explain_decision, explain_facts, short_time, state_chip

_FIELDS = (
    Field("who", "Who signs", Kind.CHOICE),
    Field("password", "Password of that person", Kind.PASSWORD),
    Field("check_number", "Check number"),
    Field("note", "Note or reason"),
)
UseCase = Callable[..., object]


class RequestCard(Panel):
    """Shows a request; a second person signs here, at whoever's screen, with the own password.

    `said` carries a sentence for the toast, `printed` a PrintedPaper; `done` tells that something changed.
    """

    said = Signal(str)
    printed = Signal(object)
    done = Signal()
    file_asked = Signal(int)

    def __init__(self, desk: Desk, practice: OpenPractice | None) -> None:
        super().__init__("Request")
        self._desk = desk
        self._practice = practice
        self.detail: ApprovalDetail | None = None
        self._chip = ChipLabel()
        self.facts = Facts()
        self.parts = Facts(right=True)
        self.form = FormPanel(_FIELDS, desk.session.today, columns=1)
        self.reject = Button("Turn down", partial(self._do_noted, reject_request))
        self.withdraw = Button("Withdraw", partial(self._do, withdraw_request))
        self.issue = Button("Issue the check", self._on_issue_asked)
        self.undo = Button("Take back", partial(self._do_noted, reverse_write_off), icon="undo")
        self.letter = Button("Print letter", partial(self._print, LETTER), icon="print")
        self.voucher = Button("Print voucher", partial(self._print, VOUCHER), icon="print")
        self.cashed = Button("Check was cashed", partial(self._do_refund, mark_refund_cashed))
        self.void = Button("Void refund", self._on_void_asked, icon="undo")
        self.form_file = Button("Show form", self._on_file_asked)
        self._lay_out()
        self.post_asked.connect(self._on_approve_asked)

    def show_request(self, detail: ApprovalDetail) -> None:
        """Show this request, and ask who may sign."""
        is_other = self.detail is None or self.detail.line.id != detail.line.id
        self.detail = detail
        line = detail.line
        self.set_title(f"{KIND_WORDS[line.kind]}, {line.amount.dollars}")
        self._chip.show_chip(state_chip(line))
        self.facts.show_facts(
            (
                ("For", line.summary),
                ("Asked by", f"{line.asked_by}, {short_time(line.asked_at)}"),
                ("Reason", line.reason),
                *explain_facts(detail.facts),
                ("Decided", explain_decision(line)),
                ("Approval ends", short_time(line.dies_at)),
                ("Refund", detail.refund_state),
            )
        )
        self.parts.show_facts((words, str(amount)) for words, amount in detail.parts)
        if is_other:
            self.form.set_values({"password": "", "check_number": "", "note": ""})
            self.explain("")
        self._show_actions(detail)
        self._desk.ask(list_approvers, then=self._on_approvers_found, owner=self, key="approvers")

    def go_to_signature(self) -> None:
        """Put the keyboard where the second person begins."""
        self.form.editor("who").setFocus()

    def _lay_out(self) -> None:
        self.body.setSpacing(Space.M)
        buttons = QWidget()
        row = FlowLayout(buttons, Space.S)
        for button in (
            *(self.issue, self.reject, self.withdraw, self.letter, self.voucher, self.cashed),
            *(self.void, self.undo, self.form_file),
        ):
            row.addWidget(button)
        for widget in (self._chip, self.facts, self.parts, self.form, buttons):
            self.body.addWidget(widget)
        self.body.addStretch()
        self.approve = self.add_post("Approve")

    def _show_actions(self, detail: ApprovalDetail) -> None:
        line, session = detail.line, self._desk.session
        is_own = line.asker_id == session.user.id
        is_open = line.state in ("waiting", "approved")
        is_printed = detail.refund_state == "printed"
        may_reject = session.may(Right.APPROVE_MONEY) and not is_own
        for name in ("who", "password"):
            self.form.set_shown(name, line.state == "waiting")
        self.form.set_shown("check_number", is_open and detail.waits_for_check)
        self.approve.setVisible(line.state == "waiting")
        self.issue.setVisible(line.state == "approved")
        self.reject.setVisible(is_open and may_reject)
        self.withdraw.setVisible(is_open and is_own)
        self.undo.setVisible(line.state == "posted" and line.kind.is_write_off)
        for button in (self.letter, self.void):
            button.setVisible(is_printed)
        self.letter.setVisible(detail.refund_id is not None)
        self.voucher.setVisible(detail.refund_id is not None and dict(detail.facts).get("method") == "check")
        self.cashed.setVisible(is_printed)
        self.form_file.setVisible(detail.file_id is not None)

    def _on_approvers_found(self, approvers: tuple[tuple[str, str], ...]) -> None:
        combo = self.form.editor("who")
        assert isinstance(combo, Combo)
        combo.set_choices(approvers)

    def _on_approve_asked(self) -> None:
        if self.detail is None or self.detail.line.state != "waiting":
            return
        values = self.form.drafts()
        if not values["password"]:
            self.form.editor("password").set_problem("The person who signs types the own password.")
            self.form.go_to_problem()
            return
        signing = Signing(
            *(self.detail.line.id, self.detail.line.hash, str(self.form.editor("who").value())),
            *(values["password"], values["note"], values["check_number"]),
        )
        self.form.set_values({"password": ""})
        self._run(approve_request, self._practice, signing, then=self._on_approved)

    def _on_approved(self, state: object) -> None:
        amount = self.detail.line.amount.dollars if self.detail else ""
        posted = f"{amount} was approved and posted."
        waits = f"{amount} was approved. Type the number of the check within 15 minutes."
        self._on_done(posted if state == "posted" else waits)

    def _on_issue_asked(self) -> None:
        if self.detail:
            number = self.form.drafts()["check_number"]
            self._run(issue_refund, self.detail.line.id, number, then=self._on_approved)

    def _do(self, use_case: UseCase) -> None:
        if self.detail:
            self._run(use_case, self.detail.line.id, then=lambda _nothing: self._on_done("Done."))

    def _do_noted(self, use_case: UseCase) -> None:
        if self.detail:
            note = self.form.drafts()["note"]
            self._run(use_case, self.detail.line.id, note, then=lambda _nothing: self._on_done("Done."))

    def _do_refund(self, use_case: UseCase) -> None:
        if self.detail and self.detail.refund_id:
            self._run(use_case, self.detail.refund_id, then=lambda _nothing: self._on_done("Done."))

    def _on_void_asked(self) -> None:
        if self.detail and self.detail.refund_id:
            note = self.form.drafts()["note"]
            self._run(void_refund, self.detail.refund_id, note, then=lambda _nothing: self._on_done("Done."))

    def _print(self, which: str) -> None:
        if self.detail and self.detail.refund_id:
            self._run(print_refund_paper, self.detail.refund_id, which, then=self.printed.emit)

    def _on_file_asked(self) -> None:
        if self.detail and self.detail.file_id:
            self.file_asked.emit(self.detail.file_id)

    def _run(self, use_case: UseCase, *args: object, then: Callable[[object], None]) -> None:
        self._desk.do(use_case, *args, then=then, failed=self._on_refused, owner=self)

    def _on_done(self, words: str) -> None:
        self.explain("")
        self.form.set_values({"note": "", "check_number": ""})
        self.said.emit(words)
        self.done.emit()

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")
        self.done.emit()
