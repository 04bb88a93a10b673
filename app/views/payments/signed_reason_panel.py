"""Opening again what was closed: the reason, and a second manager who signs for it here."""

from datetime import date

from app.domain.months import Month
from app.services.days import reopen_day
from app.services.months import reopen_month
from app.services.practices import OpenPractice
from app.views.common.columns import plain_text
from app.views.common.desk import Desk
from app.views.payments.reason_panel import ReasonPanel
from app.views.payments.signature_form import SignatureForm


class SignedReasonPanel(ReasonPanel):
    """Reopens a day or a month; without another manager the signature stays empty."""

    def __init__(self, desk: Desk, practice: OpenPractice | None) -> None:
        super().__init__(desk, "Reopen")
        self._practice = practice
        self.signature = SignatureForm(
            desk.session.today, "A second manager signs here; empty where the office has no other."
        )
        self.body.insertWidget(2, self.signature)

    def ask_day(self, day: date) -> None:
        """Ask why a day is reopened."""
        self.signature.clear()
        words = "Money can be posted on this day again until it is closed anew."
        self.ask(f"Reopen {plain_text(day)}", words, reopen_day, day)

    def ask_month(self, month: Month) -> None:
        """Ask why a month is reopened."""
        self.signature.clear()
        words = "For 24 hours entries can be dated into this month again. Close it anew afterwards."
        self.ask(f"Reopen {month.name}", words, reopen_month, month)

    def extra(self) -> tuple[object, ...]:
        """The signature, where one was typed."""
        return (self.signature.signature(self._practice),)
