"""The panels about money given up and given back, and how they lead to the place where it is approved."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.queries.refunds import PayerCreditLine
from app.services.credits import choose_for_credit, print_credit_notice
from app.services.money_requests import Requested
from app.services.papers import PrintedPaper
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.payments.approvals_segment import ApprovalsSegment
from app.views.payments.credits_segment import CreditsSegment
from app.views.payments.move_use_panel import MoveUsePanel, TransferCreditPanel
from app.views.payments.payments_segment import PaymentsSegment
from app.views.payments.refund_panel import RefundPanel
from app.views.payments.return_check_panel import ReturnCheckPanel
from app.views.payments.small_balance_panel import SmallBalancePanel
from app.views.payments.write_off_panel import WriteOffPanel


class MoneyPanels(QObject):
    """Makes the panels and joins them; the tab shows what is asked for.

    `shown` carries the panel to be shown, `finished` the sentence when one is done, `part_asked` the part of
    the tab to go to, `printed` a PrintedPaper.
    """

    shown = Signal(object)
    finished = Signal(str)
    part_asked = Signal(str)
    printed = Signal(object)
    said = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._approvals: ApprovalsSegment | None = None
        self.write_off = WriteOffPanel(desk)
        self.small = SmallBalancePanel(desk)
        self.refund = RefundPanel(desk)
        self.returned = ReturnCheckPanel(desk)
        self.move = MoveUsePanel(desk)
        self.transfer = TransferCreditPanel(desk)
        self.panels: tuple[Panel, ...] = (
            *(self.write_off, self.small, self.refund, self.returned, self.move, self.transfer),
        )
        for panel in (self.write_off, self.small, self.refund, self.transfer):
            panel.asked.connect(self._on_requested)
        self.move.done.connect(self.finished)
        self.returned.returned.connect(self._on_returned)

    def join(self, payments: PaymentsSegment, credits: CreditsSegment, approvals: ApprovalsSegment) -> None:
        """Listen to the lists that ask for these panels."""
        payments.return_asked.connect(self._open_returned)
        payments.move_asked.connect(self._open_move)
        credits.refund_asked.connect(self._open_refund)
        credits.payer_refund_asked.connect(self._open_payer_refund)
        credits.transfer_asked.connect(self._open_transfer)
        credits.keep_asked.connect(self._keep)
        credits.notice_asked.connect(self._print_notice)
        approvals.write_off_asked.connect(self._open_write_off)
        approvals.small_asked.connect(self._open_small)
        approvals.card.printed.connect(self.printed)
        self._approvals = approvals

    def _open(self, panel: Panel, begin: Callable[[], object]) -> None:
        self.shown.emit(panel)
        begin()

    def _open_write_off(self) -> None:
        self._open(self.write_off, self.write_off.begin)

    def _open_small(self) -> None:
        self._open(self.small, self.small.begin)

    def _open_returned(self, payment_id: int) -> None:
        self._open(self.returned, lambda: self.returned.begin(payment_id))

    def _open_move(self, payment_id: int) -> None:
        self._open(self.move, lambda: self.move.begin(payment_id))

    def _open_refund(self, payment_id: int) -> None:
        self._open(self.refund, lambda: self.refund.begin(payment_id))

    def _open_payer_refund(self, line: PayerCreditLine) -> None:
        self._open(self.refund, lambda: self.refund.begin_payer(line))

    def _open_transfer(self, payment_id: int) -> None:
        self._open(self.transfer, lambda: self.transfer.begin(payment_id))

    def _keep(self, payment_id: int) -> None:
        self._desk.do(
            *(choose_for_credit, payment_id, "keep", "asked at the desk"),
            then=lambda _nothing: self.said.emit("Noted: the credit is kept for later visits."),
            failed=self.said.emit,
            owner=self,
        )

    def _print_notice(self, payment_id: int) -> None:
        self._desk.do(
            print_credit_notice, payment_id, then=self.printed.emit, failed=self.said.emit, owner=self
        )

    def _on_requested(self, requested: Requested, words: str) -> None:
        """Go to where a request is signed, or back to the list where no signature is needed."""
        if requested.is_posted or self._approvals is None:
            self.finished.emit(words)
            return
        self.part_asked.emit("approvals")
        self._approvals.show_request(requested.id)
        self.said.emit(words)

    def _on_returned(self, notice: PrintedPaper | None) -> None:
        self.finished.emit("The check is taken back; what it had paid is owed again.")
        if notice is None:
            self.said.emit("The check is taken back. No address is known, so no notice was printed.")
        else:
            self.printed.emit(notice)
