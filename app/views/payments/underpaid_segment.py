"""Services that an insurer allowed too little for: how much, by which contract, disputed until when."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.date_entry import format_date
from app.domain.money import total
from app.queries.office_lists import OfficeLine, list_office
from app.queries.underpayments import UnderpaidLine, list_underpayments
from app.views.common.buttons import Button
from app.views.common.columns import Column, plain_text
from app.views.common.combo import Combo
from app.views.common.coverage_subject import NOTHING_ASKED, CoverageSubject
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.facts import Facts
from app.views.common.flow import FlowLayout
from app.views.common.giving_way import GivingWay
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Space, Text, letters
from app.views.payments.period_bar import PeriodBar
from app.views.payments.segment import Segment, show_lines

_COLUMNS = (
    Column("Received", lambda line: line.received_on, width=10),
    Column("Claim", lambda line: line.claim_number, right=True, width=7),
    Column("Patient", lambda line: line.patient),
    Column("Insurer", lambda line: line.payer),
    Column("Code", lambda line: line.code, width=6),
    Column("Charged", lambda line: line.charged, right=True, width=8),
    Column("Allowed", lambda line: line.found.allowed, right=True, width=8),
    Column("Expected", lambda line: line.found.expected, right=True, width=8),
    Column("Missing", lambda line: line.difference, right=True, width=8),
    Column("Dispute by", lambda line: line.dispute_by, width=10),
)
NAME_WIDTH = 20
CASE_KEY = "Ctrl+D"
_ALL = ((None, "All insurers"),)


class PayerChoice(Combo):
    """One insurer or all of them, wide enough for a name."""

    def __init__(self) -> None:
        super().__init__("Insurer", _ALL)

    def dress(self) -> None:
        """Take height and width from the theme."""
        super().dress()
        self.setFixedWidth(letters(NAME_WIDTH) + 2 * Space.L)


class UnderpaidCard(Panel):
    """One service in plain words, with the steps by which the contract prices it."""

    claim_asked = Signal(int)
    patient_asked = Signal(int)
    case_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Underpaid")
        self._desk = desk
        self.line: UnderpaidLine | None = None
        self.facts = Facts()
        self.steps = PlainLabel(wrap=True)
        self.dispute = Button("Dispute it", self.case_asked.emit, icon="dispute", key=CASE_KEY, primary=True)
        self.claim = Button("Show claim", self._on_claim_asked)
        self.person = Button("Show patient", self._on_patient_asked, icon="user")
        buttons = QWidget()
        row = FlowLayout(buttons, Space.S)
        for button in (self.dispute, self.claim, self.person):
            row.addWidget(button)
        self.body.addWidget(self.facts)
        self.body.addWidget(PlainLabel("How the contract prices it", Text.SECTION))
        self.body.addWidget(self.steps)
        self.body.addWidget(buttons)
        self.body.addStretch()

    def show_line(self, line: UnderpaidLine) -> None:
        """Show this service."""
        self.line = line
        self.set_title(f"{line.code} of claim {line.claim_number}")
        is_late = line.dispute_by < self._desk.session.today()
        self.facts.show_facts(
            (
                ("Insurer", line.payer),
                ("Patient", line.patient),
                ("Service", plain_text(line.service_on)),
                ("Charged", line.charged.dollars),
                ("Contract says", line.found.expected.dollars),
                ("Allowed", line.found.allowed.dollars),
                ("Missing", line.difference.dollars),
                ("Contract", line.contract),
                ("Answer received", plain_text(line.received_on)),
                ("Last day to dispute", format_date(line.dispute_by) + (" (has gone by)" if is_late else "")),
            )
        )
        self.steps.setText("\n".join(line.steps))

    def _on_claim_asked(self) -> None:
        if self.line:
            self.claim_asked.emit(self.line.claim_id)

    def _on_patient_asked(self) -> None:
        if self.line:
            self.patient_asked.emit(self.line.patient_id)


class UnderpaidSegment(Segment):
    """Lists what was underpaid in the answers of some days; Enter shows the claim, Ctrl+D disputes it."""

    TITLE = "Underpaid"

    case_asked = Signal(int, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.bar = PeriodBar(desk.session.today, "Patient, insurer, claim number or code")
        self.bar.chips.choose("y")
        self.payer = PayerChoice()
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Underpaid services", self.model)
        self.listed = self.table
        GivingWay(self.table, ("Charged", "Received", "Claim", "Dispute by"))
        self.empty = EmptyState("")
        self.sum = PlainLabel(wrap=True)
        self.card = UnderpaidCard(desk)
        self.side = QStackedWidget()
        self._lay_out()
        self.bar.changed.connect(self.refresh)
        self.payer.edited.connect(self.refresh)
        self.table.row_changed.connect(self._on_row_changed)
        self.table.opened.connect(self._on_opened)
        self.card.claim_asked.connect(self.claim_asked)
        self.card.patient_asked.connect(self.patient_asked)
        self.card.left.connect(self.table.setFocus)
        self.card.case_asked.connect(self._on_case_asked)
        dispute = QShortcut(QKeySequence(CASE_KEY), self)
        dispute.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        dispute.activated.connect(self._on_case_asked)

    def refresh(self) -> None:
        """Ask for the insurers to choose from, and for what was underpaid in the answers of these days."""
        self.desk.ask(list_office, "payer", then=self._on_payers, owner=self, key="payers")
        self.desk.ask(
            list_underpayments,
            *self.bar.days,
            self.payer.value(),
            self.bar.text.text(),
            then=self._on_listed,
            owner=self,
            key="list",
        )

    def go_to_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.bar.text.setFocus()
        self.bar.text.selectAll()

    def coverage_subject(self) -> CoverageSubject:
        """The service of the row that the keyboard is on."""
        line = self.table.current_row()
        if line is None:
            return NOTHING_ASKED
        return CoverageSubject(line.patient_id, codes=(line.code,), on=line.service_on)

    def _lay_out(self) -> None:
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.empty)
        self._nothing = EmptyState("Choose a service to see what the contract says.")
        for page in (self._nothing, self.card):
            self.side.addWidget(page)
        # The sum stands above the list: the toast lies over its foot.
        self.lay_out_beside(self.bar, self.payer, (self.sum, self._lists), self.side)

    def _on_payers(self, payers: tuple[OfficeLine, ...]) -> None:
        self.payer.set_choices((*_ALL, *((line.id, line.name) for line in payers)))

    def _on_listed(self, lines: Sequence[UnderpaidLine]) -> None:
        show_lines(self.table, self.model, lines)
        self._lists.setCurrentWidget(self.table if lines else self.empty)
        self.side.setVisible(bool(lines))
        is_filtered = bool(self.bar.text.text()) or self.payer.value() is not None
        self.empty.say(
            "No underpaid service matches this."
            if is_filtered
            else "No answer of these days is below a contract. Contracts are typed under Settings, Contracts."
        )
        missing = total(line.difference for line in lines).dollars
        services = "1 service was" if len(lines) == 1 else f"{len(lines):,} services were"
        self.sum.setText(f"{services} underpaid; {missing} is missing." if lines else "")

    def _on_row_changed(self, line: UnderpaidLine | None) -> None:
        if line is None:
            self.side.setCurrentWidget(self._nothing)
            return
        self.card.show_line(line)
        self.side.setCurrentWidget(self.card)

    def _on_opened(self, line: UnderpaidLine) -> None:
        self.claim_asked.emit(line.claim_id)

    def _on_case_asked(self) -> None:
        line = self.table.current_row()
        if line is not None:
            self.case_asked.emit(line.claim_id, line.id)
