"""The steps of a claim's life that are taken beside its form: correct or resend, hold, release."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.findings import Finding
from app.queries.claims import ClaimDetail
from app.services.claim_corrections import release_claim
from app.views.billing.claim_form_panel import ClaimFormPanel
from app.views.billing.claim_list import ClaimList
from app.views.billing.claim_words import may_be_corrected
from app.views.billing.correct_panel import FIRST_CODE, CorrectPanel
from app.views.billing.hold_panel import HoldPanel
from app.views.billing.pass_panel import PassPanel
from app.views.common.desk import Desk

CORRECT_KEY = "Ctrl+R"


class ClaimSteps(QObject):
    """Shows the panels of these steps in place of the form, and comes back to it at the right box."""

    def __init__(self, desk: Desk, right: QStackedWidget, form: ClaimFormPanel, claims: ClaimList) -> None:
        super().__init__(right)
        self._desk, self._right, self._form, self._claims = desk, right, form, claims
        self._open_for = 0
        self._awaited: tuple[int, str] = (0, "")
        self.correct = CorrectPanel(desk)
        self.hold = HoldPanel(desk)
        self.passing = PassPanel(desk)
        for panel in (self.correct, self.hold, self.passing):
            right.addWidget(panel)
            panel.left.connect(self._on_left)
        self.correct.corrected.connect(self._on_corrected)
        self.hold.held.connect(self._on_left)
        self.passing.passed.connect(self._on_left)
        form.findings.pass_asked.connect(self.begin_pass)
        form.bar.correct_asked.connect(self.begin_correction)
        form.bar.hold_asked.connect(self.begin_hold)
        form.bar.release_asked.connect(self.release)

    def bind_key(self, page: QWidget) -> None:
        """Let Ctrl+R correct or resend from anywhere in a page."""
        shortcut = QShortcut(QKeySequence(CORRECT_KEY), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.begin_correction)

    def show_form(self, detail: ClaimDetail) -> None:
        """Show the form of a claim just read, unless a step of that claim is open over it."""
        is_busy = self._right.currentWidget() in (self.correct, self.hold, self.passing)
        if not (is_busy and self._open_for == detail.line.id):
            self._right.setCurrentWidget(self._form)
        claim, box = self._awaited
        if claim == detail.line.id and detail.is_open:
            self._awaited = (0, "")
            self._form.sheet.setFocus()
            self._form.go_to_box(FIRST_CODE)
            self._form.go_to_box(box)

    def begin_correction(self) -> None:
        """Ask what happened to the claim shown, or say why there is nothing to correct."""
        detail, shown = self._form.detail, self._right.currentWidget()
        if shown is self.correct:
            self.correct.choices.setFocus()
        if detail is None or shown is not self._form:
            return
        if not may_be_corrected(detail):
            self._form.explain(
                f"Claim {detail.line.number} is not out, so there is nothing to correct or resend."
            )
            return
        self._show(self.correct, detail)
        self.correct.begin(detail)

    def begin_hold(self) -> None:
        """Ask why the claim shown shall wait."""
        if detail := self._form.detail:
            self._show(self.hold, detail)
            self.hold.begin(detail.line)

    def begin_pass(self, finding: Finding) -> None:
        """Ask why a finding of the claim shown shall not keep it."""
        if detail := self._form.detail:
            self._show(self.passing, detail)
            self.passing.begin(detail.line, finding)

    def release(self) -> None:
        """Let the claim shown go out again."""
        if detail := self._form.detail:
            number, call = detail.line.number, (release_claim, detail.line.id, detail.line.version)
            said = f"Claim {number} is released: it stands under “Ready” or “Needs fixing” again."
            self._desk.do(*call, then=lambda _nothing: self._desk.say.emit(said), owner=self)

    def _show(self, panel: QWidget, detail: ClaimDetail) -> None:
        self._open_for = detail.line.id
        # What was said of another claim must not lie over what this one is asked.
        self._desk.toasted.emit()
        self._right.setCurrentWidget(panel)

    def _on_left(self) -> None:
        self._right.setCurrentWidget(self._form)
        self._claims.enter()

    def _on_corrected(self, claim_id: int, box: str) -> None:
        # The claim has left the list it stood in; its form is read anew before the box can be typed into.
        self._awaited = (claim_id, box)
        self._right.setCurrentWidget(self._form)
        self._claims.show_claim(claim_id)
