"""The patient's policies by place and date, what is amiss, which one pays on a day, and their cards."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.coverage import RANK_NAMES, check_policies, choose_policies
from app.domain.date_entry import format_date
from app.domain.rights import Right
from app.queries.documents import DocumentLine, list_documents
from app.queries.eligibility import PolicyEligibility, list_eligibility
from app.queries.policies import PolicyLine, list_policies
from app.views.common.columns import Column
from app.views.common.date_edit import DateEdit
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.scrolled import Scrolled
from app.views.common.table_model import TableModel
from app.views.common.table_view import ROW_HEIGHT, TableView
from app.views.common.theme import Space, Text, letters, scaled
from app.views.patients.card_images import CardImages
from app.views.patients.coverage_words import FindingLines
from app.views.patients.eligibility_box import EligibilityBox
from app.views.patients.eligibility_desk import EligibilityDesk
from app.views.patients.page import PatientPage
from app.views.patients.policy_panel import PolicyPanel
from app.views.patients.rebill_offer import KEY, RebillOffer
from app.views.patients.rebill_panel import RebillPanel

_COLUMNS = (
    Column("Pays", lambda line: RANK_NAMES.get(line.term.rank, str(line.term.rank)), width=9),
    Column("Insurance", lambda line: line.term.listed),
    Column("Member", lambda line: line.member_id, width=16),
    Column("Group", lambda line: line.group_number, width=12),
    Column("Holder", lambda line: line.holder or "the patient"),
    Column("From", lambda line: line.term.effective, width=10),
    Column("To", lambda line: line.term.termination, width=10),
    Column("Why this order", lambda line: line.values["order_reason"], width=13),
)
SELDOM = {"Group", "To", "Why this order"}
MOST_ROWS = 5


class InsurancePage(PatientPage):
    """Enter or F2 changes a policy, Ctrl+N adds one, Ctrl+Shift+R bills visits anew.

    Ctrl+Shift+V logs a check of the policy chosen, Ctrl+Shift+Q asks its payer, Ctrl+Shift+W shows all
    answers, Ctrl+Shift+D what they differ in.
    """

    TITLE = "Insurance"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._model = TableModel(_COLUMNS, self)
        self._files: tuple[DocumentLine, ...] = ()
        self._answers: dict[int, PolicyEligibility] = {}
        self._adds_for: int | None = None
        self.view = TableView("Policies", self._model)
        self.findings = FindingLines()
        self.day = DateEdit("Date of service", desk.session.today)
        self.pays = PlainLabel(wrap=True)
        self.cards = CardImages(desk)
        self.eligibility = EligibilityBox()
        self.policy = PolicyPanel(desk)
        self.rebill = RebillPanel(desk)
        self.offer = RebillOffer(desk)
        self._list = Panel("Insurance")
        self._empty = EmptyState(
            "No insurance is entered. Add it from the card, or mark the patient as self-pay in Details.",
            ("Add insurance", self.add_policy),
        )
        self._stack = QStackedWidget()
        self.checking = EligibilityDesk(desk, self._stack, self._show_list)
        self._lay_out()
        self.view.opened.connect(self._on_opened)
        self.view.row_changed.connect(self._show_policy)
        self.day.left.connect(self._show_payer)
        self.day.edited.connect(self._show_payer)
        self.cards.opened.connect(self.file_asked)
        self.policy.saved.connect(self.offer.announce_next)
        self.policy.saved.connect(self._show_list)
        self.policy.left.connect(self._show_list)
        self.offer.bill_asked.connect(self.bill_anew)
        self.rebill.billed.connect(self._show_list)
        self.rebill.left.connect(self._show_list)

    def refresh(self) -> None:
        """List policies and cards of the patient now shown."""
        if self.detail is None:
            return
        open_for = {self.policy.patient_id, self.rebill.patient_id, self.checking.patient_id}
        if open_for - {None, self.detail.id}:
            self._show_list()
        self.desk.ask(list_documents, self.detail.id, then=self._on_files_listed, owner=self, key="files")
        self.desk.ask(list_policies, self.detail.id, then=self._on_listed, owner=self, key="policies")
        today = self.desk.session.today()
        args = (self.detail.id, today)
        self.desk.ask(list_eligibility, *args, then=self._on_answers_listed, owner=self, key="eligibility")
        self.offer.ask(self.detail.id)

    def add_policy(self, patient_id: int | None = None) -> None:
        """Open the form for a new policy; for a patient not loaded yet, as soon as he is."""
        if refusal := refusal_of(self.desk.session, Right.EDIT_PATIENT):
            self.desk.say.emit(refusal)
        elif patient_id is not None and (self.detail is None or self.detail.id != patient_id):
            self._adds_for = patient_id
        else:
            self._open(None)

    def bill_anew(self) -> None:
        """Open the visits that went to another policy than paid first, or say that there are none."""
        if self.detail is None or not self.offer.lines:
            none = "Every visit of this patient is billed to the insurance that was in force."
            self.desk.say.emit(refusal_of(self.desk.session, Right.CORRECT_CLAIM) or none)
            return
        self._stack.setCurrentWidget(self.rebill)
        self.rebill.begin(self.detail.id, self.offer.lines)

    def dress(self) -> None:
        """Keep room for the policies there are, at any text size; the cards below need the rest."""
        rows = 1 + max(2, min(len(self._model.rows), MOST_ROWS))
        self.view.setFixedHeight(scaled(ROW_HEIGHT) * rows + 6)

    def _open(self, line: PolicyLine | None) -> None:
        if self.detail:
            self._stack.setCurrentWidget(self.policy)
            self.policy.begin(self.detail, self._model.rows, line)

    def _show_list(self) -> None:
        self.rebill.patient_id = None
        self.checking.close()
        self._stack.setCurrentWidget(self._list if self._model.rows else self._empty)
        self.view.setFocus()

    def _show_payer(self) -> None:
        day = self.day.value() or self.desk.session.today()
        active = choose_policies([line.term for line in self._model.rows], day)
        words = [f"{RANK_NAMES.get(term.rank, term.rank)} {term.name}" for term in active]
        none = f"No policy is in force on {format_date(day)}."
        self.pays.setText(f"{format_date(day)}: {', then '.join(words)}." if active else none)

    def _show_policy(self, line: PolicyLine | None) -> None:
        self._show_cards(line)
        self.eligibility.setVisible(line is not None)
        found = self._answers.get(line.id) if line else None
        self.eligibility.show_eligibility(found)
        self.checking.choose(self.detail.id if self.detail else None, line, found)

    def _show_cards(self, line: PolicyLine | None) -> None:
        self.cards.setVisible(line is not None)
        if line and self.detail:
            self.cards.show_cards(self.detail.id, line.id, self._files)

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(Space.S)
        caption = PlainLabel("Which pays for a visit on", tone="muted")
        caption.setBuddy(self.day)
        asked.addWidget(caption)
        asked.addWidget(self.day)
        asked.addWidget(self.pays, 1)
        self.day.setFixedWidth(letters(14) + Space.L)
        self._list.add_action("Add insurance", self.add_policy, key="Ctrl+N", icon="add")
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.M)
        whole.addWidget(self.offer)
        whole.addWidget(self.findings)
        whole.addWidget(self.view)
        whole.addWidget(self.eligibility)
        whole.addLayout(asked)
        whole.addWidget(PlainLabel("Card of the policy chosen above", Text.CAPTION, "muted"))
        whole.addWidget(self.cards)
        whole.addStretch()
        self._list.body.addWidget(Scrolled(inside), 1)
        self.dress()
        self._list.add_key((KEY,), self.bill_anew)
        self.checking.join(self.eligibility, self._list)
        for widget in (self._empty, self._list, self.policy, self.rebill):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusProxy(self.view)

    def _on_answers_listed(self, found: Sequence[PolicyEligibility]) -> None:
        self._answers = {each.policy_id: each for each in found}
        self._show_policy(self.view.current_row())

    def _on_files_listed(self, files: tuple[DocumentLine, ...]) -> None:
        self._files = files
        self._show_cards(self.view.current_row())

    def _on_listed(self, lines: Sequence[PolicyLine]) -> None:
        at = self.view.currentIndex().row()
        self._model.set_rows(lines)
        for at, column in enumerate(_COLUMNS):
            # Where no policy has any, the names of plans need the room more.
            is_empty = not any(column.value(line) for line in lines)
            self.view.setColumnHidden(at, column.title in SELDOM and is_empty)
        self.dress()
        self.view.go_to(at)
        today: date = self.desk.session.today()
        born = self.detail.values["birth_date"] if self.detail else None
        self.findings.show_findings(check_policies([line.term for line in lines], today, born))
        self._show_payer()
        if self.detail and self._adds_for == self.detail.id:
            self._adds_for = None
            self._open(None)
        elif self._stack.currentWidget() in (self._list, self._empty):
            self._stack.setCurrentWidget(self._list if lines else self._empty)

    def _on_opened(self, line: PolicyLine) -> None:
        if refusal := refusal_of(self.desk.session, Right.EDIT_PATIENT):
            self.desk.say.emit(refusal)
        else:
            self._open(line)
