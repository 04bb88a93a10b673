"""The panels that bring a day and a month to their end, and how they lead to each other."""

from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.queries.days import UnfinishedLine
from app.queries.deposits import DepositLine
from app.queries.month_work import WorkItem
from app.services.deposits import MadeDeposit, void_deposit
from app.services.months import ClosedMonth
from app.services.practices import OpenPractice
from app.views.common.columns import plain_text
from app.views.common.desk import Desk
from app.views.common.panel import Panel
from app.views.payments.close_panel import ClosePanel
from app.views.payments.day_segment import DaySegment
from app.views.payments.deposit_panel import DepositPanel
from app.views.payments.deposits_panel import DepositsPanel
from app.views.payments.drawer_panel import DrawerPanel
from app.views.payments.month_panel import MonthPanel
from app.views.payments.reason_panel import ReasonPanel
from app.views.payments.signed_reason_panel import SignedReasonPanel


class ClosingPanels(QObject):
    """Makes the panels and joins them; the tab shows what is asked for.

    `shown` carries the panel to be shown, `finished` the sentence when one is done, `printed` a PrintedPaper;
    what is unfinished leads to its receipt, claim or patient.
    """

    shown = Signal(object)
    finished = Signal(str)
    printed = Signal(object)
    said = Signal(str)
    receipt_asked = Signal(int)
    claim_asked = Signal(int)
    patient_asked = Signal(int)

    def __init__(self, desk: Desk, practice: OpenPractice | None, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.deposit = DepositPanel(desk)
        self.deposits = DepositsPanel(desk)
        self.take_back = ReasonPanel(desk, "Take deposit back")
        self.drawer = DrawerPanel(desk)
        self.close = ClosePanel(desk)
        self.month = MonthPanel(desk)
        self.reopen = SignedReasonPanel(desk, practice)
        self._closes = False
        self.panels: tuple[Panel, ...] = (
            *(self.deposit, self.deposits, self.take_back, self.drawer, self.close, self.month, self.reopen),
        )
        self.deposit.made.connect(self._on_made)
        self.deposit.earlier_asked.connect(self.open_deposits)
        self.deposits.printed.connect(self.printed)
        self.deposits.back_asked.connect(self._on_take_back_asked)
        self.take_back.done.connect(self._on_taken_back)
        self.drawer.counted.connect(self._on_counted)
        self.close.closed.connect(self._on_closed)
        self.close.deposit_asked.connect(self.open_deposit)
        self.close.count_asked.connect(self.open_drawer)
        self.month.closed.connect(self._on_month_closed)
        self.month.reopen_asked.connect(self._on_reopen_month_asked)
        self.reopen.done.connect(self._on_reopened)
        for panel in (self.close, self.month):
            panel.link_opened.connect(self._on_link_opened)

    def join(self, day: DaySegment) -> None:
        """Listen to the day that asks for these panels."""
        day.close_asked.connect(self.open_close)
        day.deposit_asked.connect(self.open_deposit)
        day.count_asked.connect(self.open_drawer)
        day.month_asked.connect(self.open_month)
        day.reopen_asked.connect(self._on_reopen_day_asked)

    def open_today(self) -> None:
        """Open the guided close of today."""
        self.open_close(self._desk.session.today())

    def open_close(self, day: date) -> None:
        """Open the guided close of a day."""
        self._closes = True
        self.shown.emit(self.close)
        self.close.begin(day)

    def open_deposit(self) -> None:
        """Open the deposit of what lies in the drawer."""
        self.shown.emit(self.deposit)
        self.deposit.begin()

    def open_deposits(self) -> None:
        """Open the deposits that were made."""
        self.shown.emit(self.deposits)
        self.deposits.begin()

    def open_drawer(self) -> None:
        """Open the count of the drawer."""
        self.shown.emit(self.drawer)
        self.drawer.begin()

    def open_month(self) -> None:
        """Open the close of the month that is over."""
        self.shown.emit(self.month)
        self.month.begin()

    def go_back_from(self, panel: QWidget) -> bool:
        """Go back to the close of a day that is under way; False where there is none or it is left."""
        if self._closes and panel is not self.close:
            self.shown.emit(self.close)
            self.close.refresh()
            return True
        self._closes = False
        return False

    def _on_closed(self, words: str) -> None:
        self._closes = False
        self.finished.emit(words)

    def _on_link_opened(self, line: UnfinishedLine | WorkItem) -> None:
        self._closes = False
        if line.kind == "claim":
            self.claim_asked.emit(line.id)
        elif line.kind in ("receipt", "payment"):
            self.receipt_asked.emit(line.id)
        elif line.patient_id:
            self.patient_asked.emit(line.patient_id)

    def _on_made(self, made: MadeDeposit) -> None:
        self.said.emit(f"Deposit {made.number}: {made.amount.dollars}.")
        self.printed.emit(made.slip)

    def _on_take_back_asked(self, line: DepositLine) -> None:
        self.shown.emit(self.take_back)
        self.take_back.ask(
            f"Take deposit {line.number} back",
            f"{line.amount.dollars} of {plain_text(line.on)} goes back into the drawer. The number stays "
            "taken.",
            void_deposit,
            line.id,
        )

    def _on_taken_back(self) -> None:
        self.finished.emit("The deposit was taken back; its money is in the drawer again.")

    def _on_counted(self, words: str) -> None:
        if self.go_back_from(self.drawer):
            self.said.emit(words)
        else:
            self.finished.emit(words)

    def _on_month_closed(self, closed: ClosedMonth) -> None:
        self.said.emit(f"{closed.sums.month.name} is closed.")
        self.printed.emit(closed.report)

    def _on_reopen_day_asked(self, day: date) -> None:
        self.shown.emit(self.reopen)
        self.reopen.ask_day(day)

    def _on_reopen_month_asked(self, month: object) -> None:
        self.shown.emit(self.reopen)
        self.reopen.ask_month(month)  # type: ignore[arg-type]

    def _on_reopened(self) -> None:
        self.finished.emit(f"{self.reopen.title.removeprefix('Reopen ')} is open again.")
