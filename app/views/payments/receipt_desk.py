"""Receipts at the desk: printed on request, and the payment last taken voided by Undo."""

from PySide6.QtCore import QObject, Signal

from app.services.account_papers import print_walkout_after
from app.services.payments import void_payment
from app.services.receipts import print_receipt
from app.views.common.desk import Desk

UNDO_REASON = "entered in error"


class ReceiptDesk(QObject):
    """Prints receipts and remembers the payment last taken; `printed` carries a PrintedReceipt.

    `walkout_printed` carries the walk-out statement that goes with a payment, a PrintedPaper.
    """

    printed = Signal(object)
    walkout_printed = Signal(object)
    said = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._last = 0

    def remember(self, payment_id: int) -> None:
        """Note the payment that Undo would void."""
        self._last = payment_id

    def print(self, payment_id: int, copy: bool = False) -> None:
        """Print a payment's receipt, or a copy of it that bears COPY."""
        self._desk.do(
            print_receipt, payment_id, copy, then=self.printed.emit, failed=self.said.emit, owner=self
        )

    def print_walkout(self, payment_id: int) -> None:
        """Print the walk-out statement of the patient a payment was taken for."""
        then = self.walkout_printed.emit
        self._desk.do(print_walkout_after, payment_id, then=then, failed=self.said.emit, owner=self)

    def undo(self) -> None:
        """Void the payment last taken here."""
        if self._last:
            self._desk.do(
                void_payment,
                self._last,
                UNDO_REASON,
                then=lambda _nothing: self.said.emit("The payment was voided."),
                failed=self.said.emit,
                owner=self,
            )
            self._last = 0
