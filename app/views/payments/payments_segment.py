"""The list of payments with the day's totals and their proof; the payment chosen stands at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from app.domain.money import ZERO
from app.domain.rights import Right
from app.queries.payments import (
    MOST_ROWS,
    PaymentDetail,
    PaymentLine,
    PaymentSums,
    find_payment,
    find_payment_sums,
    list_payments,
)
from app.services.payments import check_voidable, free_payment, void_payment
from app.views.common.buttons import Button
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.empty_state import EmptyState
from app.views.common.giving_way import GivingWay
from app.views.common.plain_label import PlainLabel
from app.views.common.refusals import refusal_of
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.payments.payment_card import PaymentCard
from app.views.payments.period_bar import PeriodBar
from app.views.payments.reason_panel import ReasonPanel
from app.views.payments.segment import Segment, show_lines
from app.views.payments.words import METHOD_WORDS, payment_chip

_COLUMNS = (
    Column("Receipt", lambda line: line.receipt_number, right=True, width=6),
    Column("Date", lambda line: line.received_on, width=10),
    Column("Method", lambda line: METHOD_WORDS[line.method], width=8),
    Column("Account", lambda line: line.account_number, width=7),
    Column("Name", lambda line: line.name),
    Column("Amount", lambda line: line.amount, right=True, width=8),
    Column("Used", lambda line: line.used, right=True, width=8),
    Column("Credit left", lambda line: line.left, right=True, width=8),
    Column("State", payment_chip, width=9),
)


class PaymentsSegment(Segment):
    """Lists payments; taking one, printing and using credit are asked of the tab."""

    TITLE = "Payments"

    take_asked = Signal()
    print_asked = Signal(int)
    copy_asked = Signal(int)
    credit_asked = Signal(int)
    move_asked = Signal(int)
    return_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = 0
        self._goes_to_card = False
        self._undone = ""
        self.bar = PeriodBar(desk.session.today, "Name, account or receipt number")
        self.model = TableModel(_COLUMNS, self)
        self.table = TableView("Payments", self.model)
        self.listed = self.table
        GivingWay(self.table, ("Used", "Account", "State", "Method"))
        self.empty = EmptyState("", ("Take payment", self.take_asked.emit))
        self.methods = PlainLabel(wrap=True)
        self.proof = PlainLabel(wrap=True)
        self.card = PaymentCard(desk)
        self.reason = ReasonPanel(desk, "Take back")
        self.side = QStackedWidget()
        self._lay_out()
        self.bar.changed.connect(self.refresh)
        self.table.row_changed.connect(self._on_row_changed)
        self.table.opened.connect(self._on_opened)
        self.card.print_asked.connect(self.print_asked)
        self.card.copy_asked.connect(self.copy_asked)
        self.card.credit_asked.connect(self.credit_asked)
        self.card.move_asked.connect(self.move_asked)
        self.card.return_asked.connect(self.return_asked)
        self.card.void_asked.connect(self.ask_void)
        self.card.free_asked.connect(self.ask_free)
        self.card.patient_asked.connect(self.patient_asked)
        self.card.left.connect(self.table.setFocus)
        self.reason.left.connect(self._on_reason_left)
        self.reason.done.connect(self._on_voided)

    def refresh(self) -> None:
        """Ask for the payments of the days shown and what they come to."""
        days, text = self.bar.days, self.bar.text.text()
        self.desk.ask(list_payments, *days, text, then=self._on_listed, owner=self, key="list")
        self.desk.ask(find_payment_sums, *days, text, then=self._on_summed, owner=self, key="sums")

    def go_to_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.bar.text.setFocus()
        self.bar.text.selectAll()

    def show_payment(self, payment_id: int) -> None:
        """Show a payment just taken, with the keyboard on its receipt."""
        self._wanted, self._goes_to_card = payment_id, True
        self.side.setCurrentWidget(self.card)
        self.bar.show_today()
        self.refresh()

    def ask_void(self) -> None:
        """Ask why the payment shown is voided."""
        if self.card.detail is None:
            return
        line = self.card.detail.line
        self._undone = f"Receipt {line.receipt_number} was voided."
        self.side.setCurrentWidget(self.reason)
        self.reason.ask(
            f"Void receipt {line.receipt_number}",
            f"{line.amount.dollars} from {line.name} is taken back, with all it was used for. The receipt "
            "number stays taken, and the payment stays in the list as voided.",
            void_payment,
            line.id,
        )
        self.reason.check(check_voidable)

    def ask_free(self) -> None:
        """Ask why the uses of the payment shown are taken back."""
        if self.card.detail is None:
            return
        line = self.card.detail.line
        self._undone = f"Receipt {line.receipt_number} is credit again, whole."
        self.side.setCurrentWidget(self.reason)
        self.reason.ask(
            "Free uses",
            f"{line.used.dollars} of receipt {line.receipt_number} is taken from the services it pays and "
            "becomes credit again. Then use it for the right ones.",
            free_payment,
            line.id,
        )
        self.reason.explain(refusal_of(self.desk.session, Right.ALLOCATE), "danger")

    def _lay_out(self) -> None:
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.empty)
        self._nothing = EmptyState("Choose a payment to see what it was used for.")
        for page in (self._nothing, self.card, self.reason):
            self.side.addWidget(page)
        take = Button("Take payment", self.take_asked.emit, icon="add", key="Ctrl+T", primary=True)
        # The sums stand above the list: the toast lies over its foot.
        self.lay_out_beside(self.bar, take, (self.methods, self.proof, self._lists), self.side)

    def _on_listed(self, lines: Sequence[PaymentLine]) -> None:
        show_lines(self.table, self.model, lines, self._wanted)
        self._lists.setCurrentWidget(self.table if lines else self.empty)
        self.side.setVisible(bool(lines))
        self.empty.say(
            "No payment matches this." if self.bar.text.text() else "No payment was taken on these days."
        )

    def _on_summed(self, sums: PaymentSums) -> None:
        parts = [
            f"{METHOD_WORDS[each.method]} {(each.amount - each.voided).dollars} ({each.count})"
            for each in sums.methods
        ]
        more = f"   The latest {MOST_ROWS:,} are listed." if len(self.model.rows) == MOST_ROWS else ""
        self.methods.setText(" · ".join(parts) + more)
        if not sums.methods:
            self.proof.setText("")
            return
        self.proof.set_tone("danger" if sums.difference else "muted")
        kept = sums.amount - sums.voided
        apart = f"; {sums.voided.dollars} more was voided" if sums.voided else ""
        words = f"Taken in {kept.dollars} = used {sums.used.dollars} + credit left {sums.left.dollars}{apart}"
        wrong = f". {abs(sums.difference).dollars} is not explained: run Check database."
        self.proof.setText(words + (wrong if sums.difference != ZERO else ""))

    def _on_row_changed(self, line: PaymentLine | None) -> None:
        if line is None:
            self.card.detail = None
            self.side.setCurrentWidget(self._nothing)
        else:
            self.desk.ask(find_payment, line.id, then=self._on_found, owner=self, key="payment")

    def _on_found(self, detail: PaymentDetail) -> None:
        self.card.show_payment(detail)
        if self.side.currentWidget() is not self.reason:
            self.side.setCurrentWidget(self.card)
        if self._goes_to_card and detail.line.id == self._wanted:
            self._wanted, self._goes_to_card = 0, False
            self.card.print.setFocus()

    def _on_opened(self) -> None:
        self.card.print.setFocus()

    def _on_reason_left(self) -> None:
        self.side.setCurrentWidget(self.card)
        self.table.setFocus()

    def _on_voided(self) -> None:
        self._on_reason_left()
        self.said.emit(self._undone)
