"""What is done about eligibility on the insurance page: its panels, made when wanted, and the questions."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from app.domain.rights import Right
from app.queries.eligibility import PolicyEligibility
from app.queries.policies import PolicyLine
from app.services.eligibility_requests import Ask
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.common.refusals import refusal_of
from app.views.patients.eligibility_answers_panel import EligibilityAnswersPanel
from app.views.patients.eligibility_asking import EligibilityAsking
from app.views.patients.eligibility_box import (
    ANSWERS_KEY,
    ASK_KEY,
    CHECK_KEY,
    DIFFERENCES_KEY,
    EligibilityBox,
)
from app.views.patients.eligibility_check_panel import EligibilityCheckPanel
from app.views.patients.eligibility_differences_panel import EligibilityDifferencesPanel

CHOOSE = "Choose a policy first."
NOTHING_DIFFERS = "What the insurer said is what the record says."


class EligibilityDesk(QObject):
    """Opens the panels over the page's list for the policy chosen; `back` shows the list again."""

    def __init__(self, desk: Desk, stack: QStackedWidget, back: Callable[[], object]) -> None:
        super().__init__(stack)
        self._desk, self._stack, self._back = desk, stack, back
        self._patient: int | None = None
        self._line: PolicyLine | None = None
        self._found: PolicyEligibility | None = None
        self._check: EligibilityCheckPanel | None = None
        self._answers: EligibilityAnswersPanel | None = None
        self._differences: EligibilityDifferencesPanel | None = None
        self.asking = EligibilityAsking(desk, desk.say.emit, self)

    @property
    def patient_id(self) -> int | None:
        """The patient whose panel is open, or nobody."""
        shown = self._stack.currentWidget()
        panels = (self._check, self._answers, self._differences)
        return next((each.patient_id for each in panels if each is not None and each is shown), None)

    @property
    def check(self) -> EligibilityCheckPanel:
        """The form of a check."""
        if self._check is None:
            self._check = EligibilityCheckPanel(self._desk)
            self._check.kept.connect(self._back)
            self._add(self._check)
        return self._check

    @property
    def answers(self) -> EligibilityAnswersPanel:
        """All answers."""
        if self._answers is None:
            self._answers = EligibilityAnswersPanel(self._desk)
            self._add(self._answers)
        return self._answers

    @property
    def differences(self) -> EligibilityDifferencesPanel:
        """What an answer differs in."""
        if self._differences is None:
            self._differences = EligibilityDifferencesPanel(self._desk)
            self._differences.decided.connect(self._back)
            self._add(self._differences)
        return self._differences

    def choose(
        self, patient_id: int | None, line: PolicyLine | None, found: PolicyEligibility | None
    ) -> None:
        """Note the policy that the keyboard is on, and what is known of it."""
        self._patient, self._line, self._found = patient_id, line, found

    def join(self, box: EligibilityBox, page: Panel) -> None:
        """Let the box's buttons and the page's keys do what they say."""
        for signal, key, slot in (
            (box.check_asked, CHECK_KEY, self.log_check),
            (box.payer_asked, ASK_KEY, self.ask_payer),
            (box.answers_asked, ANSWERS_KEY, self.show_answers),
            (box.differences_asked, DIFFERENCES_KEY, self.show_differences),
        ):
            signal.connect(slot)
            page.add_key((key,), slot)

    def close(self) -> None:
        """Leave what is open; a form keeps what was typed."""
        for panel in (self._check, self._answers, self._differences):
            if panel is not None:
                panel.patient_id = None

    def log_check(self) -> None:
        """Open the form of a check of the policy chosen."""
        if self._may_edit() and self._line and self._patient is not None:
            self._show(self.check)
            self.check.begin(self._patient, self._line)

    def ask_payer(self) -> None:
        """Write the question to the payer of the policy chosen."""
        if self._may_edit() and self._line:
            self.asking.ask([Ask(self._line.id, self._desk.session.today())])

    def show_answers(self) -> None:
        """Open all answers about the patient."""
        if self._patient is not None:
            self._show(self.answers)
            self.answers.begin(self._patient)

    def show_differences(self) -> None:
        """Open what the latest answer differs in."""
        if not self._may_edit() or self._patient is None:
            return
        if self._found is None or not self._found.differences:
            self._desk.say.emit(NOTHING_DIFFERS)
            return
        self._show(self.differences)
        self.differences.begin(self._patient, self._found)

    def _may_edit(self) -> bool:
        refusal = refusal_of(self._desk.session, Right.EDIT_PATIENT)
        if refusal or self._line is None:
            self._desk.say.emit(refusal or CHOOSE)
            return False
        return True

    def _add(self, panel: Panel) -> None:
        panel.left.connect(self._back)
        self._stack.addWidget(panel)

    def _show(self, panel: Panel) -> None:
        self._stack.setCurrentWidget(panel)
