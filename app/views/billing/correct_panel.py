"""Correct or resend a claim: a person says what happened, and what goes out is shown before it is done."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from app.domain.claim_corrections import (
    QUESTIONS,
    CorrectionFacts,
    CorrectionPlan,
    WhatHappened,
    plan_correction,
)
from app.domain.errors import AppError, RuleError
from app.domain.rights import Right
from app.queries.claim_corrections import find_correction_facts
from app.queries.claims import ClaimDetail
from app.services.claim_corrections import correct_claim
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.line_edit import LineEdit
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import ROW_HEIGHT, TableView
from app.views.common.theme import FORM_WIDTH, Space, Text, scaled

FIRST_CODE = "24.1.d_code"
_ANY_NUMBER = "1"
_ORIGINALS = (WhatHappened.REJECTED, WhatHappened.NOT_ON_FILE)


@dataclass(frozen=True, slots=True)
class _Choice:
    """One thing that may have happened, in words."""

    what: WhatHappened
    words: str


_CHOICES = tuple(_Choice(what, words) for what, words in QUESTIONS)


class CorrectPanel(Panel):
    """Arrows choose, Enter does it; `corrected` carries the claim's id and the box to begin at."""

    corrected = Signal(int, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Correct or resend")
        self._desk = desk
        self._detail: ClaimDetail | None = None
        self._facts: CorrectionFacts | None = None
        self._plan: CorrectionPlan | None = None
        self._stands = PlainLabel(tone="muted", wrap=True)
        self.choices = TableView(
            "What happened", TableModel((Column("What happened", lambda one: one.words),))
        )
        self.number = LineEdit("Payer’s claim number")
        self.note = LineEdit("Note for your records")
        self.says = PlainLabel(wrap=True)
        self._number_label = PlainLabel("Payer’s own number of the claim", Text.CAPTION, "muted")
        self._lay_out()
        self.choices.row_changed.connect(self._show_plan)
        self.choices.opened.connect(self._on_enter)
        self.number.textChanged.connect(self._show_plan)
        self.number.returnPressed.connect(self._on_enter)
        self.note.returnPressed.connect(self._on_enter)
        self.post_asked.connect(self._on_post_asked)

    def begin(self, detail: ClaimDetail) -> None:
        """Ask what happened to a claim; `choices` has the keyboard once its facts are known."""
        self._detail, self._facts, self._plan = detail, None, None
        self.set_title(f"Correct or resend claim {detail.line.number}")
        self._stands.setText(f"{detail.line.patient} · {detail.line.payer} · {detail.line.charged.dollars}")
        self.note.clear()
        self.says.setText("")
        self.explain("")
        self._show_number(False)
        self.choices.setFocus()
        self._desk.ask(find_correction_facts, detail.line.id, then=self._on_known, owner=self, key="facts")

    def dress(self) -> None:
        """Keep room for all that may have happened, and lines short enough to read."""
        self.choices.setFixedHeight(scaled(ROW_HEIGHT) * (len(_CHOICES) + 1) + 6)
        for widget in (self.choices, self.number, self.note, self.says):
            widget.setMaximumWidth(scaled(FORM_WIDTH))

    def _lay_out(self) -> None:
        model = self.choices.columns_model
        assert isinstance(model, TableModel)
        model.setParent(self)
        model.set_rows(_CHOICES)
        note_label = PlainLabel("Note for your records", Text.CAPTION, "muted")
        self._bind(self._number_label, self.number)
        self._bind(note_label, self.note)
        for widget in (
            self._stands,
            self.choices,
            self._number_label,
            self.number,
            note_label,
            self.note,
            PlainLabel("What goes out", Text.SECTION),
            self.says,
        ):
            self.body.addWidget(widget)
        self.body.setSpacing(Space.S)
        self.body.addStretch()
        self.add_action("Back", self.leave, icon="back")
        self.add_post("Make it ready")
        self.dress()

    def _bind(self, label: QLabel, field: LineEdit) -> None:
        label.setBuddy(field)

    def _choice(self) -> WhatHappened:
        row = self.choices.current_row()
        return row.what if row else _CHOICES[0].what

    def _show_number(self, visible: bool) -> None:
        self.number.setVisible(visible)
        self._number_label.setVisible(visible)

    def _show_plan(self, _what: object = None) -> None:
        if self._facts is None:
            return
        self.explain("")
        what = self._choice()
        self._show_number(_takes_number(what, self._facts))
        right = Right.PRINT_CLAIM if what in _ORIGINALS else Right.CORRECT_CLAIM
        try:
            self._plan = plan_correction(what, self._facts, self.number.text())
            refused = refusal_of(self._desk.session, right)
        except RuleError as error:
            refused = str(error)
        if refused:
            self._plan = None
        self.says.set_tone("danger" if refused else "text")
        self.says.setText(refused or (self._plan.sentence if self._plan else ""))

    def _on_known(self, facts: CorrectionFacts) -> None:
        self._facts = facts
        self.number.setText(facts.payer_control)
        usual = WhatHappened.REJECTED if facts.was_rejected else WhatHappened.NOT_ON_FILE
        if facts.was_decided:
            usual = WhatHappened.WRONG_DETAIL
        self.choices.go_to([one.what for one in _CHOICES].index(usual))
        self._show_plan()

    def _on_enter(self, _row: object = None) -> None:
        if self.number.isVisible() and not self.number.text().strip() and not self.number.hasFocus():
            self.number.setFocus()
            return
        self._on_post_asked()

    def _on_post_asked(self) -> None:
        if self._detail is None or self._facts is None:
            return
        if self._plan is None:
            self.explain(self.says.text(), "danger")
            return
        args = (self._detail.line.id, self._plan.what, self.number.text(), self.note.text())
        self.explain("Working…")
        self._desk.do(correct_claim, *args, then=self._on_done, failed=self._on_refused, owner=self)

    def _on_done(self, plan: CorrectionPlan) -> None:
        detail, self._detail = self._detail, None
        if detail is None:
            return
        faulty = (finding.field for finding in detail.standing_findings if finding.rule == "REJECTED")
        self._desk.say.emit(f"Claim {detail.line.number} is ready again. {plan.sentence}")
        self.corrected.emit(detail.line.id, next((field for field in faulty if field != "claim"), FIRST_CODE))

    def _on_refused(self, error: AppError) -> None:
        self.explain(str(error), "danger")


def _takes_number(what: WhatHappened, facts: CorrectionFacts) -> bool:
    """Tell whether the payer's own number is all that could be missing."""
    if what in _ORIGINALS:
        return False
    try:
        plan_correction(what, facts, _ANY_NUMBER)
    except RuleError:
        return False
    return True
