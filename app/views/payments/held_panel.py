"""What of a remittance waits, side by side with claims of ours that may be meant; worked by keys alone."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.money import Money
from app.domain.remittance_matching import Proposal
from app.queries.remittances import HeldDetail, HeldLine, RemittanceLine, find_held_claim, list_held
from app.services.held_claims import (
    HeldClaim,
    link_typed_answer,
    match_remitted_claim,
    post_held_adjustment,
    post_held_claim,
    preview_held_claim,
)
from app.views.common.columns import Column, plain_text
from app.views.common.desk import Desk
from app.views.common.facts import Facts
from app.views.common.line_edit import LineEdit
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text
from app.views.payments.remittance_words import held_chip

_COLUMNS = (
    Column("State", held_chip, width=14),
    Column("On the remittance", lambda line: line.what, width=17),
    Column("Patient", lambda line: line.patient),
    Column("Paid", lambda line: line.amount, right=True, width=9),
    Column("Our claim", lambda line: line.claim_number, right=True, width=10),
)
_PROPOSALS = (
    Column("Fits", lambda each: each.score, right=True, width=5),
    Column("Claim", lambda each: each.claim.number, right=True, width=7),
    Column("Patient", lambda each: f"{each.claim.last}, {each.claim.first}", width=16),
    Column("Why", lambda each: "; ".join(each.reasons)),
)
_MEANT = "Claims that may be meant"
_ABOUT = (
    "Enter goes to the claims that may be meant, and there it chooses one. Ctrl+U takes the choice back. "
    "Ctrl+Enter posts the claim at the left as it is shown. What can not be posted as it was sent is entered "
    "by hand; then Ctrl+Shift+U says so."
)


class HeldPanel(Panel):
    """The waiting claims at the left; at the right what the payer said, and what of ours fits it and why."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Waiting for a look")
        self._desk = desk
        self._remittance: RemittanceLine | None = None
        self._shown: HeldClaim | None = None
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Waiting claims", self.model)
        self.facts = Facts()
        self.number = LineEdit("Claim that was paid too much")
        self.number.setPlaceholderText("Number of the claim that was paid too much")
        self._meant = PlainLabel(_MEANT, Text.SECTION)
        self.proposals_model = TableModel(_PROPOSALS, self)
        self.proposals = TableView(_MEANT, self.proposals_model)
        self._lay_out()
        self.table.row_changed.connect(self._on_row_changed)
        self.table.opened.connect(self.proposals.setFocus)
        self.proposals.opened.connect(self._on_chosen)
        self.post_asked.connect(self.post)

    def begin(self, remittance: RemittanceLine) -> None:
        """Show what waits of a remittance."""
        self._remittance = remittance
        self.set_title(f"Payment {remittance.trace}: waiting for a look")
        self.explain("")
        self._ask_again()

    def post(self) -> None:
        """Post the claim or the adjustment chosen, as it is shown."""
        line = self.table.current_row()
        if line is None:
            self.explain("Nothing waits any more.", "good")
        elif not line.is_claim and not self.number.text().strip():
            self.explain("Type the claim that was paid too much, or post it as other money.", "danger")
            self.number.setFocus()
        elif not line.is_claim:
            self._do(post_held_adjustment, line.id, self.number.text())
        elif self._shown is not None:
            self._do(post_held_claim, self._shown)

    def post_as_other(self) -> None:
        """Post the adjustment chosen as other money of the insurer."""
        line = self.table.current_row()
        if line is not None and not line.is_claim:
            self._do(post_held_adjustment, line.id, "")

    def link(self) -> None:
        """Say that the answer to the claim chosen was typed by hand."""
        line = self.table.current_row()
        if line is not None and line.is_claim:
            self._do(link_typed_answer, line.id)

    def unmatch(self) -> None:
        """Let go which claim of ours is meant."""
        line = self.table.current_row()
        if line is not None and line.is_claim:
            self._do(match_remitted_claim, line.id, None)

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(Space.M, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(PlainLabel("What the insurer says", Text.SECTION))
        column.addWidget(self.facts)
        column.addWidget(self.number)
        column.addWidget(self._meant)
        column.addWidget(self.proposals, 1)
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(right)
        self.body.addWidget(PlainLabel(_ABOUT, tone="muted", wrap=True))
        self.body.addWidget(both, 1)
        self.add_action("Take the match back", self.unmatch, key="Ctrl+U")
        self.add_action("Typed by hand", self.link, key="Ctrl+Shift+U")
        self.other = self.add_action("Other money", self.post_as_other, key="Ctrl+Shift+O")
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Post this claim")
        self.setFocusProxy(self.table)

    def _ask_again(self) -> None:
        if self._remittance:
            self._desk.ask(list_held, self._remittance.id, then=self._on_listed, owner=self, key="held")

    def _on_listed(self, lines: Sequence[HeldLine]) -> None:
        current = self.table.current_row()
        self.model.set_rows(lines)
        wanted = (current.is_claim, current.id) if current else None
        place = next((at for at, line in enumerate(lines) if (line.is_claim, line.id) == wanted), 0)
        self.table.go_to(place)
        self.table.setFocus()
        if not lines:
            self._on_row_changed(None)
            self.explain("Nothing waits any more.", "good")

    def _on_row_changed(self, line: HeldLine | None) -> None:
        self._shown = None
        beside = line is not None and not line.is_claim
        self.number.setVisible(beside)
        self.other.setVisible(beside)
        self.number.clear()
        self.facts.show_facts(_line_facts(line) if line else ())
        self._meant.setText(_MEANT)
        self.proposals_model.set_rows(())
        if line is not None and line.is_claim:
            self._desk.ask(find_held_claim, line.id, then=self._on_detail, owner=self, key="detail")
            self._desk.do(
                preview_held_claim, line.id, then=self._on_planned, failed=self._on_refused, owner=self
            )

    def _on_detail(self, detail: HeldDetail) -> None:
        line = self.table.current_row()
        self.facts.show_facts((*_claim_facts(detail), *(_line_facts(line) if line else ())))
        self._meant.setText(_MEANT if detail.proposals else "No claim of ours fits this one")
        self.proposals_model.set_rows(detail.proposals)
        if detail.proposals:
            self.proposals.go_to(0)

    def _on_planned(self, held: HeldClaim) -> None:
        line = self.table.current_row()
        if line is not None and line.is_claim and line.id == held.id:
            self._shown = held

    def _on_chosen(self, proposal: Proposal) -> None:
        line = self.table.current_row()
        if line is not None and line.is_claim:
            self._do(match_remitted_claim, line.id, proposal.claim.claim_id)

    def _do(self, use_case: Callable[..., object], *args: object) -> None:
        self._desk.do(use_case, *args, then=self._on_done, failed=self._on_refused, owner=self)

    def _on_done(self, answer: object) -> None:
        matched = isinstance(answer, HeldClaim)
        self.explain("Matched. Look at it, then press Ctrl+Enter." if matched else "Posted.", "good")
        if matched and isinstance(answer, HeldClaim) and answer.plan.reasons:
            self.explain(" ".join(answer.plan.reasons), "warning")
        self._ask_again()

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")


def _line_facts(line: HeldLine) -> tuple[tuple[str, str], ...]:
    return (("Why it waits", " ".join(line.reasons)), ("What it is", "" if line.is_claim else line.what))


def _claim_facts(detail: HeldDetail) -> tuple[tuple[str, str], ...]:
    remitted = detail.remitted
    codes = ", ".join(
        " ".join((line.code, *line.modifiers, Money(line.charge).dollars)) for line in remitted.lines
    )
    return (
        ("Claim", remitted.claim_number),
        ("Patient", f"{remitted.patient.last}, {remitted.patient.first}".strip(", ")),
        ("Member id", remitted.patient.id or remitted.insured.id),
        ("Service", plain_text(remitted.service_from) if remitted.service_from else ""),
        ("Lines", codes),
        ("Charged", Money(remitted.charge).dollars),
        ("Paid", Money(remitted.paid).dollars),
        ("Left to the patient", Money(remitted.patient_responsibility).dollars),
        ("Insurer’s number", remitted.payer_control),
    )
