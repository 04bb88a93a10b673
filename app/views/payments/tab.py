"""The payments tab: payments, answers, what was underpaid, credit, approvals, the business day, reports."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.money import Money
from app.services.practices import OpenPractice
from app.views.common.coverage_subject import NOTHING_ASKED, CoverageSubject
from app.views.common.desk import Desk
from app.views.common.filter_chips import FilterChips
from app.views.common.preview_panel import PreviewPanel
from app.views.common.tab import Tab
from app.views.common.theme import Space
from app.views.common.toast import Toast
from app.views.payments.answer_panel import AnswerPanel
from app.views.payments.answers_segment import AnswersSegment
from app.views.payments.approvals_segment import ApprovalsSegment
from app.views.payments.check_panel import CheckPanel
from app.views.payments.closing_panels import ClosingPanels
from app.views.payments.credits_segment import CreditsSegment
from app.views.payments.day_segment import DaySegment
from app.views.payments.money_panels import MoneyPanels
from app.views.payments.pages_over import PagesOver
from app.views.payments.payments_segment import PaymentsSegment
from app.views.payments.receipt_desk import ReceiptDesk
from app.views.payments.remittance_panels import RemittancePanels
from app.views.payments.remittances_segment import RemittancesSegment
from app.views.payments.reports_segment import ReportsSegment
from app.views.payments.segment import Segment
from app.views.payments.take_payment_panel import TakePaymentPanel
from app.views.payments.underpaid_segment import UnderpaidSegment
from app.views.payments.use_credit_panel import UseCreditPanel


class PaymentsTab(Tab):
    """Its parts stand behind chips; taking, answering and using credit are panels over all of them."""

    TITLE = "Payments"
    SHOWS = frozenset(
        {
            *("payment", "adjudication", "claim", "visit", "account", "patient", "day"),
            *("contract", "official_file", "setting", "approval", "refund"),
            *("deposit", "drawer", "month", "remittance"),
        }
    )

    def __init__(
        self, desk: Desk, practice: OpenPractice | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._receipts = ReceiptDesk(desk, self)
        self.payments = PaymentsSegment(desk)
        self.answers = AnswersSegment(desk)
        self.remittances = RemittancesSegment(desk)
        self.underpaid = UnderpaidSegment(desk)
        self.credits = CreditsSegment(desk)
        self.approvals = ApprovalsSegment(desk, practice)
        self.day = DaySegment(desk)
        self.reports = ReportsSegment(desk)
        self.segments: dict[str, Segment] = {
            "payments": self.payments,
            "answers": self.answers,
            "remittances": self.remittances,
            "underpaid": self.underpaid,
            "credits": self.credits,
            "approvals": self.approvals,
            "day": self.day,
            "reports": self.reports,
        }
        self.chips = FilterChips(
            "Part of payments", [(key, part.TITLE) for key, part in self.segments.items()]
        )
        self.take = TakePaymentPanel(desk, practice)
        self.answer = AnswerPanel(desk)
        self.check = CheckPanel(desk)
        self.credit = UseCreditPanel(desk)
        self.preview = PreviewPanel(desk)
        self.money = MoneyPanels(desk, self)
        self.closing = ClosingPanels(desk, practice, self)
        self.remitted = RemittancePanels(desk, self)
        self.pages = QStackedWidget()
        self._parts = QStackedWidget()
        self._lay_out()
        self.toast = Toast(self)
        self.toast.shown.connect(desk.toasted)
        self.over = PagesOver(self.pages, self.preview, self.toast)
        self._join()
        self._bind_keys()

    def refresh(self) -> None:
        """Ask again for the part shown; the others ask when they are seen."""
        for part in self.segments.values():
            part.mark_changed()

    @Slot(int)
    def take_payment(self, patient_id: int = 0) -> None:
        """Open the panel for a patient's payment; 0 for a patient to be found."""
        self.toast.hide()
        self.pages.setCurrentWidget(self.take)
        self.take.begin(patient_id)

    @Slot(int)
    def enter_answer(self, claim_id: int = 0) -> None:
        """Open the panel for an insurer's answer to a claim; 0 for a claim to be found."""
        self.toast.hide()
        self.pages.setCurrentWidget(self.answer)
        self.answer.begin(claim_id)

    @Slot()
    def enter_check(self) -> None:
        """Open the panel for an insurer's whole check."""
        self.over.show_panel(self.check)
        self.check.begin()

    def show_part(self, key: str) -> Segment:
        """Show `payments`, `answers`, `underpaid`, `credits`, `approvals`, `day` or `reports`."""
        self.pages.setCurrentWidget(self._desk_page)
        self.chips.choose(key)
        return self.segments[key]

    def coverage_subject(self) -> CoverageSubject:
        """The service chosen in the part that is shown."""
        is_part = self.pages.currentWidget() is self._desk_page
        return self.segments[self.chips.value()].coverage_subject() if is_part else NOTHING_ASKED

    def undo_last(self) -> None:
        """Void the payment last taken here."""
        self._receipts.undo()

    def _lay_out(self) -> None:
        self._desk_page = QWidget()
        column = QVBoxLayout(self._desk_page)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.M)
        column.addWidget(self.chips)
        column.addWidget(self._parts, 1)
        for part in self.segments.values():
            self._parts.addWidget(part)
        for page in (self._desk_page, self.take, self.answer, self.check, self.credit, self.preview):
            self.pages.addWidget(page)
        for panel in (*self.money.panels, *self.closing.panels, *self.remitted.panels):
            self.pages.addWidget(panel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _join(self) -> None:
        self.chips.chosen.connect(lambda key: self._parts.setCurrentWidget(self.segments[key]))
        self._receipts.printed.connect(self.over.show_receipt)
        self._receipts.walkout_printed.connect(self.over.show_paper)
        self._receipts.said.connect(self._say)
        for part in self.segments.values():
            part.said.connect(self._say)
            part.patient_asked.connect(self.patient_asked)
            part.claim_asked.connect(self.claim_asked)
        self.underpaid.case_asked.connect(self.case_asked)
        self.payments.take_asked.connect(self.take_payment)
        self.payments.print_asked.connect(self._receipts.print)
        self.payments.copy_asked.connect(partial(self._receipts.print, copy=True))
        self.payments.credit_asked.connect(self._on_credit_asked)
        self.credits.credit_asked.connect(self._on_credit_asked)
        self.answers.enter_asked.connect(self.enter_answer)
        self.answers.check_asked.connect(self.enter_check)
        self.day.receipt_asked.connect(self._on_receipt_asked)
        self.take.taken.connect(self._on_taken)
        self.answer.posted.connect(self._on_answer_posted)
        self.check.posted.connect(self._say)
        self.credit.done.connect(self._on_credit_used)
        panels = (*self.money.panels, *self.closing.panels, *self.remitted.panels)
        for panel in (self.take, self.answer, self.check, self.credit, *panels):
            panel.left.connect(self._on_panel_left)
        self.preview.left.connect(self._on_panel_left)
        self.money.join(self.payments, self.credits, self.approvals)
        self.money.shown.connect(self.over.show_panel)
        self.money.printed.connect(self.over.show_paper)
        self.money.part_asked.connect(self.show_part)
        self.money.finished.connect(self._on_credit_used)
        self.money.said.connect(self._say)
        self.approvals.file_asked.connect(self.file_asked)
        self.remitted.join(self.remittances)
        self.remitted.shown.connect(self.over.show_panel)
        self.remitted.finished.connect(self._on_credit_used)
        self.closing.join(self.day)
        self.closing.shown.connect(self.over.show_panel)
        self.closing.finished.connect(self._on_credit_used)
        self.closing.said.connect(self._say)
        self.closing.receipt_asked.connect(self._on_receipt_asked)
        self.closing.claim_asked.connect(self.claim_asked)
        self.closing.patient_asked.connect(self.patient_asked)
        for papers in (self.closing.printed, self.reports.printed):
            papers.connect(self.over.show_paper)

    def _bind_keys(self) -> None:
        def find() -> None:
            self.segments[self.chips.value()].go_to_filter()

        keys = {
            "Ctrl+T": self.take_payment,
            "Ctrl+Shift+E": self.enter_answer,
            "Ctrl+Shift+K": self.enter_check,
            "Ctrl+F": find,
            "F3": find,
            "Ctrl+Z": self.undo_last,
        }
        for key, slot in keys.items():
            # In the desk page only: in a panel the keys belong to its fields.
            shortcut = QShortcut(QKeySequence(key), self._desk_page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _say(self, words: object) -> None:
        self.toast.show_message(str(words))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the keyboard on to the part that is shown."""
        super().focusInEvent(event)
        if self.pages.currentWidget() is self._desk_page:
            self._go_to_part()

    def _on_panel_left(self) -> None:
        left = self.pages.currentWidget()
        if left is None or not self.closing.go_back_from(left):
            self.pages.setCurrentWidget(self._desk_page)
            self._go_to_part()

    def _go_to_part(self) -> None:
        key = self.chips.value()
        if not self.segments[key].go_to_list():
            self.chips.chip(key).setFocus()

    def _on_credit_asked(self, payment_id: int) -> None:
        self.toast.hide()
        self.pages.setCurrentWidget(self.credit)
        self.credit.begin(payment_id)

    def _on_credit_used(self, words: str) -> None:
        self._on_panel_left()
        self._say(words)

    def _on_receipt_asked(self, payment_id: int) -> None:
        self.show_part("payments")
        self.payments.show_payment(payment_id)

    def _on_taken(self, payment_id: int, amount: Money, and_new: bool) -> None:
        self._receipts.remember(payment_id)
        if and_new:
            self.take_payment()
        else:
            self.show_part("payments")
            self.payments.show_payment(payment_id)
        actions = (
            ("Undo", self.undo_last),
            ("Print receipt", partial(self._receipts.print, payment_id)),
            ("Walk-out statement", partial(self._receipts.print_walkout, payment_id)),
        )
        self.toast.show_message(f"Payment {amount} posted", actions)

    def _on_answer_posted(self, words: str, and_new: bool) -> None:
        if and_new:
            self.enter_answer()
        else:
            self.show_part("answers").go_to_list()
        self._say(words)
